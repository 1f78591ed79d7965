"""The variance and percent that a line of the form states, and whether exact figures round to them."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from webapp.domain.numbers import places_of, round_half_up
from webapp.domain.variance import Variance


@dataclass(frozen=True, slots=True)
class StatedLine:
    """What a line states, with the places it was written with; None for what it leaves out.

    ``signed`` is False where only magnitudes were written, as in "variance 31" for a figure below its target.
    """

    variance: Decimal | None
    percent: Decimal | None
    signed: bool = True

    def agrees(self, computed: Variance) -> bool:
        """True where every stated figure is what the computed one rounds to."""
        return self.variance_agrees(computed) and self.percent_agrees(computed)

    def variance_agrees(self, computed: Variance) -> bool:
        """True where the variance is left out, or right at the places it was written with."""
        return self._agrees(self.variance, computed.amount)

    def percent_agrees(self, computed: Variance) -> bool:
        """As for the variance; a percent stated against a target of 0 is never right."""
        return self._agrees(self.percent, computed.percent)

    def as_written(self, exact: Decimal, written: Decimal) -> Decimal:
        """The exact figure as this line would state it: places as ``written``, magnitude if unsigned."""
        return round_half_up(exact if self.signed else exact.copy_abs(), places_of(written))

    def _agrees(self, written: Decimal | None, exact: Decimal | None) -> bool:
        if written is None:
            return True
        wanted = written if self.signed else written.copy_abs()
        return exact is not None and self.as_written(exact, written) == wanted
