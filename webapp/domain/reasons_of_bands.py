"""The sentences about a figure that is judged by bands around its target, or by the same period last year."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import ROUND_FLOOR, Decimal

from webapp.domain.figures import Measure, change, figure, finely
from webapp.domain.numbers import plain
from webapp.domain.rag import Judgement, Polarity, Rule, Status, Tolerance, ToleranceKind
from webapp.domain.rag_rules import Yardstick
from webapp.domain.reasons import Side, to_better, to_worse, whole_of
from webapp.domain.variance import Variance


def by_bands(
    actual: Decimal, yardstick: Yardstick, judgement: Judgement, measure: Measure, rule: Rule
) -> Iterator[str]:
    """What the bands allow, the comparison with last year, and the way to the next colours."""
    variance = judgement.variance
    assert variance is not None
    assert judgement.adverse is not None
    assert judgement.green_up_to is not None
    assert judgement.amber_up_to is not None
    if judgement.adverse <= 0:
        yield from _met(actual, variance, measure, rule)
        return
    green, amber = rule.bands(variance.amount)
    side = Side(_rises(rule, variance), variance.reference)
    if judgement.status is Status.GREEN:
        yield f"That is within the green band of {_reach(green, variance, measure)}."
        worse = "amber" if judgement.amber_up_to > judgement.green_up_to else "red"
        yield f"It would be {worse} {to_worse(actual, judgement.green_up_to, side, measure)}."
        return
    amber_reach = amber.reach(variance.reference)
    by_tolerance = amber_reach > judgement.green_up_to
    to_green = f"green at {to_better(actual, judgement.green_up_to, side, measure)}"
    if judgement.status is Status.AMBER:
        if judgement.adverse <= amber_reach:
            yield f"That is within the tolerance of {_reach(amber, variance, measure)}."
        else:
            beyond = _beyond(amber if by_tolerance else green, variance, measure, by_tolerance=by_tolerance)
            yield f"That is {beyond}, and {_last_year(yardstick, measure)}."
        ends = judgement.amber_up_to if yardstick.before_is_shown else None
        to_red = "" if ends is None else f", and red {to_worse(actual, ends, side, measure)}"
        yield f"It would be {to_green}{to_red}."
        return
    if by_tolerance:
        yield f"The tolerance is {_reach(amber, variance, measure)}."
    elif rule.last_year and green.amount:
        yield f"That is beyond the green band of {_reach(green, variance, measure)}."
    elif not rule.last_year:
        yield _no_amber(amber, green, variance)
    if rule.last_year:
        yield f"It is {_last_year(yardstick, measure, worse=True)}."
    amber_up_to = judgement.amber_up_to if yardstick.before_is_shown else amber_reach
    if amber_up_to > judgement.green_up_to:
        yield f"It would be amber at {to_better(actual, amber_up_to, side, measure)}, and {to_green}."
    else:
        yield f"It would be {to_green}."


def _met(actual: Decimal, variance: Variance, measure: Measure, rule: Rule) -> Iterator[str]:
    """How far a green band lets a met target slip; without one the variance says it."""
    if variance.from_range or rule.polarity not in {Polarity.LOWER, Polarity.HIGHER}:
        return
    rises = rule.polarity is Polarity.LOWER
    green, _ = rule.bands(Decimal(1) if rises else Decimal(-1))
    reach = green.reach(variance.reference)
    if reach:
        beyond = to_worse(actual, reach, Side(rises, variance.reference), measure)
        yield f"With the green band of {_reach(green, variance, measure)} it would no longer be green {beyond}."


def _rises(rule: Rule, variance: Variance) -> bool:
    """True where higher figures are worse from here."""
    if rule.polarity in {Polarity.LOWER, Polarity.HIGHER}:
        return rule.polarity is Polarity.LOWER
    return variance.amount > 0


def _beyond(band: Tolerance, variance: Variance, measure: Measure, *, by_tolerance: bool) -> str:
    if not band.amount:
        return "a missed target"
    return f"beyond the {'tolerance' if by_tolerance else 'green band'} of {_reach(band, variance, measure)}"


def _last_year(yardstick: Yardstick, measure: Measure, *, worse: bool = False) -> str:
    """ "not worse than 112 in October 2013", or that there is no such figure."""
    when = f"in {yardstick.before.label}" if yardstick.before else "in the same period last year"
    if yardstick.last_year is None:
        return f"red for want of a figure {when} to compare it with"
    than = f"{figure(yardstick.last_year, measure)} {when}" if yardstick.before_is_shown else when
    return f"{'worse' if worse else 'not worse'} than {than}"


def _no_amber(tolerance: Tolerance, green: Tolerance, variance: Variance) -> str:
    """Why nothing is amber between green and red."""
    if tolerance.amount and tolerance.kind is ToleranceKind.PERCENT and not variance.reference:
        whole, zero = whole_of(variance), "bound" if variance.from_range else "target"
        return f"A tolerance of {plain(tolerance.amount)}% of {whole} allows nothing against a {zero} of 0."
    if tolerance.amount:
        return "The tolerance is no wider than the green band."
    return "Beyond the green band nothing is amber." if green.amount else "There is no tolerance."


def _reach(tolerance: Tolerance, variance: Variance, measure: Measure) -> str:
    """ "5% of target (19.28)", "2.5 percentage points"."""
    reach = change(finely(tolerance.reach(variance.reference), measure, ROUND_FLOOR), measure)
    if tolerance.kind is ToleranceKind.UNITS:
        return reach if measure.is_percentage else f"{reach} {measure.affixes[2]}".rstrip()
    return f"{plain(tolerance.amount)}% of {whole_of(variance)} ({reach})"
