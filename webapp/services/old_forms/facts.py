"""What a batch of old forms is weighed against: indicators, people, locked periods and plans, in a few queries."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import exists, or_, select

from webapp.domain.frequency import Frequency
from webapp.domain.periods import Calendar
from webapp.domain.plans import PlanState
from webapp.domain.rag import Polarity
from webapp.extensions import db
from webapp.models import FormerCode, Indicator, PeriodRow, Plan, PlanAction, Signature
from webapp.services.clock import today
from webapp.services.old_forms.matches import Names, indicator_names, people_names
from webapp.services.periods.opened import opened_by_key
from webapp.services.settings import calendar

_INDICATORS = select(
    Indicator.id,
    Indicator.code,
    Indicator.title,
    Indicator.frequency,
    Indicator.polarity,
    Indicator.retired_on,
    Indicator.strategic_lead_id,
    Indicator.departmental_lead_id,
)
_HOLDS_SOMETHING = or_(
    Plan.reason_source != "",
    exists().where(PlanAction.plan_id == Plan.id),
    exists().where(Signature.plan_id == Plan.id),
)
_PLANS = select(Plan.id, Plan.indicator_id, PeriodRow.key, Plan.state, _HOLDS_SOMETHING.label("holds_something")).join(
    PeriodRow, PeriodRow.id == Plan.period_id
)


@dataclass(frozen=True, slots=True)
class Known:
    """An indicator that is there already."""

    id: int
    code: str
    title: str
    frequency: Frequency
    polarity: Polarity | None
    strategic_lead_id: int | None
    departmental_lead_id: int | None


@dataclass(frozen=True, slots=True)
class KnownPlan:
    """A plan that is there already; an ``empty`` draft takes what a form says."""

    id: int
    state: PlanState
    empty: bool


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything but the plans; ``codes`` name indicators in small letters, former codes and retired ones included."""

    calendar: Calendar
    today: date
    indicators: Mapping[int, Known]  # those in use
    titles: Names
    people: Names
    codes: Mapping[str, str]  # to the title of whose it is
    locked: Mapping[str, str]  # by period key: who locked it, and when


Plans = Mapping[tuple[int, str], KnownPlan]
"""Plans by indicator and period key."""


def load_facts() -> Facts:
    """What is there now."""
    day = today()
    rows = db.session.execute(_INDICATORS).all()
    titles = {row.id: row.title for row in rows}
    former = db.session.execute(select(FormerCode.code, FormerCode.indicator_id))
    return Facts(
        calendar=calendar(),
        today=day,
        indicators={
            row.id: Known(
                row.id,
                row.code,
                row.title,
                Frequency(row.frequency),
                Polarity(row.polarity) if row.polarity else None,
                row.strategic_lead_id,
                row.departmental_lead_id,
            )
            for row in rows
            if row.retired_on is None or row.retired_on > day
        },
        titles=indicator_names(),
        people=people_names(),
        codes={
            **{row.code.lower(): titles[row.indicator_id] for row in former},
            **{row.code.lower(): row.title for row in rows},
        },
        locked={key: opened.lock_note for key, opened in opened_by_key().items() if opened.locked},
    )


def load_plans(indicator_ids: Collection[int]) -> Plans:
    """The plans of those indicators."""
    rows = db.session.execute(_PLANS.where(Plan.indicator_id.in_(indicator_ids)))
    return {
        (row.indicator_id, row.key): KnownPlan(
            row.id,
            PlanState(row.state),
            empty=row.state == PlanState.DRAFT and not row.holds_something,
        )
        for row in rows
    }
