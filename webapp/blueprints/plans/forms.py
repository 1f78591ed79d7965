"""The plan's form: figures to try, the reason, and the action rows; one form, so that no button loses a word."""

from __future__ import annotations

from decimal import Decimal

from wtforms import Form, FormField, HiddenField, SelectField, StringField, TextAreaField

from webapp.domain.actions import MOST_ACTIONS, Action
from webapp.domain.plans import PlanState
from webapp.services.plans.writing import Draft
from webapp.web.base_form import PageForm, VersionField
from webapp.web.fields import DueDateField, NumberField, Rows, typed_lines

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

    def action(self) -> Action:
        """The row as a value."""
        what, how, who, when = (typed_lines(field.data) for field in (self.what, self.how, self.who, self.when))
        return Action(what, how, who, when, self.due.data, key=self.key.data or "")


class PlanForm(TryForm):
    """The whole form of a plan, with the version it was opened at."""

    version = VersionField()
    correction_reason = StringField("Why is the figure corrected?")
    reason = TextAreaField("Non-compliance reason")
    actions = Rows(FormField(ActionForm), min_entries=1, max_entries=MOST_ACTIONS)

    def draft(self) -> Draft:
        """What the editor wants to be saved."""
        rows = tuple(entry.form.action() for entry in self.actions)
        return Draft(revision=self.version.data, reason=typed_lines(self.reason.data), actions=rows)


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
    withdraw_reason = TextAreaField("Why is the plan withdrawn?")
    what_worked = TextAreaField("What worked?", description="A sentence or two, for the next person with this problem.")


class SignForm(PageForm):
    """The mark of the page that was read."""

    read = HiddenField()
