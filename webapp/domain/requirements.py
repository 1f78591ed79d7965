"""Which figures need a plan: the status, the council's reporting periods, and from when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache

from webapp.domain.indicators import IndicatorFacts
from webapp.domain.periods import Calendar, Frequency, Period
from webapp.domain.plans import PlanState, SealState, may
from webapp.domain.rag import Judgement, Status
from webapp.domain.rag_rules import Yardstick

NOT_REQUIRED, REQUIRED_AGAIN = "not required", "required again"
"""The steps of a plan that figures alone can cause."""


class ReportedAt(StrEnum):
    """The council's reporting periods."""

    QUARTERS = "quarters"
    MONTHS = "months"
    BOTH = "both"


class ForAmber(StrEnum):
    """Whether an amber figure needs a plan too."""

    NO = "no"
    YES = "yes"
    WORSENING = "worsening"


@dataclass(frozen=True, slots=True)
class PlanPolicy:
    """What a council has decided about who must write a plan, and by when.

    ``since`` None is from the very first figure; a plan is due ``due_days`` after the last day of its period.
    """

    reported_at: ReportedAt = ReportedAt.QUARTERS
    for_amber: ForAmber = ForAmber.NO
    since: date | None = None
    due_days: int = 30


@lru_cache(maxsize=1_000)
def is_reported(period: Period, policy: PlanPolicy, calendar: Calendar) -> bool:
    """True where a figure of this period is reported: with quarters, those whose last day ends a quarter.

    Reds between reporting periods are covered by the open plan.
    """
    if policy.since is not None and period.end < policy.since:
        return False
    if policy.reported_at is not ReportedAt.QUARTERS:
        return True
    return calendar.of(Frequency.QUARTER, period.end).end == period.end


def requires_plan(status: Status, policy: PlanPolicy, *, worsening: bool) -> bool:
    """Red requires a plan; amber where the council says so, always or while it worsens."""
    if status is Status.RED:
        return True
    if status is not Status.AMBER:
        return False
    return policy.for_amber is ForAmber.YES or (policy.for_amber is ForAmber.WORSENING and worsening)


def worsened(before: Decimal | None, now: Judgement, yardstick: Yardstick, indicator: IndicatorFacts) -> bool:
    """True where the adverse amount grew since the period before, against the same target.

    Year-to-date figures grow by themselves, so one period says nothing about the next.
    """
    if before is None or now.adverse is None or indicator.accumulation == "cumulative":
        return False
    then = yardstick.judge(before).adverse
    return then is not None and now.adverse > then


def step_of_plan(
    state: PlanState | None, seal: SealState | None, status: Status, policy: PlanPolicy, *, required: bool
) -> str | None:
    """The step that a plan takes once its figure has this status, or None.

    Red, or what the council adds, counts between reporting periods too, where an open plan goes on. Where nothing can
    be rated, nobody can say that the red is gone; and the new version of a signed plan is not given up by itself: its
    signed page still needs an answer.
    """
    if state is None or status is Status.NOT_RATED or seal is not None:
        return None
    amber = status is Status.AMBER and policy.for_amber is ForAmber.YES
    step = REQUIRED_AGAIN if status is Status.RED or amber or required else NOT_REQUIRED
    return step if may(step, state) else None
