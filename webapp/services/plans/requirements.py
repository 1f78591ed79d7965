"""What changed figures mean for unsigned plans: not required once the red is gone, and required again."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session, scoped_session

from webapp.domain.periods import Calendar, Period
from webapp.domain.plans import PlanState
from webapp.domain.requirements import PlanPolicy, step_of_plan
from webapp.domain.rights import Who
from webapp.models import Indicator, Plan
from webapp.services.figures.readings import Reading, readings
from webapp.services.figures.statuses import restate
from webapp.services.plans.drift import review_signed
from webapp.services.plans.writing import lock_plan, move
from webapp.services.settings import CouncilSettings, council_settings

UNSIGNED = (PlanState.DRAFT, PlanState.SUBMITTED, PlanState.NOT_REQUIRED)
RESTING = (*UNSIGNED, PlanState.SIGNED_OFF, PlanState.OUT_OF_DATE, PlanState.CLOSED)


@dataclass(frozen=True, slots=True)
class ChangedFigure:
    """An actual or a target that was entered, changed or taken away."""

    indicator_id: int
    period: Period


def hold_plans(session: scoped_session[Session], indicator_ids: Iterable[int]) -> None:
    """Inside a transaction: nobody saves or signs a plan of these indicators before the transaction ends.

    Whoever changes many figures at once calls this first: editors hold their plan before its figure too.
    """
    plans = select(Plan.id).where(Plan.indicator_id.in_(set(indicator_ids)), Plan.state.in_(RESTING))
    session.execute(plans.order_by(Plan.id).with_for_update()).all()


def review_plans(
    session: scoped_session[Session], who: Who | None, changed: Iterable[ChangedFigure]
) -> tuple[int, ...]:
    """Inside a transaction, after figures changed: keep their statuses, and move the plans that rest on them."""
    changed = list(changed)
    restate(session, {figure.indicator_id for figure in changed})
    return review_planned(session, who, changed)


def review_planned(
    session: scoped_session[Session], who: Who | None, changed: Iterable[ChangedFigure]
) -> tuple[int, ...]:
    """Inside a transaction, after figures changed and their statuses are kept: move the plans that rest on them.

    An unsigned plan whose red is gone becomes *not required*, its text kept; one that is red again is a draft again;
    a signed page that rested on other figures is *out of date*. Returns the numbers of the unsigned plans that moved.
    """
    by_indicator: dict[int, list[Period]] = {}
    for figure in changed:
        by_indicator.setdefault(figure.indicator_id, []).append(figure.period)
    council = council_settings()
    planned = _unsigned(by_indicator, council) if by_indicator else ()
    resting = [each for each in planned if _rests_on(each, by_indicator[each.indicator.id], council.calendar)]
    moved = _move(session, who, resting, council.policy, reason="The figures of the period changed.")
    review_signed(session, who, by_indicator)
    return moved


def review_indicator(session: scoped_session[Session], who: Who | None, indicator_id: int) -> tuple[int, ...]:
    """Inside a transaction, after an indicator's rule or targets changed: the same for every plan of it."""
    return review_indicators(session, who, [indicator_id])


def review_indicators(
    session: scoped_session[Session], who: Who | None, indicator_ids: Collection[int], *, since: date | None = None
) -> tuple[int, ...]:
    """As ``review_indicator``, for several at once; ``since`` as ``restate`` takes it."""
    if not indicator_ids:
        return ()
    restate(session, indicator_ids, since=since)
    council = council_settings()
    planned = _unsigned(indicator_ids, council)
    moved = _move(session, who, planned, council.policy, reason="The rule or a target of the indicator changed.")
    review_signed(session, who, indicator_ids)
    return moved


def _unsigned(indicator_ids: Iterable[int], council: CouncilSettings) -> tuple[Reading, ...]:
    return readings(
        Indicator.id.in_(tuple(indicator_ids)),
        Plan.state.in_(UNSIGNED),
        policy=council.policy,
        calendar=council.calendar,
    )


def _move(
    session: scoped_session[Session], who: Who | None, planned: Iterable[Reading], policy: PlanPolicy, *, reason: str
) -> tuple[int, ...]:
    moved = []
    for reading in planned:
        step = step_of_plan(reading.plan_state, reading.seal, reading.status, policy, required=reading.plan_required)
        if step and reading.plan_id is not None:
            move(session, who, lock_plan(session, reading.plan_id), step, reason=reason)
            moved.append(reading.plan_id)
    return tuple(moved)


def _rests_on(reading: Reading, changed: Iterable[Period], calendar: Calendar) -> bool:
    """A plan rests on its own figure, the targets of longer periods, and the period before (a worsening)."""
    before = calendar.previous(reading.period)
    return any(period.contains(reading.period) or period == before for period in changed)
