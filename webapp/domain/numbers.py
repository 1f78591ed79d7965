"""Exact decimals: reading figures people write, rounding half up, and plain text. No binary floats anywhere."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

PLACES = 6
"""Decimal places of a stored figure (design rule 10)."""


@dataclass(frozen=True, slots=True)
class Stored:
    """A figure as it is stored, and whether places beyond the sixth were rounded away."""

    value: Decimal
    rounded: bool


def parse_number(text: str) -> Decimal:
    """Read one figure as people write it: ``1,234.5``, ``£1,200``, ``12.5%``, ``-3``, ``−3``, ``(no)``.

    Raises BadNumber with a sentence for anything else: NaN, Infinity, exponents, ``1_000``, non-ASCII
    digits, misplaced separators (``1,23``), two numbers, words, blanks.
    """
    raise NotImplementedError


def to_stored(value: Decimal) -> Stored:
    """Round half up to PLACES; raises BadNumber outside NUMERIC(18, 6) or for NaN and infinity."""
    raise NotImplementedError


def round_half_up(value: Decimal, places: int) -> Decimal:
    """Round half up (away from zero at the half) to ``places``; a rounded zero has no sign."""
    raise NotImplementedError


def plain(value: Decimal) -> str:
    """Plain decimal text: ASCII minus, no plus, no separator, no trailing zeros, no exponent."""
    raise NotImplementedError
