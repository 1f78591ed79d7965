"""RAG status: the rules by which a figure is red, amber or green, and the sentence that says why."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from webapp.domain.variance import Target, Variance


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
    PERCENT = "percent"  # percent of the absolute target
    UNITS = "units"  # the indicator's own units; percentage points for a percentage


@dataclass(frozen=True, slots=True)
class Tolerance:
    """How far off target is still amber; 0 gives a two-colour indicator."""

    amount: Decimal = Decimal(0)
    kind: ToleranceKind = ToleranceKind.PERCENT


@dataclass(frozen=True, slots=True)
class Rule:
    """Rules 4 to 6: amber within ``tolerance``; optionally green within ``green_band``."""

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
    """Judge one figure against one target (rules 4 to 9)."""
    raise NotImplementedError
