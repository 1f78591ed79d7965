"""The form as it is pasted or chosen, and the answers to what it does not say."""

from __future__ import annotations

from typing import Any

from flask_wtf.file import FileField
from werkzeug.datastructures import FileStorage
from wtforms import BooleanField, HiddenField, StringField, TextAreaField
from wtforms.validators import InputRequired

from webapp.domain.errors import Refusal
from webapp.domain.numbers import plain
from webapp.domain.periods import Period
from webapp.domain.rag import Polarity, Tolerance, ToleranceKind
from webapp.readers.form_file import form_text, pasted_text
from webapp.readers.form_folder import is_folder
from webapp.readers.rule_words import read_tolerance
from webapp.services.indicators.lists import directorate_options
from webapp.services.old_forms.given import NEW, Given
from webapp.services.old_forms.matches import Choice
from webapp.services.old_forms.reading import FormCheck
from webapp.services.old_forms.saving import Answers
from webapp.services.settings import calendar
from webapp.web.base_form import PageForm
from webapp.web.choices import PLACES_CHOICES, POLARITY_CHOICES, UNDECIDED, ChoiceField, OneOfField, chosen_id
from webapp.web.fields import PeriodField, TypedField, typed_lines

BOTH = "Paste the text or choose a file, not both: empty one of them."


class TextForm(PageForm):
    """The form itself, or a zipped folder of them."""

    text = TextAreaField("Text of the form", description="Copy everything from the Word document and paste it here")
    file = FileField(
        "Or choose a file",
        description="A Word document (.docx), a text, a page of HTML, or a zipped folder of many forms. "
        "It can be dragged here",
    )

    def folder(self) -> tuple[str, bytes] | None:
        """Name and content of a chosen zip of many forms; None where it is none.

        Raises Refusal for a damaged one, and for one beside a pasted text.
        """
        chosen = self.file.data
        if not isinstance(chosen, FileStorage) or not chosen.filename:
            return None
        content = chosen.read()
        chosen.seek(0)
        try:
            if not is_folder(content):
                return None
        except Refusal as refusal:
            raise Refusal(refusal.sentence, field="file") from None
        if typed_lines(self.text.data).strip():
            raise Refusal(BOTH, field="text")
        return chosen.filename, content

    def given(self) -> str:
        """The text that was pasted or chosen; raises Refusal where there is none, or both."""
        pasted, chosen = typed_lines(self.text.data), self.file.data
        if isinstance(chosen, FileStorage) and chosen.filename:
            if pasted.strip():
                raise Refusal(BOTH, field="text")
            try:
                return typed_lines(form_text(chosen.read()))
            except Refusal as refusal:
                raise Refusal(refusal.sentence, field="file") from None
        if not pasted.strip():
            raise Refusal("Paste the text of the form, or choose a file.", field="text")
        return pasted_text(pasted)


class CorrectedForm(PageForm):
    """The text of one form of a folder, as it was read or corrected."""

    text = TextAreaField("Text of the form", description="Correct here what was misread")
    mark = HiddenField()


class ToleranceField(TypedField):
    """``5%`` of target, or ``2.5`` units."""

    data: Tolerance | None

    def read(self, text: str) -> Tolerance:
        return read_tolerance(text)

    def write(self, value: Tolerance) -> str:
        return f"{plain(value.amount)}{'%' if value.kind is ToleranceKind.PERCENT else ''}"


class AnswersForm(PageForm):
    """What the form does not say, with the form's text carried along."""

    text = TextAreaField("Text of the form", description="Correct here what was misread, then check again")
    indicator = OneOfField("Which indicator is this?", missing="Choose an indicator, or a new one.")
    period = PeriodField(
        "Which period is the form about?",
        calendar=lambda: calendar(),
        description="For example, October 2014 or Q3 2014/15",
        validators=[InputRequired("Enter the period the form is about, such as October 2014.")],
    )
    estimated = BooleanField("The figure of this period is an estimate")
    director = OneOfField("Who is the strategic director lead?", missing="Choose the strategic director lead.")
    lead = OneOfField("Who is the departmental lead?", missing="Choose the departmental lead.")
    code = StringField("Code", description="Short and unique, such as CIN1")
    polarity = OneOfField(
        "Which way is better?",
        choices=POLARITY_CHOICES,
        default=UNDECIDED,
        missing="Choose which way is better, or “Not decided yet”.",
    )
    tolerance = ToleranceField(
        "Tolerance", description="How far off target is still amber: 5% of the target, or 2.5 in units. Blank is none"
    )
    decimals = ChoiceField("Decimal places shown", choices=PLACES_CHOICES, coerce=int)
    directorate_id = ChoiceField("Directorate", coerce=int, default=0)

    def __init__(self, shown: FormCheck, *, text: str, posted: bool, given: Given | None = None) -> None:
        source: dict[str, Any] = {} if posted else {"formdata": None}
        super().__init__(data={**_suggested(shown), **_given(given or Given())}, **source)
        self.text.data = text
        form = shown.form
        self.indicator.choices = [
            *(
                (str(each.id), f"{each.name}{'' if each.same else ' (nearly the same title)'}")
                for each in shown.indicators
            ),
            (NEW, "A new indicator"),
        ]
        self.director.choices = _people(form.strategic_director_lead, shown.directors)
        self.lead.choices = _people(form.departmental_lead, shown.leads)
        self.directorate_id.choices = [(0, "No directorate"), *((each.id, each.name) for each in directorate_options())]

    @property
    def indicator_id(self) -> int | None:
        """The chosen indicator that is there already; None for a new one, or none chosen yet."""
        offered = {value for value, _ in self.indicator.choices}
        return chosen_id(self.indicator.data) if self.indicator.data in offered else None

    def answers(self) -> Answers:
        """The answers of a form that was found complete."""
        period: Period | None = self.period.data
        assert period is not None
        undecided = self.polarity.data == UNDECIDED
        return Answers(
            period=period,
            indicator_id=self.indicator_id,
            code=self.code.data or "",
            polarity=None if undecided else Polarity(self.polarity.data),
            tolerance=self.tolerance.data or Tolerance(),
            decimals=self.decimals.data,
            directorate_id=self.directorate_id.data or None,
            estimated=self.estimated.data,
            director=chosen_id(self.director.data),
            lead=chosen_id(self.lead.data),
        )

    def to_keep(self) -> Given:
        """The answers as they are kept with a form of a folder: what nobody was asked about stays open."""
        period: Period | None = self.period.data
        tolerance = self.tolerance.data
        return Given(
            indicator=_asked(self.indicator),
            code=(self.code.data or "").strip(),
            period=period.key if period else "",
            polarity=self.polarity.data,
            tolerance=self.tolerance.write(tolerance) if tolerance else "",
            decimals=self.decimals.data,
            directorate_id=self.directorate_id.data or None,
            estimated=self.estimated.data,
            director=_asked(self.director),
            lead=_asked(self.lead),
        )


def _asked(field: OneOfField) -> str:
    """The answer of a question that had more than one."""
    return field.data or "" if len(field.choices) > 1 else ""


def _given(given: Given) -> dict[str, Any]:
    """Kept answers as the fields show them."""
    kept = given.to_keep()
    if given.period:
        kept["period"] = calendar().from_key(given.period)
    if given.tolerance:
        kept["tolerance"] = given.chosen_tolerance
    return kept


def _suggested(shown: FormCheck) -> dict[str, Any]:
    """Answers that the form or the council's lists suggest; where several are as likely, none."""
    return {
        "indicator": _likely(shown.indicators),
        "period": shown.period,
        "estimated": shown.form.actual_is_estimated,
        "director": _likely(shown.directors),
        "lead": _likely(shown.leads),
        "decimals": shown.decimals,
    }


def _likely(choices: tuple[Choice, ...]) -> str | None:
    """The only one of the same name; a new one where nothing is alike; otherwise somebody has to choose."""
    same = [each for each in choices if each.same]
    if len(same) == 1:
        return str(same[0].id)
    return None if choices else NEW


def _people(name: str, known: tuple[Choice, ...]) -> list[tuple[str, str]]:
    """People to choose from: who is known, or a new one; a form that names nobody leaves the post vacant."""
    new = f"{name}, as a new person without an account" if name else "Nobody: the post is vacant"
    return [*((str(each.id), each.name) for each in known), (NEW, new)]
