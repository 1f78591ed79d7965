"""The sentences that say why."""

from __future__ import annotations

from decimal import Decimal

import pytest

from webapp.domain.formats import Measure
from webapp.domain.periods import Calendar
from webapp.domain.rag import Polarity, Rule, Tolerance, ToleranceKind
from webapp.domain.rag_rules import Yardstick, judge
from webapp.domain.variance import Target
from webapp.domain.why import why

OCTOBER = Calendar().from_key("2014-10")
RATE = Measure("per 10,000", 1)
COUNT = Measure("", 0)
PERCENT = Measure("%", 1)
DAYS = Measure("days", 1)


def rule(polarity: Polarity | None, tolerance: str = "0%", band: str = "0%") -> Rule:
    """A tolerance is "5%" of target or "2.5" units."""
    amber, green = (
        Tolerance(Decimal(text.rstrip("%")), ToleranceKind.PERCENT if "%" in text else ToleranceKind.UNITS)
        for text in (tolerance, band)
    )
    return Rule(polarity, amber, green)


LOWER, HIGHER, RANGE = Polarity.LOWER, Polarity.HIGHER, Polarity.RANGE
ABOVE = "439.1 is 53.5 per 10,000 (13.9% of target) above the target of 385.6 (October 2014)"

CASES = [
    (
        "red beyond its tolerance", "439.1", "385.6", rule(LOWER, "5%"), RATE,
        f"Red: {ABOVE}, and lower is better. The tolerance is 5% of target (19.28). It would be amber at"
        " 404.88 or less, a fall of 34.22, and green at 385.6 or less, a fall of 53.5.",
    ),
    (
        "amber within it", "439.1", "385.6", rule(LOWER, "14%"), RATE,
        f"Amber: {ABOVE}, and lower is better. That is within the tolerance of 14% of target (53.984). "
        "It would be green at 385.6 or less, a fall of 53.5, and red above 439.584, a rise of more than 0.484.",
    ),
    (
        "red without tolerance", "439.1", "385.6", rule(LOWER), RATE,
        f"Red: {ABOVE}, and lower is better. There is no tolerance. It would be green at 385.6 or less, "
        "a fall of 53.5.",
    ),
    (
        "points", "90", "95", rule(HIGHER, "2.5"), PERCENT,
        "Red: 90.0% is 5.0 percentage points (5.3% of target) below the target of 95.0% (October 2014),"
        " and higher is better. The tolerance is 2.5 percentage points. It would be amber at 92.5% or "
        "more, a rise of 2.5 percentage points, and green at 95.0% or more, a rise of 5.0 percentage "
        "points.",
    ),
    (
        "better", "119", "150", rule(LOWER), COUNT,
        "Green: 119 is 31 (20.7% of target) below the target of 150 (October 2014), and lower is "
        "better.",
    ),
    (
        "equal", "10", "10", rule(LOWER), COUNT,
        "Green: 10 is equal to the target of 10 (October 2014).",
    ),
    (
        "green band", "104", "100", rule(LOWER, "10%", "5%"), COUNT,
        "Green: 104 is 4 (4.0% of target) above the target of 100 (October 2014), and lower is better. "
        "That is within the green band of 5% of target (5). It would be amber above 105, a rise of more than 1.",
    ),
    (
        "zero target with a percent tolerance", "5", "0", rule(LOWER, "5%"), COUNT,
        "Red: 5 is 5 (percent not applicable) above the target of 0 (October 2014), and lower is "
        "better. A tolerance of 5% of target allows nothing against a target of 0. It would be green at"
        " 0 or less, a fall of 5.",
    ),
    (
        "zero target with a tolerance in units", "5", "0", rule(LOWER, "6"), DAYS,
        "Amber: 5.0 is 5.0 days (percent not applicable) above the target of 0.0 (October 2014), and "
        "lower is better. That is within the tolerance of 6.0 days. It would be green at 0.0 or less, a"
        " fall of 5.0, and red above 6.0, a rise of more than 1.0.",
    ),
    (
        "rounding that seems to contradict", "94.96", "95.0", rule(HIGHER), PERCENT,
        "Red: 95.0% is less than 0.1 percentage points (0.0% of target) below the target of 95.0% "
        "(October 2014), and higher is better. There is no tolerance. It would be green at 95.0% or "
        "more, a rise of 0.04 percentage points. 94.96 is shown as 95.0; it is judged unrounded.",
    ),
    (
        "inside a range", "20", "10 to 20", rule(RANGE), COUNT,
        "Green: 20 is within the target range of 10 to 20 (October 2014).",
    ),
    (
        "outside a range", "20.1", "10 to 20", rule(RANGE), DAYS,
        "Red: 20.1 is 0.1 days (0.5% of the bound) above the target range of 10.0 to 20.0 (October "
        "2014). There is no tolerance. It would be green at 20.0 or less, a fall of 0.1.",
    ),
    (
        "a range that ends at zero, with a percent tolerance", "9", "-10 to 0", rule(RANGE, "5%"), COUNT,
        "Red: 9 is 9 (percent not applicable) above the target range of −10 to 0 (October 2014). A "
        "tolerance of 5% of the bound allows nothing against a bound of 0. It would be green at 0 or "
        "less, a fall of 9.",
    ),
    (
        "no polarity", "439.1", "385.6", rule(None), RATE,
        f"Not rated: {ABOVE}, but it has not been decided whether lower or higher is better. Set the "
        "indicator's polarity and it will be rated.",
    ),
    (
        "context only", "439.1", "385.6", rule(Polarity.NONE), RATE,
        f"Not rated: this indicator is for context only. {ABOVE}.",
    ),
    (
        "no actual", None, "385.6", rule(LOWER), RATE,
        "No data: no actual has been entered to compare with the target of 385.6 (October 2014). A "
        "blank is not a zero: enter the figure when it is known.",
    ),
    (
        "no target", "439.1", None, rule(LOWER), RATE,
        "Not rated: there is no target to compare 439.1 with. Ask the performance team to set one for "
        "this period.",
    ),
    (
        "neither", None, None, rule(LOWER), RATE,
        "Not rated: there is neither an actual nor a target. Ask the performance team for both.",
    ),
]  # fmt: skip


@pytest.mark.parametrize(
    ("actual", "wanted", "rule", "measure", "sentence"),
    [case[1:] for case in CASES],
    ids=[case[0] for case in CASES],
)
def test_why(actual: str | None, wanted: str | None, rule: Rule, measure: Measure, sentence: str) -> None:
    value = None if actual is None else Decimal(actual)
    target = None if wanted is None else dated(wanted)
    assert why(value, Yardstick(target, rule), measure) == sentence


def dated(text: str) -> Target:
    lower, _, upper = text.partition(" to ")
    if upper:
        return Target(OCTOBER, lower=Decimal(lower), upper=Decimal(upper))
    return Target(OCTOBER, Decimal(lower))


def notice(actual: str, wanted: str, rule: Rule, measure: Measure) -> bool:
    value, target = Decimal(actual), dated(wanted)
    return "judged unrounded" in why(value, Yardstick(target, rule), measure)


def test_the_rounded_figure_is_named_be_it_the_target() -> None:
    value, target = Decimal("95.0"), dated("95.04")
    sentence = why(value, Yardstick(target, rule(HIGHER)), PERCENT)
    assert sentence.endswith("The target 95.04 is shown as 95.0; it is judged unrounded.")


@pytest.mark.parametrize(
    ("actual", "tolerance", "expected"),
    [("94.9", "0%", False), ("93.46", "0%", False), ("92.46", "2.5", True), ("92.44", "2.5", False)],
)
def test_the_notice_appears_only_where_the_display_seems_to_contradict(
    actual: str, tolerance: str, expected: bool
) -> None:
    assert notice(actual, "95.0", rule(HIGHER, tolerance), PERCENT) is expected


def test_the_way_to_better_is_never_rounded_short() -> None:
    """Falling by the change named must reach the level named, and the level named must have the status."""
    value, target, strict = Decimal("439.1"), dated("385.123456"), rule(LOWER, "3.3333%")
    sentence = why(value, Yardstick(target, strict), RATE)
    assert "amber at 397.96 or less, a fall of 41.14," in sentence
    assert judge(Decimal("397.96"), target, strict).status.value == "amber"
    assert judge(Decimal("439.1") - Decimal("41.14"), target, strict).status.value == "amber"
    assert judge(Decimal("397.961"), target, strict).status.value == "red"


def test_nor_is_the_way_up() -> None:
    value, target, strict = Decimal("300"), dated("385.123456"), rule(HIGHER, "3.3333%")
    sentence = why(value, Yardstick(target, strict), RATE)
    assert "amber at 372.287 or more, a rise of 72.287," in sentence
    assert judge(Decimal("372.287"), target, strict).status.value == "amber"
    assert judge(Decimal("372.286"), target, strict).status.value == "red"
