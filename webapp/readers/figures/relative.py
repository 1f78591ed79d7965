"""Periods that a sheet names by their place beside another one: "previous quarter", "last year", "Q1" without year."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from enum import StrEnum

from webapp.domain.errors import BadPeriod
from webapp.domain.frequency import Frequency
from webapp.domain.period_reading import MONTH, PART, month_number, tidy
from webapp.domain.periods import Calendar, Period


class LastYear(StrEnum):
    """What "last year" means in a sheet: only whoever sends it knows."""

    SAME = "same period"
    WHOLE = "whole year"


class Relative(StrEnum):
    """A period beside the one that a sheet is about; where no kind of period is named, of the same kind as that."""

    THIS = "this period"
    THIS_MONTH = "this month"
    THIS_QUARTER = "this quarter"
    THIS_HALF = "this half-year"
    PREVIOUS = "previous period"
    PREVIOUS_MONTH = "previous month"
    PREVIOUS_QUARTER = "previous quarter"
    PREVIOUS_HALF = "previous half-year"
    SAME_LAST_YEAR = "same period last year"
    SAME_MONTH_LAST_YEAR = "same month last year"
    SAME_QUARTER_LAST_YEAR = "same quarter last year"
    WHOLE_LAST_YEAR = "whole of last year"
    LAST_YEAR = "last year"  # one of the two above
    YEAR_END = "year end"


THIS = frozenset((Relative.THIS, Relative.THIS_MONTH, Relative.THIS_QUARTER, Relative.THIS_HALF))

_KINDS = {
    Relative.THIS_MONTH: Frequency.MONTH,
    Relative.THIS_QUARTER: Frequency.QUARTER,
    Relative.THIS_HALF: Frequency.HALF_YEAR,
    Relative.PREVIOUS_MONTH: Frequency.MONTH,
    Relative.PREVIOUS_QUARTER: Frequency.QUARTER,
    Relative.PREVIOUS_HALF: Frequency.HALF_YEAR,
    Relative.SAME_MONTH_LAST_YEAR: Frequency.MONTH,
    Relative.SAME_QUARTER_LAST_YEAR: Frequency.QUARTER,
    Relative.WHOLE_LAST_YEAR: Frequency.YEAR,
    Relative.YEAR_END: Frequency.YEAR,
}
_STAY = frozenset((*THIS, Relative.YEAR_END))
_PREVIOUS = frozenset((Relative.PREVIOUS, Relative.PREVIOUS_MONTH, Relative.PREVIOUS_QUARTER, Relative.PREVIOUS_HALF))
_RELATIVES: Mapping[str, Relative] = {relative.value: relative for relative in Relative}
_PART = re.compile(PART)
_MONTH = re.compile(MONTH)


def relative_of(text: str) -> Relative | None:
    """The relative that a column's period is, or None where it names a period of its own."""
    return _RELATIVES.get(text)


def lacks_year(text: str) -> bool:
    """True for "Q1", "H2" and "October": a part of a year, but of which?"""
    return _part_of_year(text, "0") is not None


def needs_period(text: str) -> bool:
    """True where the text names a period only beside another one."""
    return text in _RELATIVES or lacks_year(text)


def is_unclear(text: str, base: Period | None, last_year: LastYear | None) -> bool:
    """True for a "last year" of which nobody said whether it is the same period or the whole year."""
    is_year = base is not None and base.frequency is Frequency.YEAR
    return text == Relative.LAST_YEAR and last_year is None and not is_year


def resolved(text: str, base: Period, calendar: Calendar, last_year: LastYear | None) -> str:
    """The key of the period that ``text`` names beside ``base``; the text itself where it needs no other period."""
    try:
        return _resolved(text, base, calendar, last_year)
    except BadPeriod:  # the period before 1900
        return text


def _resolved(text: str, base: Period, calendar: Calendar, last_year: LastYear | None) -> str:
    relative = relative_of(text)
    if relative is None:
        year = calendar.of(Frequency.YEAR, base.end).key.partition("-")[0]
        return _part_of_year(text, year, first_month=calendar.start_month) or text
    if relative is Relative.LAST_YEAR:
        relative = Relative.WHOLE_LAST_YEAR if last_year is LastYear.WHOLE else Relative.SAME_LAST_YEAR
    kind = _KINDS.get(relative)
    period = base if kind is None else calendar.of(kind, base.end)
    move: Callable[[Period], Period] = calendar.previous if relative in _PREVIOUS else calendar.year_before
    return period.key if relative in _STAY else move(period).key


def _part_of_year(text: str, year: str, *, first_month: int = 1) -> str | None:
    """The key of "Q1" or "October" in the financial year that starts in ``year``; None for any other text."""
    line = tidy(text)
    part = _PART.fullmatch(line)
    if part is not None:
        kind, mark = (Frequency.QUARTER, "Q") if part["quarter"] else (Frequency.HALF_YEAR, "H")
        number = int(part["number"])
        return f"{year}-{mark}{number}" if number * kind.months <= 12 else None
    name = _MONTH.fullmatch(line)
    month = month_number(name["name"]) if name is not None else None
    return f"{int(year) + (month < first_month)}-{month:02d}" if month is not None else None
