"""What an XmR chart says in a word: how the newest figure varies, and whether the process can be relied on.

Source: NHS England, Making Data Count: the two icons of variation and assurance. Which signal of the newest point
decides, where they point different ways, is as in its published tools: outside, trend, two of three, shift.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from webapp.domain.numbers import EXACT
from webapp.domain.rag import Polarity
from webapp.domain.xmr import Point, Signal, Stretch, Xmr


class Variation(StrEnum):
    """How the newest figure varies."""

    COMMON = "common cause"
    IMPROVEMENT = "improvement"
    CONCERN = "concern"
    SPECIAL = "special cause"  # without a polarity, or where neither way is better


class Assurance(StrEnum):
    """Whether figures within the limits meet the target."""

    PASS = "pass"  # always
    FAIL = "fail"  # never
    HIT_OR_MISS = "hit or miss"


@dataclass(frozen=True, slots=True)
class Wanted:
    """The figure wanted: one value, or the bounds of a range."""

    lower: Decimal
    upper: Decimal

    def misses(self, value: Decimal) -> Decimal:
        """How far off a value lies; 0 in the range or on a bound."""
        if value < self.lower:
            return EXACT.subtract(self.lower, value)
        return EXACT.subtract(value, self.upper) if value > self.upper else Decimal(0)


def variation(chart: Xmr, polarity: Polarity | None, wanted: Wanted | None = None) -> Variation | None:
    """How the newest figure varies; None for a series without any.

    Where a range or a point is best, ``wanted`` decides: a figure nearer to it than the mean is an improvement.
    """
    known = (each for each in reversed(variations(chart, polarity, wanted)) if each is not None)
    return next(known, None)


def variations(chart: Xmr, polarity: Polarity | None, wanted: Wanted | None = None) -> tuple[Variation | None, ...]:
    """How each figure varies; None at a gap."""
    return tuple(
        None if point.value is None else _of_point(point, stretch, polarity, wanted)
        for stretch in chart.stretches
        for point in chart.points[stretch.start : stretch.end]
    )


def assurance(stretch: Stretch, polarity: Polarity | None, target: Decimal | None) -> Assurance | None:
    """Whether figures within the limits meet the target; None without limits or a target, or where no way is better.

    A target on a limit can be met and missed.
    """
    if target is None or stretch.limits is None or polarity not in (Polarity.HIGHER, Polarity.LOWER):
        return None
    if stretch.limits.hold(target):
        return Assurance.HIT_OR_MISS
    is_above = target > stretch.limits.upper
    return Assurance.PASS if is_above == (polarity is Polarity.LOWER) else Assurance.FAIL


def _of_point(point: Point, stretch: Stretch, polarity: Polarity | None, wanted: Wanted | None) -> Variation:
    if not point.signals:
        return Variation.COMMON
    match polarity:
        case Polarity.HIGHER | Polarity.LOWER:
            better = 1 if polarity is Polarity.HIGHER else -1
            return Variation.IMPROVEMENT if way(point) == better else Variation.CONCERN
        case Polarity.RANGE | Polarity.POINT if wanted is not None:
            return _by_distance(point, stretch, wanted)
        case _:
            return Variation.SPECIAL


def way(point: Point) -> int:
    """+1 where the deciding signal of a point points up, −1 where it points down, 0 without a signal."""
    if not point.signals:
        return 0
    by_course = Signal.TREND in point.signals and Signal.OUTSIDE not in point.signals
    return point.course if by_course else point.side


def _by_distance(point: Point, stretch: Stretch, wanted: Wanted) -> Variation:
    assert point.value is not None  # a point with a signal has a figure
    assert stretch.mean is not None
    now, usual = wanted.misses(point.value), wanted.misses(stretch.mean)
    if now == usual:
        return Variation.SPECIAL
    return Variation.IMPROVEMENT if now < usual else Variation.CONCERN
