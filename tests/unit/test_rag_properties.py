"""What holds of every rule: a better figure never has a worse colour, units and scale do not matter, and rounding for
display never changes a status."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from hypothesis import assume, given
from hypothesis import strategies as st

from webapp.domain.figures import Measure
from webapp.domain.numbers import EXACT, round_half_up
from webapp.domain.periods import Calendar
from webapp.domain.rag import Polarity, Rule, Status, Tolerance, ToleranceKind
from webapp.domain.rag_rules import TWO_SIDED, AnyRule, ThresholdRule, Yardstick
from webapp.domain.rule_words import rule_words
from webapp.domain.sealed_rules import rule_from_plain, rule_to_plain
from webapp.domain.variance import Target
from webapp.domain.why import why

PERIOD = Calendar().from_key("2014-10")
RATED = (Polarity.LOWER, Polarity.HIGHER, Polarity.RANGE, Polarity.POINT)
WORSE = {Status.GREEN: 0, Status.AMBER: 1, Status.RED: 2}

figures = st.decimals(-10_000, 10_000, places=6, allow_nan=False, allow_infinity=False)
amounts = st.decimals(0, 200, places=6, allow_nan=False, allow_infinity=False)
bands = st.builds(Tolerance, amounts, st.sampled_from(ToleranceKind))


@st.composite
def targets(draw: st.DrawFn, polarity: Polarity) -> Target:
    if polarity is Polarity.RANGE:
        lower, upper = sorted((draw(figures), draw(figures)))
        return Target(PERIOD, lower=lower, upper=upper)
    return Target(PERIOD, draw(figures))


@st.composite
def yardsticks(draw: st.DrawFn) -> Yardstick:
    """Any rule with whatever it compares a figure with."""
    polarity = draw(st.sampled_from(RATED))
    target = draw(targets(polarity))
    if draw(st.booleans()):
        return Yardstick(draw(st.none() | st.just(target)), draw(thresholds(polarity)))
    rule = Rule(
        polarity,
        draw(bands),
        draw(bands),
        draw(st.none() | bands),
        draw(st.none() | bands),
        last_year=draw(st.booleans()),
    )
    return Yardstick(target, rule, draw(st.none() | figures))


@st.composite
def thresholds(draw: st.DrawFn, polarity: Polarity) -> ThresholdRule:
    a, b, c, d = sorted(draw(st.tuples(figures, figures, figures, figures)))
    if polarity in TWO_SIDED:
        return ThresholdRule(polarity, c, d, b, a)
    return ThresholdRule(polarity, a, b) if polarity is Polarity.LOWER else ThresholdRule(polarity, b, a)


def adverse(yardstick: Yardstick, figure: Decimal) -> Decimal:
    found = yardstick.judge(figure).adverse
    assert found is not None
    return found


def side(yardstick: Yardstick, figure: Decimal) -> object:
    """On which side of the target or of the thresholds a figure lies: their bands can differ."""
    if yardstick.rule.polarity not in TWO_SIDED:
        return None
    if isinstance(yardstick.rule, ThresholdRule):
        return yardstick.rule.side(figure)
    found = yardstick.judge(figure).variance
    assert found is not None
    return found.amount >= 0, found.reference


@given(yardsticks(), figures, figures)
def test_a_better_figure_never_has_a_worse_colour(yardstick: Yardstick, one: Decimal, other: Decimal) -> None:
    better, worse = sorted((one, other), key=lambda figure: adverse(yardstick, figure))
    assume(side(yardstick, better) == side(yardstick, worse))
    assert WORSE[yardstick.judge(better).status] <= WORSE[yardstick.judge(worse).status]


@given(yardsticks(), figures, figures)
def test_where_one_way_is_better_the_order_of_the_figures_is_enough(
    yardstick: Yardstick, one: Decimal, other: Decimal
) -> None:
    assume(yardstick.rule.polarity not in TWO_SIDED)
    low, high = (WORSE[yardstick.judge(each).status] for each in sorted((one, other)))
    assert low <= high if yardstick.rule.polarity is Polarity.LOWER else high <= low


@given(yardsticks(), figures, st.sampled_from(("0.001", "0.5", "3", "1000")))
def test_rules_are_scale_free(yardstick: Yardstick, figure: Decimal, factor: str) -> None:
    """In pence instead of pounds, every figure has the same colour."""
    times = Decimal(factor)
    scaled = Yardstick(
        _target(yardstick.target, times), _rule(yardstick.rule, times), _times(yardstick.last_year, times)
    )
    assert scaled.judge(_times(figure, times)).status is yardstick.judge(figure).status


def _times(value: Decimal | None, times: Decimal) -> Decimal | None:
    return None if value is None else EXACT.multiply(value, times)


def _target(target: Target | None, times: Decimal) -> Target | None:
    if target is None:
        return None
    value, lower, upper = (_times(each, times) for each in (target.value, target.lower, target.upper))
    return replace(target, value=value, lower=lower, upper=upper)


def _rule(rule: AnyRule, times: Decimal) -> AnyRule:
    if isinstance(rule, ThresholdRule):
        first = (_times(rule.first_green, times), _times(rule.first_amber, times))
        green, amber = EXACT.multiply(rule.last_green, times), EXACT.multiply(rule.last_amber, times)
        return ThresholdRule(rule.polarity, green, amber, *first)
    tolerance, green_band = _band(rule.tolerance, times), _band(rule.green_band, times)
    assert tolerance is not None
    assert green_band is not None
    below = (_band(rule.tolerance_below, times), _band(rule.green_below, times))
    return Rule(rule.polarity, tolerance, green_band, *below, last_year=rule.last_year)


def _band(band: Tolerance | None, times: Decimal) -> Tolerance | None:
    if band is None or band.kind is ToleranceKind.PERCENT:
        return band
    return Tolerance(EXACT.multiply(band.amount, times), band.kind)


@given(yardsticks(), figures, st.integers(0, 6), st.sampled_from(("", "%", "days", "£k")))
def test_rounding_for_display_never_changes_a_status(
    yardstick: Yardstick, figure: Decimal, places: int, unit: str
) -> None:
    """The sentence says the status of the stored figures, and explains it where the figures shown have another."""
    measure, status = Measure(unit, places), yardstick.judge(figure).status
    sentence = why(figure, yardstick, measure)
    assert sentence.startswith(f"{status.value.capitalize()}: ")

    def shown(value: Decimal | None) -> Decimal | None:
        return None if value is None else round_half_up(value, places)

    target = yardstick.target
    if target is not None:
        target = replace(target, value=shown(target.value), lower=shown(target.lower), upper=shown(target.upper))
    as_shown = replace(yardstick, target=target, last_year=shown(yardstick.last_year))
    differs = as_shown.judge(shown(figure)).status is not status
    assert ("judged unrounded" in sentence) is differs


@given(yardsticks())
def test_a_sealed_rule_is_read_back_as_it_was(yardstick: Yardstick) -> None:
    rule = yardstick.rule
    assert rule_from_plain(rule_to_plain(rule)) == rule
    assert rule_words(rule, Measure("days", 1))
