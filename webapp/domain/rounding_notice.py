"""The notice where figures as they are shown would have another status than the figures as they are stored."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from webapp.domain.figures import Measure, number
from webapp.domain.numbers import round_half_up
from webapp.domain.rag import Judgement
from webapp.domain.rag_rules import Yardstick
from webapp.domain.variance import Target


def rounding_notice(actual: Decimal, yardstick: Yardstick, judgement: Judgement, measure: Measure) -> Iterator[str]:
    """A sentence for each figure shown rounded, where the figures as shown would have another status.

    Thresholds and the amounts of bands are shown with all their places, so they never seem to contradict.
    """
    target = yardstick.target
    as_shown = replace(yardstick, target=_target_shown(target, measure), last_year=_shown(yardstick.last_year, measure))
    if as_shown.judge(_shown(actual, measure)).status is judgement.status:
        return
    for name, value in _named_figures(actual, yardstick):
        shown = _shown(value, measure)
        if value is not None and shown is not None and shown != value:
            yield f"{name}{number(value)} is shown as {number(shown)}; it is judged unrounded."


def _named_figures(actual: Decimal, yardstick: Yardstick) -> Iterator[tuple[str, Decimal | None]]:
    """Each figure of a judgement and how a sentence about it begins."""
    yield "", actual
    if yardstick.target is not None:
        yield "The target ", yardstick.target.value
        yield "The lower bound ", yardstick.target.lower
        yield "The upper bound ", yardstick.target.upper
    if yardstick.before_is_shown:
        yield "The figure of last year, ", yardstick.last_year


def _target_shown(target: Target | None, measure: Measure) -> Target | None:
    if target is None:
        return None
    value, lower, upper = (_shown(each, measure) for each in (target.value, target.lower, target.upper))
    return replace(target, value=value, lower=lower, upper=upper)


def _shown(value: Decimal | None, measure: Measure) -> Decimal | None:
    """The value as pages show it."""
    return None if value is None else round_half_up(value, measure.decimals)
