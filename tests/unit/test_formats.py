"""Figures, lines and dates as text."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from webapp.domain.formats import (
    Measure,
    figure,
    figure_with_unit,
    long_date,
    moment,
    percent_of_target,
    signed,
    target_text,
    variance_line,
    variance_percent,
    variance_words,
)
from webapp.domain.periods import Calendar
from webapp.domain.rag import Polarity, Rule
from webapp.domain.rag_rules import judge
from webapp.domain.variance import Target, variance

CALENDAR = Calendar()
RATE = Measure("per 10,000", 1)
COUNT = Measure("", 0)
PERCENT = Measure("%", 1)
POUNDS = Measure("£", 0)
DAYS = Measure("days", 1)
LOWER, HIGHER, RANGE = Polarity.LOWER, Polarity.HIGHER, Polarity.RANGE


def target(text: str, key: str = "2014-10", *, estimated: bool = False) -> Target:
    lower, _, upper = text.partition(" to ")
    period = CALENDAR.from_key(key)
    if upper:
        return Target(period, lower=Decimal(lower), upper=Decimal(upper), estimated=estimated)
    return Target(period, Decimal(lower), estimated=estimated)


FIGURES = [
    ("rate", "439.1", RATE, "439.1", "439.1 per 10,000"),
    ("places padded", "439", RATE, "439.0", "439.0 per 10,000"),
    ("rounded half up", "439.15", RATE, "439.2", "439.2 per 10,000"),
    ("percent", "12.5", PERCENT, "12.5%", "12.5%"),
    ("percent of something", "12.5", Measure("% of cases", 1), "12.5%", "12.5% of cases"),
    ("per cent in words", "12.5", Measure("per cent", 1), "12.5", "12.5 per cent"),
    ("pounds", "1200", POUNDS, "£1,200", "£1,200"),
    ("pounds below zero", "-1200", POUNDS, "−£1,200", "−£1,200"),
    ("pounds for something", "1200", Measure("£ per week", 0), "£1,200", "£1,200 per week"),
    ("millions of pounds", "1.25", Measure("£m", 2), "£1.25m", "£1.25m"),
    ("thousands of pounds in digits", "1200", Measure("£000", 0), "1,200", "1,200 £000"),
    ("unit as typed", "1", Measure("Days", 0), "1", "1 Days"),
    ("true minus sign", "-3", COUNT, "−3", "−3"),
    ("a rounded zero has no sign", "-0.04", DAYS, "0.0", "0.0 days"),
    ("zero", "0", COUNT, "0", "0"),
    ("thousands", "1234567.891", COUNT, "1,234,568", "1,234,568"),
    ("more digits than 28", "9" * 30, COUNT, ",".join(["999"] * 10), ",".join(["999"] * 10)),
]


@pytest.mark.parametrize(
    ("value", "measure", "bare", "full"), [case[1:] for case in FIGURES], ids=[case[0] for case in FIGURES]
)
def test_figures(value: str, measure: Measure, bare: str, full: str) -> None:
    assert figure(Decimal(value), measure) == bare
    assert figure_with_unit(Decimal(value), measure) == full


def test_a_blank_is_no_zero() -> None:
    assert figure(None, POUNDS) == "No data"
    assert figure_with_unit(None, RATE) == "No data"


@pytest.mark.parametrize("unit", ["%", "% of cases", "percent", "Per cent", "percentage", "%age"])
def test_percentages_are_known_by_their_unit(unit: str) -> None:
    assert Measure(unit).is_percentage


@pytest.mark.parametrize("unit", ["", "£", "per centimetre", "percentage points", "percentile", "days"])
def test_other_units_are_no_percentages(unit: str) -> None:
    assert not Measure(unit).is_percentage


SIGNED = [
    ("worse", "53.5", RATE, "+53.5"),
    ("below zero", "-31", COUNT, "−31"),
    ("zero", "0", COUNT, "0"),
    ("a rounded zero has no sign", "-0.04", RATE, "0.0"),
    ("points", "2", PERCENT, "+2.0 percentage points"),
    ("points below", "-2.25", PERCENT, "−2.3 percentage points"),
    ("one point", "-1", Measure("%", 0), "−1 percentage point"),
    ("pounds", "-1200", POUNDS, "−£1,200"),
    ("more pounds", "1200", POUNDS, "+£1,200"),
]


@pytest.mark.parametrize(("value", "measure", "text"), [case[1:] for case in SIGNED], ids=[case[0] for case in SIGNED])
def test_signed_variances(value: str, measure: Measure, text: str) -> None:
    assert signed(Decimal(value), measure) == text


@pytest.mark.parametrize(
    ("percent", "text"),
    [("13.8745", "+13.9%"), ("-269.92", "−269.9%"), ("-0.04", "0.0%"), ("1234.5", "+1,234.5%")],
)
def test_percent_of_target(percent: str, text: str) -> None:
    assert percent_of_target(Decimal(percent)) == text


def test_percent_of_a_zero_target() -> None:
    assert percent_of_target(None) == "not applicable"


TARGETS = [
    (target("385.6", estimated=True), RATE, "385.6 (ESTIMATED October 2014)"),
    (target("375.1", "2015-03"), RATE, "375.1 (March 2015)"),
    (target("10 to 20", "2014-FY"), COUNT, "10 to 20 (2014/15)"),
    (target("95"), PERCENT, "95.0% (October 2014)"),
]


@pytest.mark.parametrize(("wanted", "measure", "text"), TARGETS)
def test_targets(wanted: Target, measure: Measure, text: str) -> None:
    assert target_text(wanted, measure) == text


LINES = [
    ("above", "439.1", "385.6", RATE, "439.1 +Target: 53.5 per 10,000 (13.9%)"),
    ("above the later target", "439.1", "375.1", RATE, "439.1 +Target: 64.0 per 10,000 (17.1%)"),
    ("below", "119", "150", COUNT, "119 -Target: 31 (20.7%)"),
    ("on target", "10", "10", COUNT, "10 On target"),
    ("zero target", "5", "0", COUNT, "5 +Target: 5 (percent not applicable)"),
    ("percentage points", "93", "95", PERCENT, "93.0% -Target: 2.0 percentage points (2.1% of target)"),
    ("pounds", "1234567", "1200000", POUNDS, "£1,234,567 +Target: £34,567 (2.9%)"),
    ("above a range", "20.1", "10 to 20", DAYS, "20.1 +Target: 0.1 days (0.5%)"),
    ("inside a range", "15", "10 to 20", COUNT, "15 Within target range"),
    ("too little to show", "385.64", "385.6", RATE, "385.6 +Target: less than 0.1 per 10,000 (0.0%)"),
]


@pytest.mark.parametrize(
    ("actual", "wanted", "measure", "text"), [case[1:] for case in LINES], ids=[case[0] for case in LINES]
)
def test_the_line_of_the_form(actual: str, wanted: str, measure: Measure, text: str) -> None:
    assert variance_line(Decimal(actual), variance(Decimal(actual), target(wanted)), measure) == text


WORDS = [
    ("worse", "439.1", "385.6", RATE, LOWER, "53.5 per 10,000 above target, which is worse"),
    ("better", "119", "150", COUNT, LOWER, "31 below target, which is better"),
    ("higher is better", "150", "119", COUNT, HIGHER, "31 above target, which is better"),
    ("on target", "10", "10", COUNT, HIGHER, "on target"),
    ("points", "93", "95", PERCENT, HIGHER, "2.0 percentage points below target, which is worse"),
    ("above a range", "20.1", "10 to 20", DAYS, RANGE, "0.1 days above the range, which is worse"),
    ("inside a range", "12", "10 to 20", DAYS, RANGE, "within the range"),
    ("no polarity", "12", "10", DAYS, None, "2.0 days above target"),
]


@pytest.mark.parametrize(
    ("actual", "wanted", "measure", "polarity", "text"),
    [case[1:] for case in WORDS],
    ids=[case[0] for case in WORDS],
)
def test_variance_in_words(actual: str, wanted: str, measure: Measure, polarity: Polarity | None, text: str) -> None:
    rule = Rule(polarity)
    assert variance_words(judge(Decimal(actual), target(wanted), rule), measure, rule) == text


def test_no_variance_in_words() -> None:
    assert variance_words(judge(None, target("1"), Rule(LOWER)), COUNT, Rule(LOWER)) == "nothing to compare"


def test_dates_are_written_out() -> None:
    assert long_date(date(2014, 10, 31)) == "31 October 2014"
    assert long_date(date(2015, 3, 1)) == "1 March 2015"


MOMENTS = [
    ("winter", datetime(2014, 11, 14, 14, 2, tzinfo=UTC), "14 November 2014 at 2:02pm"),
    ("summer", datetime(2014, 7, 14, 8, 30, tzinfo=UTC), "14 July 2014 at 9:30am"),
    ("past midnight in summer", datetime(2014, 7, 13, 23, 2, tzinfo=UTC), "14 July 2014 at 12:02am"),
    ("noon", datetime(2014, 1, 1, 12, 0, tzinfo=UTC), "1 January 2014 at 12:00pm"),
]


@pytest.mark.parametrize(("at", "text"), [case[1:] for case in MOMENTS], ids=[case[0] for case in MOMENTS])
def test_moments_are_shown_in_london(at: datetime, text: str) -> None:
    assert moment(at) == text


def test_a_moment_without_a_zone_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="time zone"):
        moment(datetime(2014, 1, 1, 12, 0))


@pytest.mark.parametrize(
    ("actual", "wanted", "expected"),
    [
        ("439.1", "385.6", "+13.9% of target"),
        ("20.1", "10 to 20", "+0.5% of the bound"),
        ("15", "10 to 20", "0.0% of the bound"),
        ("5", "0", "not applicable"),
    ],
)
def test_a_percent_says_what_it_is_of(actual: str, wanted: str, expected: str) -> None:
    found = variance(Decimal(actual), target(wanted))
    assert variance_percent(found) == expected


def test_the_line_of_a_percentage_says_what_its_percent_is_of() -> None:
    found = variance(Decimal(93), target("95 to 99"))
    assert variance_line(Decimal(93), found, PERCENT) == "93.0% -Target: 2.0 percentage points (2.1% of the bound)"
