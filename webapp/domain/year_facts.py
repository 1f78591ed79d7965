"""The figures and targets of one indicator in one financial year, and which of the targets is the year-end one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property, lru_cache

from webapp.domain.estimates import Quality
from webapp.domain.figures import Measure
from webapp.domain.frequency import Frequency
from webapp.domain.numbers import EXACT
from webapp.domain.periods import Calendar, Period
from webapp.domain.variance import Target

ADDED_UP = frozenset({"sum", "average"})
"""Measures whose year is made of the figures of all its periods, not of the latest one."""


@dataclass(frozen=True, slots=True)
class Part:
    """The figure of one period; ``value`` None is *not applicable*. A period without a part has no data."""

    period: Period
    value: Decimal | None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    quality: Quality = Quality.FINAL


@dataclass(frozen=True)
class YearFacts:
    """One financial year of an indicator: its periods in order, the figures that are in, and its targets.

    ``last_year`` are the figures of the year before, by the key of the same period of *this* year; ``released_only``
    where this is what a reader may know of it. What is asked of a year again and again is found once: it has no slots.
    """

    year: Period
    periods: tuple[Period, ...]
    accumulation: str
    measure: Measure
    parts: Mapping[str, Part]
    targets: tuple[Target, ...] = ()
    last_year: Mapping[str, Part] | None = None
    released_only: bool = False

    @cached_property
    def in_so_far(self) -> tuple[Part, ...]:
        """The parts with a figure, in order."""
        found = (self.parts.get(period.key) for period in self.periods)
        return tuple(part for part in found if part is not None and part.value is not None)

    @property
    def quality(self) -> Quality:
        """How far what the year so far comes to can be relied on."""
        parts = self.in_so_far
        return least_final(parts if self.accumulation in ADDED_UP else parts[-1:])

    @property
    def latest(self) -> Part | None:
        """The newest part with a figure."""
        return self.in_so_far[-1] if self.in_so_far else None

    @property
    def remaining(self) -> int:
        """Periods after the newest figure, to the end of the year; all of them where there is none."""
        return self.after(self.latest)

    def after(self, part: Part | None) -> int:
        """Periods of the year that come after that of a part."""
        return sum(part is None or period.start > part.period.end for period in self.periods)

    def until(self, part: Part) -> YearFacts:
        """The year as it was when a figure of that period was the newest, with this figure for it."""
        kept = {key: each for key, each in self.parts.items() if each.period.end < part.period.end}
        return replace(self, parts={**kept, part.period.key: part})

    @cached_property
    def year_end(self) -> Target | None:
        """The target for the year as a whole."""
        return year_end_target(self.targets, self.year, self.periods, self.accumulation)

    def target_at(self, period: Period) -> Target | None:
        """The target dated for exactly that period."""
        return next((target for target in self.targets if target.period.key == period.key), None)


@lru_cache(maxsize=500)
def periods_of_year(calendar: Calendar, year: Period, frequency: Frequency) -> tuple[Period, ...]:
    """The periods of one frequency in a financial year, in order."""
    return calendar.financial_year(_first_year(calendar, year), [frequency])


def year_of_part(
    part: Part, targets: Iterable[Target], *, accumulation: str, measure: Measure, calendar: Calendar
) -> YearFacts:
    """The year of one figure that stands for the year so far by itself: a level, or one that is cumulative."""
    year = calendar.of(Frequency.YEAR, part.period.end)
    return YearFacts(
        year=year,
        periods=periods_of_year(calendar, year, part.period.frequency),
        accumulation=accumulation,
        measure=measure,
        parts={part.period.key: part},
        targets=tuple(target for target in targets if year.contains(target.period)),
    )


def year_end_target(
    targets: Iterable[Target], year: Period, periods: tuple[Period, ...], accumulation: str
) -> Target | None:
    """The target dated for the year; else that of the longest period ending with it; else None.

    Where the year is the sum or the average of its periods, the last period's target says nothing of the year: then it
    is the sum or the average of the single targets of all periods, estimated where one of them is.
    """
    known = tuple(targets)
    ending = [each for each in known if each.period.end == year.end and year.contains(each.period)]
    dated = next((each for each in ending if each.period.key == year.key), None)
    if dated is not None:
        return dated
    if accumulation not in ADDED_UP:
        return max(ending, key=lambda each: each.period.frequency.months, default=None)
    return _of_every_period(known, year, periods, accumulation)


def _of_every_period(
    targets: tuple[Target, ...], year: Period, periods: tuple[Period, ...], accumulation: str
) -> Target | None:
    by_key = {each.period.key: each for each in targets}
    found = [by_key[period.key] for period in periods if period.key in by_key]
    values = [each.value for each in found if each.value is not None]
    if not periods or len(values) < len(periods):
        return None
    total = sum_of(values)
    value = total if accumulation == "sum" else EXACT.divide(total, Decimal(len(values)))
    return Target(
        year,
        value,
        estimated=any(each.estimated for each in found),
        unconfirmed=any(each.unconfirmed for each in found),
    )


def least_final(parts: Iterable[Part]) -> Quality:
    """What is to be said of a figure that is made of these: estimated before provisional before final."""
    found = {part.quality for part in parts}
    return next((each for each in (Quality.ESTIMATED, Quality.PROVISIONAL) if each in found), Quality.FINAL)


def sum_of(values: Iterable[Decimal]) -> Decimal:
    """The exact sum."""
    total = Decimal(0)
    for value in values:
        total = EXACT.add(total, value)
    return total


def _first_year(calendar: Calendar, year: Period) -> int:
    """The calendar year in which a financial year starts."""
    return calendar.of(Frequency.YEAR, year.start).start.year
