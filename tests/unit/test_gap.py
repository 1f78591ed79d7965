"""The gap to a target: change for each remaining period, whole cases, and what must still come in."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.years import dated, year
from webapp.domain.frequency import Frequency
from webapp.domain.gap import Limits, gap_to, gaps, green_limits
from webapp.domain.gap_words import gap_words
from webapp.domain.outlook import Judge
from webapp.domain.rag import Judgement, Polarity, Rule, Status, Tolerance, ToleranceKind
from webapp.domain.rag_rules import AnyRule, ThresholdRule, judge
from webapp.domain.variance import Target
from webapp.domain.year_facts import YearFacts


def by(rule: AnyRule) -> Judge:
    def judged(actual: Decimal | None, target: Target | None) -> Judgement:
        return judge(actual, target, rule)

    return judged


def band(percent: str) -> Tolerance:
    return Tolerance(Decimal(percent))


LOWER, HIGHER, RANGE = (by(Rule(polarity)) for polarity in (Polarity.LOWER, Polarity.HIGHER, Polarity.RANGE))
LOWER_BAND = by(Rule(Polarity.LOWER, band("10"), band("5")))
UNITS = by(Rule(Polarity.HIGHER, green_band=Tolerance(Decimal(3), ToleranceKind.UNITS)))
THRESHOLDS = by(ThresholdRule(Polarity.HIGHER, Decimal(90), Decimal(80)))


@pytest.mark.parametrize(
    ("case", "target", "judged", "lowest", "highest"),
    [
        ("lower", "100", LOWER, None, "100"),
        ("lower with a green band", "100", LOWER_BAND, None, "105"),
        ("higher", "100", HIGHER, "100", None),
        ("higher within units", "100", UNITS, "97", None),
        ("range", "10 to 20", RANGE, "10", "20"),
        ("thresholds", "100", THRESHOLDS, "90", None),
        ("a negative target", "-100", LOWER_BAND, None, "-95"),
    ],
)
def test_green_limits(case: str, target: str, judged: Judge, lowest: str | None, highest: str | None) -> None:
    expected = Limits(*(None if each is None else Decimal(each) for each in (lowest, highest)))
    assert green_limits(dated("2014-FY", target), judged) == expected, case


def test_nothing_is_green_without_a_polarity() -> None:
    assert green_limits(dated("2014-FY", "100"), by(Rule())) is None
    assert gaps(year("1 2", "snapshot", targets={"2014-FY": "3"}), by(Rule())) == ()


CHILDREN = year(
    "439.1",
    "snapshot",
    frequency=Frequency.HALF_YEAR,
    unit="per 10,000",
    targets={"2014-FY": "385.6"},
    counts="2942/67000",
)
NEEDS, FALL = "To be green against the target of", "it must fall by"
YEAR_END: Mapping[str, str] = {"2014-FY": "100"}
WORDS: list[tuple[str, YearFacts, Judge, list[str]]] = [
    (
        "whole cases",
        CHILDREN,
        LOWER,
        [
            f"{NEEDS} 385.6 (2014/15) {FALL} 53.5 per 10,000 in the next half-year. "
            "That is about 358 cases fewer, counted on the newest denominator."
        ],
    ),
    (
        "the next dated target and the year-end one",
        year("120 110", "snapshot", targets={"2014-Q3": "105", "2014-FY": "100"}, counts="1/50 1/100", unit="%"),
        LOWER,
        [
            f"{NEEDS} 105.0% (Quarter 3 2014/15) {FALL} 5.0 percentage points in the next quarter. "
            "That is about 5 cases fewer, counted on the newest denominator.",
            f"{NEEDS} 100.0% (2014/15) {FALL} 10.0 percentage points, or 5.0 percentage points in each of the "
            "remaining 2 quarters. That is about 10 cases fewer, counted on the newest denominator, or about 5 cases "
            "each quarter.",
        ],
    ),
    (
        "one target where both are the same day",
        year("120 110", "snapshot", targets={"2014-Q4": "100", "2014-FY": "100"}),
        LOWER,
        [f"{NEEDS} 100.0 (2014/15) {FALL} 10.0, or 5.0 in each of the remaining 2 quarters."],
    ),
    (
        "a change is rounded up, so that it suffices",
        year("100.31", "snapshot", targets=YEAR_END),
        LOWER,
        [f"{NEEDS} 100.0 (2014/15) {FALL} 0.31, or 0.104 in each of the remaining 3 quarters."],
    ),
    (
        "green already",
        year("90 95", "snapshot", targets=YEAR_END),
        LOWER_BAND,
        ["Green against the target of 100.0 (2014/15; green up to 105.0) already, with 10.0 to spare."],
    ),
    (
        "must bring",
        year("20 45", "cumulative", targets=YEAR_END, decimals=0),
        HIGHER,
        [f"{NEEDS} 100 (2014/15), the remaining 2 quarters must bring at least 27.5 each."],
    ),
    (
        "may bring",
        year("20 45 70", "sum", targets=YEAR_END, decimals=0),
        by(Rule(Polarity.LOWER, green_band=band("50"))),
        [f"{NEEDS} 100 (2014/15; green up to 150), the next quarter may bring at most 15."],
    ),
    (
        "between two bounds",
        year("20 45", "cumulative", targets={"2014-FY": "90 to 110"}, decimals=0),
        RANGE,
        [f"{NEEDS} 90 to 110 (2014/15), the remaining 2 quarters must bring between 22.5 and 32.5 each."],
    ),
    (
        "reached already",
        year("60 112", "cumulative", targets=YEAR_END, decimals=0),
        HIGHER,
        ["The target of 100 (2014/15) is reached already, with 12 to spare."],
    ),
    (
        "a total below zero is not reached while it falls",
        year("-20 -40", "cumulative", targets={"2014-FY": "-60"}, decimals=0),
        HIGHER,
        [f"{NEEDS} −60 (2014/15), the remaining 2 quarters must bring at least −10 each."],
    ),
    (
        "past it already",
        year("60 112", "cumulative", targets=YEAR_END, decimals=0),
        LOWER,
        ["It is 12 past what is green against the target of 100 (2014/15) already."],
    ),
    (
        "must average",
        year("20 22", "average", targets={"2014-FY": "20"}, unit="days"),
        LOWER,
        [f"{NEEDS} 20.0 (2014/15), the remaining 2 quarters may average at most 19.0 days."],
    ),
    (
        "a rate weighs by its denominators",
        year("50 80", "average", targets={"2014-FY": "80"}, unit="%", counts="50/100 240/300"),
        HIGHER,
        [
            f"{NEEDS} 80.0% (2014/15), the remaining 2 quarters must average at least 87.5%, about 263 cases each "
            "quarter, counted on the newest denominator."
        ],
    ),
    (
        "a running percentage gains points",
        year("30 49", "cumulative", unit="%", targets={"2014-Q2": "50", "2014-Q4": "98"}),
        HIGHER,
        [
            f"{NEEDS} 98.0% (Quarter 4 2014/15), "
            "the remaining 2 quarters must bring at least 24.5 percentage points each."
        ],
    ),
    (
        "a running rate in whole cases",
        year("20 45", "cumulative", targets=YEAR_END, unit="per 1,000", counts="40/2000 90/2000"),
        LOWER,
        [f"{NEEDS} 100.0 (2014/15), the remaining 2 quarters may bring at most 27.5 per 1,000 each, about 55 cases."],
    ),
    ("no period is left", year("1 2 3 4", "snapshot", targets=YEAR_END), HIGHER, []),
    ("no figure yet", year("", "snapshot", targets=YEAR_END), HIGHER, []),
    ("no target", year("1 2", "snapshot"), HIGHER, []),
]


@pytest.mark.parametrize("case", WORDS, ids=lambda case: case[0])
def test_the_gap_in_words(case: tuple[str, YearFacts, Judge, list[str]]) -> None:
    _, facts, judged, expected = case
    found = [gap_words(gap, facts.measure, facts.periods[0].frequency) for gap in gaps(facts, judged)]
    assert found == expected


figures = st.decimals(min_value=-(10**6), max_value=10**6, allow_nan=False, allow_infinity=False, places=3)
rules = st.builds(
    Rule,
    st.sampled_from([Polarity.LOWER, Polarity.HIGHER, Polarity.RANGE]),
    st.just(band("0")),
    st.builds(Tolerance, st.integers(0, 50).map(Decimal), st.sampled_from(ToleranceKind)),
)


@given(figures, figures, rules)
def test_the_change_is_the_least_that_makes_it_green(now: Decimal, wanted: Decimal, rule: Rule) -> None:
    target = dated("2014-FY", str(wanted))
    gap = gap_to(year(str(now), "snapshot"), target, by(rule))
    assert gap is not None
    assert gap.is_green == (judge(now, target, rule).status is Status.GREEN)
    assert judge(now + gap.change, target, rule).status is Status.GREEN
    if not gap.is_green:
        less = gap.change - Decimal("0.000001").copy_sign(gap.change)
        assert judge(now + less, target, rule).status is not Status.GREEN


@given(figures, figures, st.sampled_from(["cumulative", "sum"]), st.sampled_from([LOWER, HIGHER]))
def test_what_each_period_must_bring_ends_at_the_target(
    now: Decimal, wanted: Decimal, accumulation: str, judged: Judge
) -> None:
    gap = gap_to(year(str(now), accumulation), dated("2014-FY", str(wanted)), judged)
    assert gap is not None
    assert gap.each is not None
    each = gap.each.lowest if gap.each.highest is None else gap.each.highest
    assert each is not None
    assert abs(now + each * 3 - wanted) < Decimal("1e-9")
