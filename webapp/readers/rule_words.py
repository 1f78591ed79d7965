"""What decides a colour, as people write it in a cell or behind a command: polarity and tolerance."""

from __future__ import annotations

import re

from webapp.domain.errors import BadNumber, Refusal
from webapp.domain.numbers import parse_number
from webapp.domain.quoting import quoted
from webapp.domain.rag import Polarity, Tolerance, ToleranceKind
from webapp.domain.xmr_verdicts import Wanted

_POLARITIES = {
    **{str(each): each for each in Polarity},
    "lower is better": Polarity.LOWER,
    "higher is better": Polarity.HIGHER,
    "within range": Polarity.RANGE,
    "best at a point": Polarity.POINT,
}
_RANGE_WORD = re.compile(r"\s+to\s+", re.IGNORECASE)
_UNIT_WORDS = re.compile(r"\s*(?:of target|units?)$", re.IGNORECASE)


def read_polarity(text: str) -> Polarity | None:
    """lower, higher, range, point or none; a blank is not decided. Raises Refusal for any other word."""
    polarity = _POLARITIES.get(" ".join(text.casefold().split()))
    if text.strip() and polarity is None:
        raise Refusal(f"{quoted(text)} is none: write lower, higher, range, point or none.", field="polarity")
    return polarity


def read_tolerance(text: str) -> Tolerance:
    """``5%`` of target or ``2.5`` units; a blank is 0. Raises BadNumber."""
    amount = _UNIT_WORDS.sub("", text.strip())
    if not amount:
        return Tolerance()
    kind = ToleranceKind.PERCENT if "%" in amount else ToleranceKind.UNITS
    try:
        return Tolerance(parse_number(amount), kind)
    except BadNumber as refusal:
        sentence = f"{refusal.sentence} A tolerance is 5% of target or 2.5 units."
        raise BadNumber(sentence, field="tolerance") from None


def read_wanted(text: str) -> Wanted | None:
    """The figure wanted, ``95``, or a range, ``10 to 20``; a blank is none. Raises BadNumber."""
    if not text.strip():
        return None
    bounds = [parse_number(part) for part in _RANGE_WORD.split(text.strip(), maxsplit=1)]
    if bounds[0] > bounds[-1]:
        raise BadNumber(f"{quoted(text)} begins above its end: write the lower figure first.", field="target")
    return Wanted(bounds[0], bounds[-1])
