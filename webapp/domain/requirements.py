"""Which figures need a plan: the status, the council's reporting periods, and from when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from webapp.domain.periods import Calendar, Frequency, Period
from webapp.domain.rag import Status


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
