"""Paragraphs into lines: measured once in thousandths of the font size, then broken at any size and width."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from webapp.pdf.fonts import split_by_face, width
from webapp.pdf.richtext import Paragraph, Run

LEADING = 1.15  # of the font size
GAP = 0.4  # between paragraphs, of the font size
CLOSE_GAP = 0.1  # between list items
INDENT = 1750.0  # of a list level, in thousandths of the font size
# Lines break at spaces only: copied text would lose the hyphen of a word broken after it.
TOKENS = re.compile(r"\n| +|[^ \n]+")


@dataclass(frozen=True, slots=True)
class Piece:
    """Characters in one typeface; ``width`` in thousandths of the font size."""

    face: str
    text: str
    width: float
    run: Run


@dataclass(frozen=True, slots=True)
class Chunk:
    """Pieces no line break may part; ``spaces`` stand before it, ``newline`` forces a break before it."""

    pieces: tuple[Piece, ...]
    width: float
    spaces: tuple[Piece, ...] = ()
    newline: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """One line as drawn; ``gap`` above it and ``indent`` in points."""

    pieces: tuple[Piece, ...]
    paragraph: Paragraph
    size: float
    gap: float
    indent: float
    first: bool

    @property
    def height(self) -> float:
        """Points from the line above to the next, with the gap."""
        return self.gap + self.size * LEADING

    @property
    def width(self) -> float:
        """Points of what is drawn."""
        return sum(piece.width for piece in self.pieces) * self.size / 1000


class Setting:
    """The paragraphs of one cell, measured and ready to be broken into lines at any size."""

    def __init__(self, paragraphs: list[Paragraph]) -> None:
        self._measured = [(paragraph, list(chunks(paragraph.runs))) for paragraph in paragraphs]

    def lines(self, measure: float, size: float) -> list[Line]:
        """Lines no wider than ``measure`` points at ``size`` points."""
        found: list[Line] = []
        for paragraph, measured in self._measured:
            own = size * paragraph.scale
            indent = paragraph.depth * INDENT * own / 1000
            broken = break_lines(measured, (measure - indent) * 1000 / own)
            for index, pieces in enumerate(broken):
                gap = 0.0
                if found and index == 0:
                    gap = own * (CLOSE_GAP if paragraph.close else GAP)
                found.append(Line(pieces, paragraph, own, gap, indent, first=index == 0))
        return found


def chunks(runs: list[Run]) -> Iterator[Chunk]:
    """The unbreakable parts of a paragraph; a word may change style in the middle."""
    word: list[Piece] = []
    spaces: list[Piece] = []
    newline = False
    for run in runs:
        for token in TOKENS.findall(run.text):
            if word and token[0] in "\n ":
                yield _chunk(word, spaces, newline)
                word, spaces, newline = [], [], False
            if token == "\n":
                if newline:
                    yield _chunk([], [], newline)  # an empty line
                newline, spaces = True, []
            elif token[0] == " ":
                spaces = pieces(" ", run)
            else:
                word += pieces(token, run)
    if word:
        yield _chunk(word, spaces, newline)


def _chunk(word: list[Piece], spaces: list[Piece], newline: bool) -> Chunk:
    return Chunk(tuple(word), sum(piece.width for piece in word), tuple(spaces), newline)


@lru_cache(maxsize=20_000)
def _cut(text: str, bold: bool, italic: bool) -> tuple[tuple[str, str, float], ...]:
    parts = split_by_face(text, bold, italic)
    return tuple((name, part, sum(width(name, char) for char in part)) for name, part in parts)


def pieces(text: str, run: Run) -> list[Piece]:
    """``text`` measured in the style of ``run``, cut where the typeface changes."""
    return [Piece(name, part, wide, run) for name, part, wide in _cut(text, run.bold, run.italic)]


def break_lines(measured: list[Chunk], available: float) -> list[tuple[Piece, ...]]:
    """Fill lines of ``available`` thousandths; a chunk wider than a line is broken between characters.

    The space at a break stays at the end of its line, so that copied text keeps its words apart.
    """
    lines: list[list[Piece]] = [[]]
    used = 0.0
    for chunk in measured:
        space = sum(piece.width for piece in chunk.spaces)
        if chunk.newline:
            lines.append([])
            used = 0.0
        elif lines[-1]:
            lines[-1] += chunk.spaces
            used += space
            if used + chunk.width > available:
                lines.append([])
                used = 0.0
        if chunk.width <= available:
            lines[-1] += chunk.pieces
            used += chunk.width
        else:
            for piece in _characters(chunk.pieces):
                if used + piece.width > available and lines[-1]:
                    lines.append([])
                    used = 0.0
                lines[-1].append(piece)
                used += piece.width
    return [tuple(_joined(line)) for line in lines]


def _characters(line: Iterable[Piece]) -> Iterator[Piece]:
    for piece in line:
        for char in piece.text:
            yield Piece(piece.face, char, width(piece.face, char), piece.run)


def _joined(line: list[Piece]) -> Iterator[Piece]:
    """Neighbours of one style and typeface made one: fewer drawing instructions."""
    held: Piece | None = None
    for piece in line:
        if held and held.face == piece.face and held.run is piece.run:
            held = Piece(held.face, held.text + piece.text, held.width + piece.width, held.run)
            continue
        if held:
            yield held
        held = piece
    if held:
        yield held


def shortened(line: list[Piece], room: float) -> tuple[Piece, ...]:
    """A line cut to ``room`` thousandths with an ellipsis, for what is printed in full elsewhere."""
    if sum(piece.width for piece in line) <= room:
        return tuple(line)
    dots = pieces("…", line[0].run)
    used = sum(piece.width for piece in dots)
    kept: list[Piece] = []
    for piece in _characters(line):
        used += piece.width
        if used > room:
            break
        kept.append(piece)
    return tuple(_joined([*kept, *dots]))
