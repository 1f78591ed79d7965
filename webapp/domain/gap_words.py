"""A gap to a target in words: units, whole cases, and what each remaining period must bring."""

from __future__ import annotations

from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from webapp.domain.counted_words import counted
from webapp.domain.figures import Measure, change, finely, number, target_text, written
from webapp.domain.frequency import Frequency
from webapp.domain.gap import Gap, Kind, Limits
from webapp.domain.numbers import round_half_up


def gap_words(gap: Gap, measure: Measure, frequency: Frequency) -> str:
    """What is needed to be green by the date of the target; the margin where it is green already."""
    if gap.kind is Kind.LEVEL:
        return _level(gap, measure, frequency)
    return _brought(gap, measure, frequency)


def _level(gap: Gap, measure: Measure, frequency: Frequency) -> str:
    target = _target(gap, measure)
    if gap.is_green:
        assert gap.margin is not None
        return f"Green against the target of {target} already, with {_size(gap.margin, measure, ROUND_FLOOR)} to spare."
    way = "rise" if gap.change > 0 else "fall"
    left = counted(gap.remaining, frequency)
    sentence = f"To be green against the target of {target} it must {way} by {_size(gap.change, measure)}"
    if gap.remaining > 1:
        sentence += f", or {_size(gap.change_each, measure)} in each of the remaining {left}"
    else:
        sentence += f" in the next {frequency}"
    return f"{sentence}.{_cases(gap, frequency)}"


def _target(gap: Gap, measure: Measure) -> str:
    """ "100.0 (2014/15)", and where green does not end at it: "100.0 (2014/15; green from 90.0)"."""
    lower, upper = (gap.target.lower, gap.target.upper) if gap.target.is_range else (gap.target.value, gap.target.value)
    edges = []
    if gap.green.lowest not in {None, lower}:
        edges.append(f"from {_edge(gap.green.lowest, measure, ROUND_CEILING)}")
    if gap.green.highest not in {None, upper}:
        edges.append(f"up to {_edge(gap.green.highest, measure, ROUND_FLOOR)}")
    text = target_text(gap.target, measure)
    return f"{text[:-1]}; green {' '.join(edges)})" if edges else text


def _edge(value: Decimal | None, measure: Measure, rounding: str) -> str:
    assert value is not None
    return written(finely(value, measure, rounding), measure)


def _cases(gap: Gap, frequency: Frequency) -> str:
    """How many cases that is, at the newest denominator."""
    if gap.cases is None:
        return ""
    way = "more" if gap.cases > 0 else "fewer"
    sentence = f" That is {_whole(gap.cases)} {way}, counted on the newest denominator"
    if gap.remaining > 1 and gap.cases_each is not None:
        sentence += f", or {_whole(gap.cases_each)} each {frequency}"
    return f"{sentence}."


def _whole(cases: Decimal) -> str:
    """ "about 358 cases"; "less than 1 case"."""
    rounded = round_half_up(cases.copy_abs(), 0)
    if not rounded:
        return "less than 1 case"
    return f"about {number(rounded)} case{'' if rounded == 1 else 's'}"


def _brought(gap: Gap, measure: Measure, frequency: Frequency) -> str:
    target, each = _target(gap, measure), gap.each
    assert each is not None
    verb = "bring" if gap.kind is Kind.RUNNING else "average"
    left = f"the remaining {counted(gap.remaining, frequency)}" if gap.remaining > 1 else f"the next {frequency}"
    if gap.kind is Kind.RUNNING:
        passed = _reached_or_passed(gap, measure)
        if passed:
            return passed
    suffix = " each" if gap.remaining > 1 and gap.kind is Kind.RUNNING else ""
    must = _must(each, measure, verb, points=gap.kind is Kind.RUNNING)
    return f"To be green against the target of {target}, {left} {must}{suffix}{_each_in_cases(gap, frequency)}."


def _each_in_cases(gap: Gap, frequency: Frequency) -> str:
    """How many cases a period must bring or have; "" between two bounds, or without a denominator."""
    found = gap.each_in_cases
    if found is None or (found.lowest is None) == (found.highest is None):
        return ""
    limit = found.lowest if found.lowest is not None else found.highest
    assert limit is not None
    if gap.kind is Kind.RUNNING:
        return f", {_whole(limit)}"
    each = f" each {frequency}" if gap.remaining > 1 else ""
    return "" if limit < 0 else f", {_whole(limit)}{each}, counted on the newest denominator"


def _reached_or_passed(gap: Gap, measure: Measure) -> str:
    """What is to be said of a running total that is there already, or beyond what it may be."""
    target, each = _target(gap, measure), gap.each
    assert each is not None
    if each.highest is None and gap.is_green and gap.now >= 0:
        assert gap.margin is not None
        return f"The target of {target} is reached already, with {_size(gap.margin, measure, ROUND_FLOOR)} to spare."
    if each.highest is not None and each.highest < 0 <= gap.now:
        past = _size(gap.change, measure)
        return f"It is {past} past what is green against the target of {target} already."
    return ""


def _must(each: Limits, measure: Measure, verb: str, *, points: bool) -> str:
    """ "must bring at least 30 homes"; what a percentage gains is ``points``, what it averages is not."""
    lowest = None if each.lowest is None else _written(each.lowest, measure, ROUND_CEILING, points=points)
    highest = None if each.highest is None else _written(each.highest, measure, ROUND_FLOOR, points=points)
    if lowest is not None and highest is not None:
        return f"must {verb} between {lowest} and {highest}"
    return f"must {verb} at least {lowest}" if highest is None else f"may {verb} at most {highest}"


def _size(amount: Decimal, measure: Measure, rounding: str | None = None) -> str:
    """How much, without its sign: rounded up by default, so that the change suffices."""
    size = amount.copy_abs()
    rounded = finely(size, measure) if rounding is None else finely(size, measure, rounding)
    words = "" if measure.is_percentage else measure.affixes[2]
    return f"{change(rounded, measure)} {words}".rstrip()


def _written(value: Decimal, measure: Measure, rounding: str, *, points: bool) -> str:
    fine = finely(value, measure, rounding)
    if points and measure.is_percentage:
        return change(fine, measure)
    return f"{written(fine, measure)} {measure.affixes[2]}".rstrip()
