"""Figures as the old form's people write them: found inside a text, with units and words beside them."""

from __future__ import annotations

import re
from decimal import Decimal

from webapp.domain.errors import BadNumber
from webapp.domain.numbers import parse_number

SHAPE = r"[-+\u2212]?\s?£?\s?(?:[0-9][0-9,]*(?:\.[0-9]+)?|\.[0-9]+)(?:\s?%)?"
"""What looks like a figure; ``figure`` decides whether it is one."""

ESTIMATED = re.compile(r"\b(?:estimated?|est)\b\.?", re.IGNORECASE)

_UNIT = re.compile(
    r"per\b.{1,40}|%|£|(?:percentage )?points?|pp|days?|weeks?|months?|years?|hours?|minutes?|people|"
    r"persons?|cases?|children|households?|properties|homes|visits?|tonnes|kg",
    re.IGNORECASE,
)
_NO_FIGURE = re.compile(
    r"(?:no data|not (?:yet )?(?:available|applicable|known|set)|n/?a|none|tbc|-)?\.?", re.IGNORECASE
)


def figure(text: str) -> Decimal | None:
    """The figure with its written places, or None."""
    try:
        return parse_number(text)
    except BadNumber:
        return None


def unit_in(text: str) -> str:
    """The unit that a text is, such as "per 10,000", or ""; percentage points are those of a percentage."""
    unit = " ".join(text.split()).strip(" ,;:")
    if not _UNIT.fullmatch(unit):
        return ""
    return "%" if re.fullmatch(r"(?:percentage )?points?|pp", unit, re.IGNORECASE) else unit


def sign_of_unit(text: str) -> str:
    """The unit that stands on a figure itself: "%", "£" or ""."""
    return next((sign for sign in "%£" if sign in text), "")


def says_no_figure(text: str) -> bool:
    """True for a blank, "No data" and the like: read, and no figure."""
    return _NO_FIGURE.fullmatch(text.strip()) is not None
