"""Status by comparison with last year, and by fixed thresholds."""

from __future__ import annotations

from decimal import Decimal

import pytest

from webapp.domain.errors import Refusal
from webapp.domain.periods import Calendar
from webapp.domain.rag import Polarity, Rule, Status, Tolerance
from webapp.domain.rag_rules import ThresholdRule, judge
from webapp.domain.variance import Target

OCTOBER = Calendar().from_key("2014-10")
HUNDRED = Target(OCTOBER, Decimal(100))
LOWER, HIGHER = Polarity.LOWER, Polarity.HIGHER
RED, AMBER, GREEN = Status.RED, Status.AMBER, Status.GREEN


def number(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def last_year_rule(polarity: Polarity | None) -> Rule:
    return Rule(polarity, green_band=Tolerance(Decimal(10)), last_year=True)


LAST_YEAR = [
    ("met", "100", None, LOWER, GREEN),
    ("10% off is green", "110", "90", LOWER, GREEN),
    ("beyond it and better than last year", "111", "112", LOWER, AMBER),
    ("beyond it and the same as last year", "111", "111", LOWER, AMBER),
    ("beyond it and worse than last year", "111", "110.9", LOWER, RED),
    ("beyond it without a last year", "111", None, LOWER, RED),
    ("higher is better, not worse", "80", "79", HIGHER, AMBER),
    ("higher is better, worse", "80", "81", HIGHER, RED),
    ("no actual", None, "80", HIGHER, Status.NO_DATA),
    ("no polarity", "80", "80", None, Status.NOT_RATED),
]


@pytest.mark.parametrize(
    ("actual", "last_year", "polarity", "status"),
    [case[1:] for case in LAST_YEAR],
    ids=[case[0] for case in LAST_YEAR],
)
def test_against_last_year(
    actual: str | None, last_year: str | None, polarity: Polarity | None, status: Status
) -> None:
    found = judge(number(actual), HUNDRED, last_year_rule(polarity), number(last_year))
    assert found.status is status


def test_without_a_target_there_is_nothing_to_compare_with_last_year() -> None:
    assert judge(Decimal(1), None, last_year_rule(LOWER), Decimal(2)).status is Status.NOT_RATED


THRESHOLDS = [
    ("better than green", "2", LOWER, "5", "8", GREEN),
    ("last green", "5", LOWER, "5", "8", GREEN),
    ("first amber", "5.000001", LOWER, "5", "8", AMBER),
    ("last amber", "8", LOWER, "5", "8", AMBER),
    ("first red", "8.000001", LOWER, "5", "8", RED),
    ("higher, last green", "95", HIGHER, "95", "90", GREEN),
    ("higher, last amber", "90", HIGHER, "95", "90", AMBER),
    ("higher, red", "89.9", HIGHER, "95", "90", RED),
    ("two colours", "95.1", LOWER, "95", "95", RED),
    ("no actual", None, LOWER, "5", "8", Status.NO_DATA),
]


@pytest.mark.parametrize(
    ("actual", "polarity", "last_green", "last_amber", "status"),
    [case[1:] for case in THRESHOLDS],
    ids=[case[0] for case in THRESHOLDS],
)
def test_by_fixed_thresholds(
    actual: str | None, polarity: Polarity, last_green: str, last_amber: str, status: Status
) -> None:
    rule = ThresholdRule(polarity, Decimal(last_green), Decimal(last_amber))
    assert judge(number(actual), None, rule).status is status


def test_a_threshold_gives_the_variance_of_a_target_too() -> None:
    found = judge(Decimal(110), HUNDRED, ThresholdRule(LOWER, Decimal(5), Decimal(8)))
    assert found.variance is not None
    assert found.variance.amount == 10
    assert found.adverse == 105


@pytest.mark.parametrize(
    ("polarity", "last_green", "last_amber", "field"),
    [
        (LOWER, "8", "5", "last_amber"),
        (HIGHER, "90", "95", "last_amber"),
        (Polarity.RANGE, "5", "8", "first_green"),
        (Polarity.NONE, "5", "8", "polarity"),
    ],
)
def test_thresholds_that_contradict_themselves_are_refused(
    polarity: Polarity, last_green: str, last_amber: str, field: str
) -> None:
    with pytest.raises(Refusal) as refusal:
        ThresholdRule(polarity, Decimal(last_green), Decimal(last_amber))
    assert refusal.value.field == field


def test_the_tolerance_rule_is_one_of_them() -> None:
    assert judge(Decimal(101), HUNDRED, Rule(LOWER)).status is RED
