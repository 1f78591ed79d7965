"""Plans as a table of values."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from webapp.outgoing.tables import Table
from webapp.services.plans.lists import PlanLine

HEADINGS = (
    "plan",
    "indicator_code",
    "title",
    "period",
    "state",
    "version",
    "departmental_lead",
    "strategic_lead",
    "saved_at",
    "actions_overdue",
)


def plan_table(*, plans: Iterable[PlanLine], overdue: Mapping[int, int]) -> Table:
    """The plans of a list, in its order, with how many actions of each are overdue."""
    rows = [
        (
            plan.id,
            plan.code,
            plan.title,
            plan.period_key,
            plan.state,
            plan.version,
            plan.departmental_lead,
            plan.strategic_lead,
            plan.saved_at,
            overdue.get(plan.id, 0),
        )
        for plan in plans
    ]
    return Table("plans", HEADINGS, rows)
