"""RAG status of one figure against one target: tolerance, optionally with a green band."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from webapp.domain.errors import BadNumber
from webapp.domain.numbers import EXACT
from webapp.domain.variance import Target, Variance, variance


class Polarity(StrEnum):
    """Which way is better. A local decision, never guessed; unset (None) is *not rated*."""

    LOWER = "lower"
    HIGHER = "higher"
    RANGE = "range"
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
    """Green when met; amber within ``tolerance``; optionally green within ``green_band`` too."""

    polarity: Polarity | None = None
    tolerance: Tolerance = field(default_factory=Tolerance)
    green_band: Tolerance = field(default_factory=Tolerance)


@dataclass(frozen=True, slots=True)
class Judgement:
    """A status and the exact figures it was decided on."""

    status: Status
    variance: Variance | None  # None without an actual or a target
    adverse: Decimal | None  # X = V × d; None where not rated
    amber_up_to: Decimal | None  # the largest adverse amount still amber; None where not rated
    green_up_to: Decimal | None  # the largest adverse amount still green (0 without a green band)


def judge(actual: Decimal | None, target: Target | None, rule: Rule) -> Judgement:
    """Judge one figure against one target: exact figures, boundaries on the better side."""
    if target is None:
        return unrated(Status.NOT_RATED)
    if actual is None:
        return unrated(Status.NO_DATA)
    found = variance(actual, target)
    adverse = adverse_amount(found.amount, rule.polarity)
    if adverse is None:
        return unrated(Status.NOT_RATED, found)
    green_up_to = rule.green_band.reach(found.reference)
    amber_up_to = max(green_up_to, rule.tolerance.reach(found.reference))
    return Judgement(status_of(adverse, green_up_to, amber_up_to), found, adverse, amber_up_to, green_up_to)


def adverse_amount(amount: Decimal, polarity: Polarity | None) -> Decimal | None:
    """X, how far a variance lies on the worse side (below 0 on the better); None without a polarity.

    A range is missed on either side; lower or higher is better keeps its direction against a range too.
    """
    match polarity:
        case Polarity.LOWER:
            return amount
        case Polarity.HIGHER:
            return amount.copy_negate() if amount else amount
        case Polarity.RANGE:
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
