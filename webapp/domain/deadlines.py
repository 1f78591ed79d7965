"""When a plan is due: a number of days after its period, which every council decides for itself."""

from __future__ import annotations

from datetime import date, timedelta

from webapp.domain.formats import long_date

SOON_DAYS = 7
"""Days before its due day from which a plan is due soon."""

FEWEST_DAYS, MOST_DAYS = 1, 365
"""What a council can choose."""


def plan_due(period_end: date, days: int) -> date:
    """The last day on which a required plan is in time: ``days`` after the last day of its period."""
    return period_end + timedelta(days=days)


def is_due_soon(due: date, today: date) -> bool:
    """True from SOON_DAYS before the due day to that day itself."""
    return due - timedelta(days=SOON_DAYS) <= today <= due


def is_overdue(due: date, today: date) -> bool:
    """True from the day after the due day."""
    return due < today


def deadline_words(due: date, today: date) -> str:
    """ "due 30 November 2014", or "overdue since 30 November 2014"."""
    return f"{'overdue since' if is_overdue(due, today) else 'due'} {long_date(due)}"


def near_words(due: date, today: date) -> str:
    """As ``deadline_words``, and how near that is: "due today", "due tomorrow", "due 30 November 2014, in 5 days"."""
    left = (due - today).days
    if left < 0:
        return deadline_words(due, today)
    return {0: "due today", 1: "due tomorrow"}.get(left, f"due {long_date(due)}, in {left} days")
