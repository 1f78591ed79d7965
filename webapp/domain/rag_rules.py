"""Other ways councils colour a figure: against the same period last year, and by fixed thresholds.

Tolerance with or without a green band is ``rag.Rule``. All of them give the same Judgement.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from webapp.domain.errors import Refusal
from webapp.domain.numbers import EXACT, plain
from webapp.domain.rag import (
    Judgement,
    Polarity,
    Rule,
    Status,
    Tolerance,
    adverse_amount,
    judge,
    status_of,
    unrated,
)
from webapp.domain.variance import Target, variance


@dataclass(frozen=True, slots=True)
class LastYearRule:
    """Green within ``green_band`` of target; beyond it amber if not worse than last year, else red."""

    polarity: Polarity | None = None
    green_band: Tolerance = field(default_factory=lambda: Tolerance(Decimal(10)))


@dataclass(frozen=True, slots=True)
class ThresholdRule:
    """Fixed thresholds: the last value still green and the last still amber; no target is needed.

    Raises Refusal for a polarity other than lower or higher, and for an amber threshold on the better side.
    """

    polarity: Polarity
    last_green: Decimal
    last_amber: Decimal

    def __post_init__(self) -> None:
        beyond = adverse_amount(EXACT.subtract(self.last_amber, self.last_green), self.polarity)
        if beyond is None or self.polarity is Polarity.RANGE:
            raise Refusal("Fixed thresholds need to know whether lower or higher is better.", field="polarity")
        if beyond < 0:
            raise Refusal(
                f"The last amber value {plain(self.last_amber)} is better than the last green value "
                f"{plain(self.last_green)}: write them the other way round.",
                field="last_amber",
            )


AnyRule = Rule | LastYearRule | ThresholdRule


def judge_by(
    rule: AnyRule, actual: Decimal | None, target: Target | None, last_year: Decimal | None = None
) -> Judgement:
    """Judge by whichever rule the indicator has; ``last_year`` is the actual of the same period last year."""
    match rule:
        case Rule():
            return judge(actual, target, rule)
        case LastYearRule():
            return judge_against_last_year(actual, target, last_year, rule)
        case ThresholdRule():
            return judge_by_thresholds(actual, target, rule)


def judge_against_last_year(
    actual: Decimal | None, target: Target | None, last_year: Decimal | None, rule: LastYearRule
) -> Judgement:
    """Red beyond the green band where last year was better, or has no figure to excuse it."""
    banded = judge(actual, target, Rule(rule.polarity, rule.green_band, rule.green_band))
    if banded.status is not Status.RED or actual is None or target is None or last_year is None:
        return banded
    assert banded.adverse is not None
    allowed = adverse_amount(variance(last_year, target).amount, rule.polarity)
    assert allowed is not None
    assert banded.green_up_to is not None
    amber_up_to = max(banded.green_up_to, allowed)
    status = status_of(banded.adverse, banded.green_up_to, amber_up_to)
    return Judgement(status, banded.variance, banded.adverse, amber_up_to, banded.green_up_to)


def judge_by_thresholds(actual: Decimal | None, target: Target | None, rule: ThresholdRule) -> Judgement:
    """Adverse amounts are measured from the last green value; a target, if any, gives the variance only."""
    if actual is None:
        return unrated(Status.NO_DATA)
    adverse = adverse_amount(EXACT.subtract(actual, rule.last_green), rule.polarity)
    amber_up_to = adverse_amount(EXACT.subtract(rule.last_amber, rule.last_green), rule.polarity)
    assert adverse is not None
    assert amber_up_to is not None
    found = None if target is None else variance(actual, target)
    return Judgement(status_of(adverse, Decimal(0), amber_up_to), found, adverse, amber_up_to, Decimal(0))
