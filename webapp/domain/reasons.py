"""The sentences that say why a figure has its status: rule, figures, tolerance, and the way to better."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from webapp.domain.figures import (
    Measure,
    change,
    figure,
    finely,
    number,
    size,
    target_text,
    written,
)
from webapp.domain.numbers import EXACT, plain, round_half_up
from webapp.domain.rag import Judgement, Polarity, Rule, Status, Tolerance, ToleranceKind
from webapp.domain.rag_rules import AnyRule, ThresholdRule, judge
from webapp.domain.rule_words import rule_words
from webapp.domain.variance import Target, Variance

_BETTER = {Polarity.LOWER: "lower is better", Polarity.HIGHER: "higher is better"}


def why(actual: Decimal | None, target: Target | None, judgement: Judgement, measure: Measure, rule: AnyRule) -> str:
    """Why the status is what it is: rule, figures, tolerance, distance to amber and to green; what to do
    where there is no status; and the notice where the figures as shown seem to contradict it."""
    word = str(judgement.status).capitalize()
    if isinstance(rule, ThresholdRule):
        if actual is None:
            return f"{word}: no actual has been entered. A blank is not a zero: enter the figure when it is known."
        return f"{word}: {figure(actual, measure)} by fixed thresholds. {rule_words(rule, measure)}."
    if actual is None or target is None or judgement.variance is None:
        return f"{word}: {_missing(actual, target, measure)}"
    place = f"{figure(actual, measure)} is {_place(target, judgement.variance, measure)}"
    if judgement.adverse is None:
        return f"{word}: {_without_polarity(place, rule)}"
    better = _BETTER.get(rule.polarity) if rule.polarity else None
    sentences = (
        f"{word}: {place}{f', and {better}' if better and judgement.variance.amount else ''}.",
        _tolerance(judgement, measure, rule),
        *_rounding(actual, target, judgement, measure, rule),
    )
    return " ".join(sentence for sentence in sentences if sentence)


def percent_words(variance: Variance) -> str:
    """The percent of a variance without its sign and labelled: "13.9% of target", or "of the bound"."""
    if variance.percent is None:
        return "percent not applicable"
    share = number(round_half_up(variance.percent.copy_abs(), 1))
    return f"{share}% of {whole_of(variance)}"


def whole_of(variance: Variance) -> str:
    """What the percent of a variance is of: "target", or "the bound" of a range."""
    return "the bound" if variance.from_range else "target"


def _missing(actual: Decimal | None, target: Target | None, measure: Measure) -> str:
    """What is not there, and what to do about it."""
    if target is None and actual is None:
        return "there is neither an actual nor a target. Ask the performance team for both."
    if target is None:
        return (
            f"there is no target to compare {figure(actual, measure)} with. "
            "Ask the performance team to set one for this period."
        )
    return (
        f"no actual has been entered to compare with the target of {target_text(target, measure)}. "
        "A blank is not a zero: enter the figure when it is known."
    )


def _without_polarity(place: str, rule: Rule) -> str:
    """A figure that has a variance and no colour."""
    if rule.polarity is Polarity.NONE:
        return f"this indicator is for context only. {place}."
    return (
        f"{place}, but it has not been decided whether lower or higher is better. "
        "Set the indicator's polarity and it will be rated."
    )


def _place(target: Target, variance: Variance, measure: Measure) -> str:
    """Where the actual lies: "53.5 per 10,000 (13.9% of target) above the target of 385.6 (October 2014)"."""
    wanted = f"the target {'range' if target.is_range else ''}".rstrip() + f" of {target_text(target, measure)}"
    if not variance.amount:
        return f"within {wanted}" if target.is_range else f"equal to {wanted}"
    side = "above" if variance.amount > 0 else "below"
    return f"{size(variance.amount, measure)} ({percent_words(variance)}) {side} {wanted}"


def _tolerance(judgement: Judgement, measure: Measure, rule: Rule) -> str:
    """What the tolerance allows, and the way from here to amber and to green."""
    variance = judgement.variance
    if variance is None or not judgement.adverse or judgement.adverse <= 0:
        return ""
    if judgement.status is Status.GREEN:
        return f"That is within the green band of {_reach(rule.green_band, variance, measure)}."
    tolerance = _reach(rule.tolerance, variance, measure)
    to_green = f"green at {_way(judgement, judgement.green_up_to, measure)}"
    if judgement.status is Status.AMBER:
        return f"That is within the tolerance of {tolerance}. It would be {to_green}."
    if judgement.amber_up_to != judgement.green_up_to:
        to_amber = f"amber at {_way(judgement, judgement.amber_up_to, measure)}"
        return f"The tolerance is {tolerance}. It would be {to_amber}, and {to_green}."
    return f"{_no_amber(rule.tolerance, variance)} It would be {to_green}."


def _no_amber(tolerance: Tolerance, variance: Variance) -> str:
    """Why nothing is amber between green and red."""
    if tolerance.amount and tolerance.kind is ToleranceKind.PERCENT and not variance.reference:
        whole, zero = whole_of(variance), "bound" if variance.from_range else "target"
        return f"A tolerance of {plain(tolerance.amount)}% of {whole} allows nothing against a {zero} of 0."
    return "There is no tolerance." if not tolerance.amount else "The tolerance is no wider than the green band."


def _reach(tolerance: Tolerance, variance: Variance, measure: Measure) -> str:
    """ "5% of target (19.28)", "2.5 percentage points"."""
    reach = change(finely(tolerance.reach(variance.reference), measure, ROUND_FLOOR), measure)
    if tolerance.kind is ToleranceKind.UNITS:
        return reach if measure.is_percentage else f"{reach} {measure.affixes[2]}".rstrip()
    return f"{plain(tolerance.amount)}% of {whole_of(variance)} ({reach})"


def _way(judgement: Judgement, limit: Decimal | None, measure: Measure) -> str:
    """Where the adverse amount is ``limit``, and the change to it: "404.88 or less, a fall of 34.22"."""
    assert judgement.variance is not None
    assert judgement.adverse is not None
    assert limit is not None
    distance = change(finely(EXACT.subtract(judgement.adverse, limit), measure), measure)
    reference = judgement.variance.reference
    if judgement.variance.amount > 0:
        level = finely(EXACT.add(reference, limit), measure, ROUND_FLOOR)
        return f"{written(level, measure)} or less, a fall of {distance}"
    level = finely(EXACT.subtract(reference, limit), measure, ROUND_CEILING)
    return f"{written(level, measure)} or more, a rise of {distance}"


def _rounding(actual: Decimal, target: Target, judgement: Judgement, measure: Measure, rule: Rule) -> Iterator[str]:
    """A notice for each figure shown rounded, where the figures as shown would have another status."""
    as_shown = replace(
        target,
        value=_shown(target.value, measure),
        lower=_shown(target.lower, measure),
        upper=_shown(target.upper, measure),
    )
    if judge(_shown(actual, measure), as_shown, rule).status is judgement.status:
        return
    for name, value in _named_figures(actual, target):
        shown = _shown(value, measure)
        if value is not None and shown is not None and shown != value:
            yield f"{name}{number(value)} is shown as {number(shown)}; it is judged unrounded."


def _named_figures(actual: Decimal, target: Target) -> Iterator[tuple[str, Decimal | None]]:
    """Each figure of a judgement and how a sentence about it begins."""
    yield "", actual
    yield "The target ", target.value
    yield "The lower bound ", target.lower
    yield "The upper bound ", target.upper


def _shown(value: Decimal | None, measure: Measure) -> Decimal | None:
    """The value as pages show it."""
    return None if value is None else round_half_up(value, measure.decimals)
