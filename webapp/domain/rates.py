"""Rates and percentages: what of how many, by how many they are counted, and how they are combined."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from webapp.domain.figures import Measure
from webapp.domain.numbers import EXACT
from webapp.domain.year_facts import Part, sum_of

_PER = re.compile(r"\bper (?P<number>[1-9][0-9]{0,2}(?:,[0-9]{3})+|[1-9][0-9]*)\b(?P<words>.*)", re.IGNORECASE)
_PER_WORD = re.compile(r"\bper (?P<number>hundred|thousand|million)\b(?P<words>.*)", re.IGNORECASE)
_NUMBERS = {"hundred": Decimal(100), "thousand": Decimal(1_000), "million": Decimal(1_000_000)}


def base_of(measure: Measure) -> Decimal | None:
    """What a rate is counted by: 100 for a percentage, 10,000 for "per 10,000"; None for a figure that is no rate."""
    if measure.is_percentage:
        return Decimal(100)
    found = _PER.search(measure.unit)
    if found is not None:
        return Decimal(found["number"].replace(",", ""))
    worded = _PER_WORD.search(measure.unit)
    return None if worded is None else _NUMBERS[worded["number"].lower()]


def combined_as(accumulation: str, measure: Measure) -> str:
    """How a measure and its targets are combined: of rates that "add up" the year is one rate, too, never their sum."""
    return "average" if accumulation == "sum" and base_of(measure) is not None else accumulation


def rate_of(parts: Sequence[Part], base: Decimal) -> Decimal | None:
    """The sum of numerators over the sum of denominators, times the base; None where one is missing, or all are 0."""
    numerators = [part.numerator for part in parts if part.numerator is not None]
    denominators = [part.denominator for part in parts if part.denominator is not None]
    if not parts or len(numerators) < len(parts) or len(denominators) < len(parts):
        return None
    whole = sum_of(denominators)
    return EXACT.divide(EXACT.multiply(sum_of(numerators), base), whole) if whole else None


def cases_of(change: Decimal, denominator: Decimal | None, measure: Measure) -> Decimal | None:
    """How many cases a change of a rate is: 53.5 per 10,000 of 67,000 is 358.45; None where it is no rate."""
    base = base_of(measure)
    if base is None or denominator is None or denominator <= 0:
        return None
    return EXACT.divide(EXACT.multiply(change, denominator), base)
