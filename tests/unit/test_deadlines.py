"""When a plan is due, how that is said, and when nothing is sent."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from webapp.domain.deadlines import deadline_words, is_due_soon, is_overdue, near_words, plan_due
from webapp.domain.quiet_hours import QuietHours

DUE = date(2014, 11, 30)


@pytest.mark.parametrize(
    ("end", "days", "due"),
    [
        (date(2014, 10, 31), 30, date(2014, 11, 30)),
        (date(2014, 12, 31), 30, date(2015, 1, 30)),
        (date(2015, 1, 31), 30, date(2015, 3, 2)),
        (date(2016, 1, 31), 30, date(2016, 3, 1)),
        (date(2014, 10, 31), 1, date(2014, 11, 1)),
    ],
)
def test_a_plan_is_due_some_days_after_its_period(end: date, days: int, due: date) -> None:
    assert plan_due(end, days) == due


DAYS = {
    "long before": (date(2014, 11, 1), False, False, "due 30 November 2014", "due 30 November 2014, in 29 days"),
    "eight days before": (date(2014, 11, 22), False, False, "due 30 November 2014", "due 30 November 2014, in 8 days"),
    "seven days before": (date(2014, 11, 23), True, False, "due 30 November 2014", "due 30 November 2014, in 7 days"),
    "the day before": (date(2014, 11, 29), True, False, "due 30 November 2014", "due tomorrow"),
    "the day itself": (DUE, True, False, "due 30 November 2014", "due today"),
    "the day after": (date(2014, 12, 1), False, True, *["overdue since 30 November 2014"] * 2),
}


@pytest.mark.parametrize(("today", "soon", "overdue", "words", "near"), DAYS.values(), ids=DAYS)
def test_how_near_a_due_day_is(today: date, soon: bool, overdue: bool, words: str, near: str) -> None:
    assert (is_due_soon(DUE, today), is_overdue(DUE, today)) == (soon, overdue)
    assert (deadline_words(DUE, today), near_words(DUE, today)) == (words, near)


NIGHT, LUNCH, NEVER = QuietHours(18, 8, True), QuietHours(12, 14, False), QuietHours(0, 0, False)
FRIDAY, SATURDAY, SUNDAY = "2014-11-14", "2014-11-15", "2014-11-16"
MOMENTS = {
    "before the evening": (NIGHT, f"{FRIDAY} 17:59", ""),
    "at the first quiet minute": (NIGHT, f"{FRIDAY} 18:00", "It is quiet from 18:00 to 8:00"),
    "after midnight": (NIGHT, "2014-11-14 00:30", "It is quiet from 18:00 to 8:00"),
    "at the last quiet minute": (NIGHT, f"{FRIDAY} 07:59", "It is quiet from 18:00 to 8:00"),
    "in the morning": (NIGHT, f"{FRIDAY} 08:00", ""),
    "on Saturday": (NIGHT, f"{SATURDAY} 10:00", "It is the weekend"),
    "on Sunday": (NIGHT, f"{SUNDAY} 10:00", "It is the weekend"),
    "on Sunday, where weekends count": (LUNCH, f"{SUNDAY} 10:00", ""),
    "at lunch": (LUNCH, f"{SUNDAY} 13:59", "It is quiet from 12:00 to 14:00"),
    "after lunch": (LUNCH, f"{FRIDAY} 14:00", ""),
    "at midnight without quiet hours": (NEVER, f"{SATURDAY} 00:00", ""),
}


@pytest.mark.parametrize(("quiet", "at", "why"), MOMENTS.values(), ids=MOMENTS)
def test_quiet_hours(quiet: QuietHours, at: str, why: str) -> None:
    assert quiet.why(datetime.fromisoformat(at)) == why
