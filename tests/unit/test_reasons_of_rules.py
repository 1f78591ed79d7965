"""The sentences that say why, for every kind of rule, for a figure that somebody set, and for rounded figures."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import pytest

from webapp.domain.figures import Measure
from webapp.domain.overrides import Override
from webapp.domain.periods import Calendar
from webapp.domain.rag import Polarity, Rule, Status, Tolerance, ToleranceKind
from webapp.domain.rag_rules import AnyRule, ThresholdRule, Yardstick
from webapp.domain.variance import Target
from webapp.domain.why import why

YEAR = Calendar()
OCTOBER, BEFORE = YEAR.from_key("2014-10"), YEAR.from_key("2013-10")
HUNDRED, DAYS, PERCENT = Target(OCTOBER, Decimal(100)), Measure("days", 0), Measure("%", 1)
LOWER, HIGHER, RANGE, POINT = Polarity.LOWER, Polarity.HIGHER, Polarity.RANGE, Polarity.POINT


def percent(amount: int) -> Tolerance:
    return Tolerance(Decimal(amount))


def units(amount: int) -> Tolerance:
    return Tolerance(Decimal(amount), ToleranceKind.UNITS)


HAVERING = Rule(LOWER, green_band=percent(10), last_year=True)
DAYS_TO = ThresholdRule(LOWER, Decimal(5), Decimal(8))
BOTH = ThresholdRule(POINT, Decimal(20), Decimal(25), Decimal(10), Decimal(5))
ABOVE = "is 11 days (11.0% of target) above the target of 100 (October 2014), and lower is better. "

CASES = [
    ("not worse than last year", "111", HAVERING, HUNDRED, "112", f"Amber: 111 {ABOVE}That is beyond the green band "
     "of 10% of target (10), and not worse than 112 in October 2013. It would be green at 110 or less, a fall of 1, "
     "and red above 112, a rise of more than 1."),
    ("worse than last year", "111", HAVERING, HUNDRED, "110.5", f"Red: 111 {ABOVE}That is beyond the green band of "
     "10% of target (10). It is worse than 111 in October 2013. It would be amber at 110.5 or less, a fall of 0.5, "
     "and green at 110 or less, a fall of 1. The figure of last year, 110.5 is shown as 111; it is judged unrounded."),
    ("no last year", "111", HAVERING, HUNDRED, None, f"Red: 111 {ABOVE}That is beyond the green band of 10% of target "
     "(10). It is red for want of a figure in October 2013 to compare it with. It would be green at 110 or less, a "
     "fall of 1."),
    ("last year alone", "111", Rule(LOWER, last_year=True), HUNDRED, "111", f"Amber: 111 {ABOVE}That is a missed "
     "target, and not worse than 111 in October 2013. It would be green at 100 or less, a fall of 11, and red above "
     "111, which is where it stands."),
    ("beyond a tolerance, not worse", "111", Rule(LOWER, percent(5), last_year=True), HUNDRED, "120", f"Amber: 111 "
     f"{ABOVE}That is beyond the tolerance of 5% of target (5), and not worse than 120 in October 2013. It would be "
     "green at 100 or less, a fall of 11, and red above 120, a rise of more than 9."),
    ("met, with a green band", "99", Rule(LOWER, percent(9), percent(5)), HUNDRED, None, "Green: 99 is 1 days (1.0% "
     "of target) below the target of 100 (October 2014), and lower is better. With the green band of 5% of target (5) "
     "it would no longer be green above 105, a rise of more than 6."),
    ("green band alone", "111", Rule(LOWER, green_band=percent(5)), HUNDRED, None, f"Red: 111 {ABOVE}Beyond the green "
     "band nothing is amber. It would be green at 105 or less, a fall of 6."),
    ("bands per side, above", "111", Rule(POINT, units(12), tolerance_below=units(4)), HUNDRED, None, "Amber: 111 is "
     "11 days (11.0% of target) above the target of 100 (October 2014), and the nearer the better. That is within the "
     "tolerance of 12 days. It would be green at 100 or less, a fall of 11, and red above 112, a rise of more than 1."),
    ("bands per side, below", "95", Rule(POINT, units(12), tolerance_below=units(4)), HUNDRED, None, "Red: 95 is 5 "
     "days (5.0% of target) below the target of 100 (October 2014), and the nearer the better. The tolerance is 4 "
     "days. It would be amber at 96 or more, a rise of 1, and green at 100 or more, a rise of 5."),
    ("thresholds, green", "4", DAYS_TO, None, None, "Green: 4 days is not above the last green value, 5. It would be "
     "amber above 5, a rise of more than 1."),
    ("thresholds, amber", "6", DAYS_TO, None, None, "Amber: 6 days is beyond the last green value, 5, and not beyond "
     "the last amber value, 8. It would be green at 5 or less, a fall of 1, and red above 8, a rise of more than 2."),
    ("thresholds, red, with a target", "9", DAYS_TO, HUNDRED, None, "Red: 9 days is beyond the last amber value, 8. It "
     "would be amber at 8 or less, a fall of 1, and green at 5 or less, a fall of 4. The target of 100 (October 2014) "
     "does not decide it."),
    ("two thresholds in one", "9", ThresholdRule(LOWER, Decimal(5), Decimal(5)), None, None, "Red: 9 days is beyond "
     "the last green value, 5, and nothing is amber. It would be green at 5 or less, a fall of 4."),
    ("thresholds, higher is better", "89", ThresholdRule(HIGHER, Decimal(95), Decimal(90)), None, None, "Red: 89 days "
     "is beyond the last amber value, 90. It would be amber at 90 or more, a rise of 1, and green at 95 or more, a "
     "rise of 6."),
    ("thresholds on both sides, green", "15", BOTH, None, None, "Green: 15 days is within the green values, 10 to 20."),
    ("thresholds on both sides, below", "4", BOTH, None, None, "Red: 4 days is beyond the last amber value, 5. It "
     "would be amber at 5 or more, a rise of 1, and green at 10 or more, a rise of 6."),
    ("thresholds without a figure", None, DAYS_TO, None, None, "No data: no actual has been entered. A blank is not a "
     "zero: enter the figure when it is known."),
]  # fmt: skip


@pytest.mark.parametrize(
    ("actual", "rule", "target", "last_year", "sentence"), [case[1:] for case in CASES], ids=[case[0] for case in CASES]
)
def test_every_rule_says_why(
    actual: str | None, rule: AnyRule, target: Target | None, last_year: str | None, sentence: str
) -> None:
    value, then = (None if each is None else Decimal(each) for each in (actual, last_year))
    assert why(value, Yardstick(target, rule, then, BEFORE), DAYS) == sentence


def test_a_named_rule_is_named_with_its_version() -> None:
    sentence = why(Decimal(4), Yardstick(None, DAYS_TO, rule_name="Days to decide, version 2"), DAYS)
    assert sentence.endswith("a rise of more than 1. The rule is “Days to decide, version 2”.")


@pytest.mark.parametrize(
    ("actual", "yardstick", "notice"),
    [
        ("94.96", Yardstick(None, ThresholdRule(HIGHER, Decimal(95), Decimal(90))), "94.96 is shown as 95.0;"),
        ("94.94", Yardstick(None, ThresholdRule(HIGHER, Decimal(95), Decimal(90))), ""),
        ("90", Yardstick(Target(OCTOBER, Decimal(95)), Rule(HIGHER, last_year=True), Decimal("90.04")),
         "The figure of last year, 90.04 is shown as 90.0;"),
    ],
)  # fmt: skip
def test_the_rounding_notice_of_every_rule(actual: str, yardstick: Yardstick, notice: str) -> None:
    sentence = why(Decimal(actual), yardstick, PERCENT)
    assert ("judged unrounded" in sentence) is bool(notice)
    assert notice in sentence


MOMENT = datetime(2014, 11, 14, 23, 0, tzinfo=UTC)
SET = Override(Status.AMBER, Status.RED, Decimal(9), "The count is disputed", "Priya Nair", MOMENT)


def test_an_override_says_who_when_why_and_what_the_rule_gives() -> None:
    sentence = why(Decimal(9), Yardstick(None, DAYS_TO), DAYS, SET)
    assert sentence.startswith(
        "Set to amber by Priya Nair on 14 November 2014: “The count is disputed”. By the rule it is red: 9 days is "
    )


def test_an_override_says_what_the_figure_was_where_it_changed_since() -> None:
    sentence = why(Decimal(9), Yardstick(None, DAYS_TO), DAYS, replace(SET, actual=Decimal("8.5")))
    assert "“The count is disputed”. The figure was 8.5 then. By the rule it is red: " in sentence


def test_an_override_of_a_figure_that_was_taken_away_colours_nothing() -> None:
    assert why(None, Yardstick(None, DAYS_TO), DAYS, SET).startswith("No data: no actual has been entered.")


@pytest.mark.parametrize(
    ("then", "words"),
    [
        ("112", "and not worse than in October 2013. It would be green at 110 or less, a fall of 1."),
        ("110.5", "It is worse than in October 2013. It would be green at 110 or less, a fall of 1."),
    ],
)
def test_words_that_may_not_tell_the_figure_of_last_year_tell_no_level_of_it_either(then: str, words: str) -> None:
    yardstick = Yardstick(HUNDRED, HAVERING, Decimal(then), BEFORE, before_is_shown=False)
    said = why(Decimal(111), yardstick, DAYS)
    assert said.endswith(words)
    assert "112" not in said
    assert "110.5" not in said
