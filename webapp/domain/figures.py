"""Figures with their units as text: rounded half up to the indicator's places, thousands separated."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import ROUND_UP, Decimal
from functools import lru_cache

from webapp.domain.numbers import EXACT, places_of, plain, round_half_up
from webapp.domain.variance import Target

MINUS = "−"
"""The true minus sign, U+2212: a hyphen parts from its figure at the end of a line."""

NOT_APPLICABLE = "not applicable"
"""Said instead of a percent of a target of 0."""

_PERCENTAGE = re.compile(r"\s*(?:%|per ?cent\b|percentage\b(?! points?\b))", re.IGNORECASE)
_POUNDS = re.compile(r"£(?P<suffix>k|m|bn)?(?:\s+(?P<words>.+))?")


@dataclass(frozen=True, slots=True)
class Measure:
    """How an indicator's figures are written: ``unit`` as typed ("per 10,000", "%", "£") and places shown."""

    unit: str = ""
    decimals: int = 1

    @property
    def is_percentage(self) -> bool:
        """True for "%", "per cent" and "% of cases": variances of such figures are percentage points."""
        return _is_percentage(self.unit)

    @property
    def affixes(self) -> tuple[str, str, str]:
        """What of the unit stands before a figure, directly after it, and after it as words."""
        return _affixes(self.unit.strip())


@lru_cache(maxsize=1_000)
def _is_percentage(unit: str) -> bool:
    return _PERCENTAGE.match(unit) is not None


@lru_cache(maxsize=1_000)
def _affixes(unit: str) -> tuple[str, str, str]:
    pounds = _POUNDS.fullmatch(unit)
    if pounds is not None:
        return "£", pounds["suffix"] or "", pounds["words"] or ""
    return ("", "%", unit[1:].strip()) if unit.startswith("%") else ("", "", unit)


def figure(value: Decimal | None, measure: Measure) -> str:
    """ "439.1", "£1,200", "12.5%": the number with its sign-like unit; "No data" for None."""
    return "No data" if value is None else written(round_half_up(value, measure.decimals), measure)


def figure_with_unit(value: Decimal | None, measure: Measure) -> str:
    """As ``figure`` with worded units too: "439.1 per 10,000"."""
    words = "" if value is None else measure.affixes[2]
    return f"{figure(value, measure)} {words}".rstrip()


def signed(value: Decimal, measure: Measure) -> str:
    """A variance with its sign: "+53.5", "−31", "0.0" (a rounded zero has none), "+2.0 percentage points"."""
    rounded = round_half_up(value, measure.decimals)
    return f"{'+' if rounded > 0 else ''}{change(rounded, measure)}"


def percent_of_target(percent: Decimal | None) -> str:
    """ "+13.9%" with sign and one decimal, or "not applicable"."""
    if percent is None:
        return NOT_APPLICABLE
    rounded = round_half_up(percent, 1)
    return f"{'+' if rounded > 0 else ''}{number(rounded)}%"


def target_text(target: Target, measure: Measure) -> str:
    """ "385.6 (ESTIMATED October 2014)", "375.1 (March 2015)", "10 to 20 (2014/15)"."""
    return f"{target_figure(target, measure)} ({f'{target_quality(target)} {target.period.label}'.lstrip()})"


def target_quality(target: Target) -> str:
    """ "ESTIMATED", "UNCONFIRMED", both, or "" for a target that is neither."""
    words = (("UNCONFIRMED", target.unconfirmed), ("ESTIMATED", target.estimated))
    return " ".join(word for word, said in words if said)


def target_figure(target: Target, measure: Measure) -> str:
    """The figure or the range alone: "385.6", "10 to 20"."""
    if target.is_range:
        return f"{figure(target.lower, measure)} to {figure(target.upper, measure)}"
    return figure(target.value, measure)


def size(amount: Decimal, measure: Measure) -> str:
    """How large a variance is, without sign: "53.5 per 10,000", "2.0 percentage points", "less than 0.1"."""
    rounded = round_half_up(amount.copy_abs(), measure.decimals)
    shown = change(rounded if rounded or not amount else _unit(measure.decimals), measure)
    words = "" if measure.is_percentage else measure.affixes[2]
    return f"{'less than ' if amount and not rounded else ''}{shown} {words}".rstrip()


def expected_change(value: Decimal, measure: Measure) -> str:
    """A change that is wanted of the figure, with every place it has: "−20.0 per 10,000", "+2.5 percentage points"."""
    kept = Decimal(plain(value))
    places = max(places_of(kept), measure.decimals)
    words = "" if measure.is_percentage else measure.affixes[2]
    return f"{'+' if kept > 0 else ''}{change(round_half_up(kept, places), measure)} {words}".rstrip()


def exact_figure(value: Decimal, measure: Measure) -> str:
    """A stored figure with every place it has, and at least the indicator's: "418.0", "375.15", "£1,200"."""
    kept = Decimal(plain(value))
    return written(kept if places_of(kept) > measure.decimals else round_half_up(kept, measure.decimals), measure)


def change(value: Decimal, measure: Measure) -> str:
    """A difference with the places it has: percentages differ by percentage points, pounds by pounds."""
    if not measure.is_percentage:
        return written(value, measure)
    return f"{number(value)} percentage point{'' if number(value.copy_abs()) == '1' else 's'}"


def written(value: Decimal, measure: Measure) -> str:
    """The number with the places it has, and its sign-like unit: "−£1,200", "12.5%"."""
    prefix, suffix, _ = measure.affixes
    return f"{MINUS if value < 0 else ''}{prefix}{number(value.copy_abs())}{suffix}"


def number(value: Decimal) -> str:
    """The bare number with the places it has, thousands separated: "1,234.50", "−3"."""
    return f"{MINUS if value < 0 else ''}{value.copy_abs():,f}"


def finely(value: Decimal, measure: Measure, rounding: str = ROUND_UP) -> Decimal:
    """``value`` with the places it needs: at least the indicator's, at most two more, rounded as asked."""
    fine = value.quantize(_unit(measure.decimals + 2), rounding=rounding, context=EXACT)
    shorter = (fine.quantize(_unit(measure.decimals + more), context=EXACT) for more in (0, 1))
    return next((short for short in shorter if short == fine), fine)


def _unit(places: int) -> Decimal:
    """One in the last of ``places``: 0.01 for 2."""
    return Decimal((0, (1,), -places))
