"""How wide words are, in the typeface of the paper; those of a browser hardly differ."""

from __future__ import annotations

from functools import lru_cache

from webapp.pdf.fonts import clean, split_by_face, width


@lru_cache(maxsize=5_000)
def _thousandths(text: str, bold: bool) -> float:
    parts = split_by_face(clean(text), bold, False)
    return sum(width(face, char) for face, chars in parts for char in chars)


def text_width(text: str, size: float, *, bold: bool = False) -> float:
    """Points that a line of text takes at ``size`` points."""
    return _thousandths(text, bold) * size / 1000
