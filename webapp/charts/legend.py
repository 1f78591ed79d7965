"""What the marks of a chart mean, in rows below it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from webapp.charts.frame import LINE
from webapp.charts.lettering import shortened, text_width
from webapp.charts.shapes import QUIET, Shape, Words

LINE_SAMPLE, MARK_SAMPLE = 22.0, 11.0
"""Points that a sample of a line, or of a mark, is wide."""


@dataclass(frozen=True, slots=True)
class Entry:
    """Words beside a sample, which is drawn around the spot it is given, with marks of that radius."""

    sample: Callable[[float, float, float], Iterable[Shape]]
    words: str
    wide: float = LINE_SAMPLE


def legend_height(entries: Iterable[Entry], width: float, size: float) -> float:
    """Points that the rows take."""
    return len(_rows(entries, width, size)) * size * LINE


def legend_width(entries: Iterable[Entry], size: float) -> float:
    """Points of all entries in one row."""
    return sum(_wide(entry, size) for entry in entries) - size


def drawn_legend(entries: Iterable[Entry], width: float, size: float, top: float, left: float = 0.0) -> Iterator[Shape]:
    """The rows from ``top`` down, each beginning at ``left``."""
    for number, row in enumerate(_rows(entries, width, size)):
        baseline, x = top + number * size * LINE + size, left
        for entry in row:
            yield from entry.sample(x + entry.wide / 2, baseline - size * 0.35, size / 3)
            words = shortened(entry.words, size, width - entry.wide - 5)
            yield Words(x + entry.wide + 5, baseline, words, size, ink=QUIET)
            x += _wide(entry, size)


def _rows(entries: Iterable[Entry], width: float, size: float) -> list[list[Entry]]:
    rows: list[list[Entry]] = []
    used = width
    for entry in entries:
        wide = _wide(entry, size)
        if used + wide - size > width or not rows:
            rows.append([])
            used = 0.0
        rows[-1].append(entry)
        used += wide
    return rows


def _wide(entry: Entry, size: float) -> float:
    return entry.wide + 5 + text_width(entry.words, size) + size
