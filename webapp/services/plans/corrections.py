"""The lead's correction of the figure under her plan: a revision of the one stored actual."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from webapp.domain.errors import Refusal
from webapp.domain.numbers import rounding_notes, to_stored
from webapp.domain.plans import PlanState, after
from webapp.domain.promises import settled
from webapp.domain.rights import Who
from webapp.models import Indicator, PeriodRow
from webapp.services.figures.storing import ActualEntry, get_actual, put_actual
from webapp.services.plans.records import load_plan
from webapp.services.plans.requirements import ChangedFigure, hold_plans, review_plans
from webapp.services.plans.writing import Draft, merged_draft, plan_to_edit, write_draft
from webapp.services.settings import calendar
from webapp.services.store import transaction


def correct_actual(
    *, who: Who, plan_id: int, draft: Draft, actual: Decimal | None, reason: str, quality: str = ""
) -> tuple[str, ...]:
    """Save a corrected actual and the draft beside it, together; a reason is required.

    ``quality`` "" leaves it what it was; a final figure loses the reason and the date of an earlier estimate. A plan
    whose red is gone by it becomes *not required*, its text kept. Returns a note where the figure was rounded. Raises
    Conflict in a locked period, Refusal without another figure or quality, or without a reason.
    """
    with transaction() as session:
        hold_plans(session, [load_plan(plan_id).indicator.id])
        plan = plan_to_edit(session, who, plan_id)
        after("save", PlanState(plan.state))
        merged = merged_draft(who, plan, draft)
        if actual is None:
            raise Refusal("Enter the corrected figure.", field="actual")
        if not reason.strip():
            raise Refusal("Say why the figure is corrected.", field="correction_reason")
        indicator = session.get_one(Indicator, plan.indicator_id)
        period = session.get_one(PeriodRow, plan.period_id)
        stored = get_actual(indicator.id, period.id)
        said = _said_anew(stored, quality, calendar().from_key(period.key).end)
        if stored.value == to_stored(actual).value:
            if said == stored:
                raise Refusal("This is the stored figure already: enter the corrected one.", field="actual")
            entry = said
        else:  # numerator and denominator gave the old figure: beside another they would be false
            entry = replace(said, value=actual, numerator=None, denominator=None)
        put_actual(who, indicator, period, entry, reason=reason)
        write_draft(session, who, plan, merged)
        review_plans(session, who, [ChangedFigure(indicator.id, calendar().from_key(period.key))])
        return rounding_notes([actual])


def _said_anew(stored: ActualEntry, quality: str, period_end: date) -> ActualEntry:
    if not quality:
        return stored
    said = settled(quality=quality, reason=stored.quality_reason, due=stored.final_due, period_end=period_end)
    return replace(stored, quality=said.quality.value, quality_reason=said.reason, final_due=said.due)
