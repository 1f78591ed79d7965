"""Parts of the sentences that say why a figure has its status: where it lies, and the way to another colour."""

from __future__ import annotations

from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_UP, Decimal
from typing import NamedTuple

from webapp.domain.figures import Measure, change, finely, number, size, target_text, written
from webapp.domain.numbers import EXACT, round_half_up
from webapp.domain.variance import Target, Variance


class Side(NamedTuple):
    """Which way is worse from here: ``rises`` for figures that get worse as they rise; ``start`` is where X is 0."""

    rises: bool
    start: Decimal

    def level(self, limit: Decimal) -> Decimal:
        """The figure of which the adverse amount is ``limit``."""
        return EXACT.add(self.start, limit) if self.rises else EXACT.subtract(self.start, limit)


def percent_words(variance: Variance) -> str:
    """The percent of a variance without its sign and labelled: "13.9% of target", or "of the bound"."""
    if variance.percent is None:
        return "percent not applicable"
    share = number(round_half_up(variance.percent.copy_abs(), 1))
    return f"{share}% of {whole_of(variance)}"


def whole_of(variance: Variance) -> str:
    """What the percent of a variance is of: "target", or "the bound" of a range."""
    return "the bound" if variance.from_range else "target"


def place(target: Target, variance: Variance, measure: Measure) -> str:
    """Where the actual lies: "53.5 per 10,000 (13.9% of target) above the target of 385.6 (October 2014)"."""
    wanted = f"the target {'range' if target.is_range else ''}".rstrip() + f" of {target_text(target, measure)}"
    if not variance.amount:
        return f"within {wanted}" if target.is_range else f"equal to {wanted}"
    side = "above" if variance.amount > 0 else "below"
    return f"{size(variance.amount, measure)} ({percent_words(variance)}) {side} {wanted}"


def to_better(actual: Decimal, limit: Decimal, side: Side, measure: Measure) -> str:
    """Where a better colour begins, and the change to it: "404.88 or less, a fall of 34.22". Never rounded short."""
    level = side.level(limit)
    distance = change(finely(EXACT.subtract(actual, level).copy_abs(), measure), measure)
    if side.rises:
        return f"{written(finely(level, measure, ROUND_FLOOR), measure)} or less, a fall of {distance}"
    return f"{written(finely(level, measure, ROUND_CEILING), measure)} or more, a rise of {distance}"


def to_worse(actual: Decimal, limit: Decimal, side: Side, measure: Measure) -> str:
    """Where a worse colour begins: "above 404.88, a rise of more than 12.38"; beyond the figures named it has it."""
    level = side.level(limit)
    rounding = ROUND_CEILING if side.rises else ROUND_FLOOR
    named = written(finely(level, measure, rounding), measure)
    distance = change(finely(EXACT.subtract(level, actual).copy_abs(), measure, ROUND_UP), measure)
    if level == actual:
        return f"{'above' if side.rises else 'below'} {named}, which is where it stands"
    return (
        f"above {named}, a rise of more than {distance}"
        if side.rises
        else (f"below {named}, a fall of more than {distance}")
    )
