"""The sentences about a figure that is judged by fixed thresholds."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from webapp.domain.figures import Measure, exact_figure, figure_with_unit, target_text
from webapp.domain.rag import Judgement, Polarity, Status
from webapp.domain.rag_rules import ThresholdRule
from webapp.domain.reasons import Side, to_better, to_worse
from webapp.domain.variance import Target


def by_thresholds(
    actual: Decimal, target: Target | None, judgement: Judgement, measure: Measure, rule: ThresholdRule
) -> Iterator[str]:
    """Where the figure lies among the thresholds, and the way to the next colours."""
    worse, last_green, last_amber = rule.side(actual)
    yield f"{figure_with_unit(actual, measure)} is {_place(judgement, measure, rule, last_green, last_amber)}."
    yield _ways(actual, judgement, Side(worse is Polarity.LOWER, last_green), measure, rule)
    if target is not None:
        yield f"The target of {target_text(target, measure)} does not decide it."


def _place(
    judgement: Judgement, measure: Measure, rule: ThresholdRule, last_green: Decimal, last_amber: Decimal
) -> str:
    green, amber = exact_figure(last_green, measure), exact_figure(last_amber, measure)
    if judgement.status is Status.GREEN:
        if rule.first_green is not None:
            return (
                f"within the green values, {exact_figure(rule.first_green, measure)} to "
                f"{exact_figure(rule.last_green, measure)}"
            )
        return f"{_as_good(rule.polarity)} the last green value, {green}"
    if judgement.status is Status.AMBER:
        return f"beyond the last green value, {green}, and not beyond the last amber value, {amber}"
    return (
        f"beyond the last amber value, {amber}"
        if last_amber != last_green
        else (f"beyond the last green value, {green}, and nothing is amber")
    )


def _as_good(polarity: Polarity) -> str:
    return "not below" if polarity is Polarity.HIGHER else "not above"


def _ways(actual: Decimal, judgement: Judgement, side: Side, measure: Measure, rule: ThresholdRule) -> str:
    assert judgement.amber_up_to is not None
    none, amber = Decimal(0), judgement.amber_up_to
    if judgement.status is Status.GREEN:
        if rule.first_green is not None:
            return ""
        return f"It would be {'amber' if amber else 'red'} {to_worse(actual, none, side, measure)}."
    to_green = f"green at {to_better(actual, none, side, measure)}"
    if judgement.status is Status.AMBER:
        return f"It would be {to_green}, and red {to_worse(actual, amber, side, measure)}."
    to_amber = f"amber at {to_better(actual, amber, side, measure)}, and " if amber else ""
    return f"It would be {to_amber}{to_green}."
