"""Lists of plans: those a person may see, newest first; and every plan there is or should be, for the command line."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, select
from sqlalchemy.orm import aliased

from webapp.domain.plans import SIGNED_STATES, PlanState
from webapp.domain.rights import Who
from webapp.extensions import db
from webapp.models import Indicator, PeriodRow, Person, Plan, Signature
from webapp.services.figures.readings import readings
from webapp.services.plans.records import Departmental, Strategic, lead_text
from webapp.services.plans.seal_records import newest_seal, shown_state
from webapp.services.settings import council_settings

_Signer = aliased(Person, name="signer")
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
        Signature.state.label("seal"),
        Signature.version.label("seal_version"),
        Signature.at.label("signed_at"),
        Signature.fingerprint,
        _Signer.name.label("signed_by"),
    )
    .join_from(Plan, Indicator, Indicator.id == Plan.indicator_id)
    .join(PeriodRow, PeriodRow.id == Plan.period_id)
    .outerjoin(Departmental, Departmental.id == Indicator.departmental_lead_id)
    .outerjoin(Strategic, Strategic.id == Indicator.strategic_lead_id)
    .outerjoin(Signature, Signature.id == newest_seal())
    .outerjoin(_Signer, _Signer.id == Signature.signer_id)
    .order_by(PeriodRow.end.desc(), Indicator.code)
)


@dataclass(frozen=True, slots=True)
class PlanLine:
    """One plan in a list; for mere readers, as it was signed."""

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


@dataclass(frozen=True, slots=True)
class PlanOverview:
    """One plan, or one that is required and not written (``plan`` None), with its signature if its text is signed."""

    plan: int | None
    indicator: str
    period: str
    state: PlanState
    version: int | None
    signed_by: str | None
    signed_at: datetime | None
    fingerprint: str | None


def list_plans(*, who: Who) -> tuple[PlanLine, ...]:
    """The plans this person may see, newest period first."""
    query = _PLANS
    if not who.sees_everything:
        query = query.where(PeriodRow.released_at.is_not(None), Signature.id.is_not(None))
    return tuple(
        PlanLine(
            id=row.id,
            code=row.code,
            title=row.title,
            period=row.label,
            period_key=row.key,
            state=shown_state(who, row.state, row.seal),
            version=row.version if who.sees_everything else row.seal_version,
            saved_at=row.saved_at if who.sees_everything else row.signed_at,
            departmental_lead=lead_text(row.departmental_name, acting=row.departmental_lead_acting),
            strategic_lead=lead_text(row.strategic_name, acting=row.strategic_lead_acting),
        )
        for row in db.session.execute(query)
    )


def overview(*, period_key: str | None = None, state: PlanState | None = None) -> tuple[PlanOverview, ...]:
    """Every plan, and every figure that requires one and has none, of one period or state if asked; newest first."""
    conditions = [PeriodRow.key == period_key] if period_key else []
    council = council_settings()
    missing = readings(*conditions, policy=council.policy, calendar=council.calendar)
    lines = [
        *(_overview(row) for row in db.session.execute(_PLANS.where(*conditions))),
        *(
            PlanOverview(None, each.indicator.code, each.period.key, PlanState.REQUIRED, None, None, None, None)
            for each in missing
            if each.plan_required and each.plan_id is None
        ),
    ]
    ends = {row.key: row.end for row in db.session.execute(select(PeriodRow.key, PeriodRow.end))}
    found = [line for line in lines if state is None or line.state is state]
    return tuple(sorted(found, key=lambda line: (-ends[line.period].toordinal(), line.indicator)))


def _overview(row: Row[*tuple[Any, ...]]) -> PlanOverview:
    state = PlanState(row.state)
    signed = state in SIGNED_STATES
    return PlanOverview(
        plan=row.id,
        indicator=row.code,
        period=row.key,
        state=state,
        version=row.seal_version if signed else row.version,
        signed_by=row.signed_by if signed else None,
        signed_at=row.signed_at if signed else None,
        fingerprint=row.fingerprint if signed else None,
    )
