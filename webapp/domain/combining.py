"""Several figures of shorter periods as one of a longer period, by the way the indicator accumulates."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from webapp.domain.counted_words import so_far
from webapp.domain.estimates import Quality
from webapp.domain.figures import Measure, number
from webapp.domain.numbers import EXACT
from webapp.domain.periods import Period
from webapp.domain.rates import base_of, rate_of
from webapp.domain.year_facts import ADDED_UP, Part, least_final, sum_of

NOT_COMBINED = (
    "Percentages and rates are never averaged. Upload the numerator and the denominator of every period, and they "
    "are combined as numerators over denominators."
)


@dataclass(frozen=True, slots=True)
class Combined:
    """One figure made of several; ``value`` None where there is none, and ``trouble`` says why not."""

    period: Period
    value: Decimal | None
    method: str  # how it was made: "the sum of its months"
    parts: str  # how many of the expected there are: "2 of 3 months so far"
    whole: bool  # every part is in
    trouble: str = ""
    quality: Quality = Quality.FINAL  # of the part that is least final


def combine(
    period: Period, periods: Sequence[Period], parts: Mapping[str, Part], accumulation: str, measure: Measure
) -> Combined:
    """The figure of ``period`` from those of the shorter ``periods`` in it; ``parts`` are by key.

    A period that is not applicable is expected no more, and adds nothing.
    """
    within = [each for each in periods if period.contains(each)]
    there = [parts[each.key] for each in within if each.key in parts]
    figures = [part for part in there if part.value is not None]
    expected = len(within) - (len(there) - len(figures))
    frequency = within[0].frequency if within else period.frequency
    counted = so_far(len(figures), expected, frequency) if expected else "not applicable"
    whole = bool(figures) and len(figures) == expected
    if not figures:
        return Combined(period, None, method_words(accumulation, measure, frequency.value), counted, whole=False)
    if accumulation not in ADDED_UP:
        latest = figures[-1]
        # The latest figure stands for the whole only where it is that of the last period that counts. The parts of
        # last year have this year's keys, so keys tell, and days do not.
        ends = parts.get([each.key for each in within if _counts(each, parts)][-1]) is latest
        method = f"the latest figure, {latest.period.label}"
        return Combined(period, latest.value, method, counted, whole=ends, quality=latest.quality)
    return _added_up(period, figures, accumulation, measure, (counted, whole, frequency.value))


def _counts(period: Period, parts: Mapping[str, Part]) -> bool:
    """Neither reported as not applicable."""
    return period.key not in parts or parts[period.key].value is not None


def _added_up(
    period: Period, figures: Sequence[Part], accumulation: str, measure: Measure, told: tuple[str, bool, str]
) -> Combined:
    counted, whole, word = told
    method, base, quality = method_words(accumulation, measure, word), base_of(measure), least_final(figures)
    if base is None or len(figures) == 1:
        return Combined(period, added(figures, accumulation), method, counted, whole, quality=quality)
    value = rate_of(figures, base)
    trouble = "" if value is not None else NOT_COMBINED
    return Combined(period, value, method, counted, whole, trouble, quality)


def added(figures: Sequence[Part], accumulation: str) -> Decimal:
    """The sum or the average of figures that are no rates; there must be one."""
    total = sum_of(part.value for part in figures if part.value is not None)
    return total if accumulation == "sum" else EXACT.divide(total, Decimal(len(figures)))


def method_words(accumulation: str, measure: Measure, word: str) -> str:
    """How a measure is combined: "the sum of its months", "numerators over denominators, times 10,000"."""
    if accumulation not in ADDED_UP:
        return "the latest figure"
    base = base_of(measure)
    if base is not None:
        return f"the sum of numerators over the sum of denominators, times {number(base)}"
    return f"the {accumulation} of its {word}s"
