"""The year-end outlook: each method by name, always arithmetic, and none where there is no year-end target."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.years import year
from webapp.domain.combining import NOT_COMBINED
from webapp.domain.frequency import Frequency
from webapp.domain.numbers import plain, round_half_up
from webapp.domain.outlook import ARITHMETIC, Judge, projections, so_far_of, year_before
from webapp.domain.rag import Judgement, Polarity, Rule, Status, Tolerance
from webapp.domain.rag_rules import judge
from webapp.domain.variance import Target
from webapp.domain.year_facts import YearFacts
from webapp.domain.year_words import year_words

RUN, TARGETS, LAST = "run rate", "share of the year by its targets", "share of the year as last year"
CARRIED_ON = "the last figure carried on"


def by(polarity: Polarity, tolerance: str = "0") -> Judge:
    rule = Rule(polarity, Tolerance(Decimal(tolerance)))

    def judged(actual: Decimal | None, target: Target | None) -> Judgement:
        return judge(actual, target, rule)

    return judged


LOWER, HIGHER = by(Polarity.LOWER), by(Polarity.HIGHER)
YEAR_END = {"2014-FY": "100"}
CASES: list[tuple[str, YearFacts, list[tuple[str, str]]]] = [
    ("snapshot", year("90 95", "snapshot", targets=YEAR_END), [("95", CARRIED_ON)]),
    ("cumulative, run rate", year("20 45", "cumulative", targets=YEAR_END), [("90", RUN)]),
    ("cumulative over a gap", year("- 45", "cumulative", targets=YEAR_END), [("90", RUN)]),
    (
        "cumulative by its targets",
        year("20 45", "cumulative", targets={**YEAR_END, "2014-Q2": "50"}),
        [("90", TARGETS), ("90", RUN)],
    ),
    (
        "cumulative by last year",
        year("20 45", "cumulative", targets=YEAR_END, last_year="10 30 40 60"),
        [("90", RUN), ("90", LAST)],
    ),
    (
        "last year without its end",
        year("20 45", "cumulative", targets=YEAR_END, last_year="10 30 40"),
        [("90", RUN)],
    ),
    ("sum", year("20 25", "sum", targets=YEAR_END), [("90", RUN)]),
    ("sum of periods that count", year("20 n/a 25", "sum", targets=YEAR_END), [("67.5", RUN)]),
    ("sum of what is in", year("20 - 25", "sum", targets=YEAR_END), [("90", RUN)]),
    (
        "sum by its targets",
        year("20 25", "sum", targets={"2014-Q1": "10", "2014-Q2": "20", "2014-Q3": "30", "2014-Q4": "40"}),
        [("150", TARGETS), ("90", RUN)],
    ),
    (
        "sum by last year",
        year("20 25", "sum", targets=YEAR_END, last_year="1 2 3 4"),
        [("90", RUN), ("150", LAST)],
    ),
    ("average", year("20 25", "average", targets=YEAR_END), [("22.5", "the average so far")]),
    ("year-to-date percentage", year("70 80", "cumulative", unit="%", targets=YEAR_END), [("80", CARRIED_ON)]),
    (
        "a percentage of what is known from the start, by its targets",
        year("30 49", "cumulative", unit="%", targets={"2014-Q2": "50", "2014-Q4": "98"}),
        [("96.04", TARGETS)],
    ),
    (
        "the same by last year",
        year("30 49", "cumulative", unit="%", targets={"2014-Q4": "98"}, last_year="- 50 - 96"),
        [("94.08", LAST)],
    ),
    (
        "a percentage of what has come so far, with level targets",
        year("70 80", "cumulative", unit="%", targets={"2014-Q2": "90", "2014-Q4": "95"}),
        [("80", CARRIED_ON)],
    ),
    (
        "averaged percentage",
        year("50 0", "average", unit="%", targets=YEAR_END, counts="1/2 0/8"),
        [("10", "the rate of all periods so far")],
    ),
    ("rates without their counts", year("50 0", "average", unit="%", targets=YEAR_END), []),
    ("no year-end target", year("20 45", "cumulative", targets={"2014-Q2": "50"}), []),
    ("no figure yet", year("", "cumulative", targets=YEAR_END), []),
    ("the year is in", year("20 45 70 95", "cumulative", targets=YEAR_END), []),
    ("targets of 0 share nothing", year("20 45", "cumulative", targets={**YEAR_END, "2014-Q2": "0"}), [("90", RUN)]),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda case: case[0])
def test_projections(case: tuple[str, YearFacts, list[tuple[str, str]]]) -> None:
    _, facts, expected = case
    found = projections(facts, HIGHER)
    assert [(plain(round_half_up(each.value, 6)), each.method) for each in found] == expected


@pytest.mark.parametrize(
    ("judged", "figures", "status"),
    [
        (HIGHER, "20 45", Status.RED),
        (by(Polarity.HIGHER, "10"), "20 45", Status.AMBER),
        (LOWER, "20 45", Status.GREEN),
        (by(Polarity.NONE), "20 45", Status.NOT_RATED),
    ],
)
def test_the_outlook_is_judged_by_the_rule(judged: Judge, figures: str, status: Status) -> None:
    outlook = projections(year(figures, "cumulative", targets=YEAR_END), judged)[0]
    assert outlook.status is status


def test_an_outlook_says_its_method() -> None:
    facts = year("20 45", "cumulative", targets=YEAR_END, unit="homes", decimals=0, last_year="10 30 40 60")
    words = year_words(facts, HIGHER)
    assert words.outlook is not None
    assert words.outlook.sentence == "90 homes by run rate, red against the year-end target of 100 (2014/15)."
    assert words.outlook.how == "2 quarters of 4, as if the others brought as much each."
    assert [each.method for each in words.others] == [LAST]
    assert words.label == ARITHMETIC
    assert words.gaps == (
        "To be green against the target of 100 (2014/15), "
        "the remaining 2 quarters must bring at least 27.5 homes each.",
    )


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        (year("1", "sum"), "There is no year-end target for 2014/15 to hold an outlook against."),
        (year("", "sum", targets=YEAR_END), "No figure of 2014/15 has come in yet."),
        (
            replace(year("1", "sum"), released_only=True),
            "No year-end target for 2014/15 is released to hold an outlook against.",
        ),
        (replace(year("", "sum", targets=YEAR_END), released_only=True), "No figure of 2014/15 is released yet."),
        (year("1 2 3 4", "sum", targets=YEAR_END), "The last figure of 2014/15 is in: nothing is left to project."),
        (year("1 2", "average", unit="%", targets=YEAR_END), NOT_COMBINED),
    ],
)
def test_where_there_is_no_outlook_the_reason_is_said(facts: YearFacts, sentence: str) -> None:
    words = year_words(facts, HIGHER)
    assert (words.outlook, words.others, words.no_outlook) == (None, (), sentence)


@pytest.mark.parametrize(
    ("accumulation", "figures", "expected"),
    [
        ("snapshot", "1 2 3 4", "4"),
        ("cumulative", "- - - 4", "4"),
        ("sum", "1 2 3 4", "10"),
        ("average", "1 2 3 4", "2.5"),
        ("sum", "1 - 3 4", None),
    ],
)
def test_what_the_year_before_came_to(accumulation: str, figures: str, expected: str | None) -> None:
    found = year_before(year("", accumulation, last_year=figures))
    assert found == (None if expected is None else Decimal(expected))


def test_a_sum_with_a_gap_says_what_it_reckons_with() -> None:
    facts = year("20 - 25", "sum", targets={"2014-Q1": "10", "2014-Q2": "20", "2014-Q3": "30", "2014-Q4": "40"})
    by_targets, run_rate = projections(facts, HIGHER)
    assert by_targets.how == "by the 2 quarters that are in the targets expect 40.0% of the year"
    assert run_rate.how == "2 quarters of 4, as if the others brought as much each"


@given(st.lists(st.integers(0, 10**6), min_size=1, max_size=11))
def test_a_run_rate_is_the_average_times_the_periods(values: list[int]) -> None:
    facts = year(" ".join(map(str, values)), "sum", frequency=Frequency.MONTH, targets=YEAR_END)
    outlook = projections(facts, HIGHER)[-1]
    assert abs(outlook.value * len(values) - sum(values) * 12) < Decimal("1e-9")
    assert so_far_of(facts) == sum(values)
