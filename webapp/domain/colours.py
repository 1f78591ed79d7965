"""A council's colour: one strict notation, and dark enough for white letters."""

from __future__ import annotations

import re

from webapp.domain.errors import Refusal
from webapp.domain.quoting import quoted

NOTATION = re.compile(r"#?([0-9a-f]{6})", re.ASCII | re.IGNORECASE)
PRODUCT_COLOUR = "#0b4f45"
LEAST_CONTRAST = 4.5
"""WCAG 2.2, success criterion 1.4.3: text against its background."""


def read_colour(text: str) -> str:
    """The colour as ``#0b4f45``; raises Refusal for another notation, or where white cannot be read on it."""
    found = NOTATION.fullmatch(text.strip())
    if found is None:
        raise Refusal(f"{quoted(text)} is not a colour: write # and six digits or letters a to f, such as #0b4f45.")
    colour = f"#{found[1].lower()}"
    contrast = contrast_with_white(colour)
    if contrast < LEAST_CONTRAST:
        raise Refusal(
            f"White letters on {colour} would have a contrast of {contrast:.2f} to 1; "
            f"at least {LEAST_CONTRAST} to 1 is needed to be read. Choose a darker colour."
        )
    return colour


def contrast_with_white(colour: str) -> float:
    """The contrast ratio of white on ``#rrggbb``, 1 to 21, as WCAG defines it."""
    red, green, blue = (_linear(int(colour[at : at + 2], 16) / 255) for at in (1, 3, 5))
    return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)


def _linear(share: float) -> float:
    """The light of one sRGB channel."""
    return float(share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4)


def safe_colour(stored: str) -> str:
    """A stored colour as part of a stylesheet: the product's own where anything else stands in the table."""
    try:
        return read_colour(stored)
    except Refusal:
        return PRODUCT_COLOUR
