"""The words by which a file says what is decided about an indicator; what is none of them is refused, never guessed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from webapp.domain.definitions import ACCUMULATIONS, NOT_DECIDED, POLARITIES, one_line
from webapp.domain.errors import BadNumber, Refusal
from webapp.domain.figures import Measure
from webapp.domain.frequency import Frequency
from webapp.domain.numbers import PLACES, parse_number, to_stored
from webapp.domain.quoting import quoted
from webapp.domain.rag import Polarity, ToleranceKind

_FREQUENCIES = {
    Frequency.MONTH: ("every month", "each month", "m"),
    Frequency.QUARTER: ("every quarter", "each quarter", "q"),
    Frequency.HALF_YEAR: ("six-monthly", "6-monthly", "every six months"),
    Frequency.YEAR: ("yearly", "annually", "every year", "each year", "y"),
}
_POLARITIES = {
    Polarity.LOWER: ("low", "smaller is better", "low is good", "lower is good", "minimise", "aim to minimise"),
    Polarity.HIGHER: ("high", "bigger is better", "high is good", "higher is good", "maximise", "aim to maximise"),
    Polarity.RANGE: ("within range", "within a range", "in range"),
    Polarity.POINT: ("point", "best at a point", "at a point", "on target is better"),
    Polarity.NONE: ("neither", "context only", "for context only", "contextual"),
}
_UNDECIDED = ("not decided", "not set", "unset", "tbc")
_ACCUMULATIONS = {
    "snapshot": ("point in time",),
    "cumulative": ("year to date", "ytd", "cumulative (year to date)"),
    "sum": ("total",),
    "average": ("mean",),
}
_OF_TARGET = re.compile(r"(?:%|per ?cent)? ?of (?:the )?target")
_PER_CENT = re.compile(r"%|per ?cent")
_POINTS = re.compile(r"(?:percentage )?points?|pp|ppt")
_AMOUNT = re.compile(r"(?P<amount>[£+-]?[0-9.,]+)(?P<rest>.*)", re.DOTALL)


def _by_word(table: Mapping[Any, tuple[str, ...]], labels: Mapping[Any, str]) -> dict[str, str]:
    """The keys by every word for them."""
    return {_bare(word): str(key) for key, words in table.items() for word in (*words, str(key), labels[key])}


def _bare(text: str) -> str:
    """Lower case; hyphens and full stops count as spaces."""
    return one_line(re.sub(r"[-_.:]", " ", text)).casefold()


_FREQUENCY_OF = _by_word(_FREQUENCIES, {each: each.word for each in Frequency})
_POLARITY_OF = _by_word(_POLARITIES, POLARITIES)
_NOT_DECIDED = frozenset(_bare(word) for word in (*_UNDECIDED, NOT_DECIDED))
_ACCUMULATION_OF = _by_word(_ACCUMULATIONS, ACCUMULATIONS)


def frequency_said(text: str) -> str:
    """month, quarter, half-year or year; raises Refusal for any other word."""
    return _said(text, _FREQUENCY_OF, "names no frequency: write month, quarter, half-year or year.")


def polarity_said(text: str) -> str | None:
    """lower, higher, range or none, or None where it says that nobody decided yet; raises Refusal for any other."""
    if _bare(text) in _NOT_DECIDED:
        return None
    instead = "does not say which way is better: write lower, higher, range or none, or leave it blank."
    return _said(text, _POLARITY_OF, instead)


def accumulation_said(text: str) -> str:
    """snapshot, cumulative, sum or average; raises Refusal for any other word."""
    instead = "does not say how figures add up: write snapshot, cumulative, sum or average."
    return _said(text, _ACCUMULATION_OF, instead)


def decimals_said(text: str) -> int:
    """A whole number from 0 to 6; raises Refusal for anything else."""
    word = text.strip()
    if len(word) == 1 and word in "0123456":
        return int(word)
    raise Refusal(f"{quoted(text)} is no number of decimal places: write one from 0 to {PLACES}.")


def tolerance_said(text: str, measured_in: str, measure: Measure, stored: ToleranceKind | None) -> tuple[Decimal, str]:
    """The amount and the kind of "5% of target", "2.5 percentage points" or "10 per 1,000".

    ``measured_in`` is what another column says of a bare number, ``stored`` the kind that the indicator has.
    Raises Refusal where it is not clear which of the two is meant.
    """
    line = one_line(text)
    if line.casefold().startswith("none"):
        return Decimal(0), stored or ToleranceKind.PERCENT
    match = _AMOUNT.fullmatch(line)
    try:
        amount = to_stored(parse_number(match["amount"] if match else line)).value
    except BadNumber as refusal:
        raise Refusal(refusal.sentence) from None
    if amount < 0:
        raise Refusal(f"{quoted(text)} is below 0: write 0 or a figure above it.")
    rest = (match["rest"] or ("£" if "£" in match["amount"] else "")) if match else ""
    kind = _kind(rest, measure) or (_kind(measured_in, measure) if not rest.strip() else None)
    if kind is None and not rest.strip() and (stored is not None or not amount):
        kind = stored or ToleranceKind.PERCENT
    if kind is None:
        units = "percentage points" if measure.is_percentage else measure.unit or "units"
        number = match["amount"] if match else line
        raise Refusal(f"{quoted(text)} does not say of what: write {number}% of target, or {number} {units}.")
    return amount, kind


def _kind(text: str, measure: Measure) -> ToleranceKind | None:
    """What a tolerance is measured in; None where the text does not say, as "5%" of a percentage."""
    words = one_line(text).casefold()
    if words == ToleranceKind.PERCENT or _OF_TARGET.fullmatch(words):
        return ToleranceKind.PERCENT
    if _PER_CENT.fullmatch(words):
        return None if measure.is_percentage else ToleranceKind.PERCENT
    if _POINTS.fullmatch(words):
        return ToleranceKind.UNITS if measure.is_percentage else None
    own = {ToleranceKind.UNITS.value, *(one_line(each).casefold() for each in (measure.unit, *measure.affixes) if each)}
    return ToleranceKind.UNITS if words in own else None


def _said(text: str, words: Mapping[str, str], instead: str) -> str:
    found = words.get(_bare(text))
    if found is None:
        raise Refusal(f"{quoted(text)} {instead}")
    return found
