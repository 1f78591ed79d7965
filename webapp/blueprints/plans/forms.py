"""The plan's form: figures to try, the reason, and the action rows; one form, so that no button loses a word."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from wtforms import Field, Form, FormField, HiddenField, SelectField, StringField, TextAreaField, ValidationError
from wtforms.fields import SelectChoice

from webapp.blueprints.plans.fields import NOBODY, EffectField, MarksField, OwnerField, SentField
from webapp.domain.actions import MOST_ACTIONS, Action
from webapp.domain.errors import Refusal
from webapp.domain.estimates import Quality
from webapp.domain.merging import PARTS, REASON, Opened, field_of
from webapp.domain.plans import PlanState
from webapp.readers.rich_text import render
from webapp.services.plans.content import new_key
from webapp.services.plans.writing import Draft
from webapp.web.base_form import PageForm, VersionField
from webapp.web.choices import chosen_id
from webapp.web.fields import DueDateField, NumberField, Rows, typed_lines

KEY = re.compile(r"[0-9a-f]{32}")
QUALITIES = (("", "As before"), *((each.value, each.value.capitalize()) for each in Quality))
LISTED = tuple(state for state in PlanState if state is not PlanState.REQUIRED)


class TriedTargetForm(Form):  # type: ignore[misc]
    """One dated single target with another value."""

    period = HiddenField()
    value = NumberField("Target")


class TryForm(PageForm):
    """Figures tried against the dated targets; saves nothing."""

    actual = NumberField("Performance this period")
    targets = Rows(FormField(TriedTargetForm), max_entries=60)

    def tried_targets(self) -> dict[str, Decimal]:
        """The tried values by period key; a blank keeps what is stored."""
        rows = (entry.form for entry in self.targets)
        return {row.period.data: row.value.data for row in rows if row.period.data and row.value.data is not None}


class ActionForm(Form):  # type: ignore[misc]
    """One row of the form's Actions section; its key says which action of the plan it is."""

    key = HiddenField()
    what = TextAreaField("What (is required)")
    how = TextAreaField("How (will it be achieved)")
    who = TextAreaField("Who (will be responsible)")
    when = TextAreaField("When (will results be realised)")
    due = DueDateField("Due date", description="For example, 31 December 2014")
    owner_id = OwnerField("Owner")
    effect = EffectField("Expected change of the figure")
    effect_by = DueDateField("Expected by")

    def action(self) -> Action:
        """The row as a value."""
        what, how, who, when = (typed_lines(field.data) for field in (self.what, self.how, self.who, self.when))
        return Action(
            what,
            how,
            who,
            when,
            self.due.data,
            key=self.known_key,
            owner_id=chosen_id(self.owner_id.data),
            effect=self.effect.data,
            effect_by=self.effect_by.data,
        )

    @property
    def known_key(self) -> str:
        """The key, if it is one of ours."""
        return self.key.data if KEY.fullmatch(self.key.data or "") else ""

    @property
    def parts(self) -> dict[str, Field]:
        """What is merged part by part, by the names that have for it in the domain."""
        return {part: self[part] for part in PARTS}

    @property
    def has_more(self) -> bool:
        """Whether anything is entered, or wrong, about the owner and the expected effect."""
        return any(field.data or field.errors for field in (self.owner_id, self.effect, self.effect_by))


class PlanForm(TryForm):
    """The whole form of a plan, with the version it was opened at."""

    version = VersionField()
    base = MarksField()
    seen = MarksField()
    sent = SentField()
    correction_reason = StringField("Why is the figure corrected?")
    quality = SelectField("Quality of the corrected figure", choices=QUALITIES, default="", validate_choice=False)
    reason = TextAreaField("Non-compliance reason")
    actions = Rows(FormField(ActionForm), min_entries=1, max_entries=2 * MOST_ACTIONS)

    def validate_reason(self, field: Field) -> None:
        """Raises ValidationError for a text that cannot be rendered."""
        try:
            render(field.data or "")
        except Refusal as refusal:
            raise ValidationError(refusal.sentence) from refusal

    def offer_owners(self, people: Iterable[tuple[int, str]]) -> None:
        """Whom an action may be given to."""
        choices = [NOBODY, *(SelectChoice(str(number), called) for number, called in people)]
        for entry in self.actions:
            entry.form.owner_id.choices = choices

    def name_unread_rows(self) -> None:
        """A row that cannot be saved as it is and does not say which action it is gets a key, to be held back by it."""
        for entry in self.actions:
            if entry.errors and not entry.form.known_key:
                entry.form.key.data = new_key()

    def draft(self, *, given_up: Iterable[str] = ()) -> Draft:
        """What the editor wants to be saved; ``given_up`` are fields in which the other words are taken."""
        rows = tuple(entry.form.action() for entry in self.actions)
        return Draft(self.version.data, typed_lines(self.reason.data), rows, self._opened(tuple(given_up)))

    def correction(self) -> dict[str, Any]:
        """The figure that is to be stored in place of a wrong one."""
        return {
            "actual": self.actual.data,
            "reason": self.correction_reason.data or "",
            "quality": self.quality.data or "",
        }

    def merged_fields(self) -> dict[str, Field]:
        """The fields that are merged, by their names there; a row without a key is not known by name."""
        fields = {REASON: self.reason}
        for entry in self.actions:
            if key := entry.form.known_key:
                fields |= {field_of(key, part): field for part, field in entry.form.parts.items()}
        return fields

    def _opened(self, given_up: Sequence[str]) -> Opened | None:
        if self.base.data is None:
            return None
        unread = {name for name, field in self.merged_fields().items() if field.errors}
        return Opened(self.base.data, self.seen.data or {}, self.sent.marks(), unread, given_up)


class VersionForm(PageForm):
    """Which version of the plan a page holds."""

    version = VersionField()


class CompareForm(PageForm):
    """Two versions of a plan to compare."""

    from_ = SelectField("From", name="from", choices=[])
    to = SelectField("To", choices=[])


class FilterForm(PageForm):
    """Which plans a list shows; the periods to choose from are those that have plans."""

    state = SelectField(
        "State", choices=[("", "Every state"), *((each.value, each.value.capitalize()) for each in LISTED)]
    )
    period = SelectField("Period", validate_choice=False)


class StepForm(PageForm):
    """What the steps in the life of a plan ask: each posts its own answer, and is shown again beside the others."""

    reason = TextAreaField("What needs to change before you can sign?")
    confirm_reason = TextAreaField("Why does the plan need no change?")
    differing = HiddenField()
    withdraw_reason = TextAreaField("Why is the plan withdrawn?")
    what_worked = TextAreaField("What worked?", description="A sentence or two, for the next person with this problem.")


class SignForm(PageForm):
    """The mark of the page that was read."""

    read = HiddenField()
