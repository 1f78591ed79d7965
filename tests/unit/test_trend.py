"""The facts of a trend chart: slots without a period left out, short names, and the way into a seal and back."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import date
from decimal import Decimal

import pytest

from tests.unit.chart_series import YEAR, trend
from webapp.domain.figures import Measure
from webapp.domain.frequency import Frequency
from webapp.domain.periods import Calendar
from webapp.domain.trend import Known, Trend, trend_of


def known(*keys: str) -> list[Known]:
    return [Known(YEAR.from_key(key), Decimal(place)) for place, key in enumerate(keys, 1)]


@pytest.mark.parametrize(
    ("case", "keys", "expected"),
    [
        ("neighbours", ["2014-01", "2014-02"], [("January 2014", 1), ("February 2014", 2)]),
        ("in any order", ["2014-02", "2014-01"], [("January 2014", 2), ("February 2014", 1)]),
        (
            "a quarter that nobody opened is a gap",
            ["2014-Q3", "2015-Q1"],
            [("Quarter 3 2014/15", 1), ("Quarter 4 2014/15", None), ("Quarter 1 2015/16", 2)],
        ),
        ("one", ["2014-FY"], [("2014/15", 1)]),
    ],
)
def test_slots(case: str, keys: list[str], expected: list[tuple[str, int | None]]) -> None:
    found = trend_of(known(*keys), Measure(), YEAR)
    assert [(point.period, point.value) for point in found.points] == expected, case


@pytest.mark.parametrize(
    ("key", "start_month", "short", "year", "place"),
    [
        ("2014-10", 4, "Oct", "2014", 6),
        ("2015-03", 4, "Mar", "2015", 11),
        ("2014-Q3", 4, "Q3", "2014/15", 2),
        ("2014-Q3", 1, "Q3", "2014", 2),
        ("2014-H2", 9, "H2", "2014/15", 1),
        ("2014-FY", 4, "2014/15", "", 0),
        ("2014-FY", 1, "2014", "", 0),
    ],
)
def test_names_below_the_axis(key: str, start_month: int, short: str, year: str, place: int) -> None:
    calendar = Calendar(start_month)
    point = trend_of([Known(calendar.from_key(key), Decimal(1))], Measure(), calendar).points[0]
    assert (point.short, point.year, point.place) == (short, year, place)


def test_without_a_figure_there_is_no_trend() -> None:
    assert trend_of([], Measure(), YEAR) is None
    assert trend_of([Known(YEAR.from_key("2014-10"), None)], Measure(), YEAR) is None


def test_days_of_plans_stand_where_they_lie_in_their_slot() -> None:
    days = [(date(2014, 1, 1), "a"), (date(2014, 2, 15), "b"), (date(2014, 3, 31), "c"), (date(2014, 4, 1), "d")]
    found = trend([1, 2, 3], plans=days)
    assert [(mark.words, mark.at) for mark in found.plans] == [
        ("a", Decimal("0.00")),
        ("b", Decimal("1.50")),
        ("c", Decimal("2.97")),
    ]


@pytest.mark.parametrize(
    "told",
    [
        trend([1.5, None, 3], targets=[2, 2, (1, 4)], estimated=[2], plans=[(date(2014, 2, 15), "Signed")]),
        trend([7], frequency=Frequency.YEAR, measure=Measure("£", 0)),
        trend([7, 8], restarts=True),
    ],
)
def test_a_trend_comes_back_from_plain_values(told: Trend) -> None:
    sealed = json.dumps(asdict(told), default=str, sort_keys=True)
    assert Trend.from_plain(json.loads(sealed)) == told
