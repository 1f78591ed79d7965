"""The forms of an indicator: searching, its definition, retiring it."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from wtforms import BooleanField, HiddenField, SelectField, StringField, TextAreaField

from webapp.domain.definitions import ACCUMULATIONS, checked
from webapp.domain.errors import Refusals
from webapp.domain.frequency import Frequency
from webapp.domain.tags import joined, split_tags
from webapp.services.indicators.defining import Definition
from webapp.services.indicators.lists import (
    NO_DIRECTORATE,
    SORTS,
    Wanted,
    directorate_options,
    lead_options,
)
from webapp.services.indicators.tags import every_tag
from webapp.services.rules.choosing import rule_options
from webapp.web.base_form import PageForm, VersionField
from webapp.web.choices import PLACES_CHOICES, POLARITY_CHOICES, UNDECIDED, ChoiceField, OneOfField, chosen_id
from webapp.web.fields import DueDateField, NumberField, typed_lines
from webapp.web.forms import show_refusal

RETIRED = (("no", "Reported now"), ("yes", "Retired"), ("all", "All indicators"))


def whole(value: object) -> int:
    """The number of a choice; -1, which is never offered, for what no page of ours sends."""
    number = chosen_id(value)
    return -1 if number is None else number


class SearchForm(PageForm):
    """What the list should hold; travels in the address."""

    q = StringField("Search", description="A code, an old code, or words of the title, unit, tags or a lead’s name")
    directorate = SelectField("Directorate", default="", validate_choice=False)
    frequency = SelectField(
        "Frequency",
        choices=[("", "Every frequency"), *((each.value, each.word.capitalize()) for each in Frequency)],
        default="",
        validate_choice=False,
    )
    tag = SelectField("Tag", default="", validate_choice=False)
    retired = SelectField("Show", choices=RETIRED, default="no", validate_choice=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = [(str(option.id), option.name) for option in directorate_options(retired=True)]
        self.directorate.choices = [("", "Every directorate"), *named, (NO_DIRECTORATE, "No directorate")]
        self.tag.choices = [("", "Every tag"), *((tag, tag) for tag in every_tag())]

    def wanted(self, *, page: int, sort: str) -> Wanted:
        """The list asked for; an answer that is not offered asks for nothing."""

        def answer(field: SelectField) -> str:
            offered = [value for value, _ in field.choices]
            return str(field.data) if field.data in offered else str(field.default)

        return Wanted(
            text=(self.q.data or "").strip()[:200],
            directorate=answer(self.directorate),
            frequency=answer(self.frequency),
            tag=answer(self.tag),
            retired=answer(self.retired),
            sort=sort if sort in SORTS else SORTS[0],
            page=page,
        )

    def query(self) -> dict[str, str]:
        """What of it belongs in the address: nothing that says no more than a first visit."""
        return {field.name: field.data for field in self if field.data and field.data != field.default}


class DefinitionForm(PageForm):
    """Everything that is decided about an indicator."""

    code = StringField("Code", description="Short and lasting: files of figures name the indicator by it")
    title = StringField("Title", description="As it is printed on a plan")
    definition = TextAreaField("Definition", description="What is counted, from where, and what is left out")
    unit = StringField("Unit", description="For example %, £, days, or per 10,000. Leave blank for a plain count")
    decimals = ChoiceField("Decimal places shown", choices=PLACES_CHOICES, coerce=whole, default=1)
    polarity = OneOfField(
        "Which way is better?",
        choices=POLARITY_CHOICES,
        default=UNDECIDED,
        missing="Choose which way is better, or “Not decided yet”.",
    )
    tolerance = NumberField("Tolerance", description="How far off target is still amber. With 0 a missed target is red")
    tolerance_kind = OneOfField(
        "The tolerance is measured in",
        choices=[
            ("percent", "Percent of the target"),
            ("units", "The indicator’s own units (percentage points for a percentage)"),
        ],
        default="percent",
        missing="Choose what the tolerance is measured in.",
    )
    rule_set_id = ChoiceField(
        "RAG rule",
        coerce=whole,
        default=0,
        description="A named rule colours its figures instead of the tolerance, and changes for all that refer to it",
    )
    frequency = OneOfField(
        "How often is it reported?",
        choices=[(each.value, each.word.capitalize()) for each in Frequency],
        missing="Choose how often it is reported.",
    )
    accumulation = OneOfField(
        "How do its figures add up over a year?",
        choices=list(ACCUMULATIONS.items()),
        default="snapshot",
        missing="Choose how its figures add up over a year.",
    )
    directorate_id = ChoiceField("Directorate", coerce=whole, default=0)
    tags = StringField("Tags", description="Words to find it by across directorates, with commas between them")
    reported_from = DueDateField(
        "No figures are expected before",
        description="For example, 1 April 2014. Leave blank if figures are expected of every open period",
    )
    strategic_lead_id = ChoiceField(
        "Strategic director lead", coerce=whole, default=0, description="Signs its plans off"
    )
    strategic_lead_acting = BooleanField("Acting strategic director")
    departmental_lead_id = ChoiceField("Departmental lead", coerce=whole, default=0, description="Writes its plans")
    departmental_lead_acting = BooleanField("Acting departmental lead")

    def __init__(self, *args: Any, present: Definition | None = None, **kwargs: Any) -> None:
        super().__init__(*args, data=_answers(present) if present else {}, **kwargs)
        leads = (present.strategic_lead_id, present.departmental_lead_id) if present else ()
        people = [(0, "Vacant"), *((option.id, option.name) for option in lead_options(present=leads))]
        directorates = directorate_options(present=present.directorate_id if present else None)
        rules = rule_options(present.rule_set_id if present else None)
        self.rule_set_id.choices = [(0, "Its own tolerance"), *((each.id, each.name) for each in rules)]
        self.directorate_id.choices = [(0, "No directorate"), *((each.id, each.name) for each in directorates)]
        self.strategic_lead_id.choices = self.departmental_lead_id.choices = people

    def validate(self, extra_validators: Any = None) -> bool:
        """The fields' own checks and those of a definition, so that everything wrong is told at once."""
        valid = super().validate(extra_validators)
        try:
            checked(self.answer())
        except Refusals as refusals:
            for refusal in refusals.refusals:
                if not self[refusal.field].errors:
                    show_refusal(self, refusal)
            return False
        return valid

    def answer(self) -> Definition:
        """The definition as filled in."""
        return Definition(
            code=self.code.data or "",
            title=self.title.data or "",
            definition=typed_lines(self.definition.data),
            unit=self.unit.data or "",
            decimals=self.decimals.data,
            polarity=None if self.polarity.data == UNDECIDED else self.polarity.data,
            tolerance=self.tolerance.data or Decimal(0),
            tolerance_kind=self.tolerance_kind.data,
            frequency=self.frequency.data or "",
            accumulation=self.accumulation.data,
            directorate_id=self.directorate_id.data or None,
            strategic_lead_id=self.strategic_lead_id.data or None,
            strategic_lead_acting=self.strategic_lead_acting.data,
            departmental_lead_id=self.departmental_lead_id.data or None,
            departmental_lead_acting=self.departmental_lead_acting.data,
            reported_from=self.reported_from.data,
            tags=split_tags(self.tags.data or ""),
            rule_set_id=self.rule_set_id.data or None,
        )


class EditForm(DefinitionForm):
    """A definition that is there already, with the version it was opened at."""

    version = VersionField()
    seen = HiddenField()
    reason = StringField("Why is it changed?", description="Kept in the record beside the change")


class RetireForm(PageForm):
    """From when no figures are expected, and why."""

    retired_on = DueDateField("No figures are expected from", description="For example, 1 April 2015")
    replaced_by = StringField(
        "Which indicator replaces it?", description="Its code. Leave blank if nothing takes its place"
    )
    reason = StringField("Why is it retired?")


class BringBackForm(PageForm):
    """Why figures are expected again."""

    reason = StringField("Why is it brought back?")


def _answers(present: Definition) -> dict[str, Any]:
    """The stored definition as the form's own answers."""
    answers = {name: getattr(present, name) for name in Definition.__dataclass_fields__}
    for name in ("directorate_id", "rule_set_id", "strategic_lead_id", "departmental_lead_id"):
        answers[name] = answers[name] or 0
    answers["tags"] = joined(present.tags)
    answers["polarity"] = present.polarity or UNDECIDED
    return answers
