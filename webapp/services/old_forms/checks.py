"""What stands against a form, each in one sentence: asked before anything is saved, and once more on saving."""

from __future__ import annotations

from datetime import date

from webapp.domain.actions import MOST_ACTIONS
from webapp.domain.definitions import LONGEST_TITLE
from webapp.domain.errors import Conflict, Refusal
from webapp.domain.frequency import Frequency
from webapp.domain.periods import Period
from webapp.readers.old_form import OldForm
from webapp.services.old_forms.facts import KnownPlan, load_plans


class PlanExists(Conflict):
    """There is a plan of that indicator and period already; it is not written over."""

    def __init__(self, plan: KnownPlan, period: str) -> None:
        super().__init__(
            f"There is a plan of this indicator for {period} already, plan {plan.id}. Nothing was saved.",
            field="period",
        )
        self.plan_id = plan.id


def ensure_savable(form: OldForm) -> None:
    """Raises Refusal for a form that no indicator or plan can be made of."""
    if not form.indicator_title:
        raise Refusal('The form names no indicator: write its title behind "Indicator Title", and check again.')
    if len(form.indicator_title) > LONGEST_TITLE:
        raise Refusal(f"The form’s title is longer than {LONGEST_TITLE} characters: shorten it, and check again.")
    if len(form.actions) > MOST_ACTIONS:
        raise Refusal(f"The form has {len(form.actions)} actions: keep {MOST_ACTIONS} or fewer, and check again.")


def ensure_begun(period: Period, today: date) -> None:
    """Raises Refusal for a period of which there can be no figure yet."""
    if period.start > today:
        raise Refusal(f"{period.label} has not begun: choose the period the form is about.", field="period")


def ensure_fits(code: str, frequency: Frequency, period: Period) -> None:
    """Raises Refusal for a period of another kind than the indicator's."""
    if period.frequency is not frequency:
        raise Refusal(
            f"{code} is {frequency.word}, and {period.label} is not a {frequency}: "
            f"write the {frequency} the form is about.",
            field="period",
        )


def ensure_free(plan: KnownPlan | None, period: Period) -> None:
    """Raises PlanExists where a plan is in the way; an empty draft is not."""
    if plan is not None and not plan.empty:
        raise PlanExists(plan, period.label)


def find_empty_plan(indicator_id: int, period: Period) -> int | None:
    """Inside a transaction: the empty draft that waits for the form, None where there is no plan; or PlanExists."""
    plan = load_plans([indicator_id]).get((indicator_id, period.key))
    ensure_free(plan, period)
    return plan.id if plan else None
