"""Lists of plans: those a person may see, newest first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from webapp.domain.plans import SIGNED_STATES, PlanState
from webapp.domain.rights import Who
from webapp.extensions import db
from webapp.models import Indicator, PeriodRow, Plan
from webapp.services.plans.records import Departmental, Strategic, lead_text

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
        Indicator.departmental_lead_acting,
        Indicator.strategic_lead_acting,
        Departmental.name.label("departmental_name"),
        Strategic.name.label("strategic_name"),
    )
    .join_from(Plan, Indicator, Indicator.id == Plan.indicator_id)
    .join(PeriodRow, PeriodRow.id == Plan.period_id)
    .outerjoin(Departmental, Departmental.id == Indicator.departmental_lead_id)
    .outerjoin(Strategic, Strategic.id == Indicator.strategic_lead_id)
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
    departmental_lead: str
    strategic_lead: str


def list_plans(*, who: Who) -> tuple[PlanLine, ...]:
    """The plans this person may see, newest period first."""
    query = _PLANS
    if not who.sees_everything:
        query = query.where(PeriodRow.released_at.is_not(None), Plan.state.in_(SIGNED_STATES))
    return tuple(
        PlanLine(
            id=row.id,
            code=row.code,
            title=row.title,
            period=row.label,
            period_key=row.key,
            state=PlanState(row.state),
            version=row.version,
            saved_at=row.saved_at,
            departmental_lead=lead_text(row.departmental_name, acting=row.departmental_lead_acting),
            strategic_lead=lead_text(row.strategic_name, acting=row.strategic_lead_acting),
        )
        for row in db.session.execute(query)
    )
