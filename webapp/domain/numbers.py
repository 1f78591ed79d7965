"""Exact decimals: reading figures people write, rounding half up, and plain text; never a binary float."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal, DivisionByZero, InvalidOperation, Overflow

from webapp.domain.errors import BadNumber
from webapp.domain.number_faults import fault_of
from webapp.domain.quoting import quoted

PLACES = 6
"""Decimal places of a stored figure."""

WHOLE_DIGITS = 12
"""Digits before the decimal point of a stored figure: NUMERIC(18, 6) holds 18 in all."""

LONGEST = 60
"""Characters of a figure that is read at all; a longer text is refused before any arithmetic."""

EXACT = Context(prec=300, rounding=ROUND_HALF_UP, traps=[InvalidOperation, DivisionByZero, Overflow])
"""Arithmetic that loses nothing: sums, differences and products of two figures of LONGEST characters are
exact, and a quotient of them is close enough that rounding it for display is always right. The decimal
module's own operators round to 28 digits, so figures are reckoned through this context."""

_FIGURE = re.compile(
    r"""(?P<sign>[-+\u2212]?)\s?             # hyphen-minus, plus or the true minus sign
        (?:£\s?(?P<sign_after_pound>[-+\u2212]?))?
        (?P<whole>[0-9]+|[1-9][0-9]{0,2}(?:,[0-9]{3})+|(?=\.))  # 1234 or 1,234 or nothing before the point
        (?:\.(?P<fraction>[0-9]+))?
        (?:\s?(?P<percent>%))?""",
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Stored:
    """A figure as it is stored, and whether places beyond the sixth were rounded away."""

    value: Decimal
    rounded: bool


def rounding_notes(figures: Iterable[Decimal | None]) -> tuple[str, ...]:
    """A sentence for each figure that storing rounds: "0.1234567 was rounded to 0.123457."."""
    kept = [(figure, to_stored(figure)) for figure in figures if figure is not None]
    return tuple(f"{plain(figure)} was rounded to {plain(stored.value)}." for figure, stored in kept if stored.rounded)


def parse_number(text: str) -> Decimal:
    """Read one figure as people write it: ``1,234.5``, ``£1,200``, ``-£3``, ``12.5%``, ``+3``.

    The true minus sign counts as one, spaces around do not matter, and the written places are kept (``14.0``
    has one). Raises BadNumber with a sentence for anything else: NaN, Infinity, exponents, ``1_000``, digits
    other than 0 to 9, misplaced separators (``1,23``), two numbers, words, blanks. Brackets are refused, not
    read as a minus: ``(1,234)`` is a negative to an accountant and a note to others.
    """
    stripped = text.strip()
    if len(stripped) > LONGEST:
        raise BadNumber(f"{quoted(stripped)} is too long for a figure: write no more than {LONGEST} characters.")
    if not stripped:
        raise BadNumber("The figure is blank: write a number.")
    match = _FIGURE.fullmatch(stripped)
    if match is None or not _is_one_figure(match):
        raise BadNumber(f"{quoted(stripped)} {fault_of(stripped)}")
    return _value(match)


def to_stored(value: Decimal) -> Stored:
    """Round half up to PLACES; raises BadNumber outside NUMERIC(18, 6) or for NaN and infinity."""
    if not value.is_finite():
        raise BadNumber(f"{quoted(str(value))} is not a number: write a figure in digits.")
    if value and value.adjusted() >= WHOLE_DIGITS:
        raise BadNumber(_too_large(value))
    stored = round_half_up(value, PLACES)
    if stored and stored.adjusted() >= WHOLE_DIGITS:
        raise BadNumber(_too_large(value))
    return Stored(stored, rounded=stored != value)


def round_half_up(value: Decimal, places: int) -> Decimal:
    """Round half up (away from zero at the half) to ``places``; a rounded zero has no sign."""
    rounded = value.quantize(Decimal((0, (1,), -places)), context=EXACT)
    return rounded if rounded else rounded.copy_abs()


def places_of(value: Decimal) -> int:
    """Decimal places a figure was written with: 1 for ``14.0``, 0 for ``14``."""
    exponent = value.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def plain(value: Decimal) -> str:
    """Plain decimal text: ASCII minus, no plus, no separator, no trailing zeros, no exponent."""
    text = format(value, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in {"-0", ""} else text


def _is_one_figure(match: re.Match[str]) -> bool:
    """A figure has at most one sign, is pounds or percent but not both, and has a digit."""
    two_signs = bool(match["sign"]) and bool(match["sign_after_pound"])
    pounds_and_percent = "£" in match[0] and bool(match["percent"])
    return not two_signs and not pounds_and_percent and bool(match["whole"] or match["fraction"])


def _value(match: re.Match[str]) -> Decimal:
    """The figure of a match, with its written places; zero has no sign."""
    minus = (match["sign"] or match["sign_after_pound"]) in {"-", "\u2212"}
    whole = match["whole"].replace(",", "") or "0"
    magnitude = Decimal(f"{whole}.{match['fraction']}" if match["fraction"] else whole)
    return magnitude.copy_negate() if minus and magnitude else magnitude


def _too_large(value: Decimal) -> str:
    return (
        f"{quoted(str(value))} is too large to store: write a figure of no more than {WHOLE_DIGITS} digits "
        "before the decimal point, or use a larger unit."
    )
