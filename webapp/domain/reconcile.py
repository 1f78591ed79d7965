"""The line of the form and its arithmetic: what it states beside what the stored figures give."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal, NamedTuple

from webapp.domain.remedies import actual_for, target_for
from webapp.domain.stated_line import StatedLine
from webapp.domain.variance import Target, Variance, variance

__all__ = ["Disagreement", "FigureName", "Remedy", "StatedLine", "reconcile"]

FigureName = Literal["actual", "target", "variance", "percent"]


class Remedy(NamedTuple):
    """A single figure, and the value that would make the whole line agree."""

    figure: FigureName
    value: Decimal


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Stated figures that the stored ones do not give.

    The computed figures are exact: round the percent before it is shown. It is None for a target of 0.
    """

    against: str  # the key of the target's period
    stated_variance: Decimal | None
    computed_variance: Decimal
    stated_percent: Decimal | None
    computed_percent: Decimal | None
    would_reconcile: tuple[Remedy, ...]


def reconcile(stated: StatedLine, actual: Decimal, target: Target) -> Disagreement | None:
    """Compare a stated line with the stored figures, at the places it was written with; None if all agree."""
    computed = variance(actual, target)
    if stated.agrees(computed):
        return None
    return Disagreement(
        against=target.period.key,
        stated_variance=stated.variance,
        computed_variance=computed.amount,
        stated_percent=stated.percent,
        computed_percent=computed.percent,
        would_reconcile=tuple(_remedies(stated, actual, target, computed)),
    )


def _remedies(stated: StatedLine, actual: Decimal, target: Target, computed: Variance) -> Iterator[Remedy]:
    """Each single figure whose change makes the whole line agree, in the order of the line."""
    new_actual = actual_for(stated, actual, target)
    if new_actual is not None:
        yield Remedy("actual", new_actual)
    new_target = target_for(stated, actual, target)
    if new_target is not None:
        yield Remedy("target", new_target)
    if stated.variance is not None and stated.percent_agrees(computed):
        yield Remedy("variance", stated.as_written(computed.amount, stated.variance))
    if stated.percent is not None and computed.percent is not None and stated.variance_agrees(computed):
        yield Remedy("percent", stated.as_written(computed.percent, stated.percent))
