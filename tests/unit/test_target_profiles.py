"""Profiles from a year-end target: each method, its rounding, and what it refuses."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.domain.errors import Refusal
from webapp.domain.figures import Measure
from webapp.domain.target_profiles import (
    EarlierYear,
    Method,
    ensure_profiled,
    equal_shares,
    equal_steps,
    methods_for,
    season_of,
    seasonal,
)
from webapp.domain.year_facts import sum_of

PLAIN = Measure("", 1)
WHOLE = Measure("", 0)

targets = st.decimals(min_value=-(10**9), max_value=10**9, allow_nan=False, allow_infinity=False, places=6)
counts = st.sampled_from([2, 4, 12])
decimals = st.integers(0, 6)


def figures(*texts: str) -> tuple[Decimal, ...]:
    return tuple(Decimal(text) for text in texts)


def earlier(label: str, text: str) -> EarlierYear:
    return EarlierYear(label, tuple(None if each == "-" else Decimal(each) for each in text.split()))


@pytest.mark.parametrize(
    ("case", "start", "end", "count", "measure", "expected"),
    [
        ("down to the year-end", "439.1", "375.1", 4, PLAIN, ("423.1", "407.1", "391.1", "375.1")),
        ("up, half up at the place", "0", "1", 4, PLAIN, ("0.3", "0.5", "0.8", "1")),
        ("half away from zero", "0", "-1", 4, PLAIN, ("-0.3", "-0.5", "-0.8", "-1")),
        ("whole units", "100", "90", 3, WHOLE, ("97", "93", "90")),
        ("no step at all", "50", "50", 4, PLAIN, ("50.0", "50.0", "50.0", "50")),
        ("a finer year-end is met at its places", "375", "375.15", 2, PLAIN, ("375.08", "375.15")),
    ],
)
def test_equal_steps(case: str, start: str, end: str, count: int, measure: Measure, expected: tuple[str, ...]) -> None:
    made = equal_steps(Decimal(start), Decimal(end), count, measure, started="2013/14")
    assert made.values == figures(*expected), case


@pytest.mark.parametrize(
    ("case", "accumulation", "end", "measure", "expected"),
    [
        ("running", "cumulative", "100", WHOLE, ("25", "50", "75", "100")),
        ("running, rounded half up", "cumulative", "10", WHOLE, ("3", "5", "8", "10")),
        ("each its own, adding up", "sum", "10", WHOLE, ("3", "2", "3", "2")),
        ("the average of each", "average", "7.25", PLAIN, ("7.25", "7.25", "7.25", "7.25")),
    ],
)
def test_equal_shares(case: str, accumulation: str, end: str, measure: Measure, expected: tuple[str, ...]) -> None:
    assert equal_shares(Decimal(end), 4, accumulation, measure).values == figures(*expected), case


@pytest.mark.parametrize(
    ("case", "accumulation", "years", "end", "expected", "used"),
    [
        ("cumulative: the share reached", "cumulative", ["10 20 60 100"], "50", ("5", "10", "30", "50"), ["Y0"]),
        ("sum: each period's own share", "sum", ["10 10 40 40"], "50", ("5", "5", "20", "20"), ["Y0"]),
        ("average: around the year's average", "average", ["2 4 6 8"], "10", ("4", "8", "12", "16"), ["Y0"]),
        ("snapshot: against the year's last", "snapshot", ["110 120 130 100"], "50", ("55", "60", "65", "50"), ["Y0"]),
        ("the mean of years", "sum", ["1 1 1 1", "0 0 0 8"], "80", ("10", "10", "10", "50"), ["Y0", "Y1"]),
        ("years that are not whole", "sum", ["1 1 1 1", "9 - 9 9"], "80", ("20", "20", "20", "20"), ["Y0"]),
        ("a year that came to 0", "sum", ["0 0 0 0", "1 1 1 1"], "80", ("20", "20", "20", "20"), ["Y1"]),
    ],
)
def test_seasonal(
    case: str, accumulation: str, years: list[str], end: str, expected: tuple[str, ...], used: list[str]
) -> None:
    season = season_of([earlier(f"Y{at}", text) for at, text in enumerate(years)], accumulation)
    assert seasonal(Decimal(end), season, accumulation, WHOLE).values == figures(*expected), case
    assert list(season.years) == used, case


def test_a_profile_says_how_it_was_made() -> None:
    assert equal_steps(Decimal("439.1"), Decimal("375.1"), 4, PLAIN, started="2013/14").how == (
        "Equal steps from 439.1 (2013/14) to 375.1."
    )
    years = [earlier("2011/12", "0 0"), earlier("2012/13", "1 1"), earlier("2013/14", "1 3")]
    assert seasonal(Decimal(8), season_of(years, "sum"), "sum", WHOLE).how == (
        "8 shared out as in 2012/13 and 2013/14, on average. 2011/12 left out: the year came to 0."
    )


@pytest.mark.parametrize(
    ("years", "begins"),
    [
        ([], "There are no figures of an earlier year"),
        (["- - - -"], "There are no figures of an earlier year"),
        (["1 - 1 -"], "No earlier year has a figure for every period (Y0 lacks 2 of 4)"),
        (["0 0 0 0"], "Y0 came to 0, so no share of the year can be taken"),
    ],
)
def test_a_season_is_refused_without_a_year_to_go_by(years: list[str], begins: str) -> None:
    with pytest.raises(Refusal) as refused:
        season_of([earlier(f"Y{at}", text) for at, text in enumerate(years)], "sum")
    assert refused.value.sentence.startswith(begins)
    assert refused.value.field == "method"


def test_ranges_and_annual_indicators_have_no_profile() -> None:
    with pytest.raises(Refusal, match="ranges"):
        ensure_profiled(4, ranged=True)
    with pytest.raises(Refusal, match="once a year"):
        ensure_profiled(1, ranged=False)
    ensure_profiled(2, ranged=False)


@pytest.mark.parametrize(
    ("accumulation", "unit", "expected"),
    [
        ("snapshot", "%", (Method.STEPS, Method.SEASON)),
        ("cumulative", "", (Method.SHARE, Method.SEASON)),
        ("cumulative", "%", (Method.SHARE, Method.STEPS, Method.SEASON)),
        ("sum", "", (Method.SHARE, Method.SEASON)),
        ("average", "days", (Method.SHARE, Method.SEASON)),
    ],
)
def test_the_methods_offered_make_sense(accumulation: str, unit: str, expected: tuple[Method, ...]) -> None:
    assert methods_for(accumulation, Measure(unit)) == expected


@given(targets, targets, counts, decimals)
def test_equal_steps_go_one_way_and_end_at_the_target(start: Decimal, end: Decimal, count: int, places: int) -> None:
    values = equal_steps(start, end, count, Measure("", places), started="then").values
    assert len(values) == count
    assert values[-1] == end
    assert list(values) == sorted(values, reverse=end < start)


@given(targets, counts, decimals)
def test_shares_end_at_the_target_or_add_up_to_it(end: Decimal, count: int, places: int) -> None:
    measure = Measure("", places)
    assert equal_shares(end, count, "cumulative", measure).values[-1] == end
    assert sum_of(equal_shares(end, count, "sum", measure).values) == end
    assert set(equal_shares(end, count, "average", measure).values) == {end}


@given(targets, st.lists(st.integers(1, 10**6), min_size=4, max_size=4), decimals)
def test_a_season_ends_at_the_target_or_adds_up_to_it(end: Decimal, values: list[int], places: int) -> None:
    measure, given_year = Measure("", places), [EarlierYear("then", tuple(Decimal(value) for value in values))]
    for accumulation in ("cumulative", "snapshot"):
        assert seasonal(end, season_of(given_year, accumulation), accumulation, measure).values[-1] == end
    assert sum_of(seasonal(end, season_of(given_year, "sum"), "sum", measure).values) == end
    assert sum_of(seasonal(end, season_of(given_year, "average"), "average", measure).values) == end * 4
