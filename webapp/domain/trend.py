"""A series as its chart shows it: slot after slot in the order of time, as plain facts that a seal can keep."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import Any

from webapp.domain.estimates import Quality
from webapp.domain.figures import Measure
from webapp.domain.frequency import Frequency
from webapp.domain.period_reading import MONTHS
from webapp.domain.periods import Calendar, Period
from webapp.domain.variance import Target

FINAL = Quality.FINAL.value


@dataclass(frozen=True, slots=True)
class TrendPoint:
    """One period. ``short`` and ``year`` name it below the axis; ``place`` counts it within its year, from 0.

    ``lower`` and ``upper`` are the bounds of the target in force, equal for a single one; None without a target.
    """

    period: str
    short: str
    year: str
    place: int
    value: Decimal | None
    quality: str = FINAL
    lower: Decimal | None = None
    upper: Decimal | None = None

    @property
    def is_final(self) -> bool:
        """Neither provisional nor estimated."""
        return self.quality == FINAL


@dataclass(frozen=True, slots=True)
class PlanMark:
    """A day of a plan: ``at`` counts slots from the start of the first, so that 2.5 is the middle of the third."""

    at: Decimal
    words: str


@dataclass(frozen=True, slots=True)
class Trend:
    """A whole series, without a period left out, in the unit of its measure.

    ``restarts`` where figures count from the start of each year: then a new year is no change from the last.
    """

    unit: str
    decimals: int
    frequency: str
    points: tuple[TrendPoint, ...]
    plans: tuple[PlanMark, ...] = ()
    restarts: bool = False

    @property
    def measure(self) -> Measure:
        """How its figures are written."""
        return Measure(self.unit, self.decimals)

    @property
    def values(self) -> tuple[Decimal | None, ...]:
        """The figures, None being a gap."""
        return tuple(point.value for point in self.points)

    @property
    def newest(self) -> TrendPoint | None:
        """The last point with a figure."""
        return next((point for point in reversed(self.points) if point.value is not None), None)

    def runs(self) -> Iterator[range]:
        """Places that belong together: all of them, or those of each year where figures restart."""
        starts = [place for place, point in enumerate(self.points) if place and self.restarts and point.place == 0]
        yield from (range(start, end) for start, end in pairwise([0, *starts, len(self.points)]))

    @classmethod
    def from_plain(cls, plain: Mapping[str, Any]) -> Trend:
        """The trend that ``dataclasses.asdict`` and JSON, with decimals as text, made plain."""
        points = (_with_decimals(TrendPoint, point, "value", "lower", "upper") for point in plain["points"])
        plans = (_with_decimals(PlanMark, mark, "at") for mark in plain["plans"])
        return cls(**{**plain, "points": tuple(points), "plans": tuple(plans)})


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of one period."""

    period: Period
    value: Decimal | None
    quality: Quality = Quality.FINAL
    target: Target | None = None


def trend_of(
    known: Iterable[Known],
    measure: Measure,
    calendar: Calendar,
    *,
    plans: Iterable[tuple[date, str]] = (),
    restarts: bool = False,
) -> Trend | None:
    """The trend of periods of one frequency; those between that nobody opened are gaps. None without a figure.

    ``plans`` are days and what happened on them; those outside the periods are left out.
    """
    by_start = {each.period.start: each for each in known}
    order = sorted(by_start)
    if all(each.value is None for each in by_start.values()):
        return None
    slots = [by_start[order[0]].period]
    while slots[-1].start < order[-1]:
        slots.append(calendar.next(slots[-1]))
    points = tuple(_point(slot, by_start.get(slot.start), calendar) for slot in slots)
    marks = ((_at(slots, day), words) for day, words in plans)
    return Trend(
        unit=measure.unit,
        decimals=measure.decimals,
        frequency=slots[0].frequency.value,
        points=points,
        plans=tuple(PlanMark(at, words) for at, words in marks if at is not None),
        restarts=restarts,
    )


def _point(slot: Period, known: Known | None, calendar: Calendar) -> TrendPoint:
    short, year = _short_name(slot)
    lower, upper = _bounds(known.target if known else None)
    first = calendar.of(Frequency.YEAR, slot.start).start
    months = (slot.start.year - first.year) * 12 + slot.start.month - first.month
    return TrendPoint(
        period=slot.label,
        short=short,
        year=year,
        place=months // slot.frequency.months,
        value=known.value if known else None,
        quality=(known.quality if known else Quality.FINAL).value,
        lower=lower,
        upper=upper,
    )


def _bounds(target: Target | None) -> tuple[Decimal | None, Decimal | None]:
    if target is None:
        return None, None
    return (target.lower, target.upper) if target.is_range else (target.value, target.value)


def _short_name(period: Period) -> tuple[str, str]:
    """ "Oct" and "2014", "Q3" and "2014/15", "2014/15" and ""."""
    match period.frequency:
        case Frequency.MONTH:
            return MONTHS[period.start.month - 1][:3], str(period.start.year)
        case Frequency.YEAR:
            return period.label, ""
        case _:
            letter = "Q" if period.frequency is Frequency.QUARTER else "H"
            *_, number, year = period.label.split()
            return f"{letter}{number}", year


def _at(slots: Sequence[Period], day: date) -> Decimal | None:
    for place, slot in enumerate(slots):
        if slot.start <= day <= slot.end:
            share = Decimal((day - slot.start).days) / ((slot.end - slot.start).days + 1)
            return (place + share).quantize(Decimal("0.01"))
    return None


def _with_decimals(kind: Any, plain: Mapping[str, Any], *names: str) -> Any:
    figures = {name: None if plain[name] is None else Decimal(plain[name]) for name in names}
    return kind(**{**plain, **figures})
