"""Closing a plan once its figure is back to green, with what worked."""

from __future__ import annotations

from webapp.domain.errors import Conflict
from webapp.domain.outcomes import is_back_to_green
from webapp.domain.plans import PlanState, after
from webapp.domain.rights import Who, ensure_may_edit
from webapp.domain.texts import given_reason
from webapp.services.clock import now
from webapp.services.plans.aftermath import later_figures
from webapp.services.plans.records import leads_of, load_plan
from webapp.services.plans.writing import lock_plan, move
from webapp.services.store import transaction


def close_plan(*, who: Who, plan_id: int, what_worked: str) -> None:
    """Close a signed plan whose figure is green again; for its lead and the performance team.

    Raises Refusal without a statement of what worked, Conflict while the newest figure is not green.
    """
    with transaction() as session:
        plan = lock_plan(session, plan_id)
        record = load_plan(plan_id)
        ensure_may_edit(who, leads_of(record))
        after("close", PlanState(plan.state))
        if not is_back_to_green(later_figures(record.indicator.id, record.period)):
            raise Conflict("The newest figure since this plan is not green, so the plan stays open.")
        words = given_reason(what_worked, "Say in a sentence or two what worked.", field="what_worked")
        plan.what_worked, plan.closed_by_id, plan.closed_at = words, who.id, now()
        move(session, who, plan, "close", reason=words)
