"""How wide words are, in the typeface of the paper; those of a browser hardly differ."""

from __future__ import annotations

from functools import lru_cache

from webapp.pdf.fonts import clean, split_by_face, width


@lru_cache(maxsize=5_000)
def _thousandths(text: str, bold: bool) -> float:
    parts = split_by_face(clean(text), bold, False)
    return sum(width(face, char) for face, chars in parts for char in chars)


def shortened(text: str, size: float, room: float) -> str:
    """The text as far as ``room`` points hold it, with an ellipsis where something is left out."""
    if text_width(text, size) <= room:
        return text
    kept = text
    while kept and text_width(f"{kept}…", size) > room:
        kept = kept[:-1]
    return f"{kept.rstrip()}…"


def text_width(text: str, size: float, *, bold: bool = False) -> float:
    """Points that a line of text takes at ``size`` points."""
    return _thousandths(text, bold) * size / 1000
