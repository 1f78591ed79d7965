"""The words of a RAG status, and the bands around a target. The rules themselves are in ``rag_rules``."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from webapp.domain.errors import BadNumber
from webapp.domain.numbers import EXACT
from webapp.domain.variance import Variance


class Polarity(StrEnum):
    """Which way is better. A local decision, never guessed; unset (None) is *not rated*."""

    LOWER = "lower"
    HIGHER = "higher"
    RANGE = "range"
    POINT = "point"  # the nearer to the target the better, on either side
    NONE = "none"


class Status(StrEnum):
    """The word that always goes with the colour."""

    RED = "red"
    AMBER = "amber"
    GREEN = "green"
    NO_DATA = "no data"
    NOT_RATED = "not rated"


class ToleranceKind(StrEnum):
    """What the amount of a tolerance is measured in."""

    PERCENT = "percent"  # percent of the absolute target
    UNITS = "units"  # the indicator's own units; percentage points for a percentage


@dataclass(frozen=True, slots=True)
class Tolerance:
    """How far off target is still amber; 0 gives a two-colour indicator. Raises BadNumber for less than 0."""

    amount: Decimal = Decimal(0)
    kind: ToleranceKind = ToleranceKind.PERCENT

    def __post_init__(self) -> None:
        if not self.amount.is_finite() or self.amount < 0:
            raise BadNumber(
                f"A tolerance of {self.amount} is not possible: write 0 or a figure above it.",
                field="tolerance",
            )

    def reach(self, reference: Decimal) -> Decimal:
        """The tolerance in the indicator's own units, exact; a percent of a target of 0 is 0."""
        if self.kind is ToleranceKind.UNITS:
            return self.amount
        return EXACT.scaleb(EXACT.multiply(self.amount, reference.copy_abs()), -2)


@dataclass(frozen=True, slots=True)
class Rule:
    """Bands around a target: green when met or within ``green_band``, beyond it amber within ``tolerance``, else red.

    ``tolerance_below`` and ``green_below`` are for figures below the target where those have bands of their own.
    With ``last_year``, a figure beyond the bands is amber while it is not worse than in the same period last year.
    ``best`` is for a target on the way to a best value: the figure that is farther from it is the worse one.
    """

    polarity: Polarity | None = None
    tolerance: Tolerance = field(default_factory=Tolerance)
    green_band: Tolerance = field(default_factory=Tolerance)
    tolerance_below: Tolerance | None = None
    green_below: Tolerance | None = None
    last_year: bool = False
    best: Decimal | None = None

    def bands(self, amount: Decimal) -> tuple[Tolerance, Tolerance]:
        """Green band and tolerance on the side of a variance of ``amount``."""
        if amount >= 0:
            return self.green_band, self.tolerance
        green = self.green_band if self.green_below is None else self.green_below
        return green, self.tolerance if self.tolerance_below is None else self.tolerance_below


@dataclass(frozen=True, slots=True)
class Judgement:
    """A status and the exact figures it was decided on."""

    status: Status
    variance: Variance | None  # None without an actual or a target
    adverse: Decimal | None  # X = V × d, by thresholds from the last green value; None where not rated
    amber_up_to: Decimal | None  # the largest adverse amount still amber; None where not rated
    green_up_to: Decimal | None  # the largest adverse amount still green (0 without a green band)


def adverse_amount(amount: Decimal, polarity: Polarity | None) -> Decimal | None:
    """X, how far a variance lies on the worse side (below 0 on the better); None without a polarity.

    A range and a point are missed on either side; lower or higher is better keeps its direction against a range too.
    """
    match polarity:
        case Polarity.LOWER:
            return amount
        case Polarity.HIGHER:
            return amount.copy_negate() if amount else amount
        case Polarity.RANGE | Polarity.POINT:
            return amount.copy_abs()
        case _:
            return None


def status_of(adverse: Decimal, green_up_to: Decimal, amber_up_to: Decimal) -> Status:
    """Green up to and on the first boundary, amber up to and on the second, red beyond it."""
    if adverse <= green_up_to:
        return Status.GREEN
    return Status.AMBER if adverse <= amber_up_to else Status.RED


def unrated(status: Status, found: Variance | None = None) -> Judgement:
    """A judgement without a colour: no data, or not rated (with the variance, if there is one)."""
    return Judgement(status, found, None, None, None)
