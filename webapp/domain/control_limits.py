"""The limits of an XmR chart: what a measure does by itself, so that what is unusual stands out.

Source: NHS England, Making Data Count: mean plus and minus 2.66 times the mean moving range.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from webapp.domain.numbers import EXACT, round_half_up

REACH = Decimal("2.66")
"""Mean moving ranges from the mean to a limit."""

SCREENED = Decimal("3.267")
"""Moving ranges above this many times their mean are left out once, before that mean is taken again."""

FEWEST = 6
"""Points below which a figure is not called unusual at all."""

ENOUGH = 12
"""Points from which the limits are no longer called trial limits."""

PLACES = 150
"""Decimal places of a mean and a limit. A figure has no more than 60 characters, so one that lies exactly on a limit
is found there, and any other beside it: a quotient cut at the 300th digit would miss it by a hair."""


@dataclass(frozen=True, slots=True)
class ControlLimits:
    """Mean and natural process limits in the measure's units, to PLACES."""

    mean: Decimal
    lower: Decimal
    upper: Decimal
    mean_moving_range: Decimal
    points: int

    @property
    def are_trial(self) -> bool:
        """Too few points to rely on them."""
        return self.points < ENOUGH

    def hold(self, value: Decimal) -> bool:
        """True for a value within the limits or on one of them."""
        return self.lower <= value <= self.upper

    def are_neared_by(self, value: Decimal) -> bool:
        """True for a value more than two thirds of the way from the mean to a limit, or beyond that."""
        away = EXACT.multiply(EXACT.subtract(value, self.mean).copy_abs(), Decimal(3))
        far = EXACT.multiply(EXACT.subtract(self.upper, self.mean), Decimal(2))
        return round_half_up(EXACT.subtract(away, far), PLACES - 2) > 0


def control_limits(values: Sequence[Decimal | None]) -> ControlLimits | None:
    """Limits by which one figure may be called unusual, of a series in the order of time, None being a gap.

    None for fewer than FEWEST points, and for a series that never moved: it says nothing about how far it may.
    """
    found = limits_of(values)
    return found if found and found.points >= FEWEST and found.mean_moving_range else None


def limits_of(values: Sequence[Decimal | None]) -> ControlLimits | None:
    """The limits of a series in the order of time, None being a gap; None where no two points are neighbours."""
    ranges = [
        EXACT.subtract(after, before).copy_abs()
        for before, after in pairwise(values)
        if before is not None and after is not None
    ]
    if not ranges:
        return None
    points = [value for value in values if value is not None]
    middle, width = _mean(points), _mean_range(ranges)
    reach = EXACT.multiply(REACH, width)
    lower, upper = EXACT.subtract(middle, reach), EXACT.add(middle, reach)
    mean, lowest, highest, moving = (round_half_up(each, PLACES) for each in (middle, lower, upper, width))
    return ControlLimits(mean, lowest, highest, moving, len(points))


def mean_of(values: Iterable[Decimal | None]) -> Decimal | None:
    """The mean of the points of a series to PLACES; None without any."""
    points = [value for value in values if value is not None]
    return round_half_up(_mean(points), PLACES) if points else None


def _mean_range(ranges: Sequence[Decimal]) -> Decimal:
    """The mean moving range after one screening."""
    most = round_half_up(EXACT.multiply(SCREENED, _mean(ranges)), PLACES)
    return _mean([each for each in ranges if each <= most])


def _mean(values: Sequence[Decimal]) -> Decimal:
    total = Decimal(0)
    for value in values:
        total = EXACT.add(total, value)
    return EXACT.divide(total, Decimal(len(values)))
