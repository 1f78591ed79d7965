"""Lists of plans: every plan, and what waits for one person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from webapp.domain.plans import PlanState
from webapp.domain.rights import Who
from webapp.extensions import db
from webapp.models import Indicator, PeriodRow, Plan

SIGNED_STATES = (PlanState.SIGNED_OFF, PlanState.CLOSED, PlanState.SUPERSEDED, PlanState.WITHDRAWN)
_PLANS = (
    select(
        Plan.id,
        Indicator.code,
        Indicator.title,
        PeriodRow.label,
        PeriodRow.key,
        Plan.state,
        Plan.version,
        Plan.saved_at,
        Plan.returned_reason,
        Indicator.strategic_lead_id,
        Indicator.departmental_lead_id,
        PeriodRow.released_at,
    )
    .join_from(Plan, Indicator, Indicator.id == Plan.indicator_id)
    .join(PeriodRow, PeriodRow.id == Plan.period_id)
    .order_by(PeriodRow.end.desc(), Indicator.code)
)


@dataclass(frozen=True, slots=True)
class PlanLine:
    """One plan in a list."""

    id: int
    code: str
    title: str
    period: str
    period_key: str
    state: PlanState
    version: int
    saved_at: datetime
    returned_reason: str


def list_plans(*, who: Who) -> tuple[PlanLine, ...]:
    """Every plan this person may see, newest period first."""
    query = _PLANS
    if not who.sees_everything:
        query = query.where(PeriodRow.released_at.is_not(None), Plan.state.in_(SIGNED_STATES))
    return tuple(
        PlanLine(row.id, row.code, row.title, row.label, row.key, PlanState(row.state), row.version, row.saved_at, row.returned_reason)
        for row in db.session.execute(query)
    )
