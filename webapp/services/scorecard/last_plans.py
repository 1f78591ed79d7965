"""What came of the last plan that was signed before a scorecard's period."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy import and_, bindparam, exists, or_, select

from webapp.domain.figures import figure
from webapp.domain.outcomes import change_since
from webapp.domain.plans import STANDING, PlanState
from webapp.domain.rag import Status
from webapp.domain.rights import Who
from webapp.models import Actual, PeriodRow, Plan, Signature
from webapp.services.figures.readings import Reading
from webapp.services.scorecard.grounds import Grounds
from webapp.services.store import read

CARRIED_OUT = (PlanState.SIGNED_OFF, PlanState.OUT_OF_DATE, PlanState.CLOSED, PlanState.SUPERSEDED)
"""States of a plan that was signed and not taken back; one that is rewritten still has its signed page."""

_PLANS = (
    select(
        Plan.indicator_id,
        Plan.id,
        PeriodRow.label,
        PeriodRow.released_at,
        Actual.value,
        Actual.status,
    )
    .join_from(Plan, PeriodRow, PeriodRow.id == Plan.period_id)
    .outerjoin(Actual, and_(Actual.indicator_id == Plan.indicator_id, Actual.period_id == Plan.period_id))
    .where(
        Plan.indicator_id.in_(bindparam("ids", expanding=True)),
        or_(
            Plan.state.in_(CARRIED_OUT),
            exists().where(Signature.plan_id == Plan.id, Signature.state.in_(sorted(STANDING))),
        ),
        PeriodRow.end < bindparam("end"),
    )
    .order_by(PeriodRow.end)
)


@dataclass(frozen=True, slots=True)
class LastPlan:
    """The last signed plan of an earlier period, and in words what the figure did since."""

    plan_id: int
    period: str
    result: str  # "439.1, now 431.2: 7.9 per 10,000 lower, which is better"
    back_to_green: bool


def last_plans(who: Who, readings: Sequence[Reading], grounds: Grounds) -> dict[int, LastPlan]:
    """By indicator; readers know of plans of released periods only."""
    by_indicator = {reading.indicator.id: reading for reading in readings}
    found: dict[int, LastPlan] = {}
    for row in read(_PLANS, ids=list(by_indicator), end=grounds.period.end):
        if row.released_at is None and not who.sees_everything:
            continue
        reading = by_indicator[row.indicator_id]
        was_green = row.status == Status.GREEN
        back = reading.status is Status.GREEN and not was_green
        found[row.indicator_id] = LastPlan(row.id, row.label, _result(row.value, reading), back)
    return found


def _result(then: Decimal | None, reading: Reading) -> str:
    measure = reading.indicator.measure
    if reading.actual is None:
        return "no later figure yet"
    if then is None:
        return f"now {figure(reading.actual, measure)}"
    change = change_since(then, reading.actual, measure, reading.yardstick.rule)
    return f"{figure(then, measure)}, now {figure(reading.actual, measure)}: {change}"
