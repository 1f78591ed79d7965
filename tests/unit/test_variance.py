"""Variance against a named target, and the target in force."""

from __future__ import annotations

from decimal import Decimal

import pytest

from webapp.domain.errors import Refusal
from webapp.domain.numbers import plain, round_half_up
from webapp.domain.periods import Calendar
from webapp.domain.variance import Target, target_in_force, variance

CALENDAR = Calendar()
OCTOBER = CALENDAR.from_key("2014-10")


def single(value: str, key: str = "2014-10") -> Target:
    return Target(CALENDAR.from_key(key), Decimal(value))


def bounds(lower: str, upper: str) -> Target:
    return Target(OCTOBER, lower=Decimal(lower), upper=Decimal(upper))


CASES = [
    ("above target", "439.1", single("385.6"), "53.5", "13.9"),
    ("above the later target", "439.1", single("375.1"), "64", "17.1"),
    ("below target", "119", single("150"), "-31", "-20.7"),
    ("on target", "10", single("10.0"), "0", "0.0"),
    ("zero target", "5", single("0"), "5", None),
    ("zero on a zero target", "0", single("0"), "0", None),
    ("a real zero", "0", single("4"), "-4", "-100.0"),
    ("negative target, percent follows the variance", "-455", single("-123"), "-332", "-269.9"),
    ("negative target, better", "-100", single("-123"), "23", "18.7"),
    ("inside a range", "15", bounds("10", "20"), "0", "0.0"),
    ("on the upper bound", "20", bounds("10", "20"), "0", "0.0"),
    ("on the lower bound", "10", bounds("10", "20"), "0", "0.0"),
    ("above a range", "20.1", bounds("10", "20"), "0.1", "0.5"),
    ("below a range", "8", bounds("10", "20"), "-2", "-20.0"),
    ("below a range from zero", "-1", bounds("0", "20"), "-1", None),
    (
        "more digits than 28",
        "10000000000000000000000000000.1",
        single("0.1"),
        "1" + "0" * 28,
        "1" + "0" * 31 + ".0",
    ),
]


@pytest.mark.parametrize(
    ("actual", "target", "amount", "percent"), [case[1:] for case in CASES], ids=[case[0] for case in CASES]
)
def test_variance_is_actual_minus_target(actual: str, target: Target, amount: str, percent: str | None) -> None:
    found = variance(Decimal(actual), target)
    assert plain(found.amount) == amount
    assert not (found.amount.is_signed() and not found.amount)
    shown = None if found.percent is None else str(round_half_up(found.percent, 1))
    assert shown == percent


def test_the_bound_measured_from_is_named() -> None:
    target = bounds("10", "20")
    assert variance(Decimal("21"), target).reference == 20
    assert variance(Decimal("9"), target).reference == 10
    assert variance(Decimal("21"), target).from_range
    assert not variance(Decimal("21"), single("20")).from_range


@pytest.mark.parametrize(
    ("value", "lower", "upper", "field"),
    [
        (None, None, None, "target_lower"),
        (None, "1", None, "target_upper"),
        (None, None, "1", "target_lower"),
        (None, "2", "1", "target_lower"),
        ("1", "1", "2", "target"),
    ],
)
def test_a_target_is_one_figure_or_a_whole_range(
    value: str | None, lower: str | None, upper: str | None, field: str
) -> None:
    single_figure, low, high = (None if text is None else Decimal(text) for text in (value, lower, upper))
    with pytest.raises(Refusal) as refusal:
        Target(OCTOBER, single_figure, low, high)
    assert refusal.value.field == field
    assert "write" in refusal.value.sentence


def test_a_range_of_one_value_is_allowed() -> None:
    assert variance(Decimal("3"), bounds("3", "3")).amount == 0


IN_FORCE = [
    ("dated for the period", ["2014-10", "2014-Q3", "2014-FY"], False, "2014-10"),
    ("shortest longer period", ["2014-FY", "2014-Q3", "2014-H2"], False, "2014-Q3"),
    ("year-end only", ["2014-FY"], False, "2014-FY"),
    ("earlier targets are not carried forward", ["2014-09", "2014-Q2", "2013-FY"], False, None),
    ("later targets do not count", ["2014-11", "2015-03"], False, None),
    ("cumulative with its own", ["2014-10", "2014-FY"], True, "2014-10"),
    ("cumulative takes no longer one", ["2014-Q3", "2014-FY"], True, None),
    ("none at all", [], False, None),
]


@pytest.mark.parametrize(
    ("keys", "accumulates", "expected"), [case[1:] for case in IN_FORCE], ids=[case[0] for case in IN_FORCE]
)
def test_the_target_in_force(keys: list[str], accumulates: bool, expected: str | None) -> None:
    found = target_in_force((single("1", key) for key in keys), OCTOBER, accumulates=accumulates)
    assert (found.period.key if found else None) == expected


def test_shorter_targets_are_not_in_force_for_a_longer_period() -> None:
    quarter = CALENDAR.from_key("2014-Q3")
    assert target_in_force([single("1", "2014-12")], quarter, accumulates=False) is None
