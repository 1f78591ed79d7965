"""The order of time of periods as people wrote them, and where some were left out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise, product

from webapp.domain.errors import BadPeriod
from webapp.domain.frequency import Frequency
from webapp.domain.period_reading import read_name
from webapp.domain.periods import Calendar

_LONGEST_FIRST = (Frequency.YEAR, Frequency.HALF_YEAR, Frequency.QUARTER, Frequency.MONTH)
_CALENDARS = (Calendar(), Calendar(1))  # the second reads plain years: 2014, 2015
_SPACINGS = (12, 6, 3, 1)
"""Months from one period to the next, as figures are reported."""


@dataclass(frozen=True, slots=True)
class Order:
    """Places of the texts, oldest first, each with True where periods were left out before it.

    ``names`` are equal for texts of one period; None where the texts are not understood and stay as they are.
    """

    places: tuple[tuple[int, bool], ...]
    names: tuple[date, ...] | None


def in_time(texts: Sequence[str]) -> Order:
    """Order texts that all name periods of one frequency, or all days; any others stay as they are."""
    starts = _starts(texts)
    if starts is not None:
        return Order(tuple(_with_gaps(starts)), tuple(starts))
    days = _days(texts)
    if days is not None:
        return Order(tuple((place, False) for place in _sorted(days)), tuple(days))
    return Order(tuple((place, False) for place in range(len(texts))), None)


def _starts(texts: Sequence[str]) -> list[date] | None:
    """First days of periods of one frequency. The longest is tried first, so that ``2010-11`` among years is one."""
    for calendar, frequency in product(_CALENDARS, _LONGEST_FIRST):
        try:
            periods = [calendar.read(text, frequency) for text in texts]
        except BadPeriod:
            continue
        if all(period.frequency is frequency for period in periods):
            return [period.start for period in periods]
    return None


def _days(texts: Sequence[str]) -> list[date] | None:
    """Days, such as those on which weeks end; how far apart they should be is not known."""
    try:
        found = [read_name(text, None, calendar_years=False) for text in texts]
    except BadPeriod:
        return None
    days = [each for each in found if isinstance(each, date)]
    return days if len(days) == len(found) else None


def _with_gaps(starts: Sequence[date]) -> list[tuple[int, bool]]:
    order = _sorted(starts)
    months = [starts[place].year * 12 + starts[place].month for place in order]
    steps = [after - before for before, after in pairwise(months)]
    # Quarters are often named by their last month: then nothing was left out between March and June.
    spacing = next(each for each in _SPACINGS if all(step % each == 0 for step in steps))
    return list(zip(order, [False, *(step > spacing for step in steps)], strict=False))


def _sorted(days: Sequence[date]) -> list[int]:
    return sorted(range(len(days)), key=lambda place: days[place])
