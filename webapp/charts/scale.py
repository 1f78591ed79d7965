"""The upright scale of a chart: round steps that hold every figure, without a float in their labels."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from webapp.domain.numbers import EXACT

STEPS = (Decimal(1), Decimal(2), Decimal(5), Decimal(10))
ROOM = Decimal("0.04")
"""Of the span of the figures, left free beyond the outermost."""


@dataclass(frozen=True, slots=True)
class Scale:
    """From ``low`` at ``foot`` up to ``high`` at ``top`` (in points from above), with a mark every ``step``."""

    low: Decimal
    high: Decimal
    step: Decimal
    top: float
    foot: float

    def y(self, value: Decimal) -> float:
        """Where a figure stands, in points from above."""
        share = float(EXACT.subtract(value, self.low)) / float(self.high - self.low)
        return self.foot - share * (self.foot - self.top)

    def marks(self) -> Iterator[Decimal]:
        """The round figures from the lowest up, each with the places of the step."""
        value = self.low
        while value <= self.high:
            yield value
            value = EXACT.add(value, self.step)


def scale_of(values: Iterable[Decimal], *, top: float, foot: float, most: int, decimals: int) -> Scale:
    """The scale that holds ``values`` (at least one) with no more than ``most`` steps, at least two.

    Figures that do not differ stand in the middle of two steps of the last of their ``decimals`` or more. Where none
    is below 0 the scale is not, either.
    """
    known = list(values)
    low, high = min(known), max(known)
    if low == high:
        beside = max(Decimal(1).scaleb(-decimals), EXACT.scaleb(high.copy_abs(), -2))
        low, high = EXACT.subtract(low, beside), EXACT.add(high, beside)
    room = EXACT.multiply(EXACT.subtract(high, low), ROOM)
    wanted_low = low if 0 <= low < room else EXACT.subtract(low, room)
    wanted_high = EXACT.add(high, room)
    step = _step(EXACT.divide(EXACT.subtract(wanted_high, wanted_low), Decimal(most)))
    while True:
        first, last = _times(wanted_low, step, "ROUND_FLOOR"), _times(wanted_high, step, "ROUND_CEILING")
        if last - first <= most:
            return Scale(EXACT.multiply(first, step), EXACT.multiply(last, step), step, top, foot)
        step = _step(EXACT.multiply(step, Decimal("1.01")))


def _step(least: Decimal) -> Decimal:
    """1, 2 or 5 times a power of ten, no smaller than ``least``."""
    power = least.adjusted()
    step = next(each for each in STEPS if EXACT.scaleb(each, power) >= least)
    return EXACT.scaleb(step, power)


def _times(value: Decimal, step: Decimal, rounding: str) -> Decimal:
    return EXACT.divide(value, step).to_integral_value(rounding=rounding)
