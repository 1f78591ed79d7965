"""The XmR chart of a series: its mean, its limits, and the points that chance alone hardly explains.

Source: NHS England, Making Data Count. Gaps stay gaps: no moving range spans one, and every run ends at it. The
limits can be reckoned anew from named points on ("rebased"); runs end there, too.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from itertools import groupby, pairwise

from webapp.domain.control_limits import ENOUGH, FEWEST, ControlLimits, limits_of, mean_of

RUN = 7
"""Consecutive points that make a shift or a trend."""


class Signal(StrEnum):
    """Why a point is special cause."""

    OUTSIDE = "outside"  # beyond a limit
    SHIFT = "shift"  # one of a run on one side of the mean
    TREND = "trend"  # one of a run that only rises, or only falls
    TWO_OF_THREE = "two of three"  # with another of three neighbours beyond two thirds of the way to a limit


@dataclass(frozen=True, slots=True)
class Point:
    """One place of the series, None being a gap. ``side`` is +1 above the mean, −1 below it and 0 on it.

    ``course`` is +1 in a trend that rises, −1 in one that falls, else 0.
    """

    value: Decimal | None
    signals: tuple[Signal, ...] = ()
    side: int = 0
    course: int = 0


@dataclass(frozen=True, slots=True)
class Stretch:
    """The points from ``start`` up to ``end`` (exclusive), which share a mean and limits.

    Without a point there is no mean, and without two neighbours there are no limits.
    """

    start: int
    end: int
    points: int
    mean: Decimal | None
    limits: ControlLimits | None

    @property
    def tells(self) -> bool:
        """Figures enough, side by side, and some movement between them, for anything to be said of the newest."""
        return self.limits is not None and self.points >= FEWEST and not self.is_unmoved

    @property
    def is_unmoved(self) -> bool:
        """Next to no figure differs from the one before, so the limits lie on the mean and the rest beyond."""
        return self.limits is not None and not self.limits.mean_moving_range

    @property
    def is_trial(self) -> bool:
        """Too few points to rely on the limits."""
        return self.points < ENOUGH


@dataclass(frozen=True, slots=True)
class Xmr:
    """A series in the order of time with its signals, and the stretches between rebases: at least one."""

    points: tuple[Point, ...]
    stretches: tuple[Stretch, ...]

    @property
    def newest(self) -> Point | None:
        """The last point with a figure."""
        return next((point for point in reversed(self.points) if point.value is not None), None)

    @property
    def current(self) -> Stretch:
        """The stretch in which the series stands now."""
        return self.stretches[-1]


def xmr(values: Sequence[Decimal | None], rebases: Collection[int] = ()) -> Xmr:
    """The chart of a series in the order of time; ``rebases`` are the places from which limits are reckoned anew."""
    starts = sorted({0, *(place for place in rebases if 0 < place < len(values))})
    stretches = tuple(_stretch(values, start, end) for start, end in pairwise([*starts, len(values)]))
    points = tuple(point for stretch in stretches for point in _points(values[stretch.start : stretch.end], stretch))
    return Xmr(points, stretches)


def heard(chart: Xmr) -> Xmr:
    """The chart without the signals of those stretches of which nothing can be told."""
    points = list(chart.points)
    for stretch in chart.stretches:
        if not stretch.tells:
            within = slice(stretch.start, stretch.end)
            points[within] = [replace(point, signals=()) for point in points[within]]
    return Xmr(tuple(points), chart.stretches)


def _stretch(values: Sequence[Decimal | None], start: int, end: int) -> Stretch:
    own = values[start:end]
    count = sum(value is not None for value in own)
    return Stretch(start, end, count, mean_of(own), limits_of(own))


def _points(values: Sequence[Decimal | None], stretch: Stretch) -> Iterator[Point]:
    """The points of one stretch, piece by piece between its gaps."""
    for is_gap, group in groupby(values, key=lambda value: value is None):
        places = list(group)
        if is_gap:
            yield from (Point(None) for _ in places)
        else:
            yield from _piece([value for value in places if value is not None], stretch)


def _piece(values: Sequence[Decimal], stretch: Stretch) -> Iterator[Point]:
    """Points without a gap between them."""
    mean, limits = stretch.mean, stretch.limits
    assert mean is not None  # a piece has a point
    sides = [_sign(value, mean) for value in values]
    steps = [_sign(after, before) for before, after in pairwise(values)]
    outside = {place for place, value in enumerate(values) if limits and not limits.hold(value)}
    shifts = _in_runs(sides, RUN, 0)
    trends = _in_runs(steps, RUN - 1, 1)
    pairs = _two_of_three(values, sides, limits) if limits else set[int]()
    for place, value in enumerate(values):
        carried = (
            (Signal.OUTSIDE, place in outside),
            (Signal.SHIFT, place in shifts),
            (Signal.TREND, place in trends),
            (Signal.TWO_OF_THREE, place in pairs),
        )
        signals = tuple(signal for signal, is_carried in carried if is_carried)
        yield Point(value, signals, sides[place], trends.get(place, 0))


def _in_runs(signs: Sequence[int], fewest: int, after: int) -> dict[int, int]:
    """Places in a run of at least ``fewest`` equal signs other than 0, with the sign; and the ``after`` ones behind it.

    Where two trends meet, their common point belongs to the later one.
    """
    found: dict[int, int] = {}
    start = 0
    for sign, group in groupby(signs):
        end = start + sum(1 for _ in group)
        if sign and end - start >= fewest:
            found |= dict.fromkeys(range(start, end + after), sign)
        start = end
    return found


def _two_of_three(values: Sequence[Decimal], sides: Sequence[int], limits: ControlLimits) -> set[int]:
    """Places beyond two thirds of the way to a limit, of three neighbours on one side with at least two such."""
    far = [limits.are_neared_by(value) for value in values]
    found: set[int] = set()
    for start in range(len(values) - 2):
        three = range(start, start + 3)
        beyond = [place for place in three if far[place]]
        if len(beyond) >= 2 and abs(sum(sides[place] for place in three)) == 3:
            found.update(beyond)
    return found


def _sign(value: Decimal, other: Decimal) -> int:
    return (value > other) - (value < other)
