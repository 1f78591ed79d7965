"""Direction of travel: better or worse since when, in words and with an arrow, and when nothing is said."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.domain.direction import BUILDS_UP, Way, compared_periods, direction, travel
from webapp.domain.figures import Measure
from webapp.domain.frequency import Frequency
from webapp.domain.indicators import IndicatorFacts
from webapp.domain.periods import Calendar
from webapp.domain.rag import Polarity, Rule
from webapp.domain.rag_rules import ThresholdRule, Yardstick
from webapp.domain.rules_in_force import IndicatorRules
from webapp.domain.variance import Target

CALENDAR = Calendar()
OCTOBER, SEPTEMBER, LAST_OCTOBER = (CALENDAR.from_key(key) for key in ("2014-10", "2014-09", "2013-10"))
LOWER, HIGHER, RANGE, POINT, NONE = (
    Polarity.LOWER,
    Polarity.HIGHER,
    Polarity.RANGE,
    Polarity.POINT,
    Polarity.NONE,
)
BETWEEN = Target(OCTOBER, lower=Decimal(10), upper=Decimal(20))
FIFTY = Target(OCTOBER, Decimal(50))
BOTH_SIDES = ThresholdRule(RANGE, Decimal(20), Decimal(25), Decimal(10), Decimal(5))

CASES = [
    ("fewer is better and it fell", LOWER, None, "439.1", "403.9", "improving ↑"),
    ("fewer is better and it rose", LOWER, None, "403.9", "439.1", "worsening ↓"),
    ("more is better and it rose", HIGHER, None, "70", "71", "improving ↑"),
    ("more is better and it fell", HIGHER, None, "71", "70", "worsening ↓"),
    ("below zero", HIGHER, None, "-455", "-123", "improving ↑"),
    ("the same", LOWER, None, "5", "5.0", "unchanged →"),
    ("from zero", LOWER, None, "0", "1", "worsening ↓"),
    ("to zero", LOWER, None, "1", "0", "improving ↑"),
    ("no side is better, higher", NONE, None, "5", "6", "higher, neither better nor worse"),
    ("no side is better, lower", NONE, None, "6", "5", "lower, neither better nor worse"),
    ("no side is better, the same", NONE, None, "5", "5", "unchanged →"),
    ("not decided", None, FIFTY, "5", "6", "higher, which way is better is not decided"),
    ("no earlier figure", LOWER, None, None, "5", "no earlier figure"),
    ("no figure now", LOWER, None, "5", None, "no figure"),
    ("neither", LOWER, None, None, None, "no figure"),
    ("into the range", RANGE, BETWEEN, "25", "20", "improving ↑"),
    ("out of the range", RANGE, BETWEEN, "20", "20.1", "worsening ↓"),
    ("nearer to the range from below", RANGE, BETWEEN, "5", "8", "improving ↑"),
    ("over the range and nearer", RANGE, BETWEEN, "5", "24", "improving ↑"),
    ("over the range and as far", RANGE, BETWEEN, "5", "25", "unchanged, as far from target as before →"),
    ("within the range", RANGE, BETWEEN, "11", "19", "unchanged, within the range, as before →"),
    ("a range without a target", RANGE, None, "11", "19", "higher, no target to be near to"),
    ("nearer to the point", POINT, FIFTY, "40", "55", "improving ↑"),
    ("farther from the point", POINT, FIFTY, "48", "45", "worsening ↓"),
    ("past the point, as far", POINT, FIFTY, "45", "55", "unchanged, as far from target as before →"),
]


@pytest.mark.parametrize(
    ("polarity", "target", "before", "now", "text"), [case[1:] for case in CASES], ids=[case[0] for case in CASES]
)
def test_the_way_is_told_in_words(
    polarity: Polarity | None, target: Target | None, before: str | None, now: str | None, text: str
) -> None:
    found = direction(number(now), number(before), SEPTEMBER, polarity, Yardstick(target, Rule(polarity)))
    assert found.text == text


@pytest.mark.parametrize(
    ("before", "now", "way"),
    [("12", "19", Way.UNCHANGED), ("22", "19", Way.IMPROVING), ("12", "8", Way.WORSENING), ("4", "24", Way.IMPROVING)],
)
def test_thresholds_on_both_sides_are_a_range(before: str, now: str, way: Way) -> None:
    yardstick = Yardstick(None, BOTH_SIDES)
    assert direction(Decimal(now), Decimal(before), SEPTEMBER, RANGE, yardstick).way is way


@pytest.mark.parametrize(
    ("before", "now", "sentence"),
    [
        ("403.9", "439.1", "worsening ↓ since September 2014: 35.2 per 10,000 higher"),
        ("403.9", "403.85", "improving ↑ since September 2014: 0.1 per 10,000 lower"),
        ("403.9", "403.89", "improving ↑ since September 2014: less than 0.1 per 10,000 lower"),
        ("403.9", "403.9", "unchanged → since September 2014"),
        (None, "403.9", "no earlier figure"),
    ],
)
def test_a_sentence_says_since_when_and_by_how_much(before: str | None, now: str, sentence: str) -> None:
    found = direction(number(now), number(before), SEPTEMBER, LOWER, Yardstick(None, Rule(LOWER)))
    assert found.sentence(Measure("per 10,000", 1)) == sentence


@pytest.mark.parametrize(
    ("key", "short", "long"),
    [
        ("2014-10", "2014-09", "2013-10"),
        ("2014-04", "2014-03", "2013-04"),
        ("2014-Q1", "2013-Q4", "2013-Q1"),
        ("2014-H2", "2014-H1", "2013-H2"),
        ("2014-FY", "2013-FY", "2013-FY"),
    ],
)
def test_the_short_term_is_the_period_before_and_the_long_term_last_year(key: str, short: str, long: str) -> None:
    found = compared_periods(CALENDAR.from_key(key), CALENDAR)
    assert tuple(period.key for period in found) == (short, long)


@pytest.mark.parametrize("accumulation", ["snapshot", "sum", "average", "cumulative"])
def test_the_short_term_of_a_year_to_date_is_withheld(accumulation: str) -> None:
    earlier = {"2014-09": Decimal(30), "2013-10": Decimal(50)}
    indicator = facts(LOWER, accumulation)
    found = travel(Decimal(40), OCTOBER, earlier, indicator, Yardstick(None, Rule(LOWER)), CALENDAR)
    withheld = accumulation == "cumulative"
    assert found.short.text == (BUILDS_UP if withheld else "worsening ↓")
    assert (found.short.since, found.long.since) == (None if withheld else SEPTEMBER, LAST_OCTOBER)
    assert found.long.way is Way.IMPROVING


figures = st.decimals(min_value=-1000, max_value=1000, places=3)


@given(now=figures, before=figures, polarity=st.sampled_from([*Polarity, None]))
def test_the_way_back_is_the_other_way(now: Decimal, before: Decimal, polarity: Polarity | None) -> None:
    pairs = ((Way.IMPROVING, Way.WORSENING), (Way.HIGHER, Way.LOWER))
    opposite = {one: other for pair in pairs for one, other in (pair, pair[::-1])}
    target = BETWEEN if polarity is RANGE else FIFTY
    there, back = (_way(first, second, polarity, target) for first, second in ((now, before), (before, now)))
    assert back is opposite.get(there, there)


@given(now=figures, before=figures, polarity=st.sampled_from([LOWER, HIGHER, RANGE, POINT]))
def test_a_figure_that_goes_the_better_way_is_never_judged_worse(
    now: Decimal, before: Decimal, polarity: Polarity
) -> None:
    target = BETWEEN if polarity is RANGE else FIFTY
    yardstick = Yardstick(target, Rule(polarity))
    colours = ("green", "amber", "red", "not rated", "no data")
    ranks = [colours.index(yardstick.judge(figure).status) for figure in (now, before)]
    if _way(now, before, polarity, target) is Way.IMPROVING:
        assert ranks[0] <= ranks[1]


def _way(now: Decimal, before: Decimal, polarity: Polarity | None, target: Target) -> Way:
    return direction(now, before, SEPTEMBER, polarity, Yardstick(target, Rule(polarity))).way


def number(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def facts(polarity: Polarity, accumulation: str) -> IndicatorFacts:
    rules = IndicatorRules(Rule(polarity))
    return IndicatorFacts(1, "CS01", "Children", Frequency.MONTH, accumulation, Measure(), rules)
