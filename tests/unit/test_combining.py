"""Figures of months seen by quarter and year: latest, sum, average, and rates as numerators over denominators."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.years import CALENDAR, YEAR, dated, parts_of
from webapp.domain.combining import NOT_COMBINED, combine
from webapp.domain.estimates import Quality
from webapp.domain.figures import Measure
from webapp.domain.frequency import Frequency
from webapp.domain.numbers import plain
from webapp.domain.rates import base_of, cases_of, combined_as
from webapp.domain.year_facts import Part, periods_of_year, sum_of, year_end_target

MONTHS = periods_of_year(CALENDAR, YEAR, Frequency.MONTH)
QUARTERS = periods_of_year(CALENDAR, YEAR, Frequency.QUARTER)
FIRST = QUARTERS[0]
LATEST = "the latest figure, "
OVER = "the sum of numerators over the sum of denominators, times "
TWO_OF_THREE = "2 of 3 months so far"
CASES = [
    ("snapshot", "snapshot", "", "1 2 3", "", "3", f"{LATEST}June 2014", "all 3 months", True),
    ("snapshot so far", "snapshot", "", "1 2", "", "2", f"{LATEST}May 2014", TWO_OF_THREE, False),
    ("snapshot with a gap", "snapshot", "", "1 - 3", "", "3", f"{LATEST}June 2014", TWO_OF_THREE, True),
    ("cumulative", "cumulative", "", "1 2 3", "", "3", f"{LATEST}June 2014", "all 3 months", True),
    ("sum", "sum", "", "1 2 3", "", "6", "the sum of its months", "all 3 months", True),
    ("sum so far", "sum", "", "1 - 3", "", "4", "the sum of its months", TWO_OF_THREE, False),
    ("a real zero counts", "sum", "", "0 2 3", "", "5", "the sum of its months", "all 3 months", True),
    ("average", "average", "", "1 2 6", "", "3", "the average of its months", "all 3 months", True),
    ("one not applicable", "average", "", "1 n/a 5", "", "3", "the average of its months", "all 2 months", True),
    ("a percentage", "average", "%", "50 0", "1/2 0/8", "10", f"{OVER}100", TWO_OF_THREE, False),
    ("a rate", "average", "per 10,000", "5 7", "5/10000 21/30000", "6.5", f"{OVER}10,000", TWO_OF_THREE, False),
    ("a summed percentage", "sum", "%", "50 0", "1/2 0/8", "10", f"{OVER}100", TWO_OF_THREE, False),
    ("the latest percentage", "snapshot", "%", "50 0", "", "0", f"{LATEST}May 2014", TWO_OF_THREE, False),
    ("one percentage stands for itself", "average", "%", "50", "", "50", f"{OVER}100", "1 of 3 months so far", False),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda case: case[0])
def test_a_quarter_of_months(case: tuple[str, str, str, str, str, str, str, str, bool]) -> None:
    _, accumulation, unit, figures, counts, value, method, parts, whole = case
    made = combine(FIRST, MONTHS, parts_of(figures, Frequency.MONTH, counts=counts), accumulation, Measure(unit))
    assert made.value is not None
    assert (plain(made.value), made.method, made.parts, made.whole) == (value, method, parts, whole)


@pytest.mark.parametrize(("figures", "whole"), [("1 2 3", True), ("1 2", False), ("1 2 n/a", True)])
def test_last_years_figures_are_combined_by_this_years_keys(figures: str, whole: bool) -> None:
    now = parts_of(figures, Frequency.MONTH)
    before = {key: replace(part, period=CALENDAR.year_before(part.period)) for key, part in now.items()}
    assert combine(FIRST, MONTHS, before, "snapshot", Measure()).whole is whole


@pytest.mark.parametrize(
    ("figures", "counts"), [("50 0", ""), ("50 0", "1/2 -"), ("50 0", "1/ 0/8"), ("50 0", "0/0 0/0")]
)
def test_percentages_without_what_they_are_made_of_are_not_combined(figures: str, counts: str) -> None:
    made = combine(FIRST, MONTHS, parts_of(figures, Frequency.MONTH, counts=counts), "average", Measure("%"))
    assert (made.value, made.trouble) == (None, NOT_COMBINED)


@pytest.mark.parametrize(
    ("accumulation", "unit", "expected"),
    [
        ("sum", "%", "average"),
        ("sum", "per 10,000", "average"),
        ("sum", "homes", "sum"),
        ("cumulative", "%", "cumulative"),
        ("average", "%", "average"),
    ],
)
def test_rates_never_add_up(accumulation: str, unit: str, expected: str) -> None:
    assert combined_as(accumulation, Measure(unit)) == expected


def test_nothing_in_is_nothing_combined() -> None:
    made = combine(FIRST, MONTHS, {}, "sum", Measure())
    assert (made.value, made.parts, made.whole, made.trouble) == (None, "0 of 3 months so far", False, "")
    absent = combine(FIRST, MONTHS, parts_of("n/a n/a n/a", Frequency.MONTH), "sum", Measure())
    assert (absent.value, absent.parts, absent.whole) == (None, "not applicable", False)


@pytest.mark.parametrize(
    ("accumulation", "qualities", "expected"),
    [
        ("sum", "final provisional estimated", "estimated"),
        ("average", "provisional final final", "provisional"),
        ("snapshot", "estimated final final", "final"),
        ("cumulative", "final final provisional", "provisional"),
    ],
)
def test_a_combined_figure_is_as_final_as_what_it_is_made_of(accumulation: str, qualities: str, expected: str) -> None:
    parts = {
        period.key: Part(period, Decimal(1), quality=Quality(quality))
        for period, quality in zip(MONTHS, qualities.split(), strict=False)
    }
    assert combine(FIRST, MONTHS, parts, accumulation, Measure()).quality == expected


def test_a_year_of_quarters_names_them() -> None:
    made = combine(YEAR, QUARTERS, parts_of("1 2 3 4", Frequency.QUARTER), "sum", Measure())
    assert (made.value, made.method, made.parts) == (Decimal(10), "the sum of its quarters", "all 4 quarters")


@pytest.mark.parametrize(
    ("unit", "base"),
    [
        ("%", 100),
        ("% of cases", 100),
        ("per cent", 100),
        ("per 1,000", 1_000),
        ("per 10,000 children", 10_000),
        ("offences per 100000", 100_000),
        ("per thousand people", 1_000),
        ("days per employee", None),
        ("percentage points", None),
        ("", None),
        ("£ per household", None),
    ],
)
def test_what_a_rate_is_counted_by(unit: str, base: int | None) -> None:
    assert base_of(Measure(unit)) == base


def test_whole_cases() -> None:
    assert cases_of(Decimal("53.5"), Decimal(67_000), Measure("per 10,000")) == Decimal("358.45")
    assert cases_of(Decimal(2), Decimal(67_000), Measure("days")) is None
    assert cases_of(Decimal(2), None, Measure("%")) is None


EVERY_QUARTER = {"2014-Q1": "1", "2014-Q2": "2", "2014-Q3": "3", "2014-Q4": "6"}


@pytest.mark.parametrize(
    ("case", "accumulation", "targets", "expected"),
    [
        ("dated for the year", "snapshot", {"2014-FY": "9", "2014-Q4": "8"}, ("2014-FY", "9")),
        ("the longest ending with it", "cumulative", {"2015-03": "7", "2014-Q4": "8"}, ("2014-Q4", "8")),
        ("another year's", "snapshot", {"2013-FY": "9"}, None),
        ("of no period that ends then", "snapshot", {"2014-Q3": "9"}, None),
        ("a last quarter is no sum", "sum", {"2014-Q4": "8"}, None),
        ("every quarter adds up", "sum", EVERY_QUARTER, ("2014-FY", "12")),
        ("every quarter averages", "average", EVERY_QUARTER, ("2014-FY", "3")),
        ("the year's own goes before", "sum", {**EVERY_QUARTER, "2014-FY": "20"}, ("2014-FY", "20")),
    ],
)
def test_the_year_end_target(
    case: str, accumulation: str, targets: dict[str, str], expected: tuple[str, str] | None
) -> None:
    given_targets = [dated(key, value) for key, value in targets.items()]
    found = year_end_target(given_targets, YEAR, QUARTERS, accumulation)
    assert (found and found.value and (found.period.key, plain(found.value))) == expected, case


figures = st.decimals(min_value=0, max_value=10**6, allow_nan=False, allow_infinity=False, places=3)


@given(st.lists(figures, min_size=12, max_size=12))
def test_the_quarters_of_a_sum_add_up_to_the_year(values: list[Decimal]) -> None:
    parts = {period.key: Part(period, value) for period, value in zip(MONTHS, values, strict=True)}
    quarters = [combine(quarter, MONTHS, parts, "sum", Measure()).value for quarter in QUARTERS]
    whole = combine(YEAR, MONTHS, parts, "sum", Measure()).value
    assert sum_of(each for each in quarters if each is not None) == whole == sum_of(values)


@given(st.lists(st.tuples(st.integers(0, 1000), st.integers(1, 1000)), min_size=2, max_size=3))
def test_a_combined_rate_lies_between_its_parts(counts: list[tuple[int, int]]) -> None:
    parts = {}
    for period, (numerator, denominator) in zip(MONTHS, counts, strict=False):
        rate = Decimal(numerator) * 100 / Decimal(denominator)
        parts[period.key] = Part(period, rate, Decimal(numerator), Decimal(denominator))
    value = combine(FIRST, MONTHS, parts, "average", Measure("%")).value
    rates = [part.value for part in parts.values() if part.value is not None]
    assert value is not None
    slack = Decimal("1e-15")
    assert min(rates) - slack <= value <= max(rates) + slack
