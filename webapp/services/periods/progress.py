"""The list of periods, by financial year, with how many of the expected figures have come in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from sqlalchemy import case, func, select

from webapp.domain.frequency import Frequency
from webapp.domain.periods import Calendar, Period
from webapp.domain.reporting_life import is_expected
from webapp.domain.rights import Who
from webapp.extensions import db
from webapp.models import Actual, Indicator, PeriodRow
from webapp.services.clock import today
from webapp.services.indicators.expected import IS_EXPECTED
from webapp.services.periods.opened import OpenedPeriod, list_periods
from webapp.services.settings import calendar

_RETURNED = (
    select(PeriodRow.key, func.count(Actual.id), func.count(Actual.value), func.count(case((~IS_EXPECTED, 1))))
    .join_from(Actual, PeriodRow, PeriodRow.id == Actual.period_id)
    .join(Indicator, (Indicator.id == Actual.indicator_id) & (Indicator.frequency == PeriodRow.frequency))
    .group_by(PeriodRow.key)
)
"""Entries, figures among them, and entries that nobody expected."""

_LIVES = select(Indicator.frequency, Indicator.reported_from, Indicator.retired_on, func.count()).group_by(
    Indicator.frequency, Indicator.reported_from, Indicator.retired_on
)


@dataclass(frozen=True, slots=True)
class PeriodLine:
    """One period of the list; figures that are not applicable are not expected."""

    opened: OpenedPeriod
    returned: int
    expected: int
    ended: bool


@dataclass(frozen=True, slots=True)
class YearOfPeriods:
    """The periods of one financial year, newest first."""

    label: str
    lines: tuple[PeriodLine, ...]


def periods_by_year(*, who: Who) -> tuple[YearOfPeriods, ...]:
    """Every opened period this person may see, newest year first."""
    year, day = calendar(), today()
    progress = _Progress(year)
    lines = [_line(opened, progress, day) for opened in list_periods(who)]
    by_year = groupby(lines, key=lambda line: year.of(Frequency.YEAR, line.opened.period.end).label)
    return tuple(YearOfPeriods(label, tuple(group)) for label, group in by_year)


def _line(opened: OpenedPeriod, progress: _Progress, day: date) -> PeriodLine:
    returned, expected = progress.of(opened.period)
    return PeriodLine(opened, returned, expected, ended=opened.period.end < day)


class _Progress:
    """Counts asked for once: on the board of a period stand its own figures and its last shorter periods'."""

    def __init__(self, year: Calendar) -> None:
        self._calendar = year
        self._entered = {key: tuple(counts) for key, *counts in db.session.execute(_RETURNED)}
        self._lives = tuple(db.session.execute(_LIVES))

    def of(self, period: Period) -> tuple[int, int]:
        """Figures returned and expected on the board of ``period``."""
        returned = expected = 0
        for part in self._parts(period):
            entries, figures, besides = self._entered.get(part.key, (0, 0, 0))
            returned += figures
            expected += self._reported(part) + besides - (entries - figures)
        return returned, expected

    def _reported(self, period: Period) -> int:
        """Indicators of which a figure of the period is expected."""
        return sum(
            count
            for frequency, since, until, count in self._lives
            if frequency == period.frequency and is_expected(period, since, until)
        )

    def _parts(self, period: Period) -> Iterable[Period]:
        shorter = (each for each in Frequency if each.months <= period.frequency.months)
        return (self._calendar.last_within(period, frequency) for frequency in shorter)
