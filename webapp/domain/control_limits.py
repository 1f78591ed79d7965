"""The limits of an XmR chart: what a measure does by itself, so that what is unusual stands out.

Source: NHS England, Making Data Count: mean plus and minus 2.66 times the mean moving range.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from webapp.domain.numbers import EXACT

SIGMAS = Decimal("2.66")
SCREENED = Decimal("3.267")
"""Moving ranges above this many times their mean are left out once, before that mean is taken again."""

FEWEST = 6
"""Points below which nothing is said at all."""

ENOUGH = 12
"""Points from which the limits are no longer called trial limits."""


@dataclass(frozen=True, slots=True)
class ControlLimits:
    """Mean and natural process limits, unrounded, in the measure's units."""

    mean: Decimal
    lower: Decimal
    upper: Decimal
    points: int

    @property
    def are_trial(self) -> bool:
        """Too few points to rely on them."""
        return self.points < ENOUGH

    def hold(self, value: Decimal) -> bool:
        """True for a value within the limits or on one of them."""
        return self.lower <= value <= self.upper


def control_limits(values: Sequence[Decimal | None]) -> ControlLimits | None:
    """The limits of a series in the order of time, None being a gap; None for fewer than FEWEST points.

    A series that never moved has no limits either: it says nothing about how far it may.
    """
    points = [value for value in values if value is not None]
    if len(points) < FEWEST:
        return None
    ranges = [
        EXACT.subtract(after, before).copy_abs()
        for before, after in pairwise(values)
        if before is not None and after is not None
    ]
    width = _mean_range(ranges)
    if not width:
        return None
    mean, reach = _mean(points), EXACT.multiply(SIGMAS, width)
    return ControlLimits(mean, EXACT.subtract(mean, reach), EXACT.add(mean, reach), len(points))


def _mean_range(ranges: Sequence[Decimal]) -> Decimal:
    """The mean moving range after one screening; 0 without any."""
    if not ranges:
        return Decimal(0)
    most = EXACT.multiply(SCREENED, _mean(ranges))
    kept = [each for each in ranges if each <= most]
    return _mean(kept or ranges)


def _mean(values: Iterable[Decimal]) -> Decimal:
    total, count = Decimal(0), 0
    for value in values:
        total, count = EXACT.add(total, value), count + 1
    return EXACT.divide(total, Decimal(count))
