"""The day that the "when" of an action names."""

from __future__ import annotations

from datetime import date

import pytest

from webapp.domain.periods import Calendar

NEW_YEARS_EVE = date(2014, 12, 31)
YEAR_END = date(2015, 3, 31)

NAMED = [
    ("a quarter and its month", "end of Q3, December 2014", NEW_YEARS_EVE),
    ("in a sentence", "We expect the final figure at the end of Q3, December 2014.", NEW_YEARS_EVE),
    ("a quarter of a year", "end of Q3 2014/15", NEW_YEARS_EVE),
    ("the key of a quarter", "2014-Q3", NEW_YEARS_EVE),
    ("one day named twice", "Q3 2014/15 (31 December 2014)", NEW_YEARS_EVE),
    ("a day", "31 March 2015", YEAR_END),
    ("a day with its ending", "by the 31st of March, 2015", YEAR_END),
    ("an American day", "March 31, 2015", YEAR_END),
    ("digits", "31/03/2015", YEAR_END),
    ("digits with points", "by 31.03.15.", YEAR_END),
    ("ISO", "2015-03-31", YEAR_END),
    ("a month", "March 2015", YEAR_END),
    ("the end of a month", "by the end of March 2015", YEAR_END),
    ("a month in digits", "03/2015", YEAR_END),
    ("a financial year", "during 2014/15", YEAR_END),
    ("the start of a month", "from the start of April 2015", date(2015, 4, 1)),
]


@pytest.mark.parametrize(("text", "day"), [case[1:] for case in NAMED], ids=[case[0] for case in NAMED])
def test_the_day_is_found(text: str, day: date) -> None:
    assert Calendar().read_due_date(text) == day


UNNAMED = [
    ("blank", ""),
    ("no date", "ongoing"),
    ("a day without its year", "31 March"),
    ("a month without its year", "by the end of March"),
    ("a quarter without its year", "end of Q3"),
    ("a year that could be two", "end of Q3 2014"),
    ("no such day", "31 February 2015"),
    ("two days", "between April 2014 and March 2015"),
    ("a word that starts like a month", "marching 2015"),
    ("a very long text", "1 " * 200_000),
]


@pytest.mark.parametrize("text", [case[1] for case in UNNAMED], ids=[case[0] for case in UNNAMED])
def test_nothing_is_guessed(text: str) -> None:
    assert Calendar().read_due_date(text) is None


def test_quarters_end_with_the_councils_own_year() -> None:
    assert Calendar(1).read_due_date("end of Q3 2014") == date(2014, 9, 30)
    assert Calendar(10).read_due_date("end of Q3 2014/15") == date(2015, 6, 30)
