"""Rows of the form placed on A4 pages at one font size: how high they are, and where a page ends."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from webapp.pdf.form import Form, Kind, Row
from webapp.pdf.sheet import PAGE_HEIGHT, PAGE_WIDTH
from webapp.pdf.typesetting import Line, Setting

SIDE = 42.5  # 15 mm
TOP = 36.0
FOOT = 42.0  # from the paper's edge to the last row
WIDTH = PAGE_WIDTH - 2 * SIDE
HEIGHT = PAGE_HEIGHT - TOP - FOOT
ROUNDING = 0.01  # points by which two ways of adding the same heights may differ
LABEL = 132.0  # the label column
ROOM_X = 6.0  # between a rule and the text beside it
SIGN_OFF_SPACE = 0.7  # above the strip, of the font size
SIGN_OFF_ROOM = 6.5  # height of its text, of the font size: room is kept for the signature and QR code to come
CHART_HEIGHT = 96.0  # whatever the size of the text
SMALLER = 0.05  # by how much of its size the strip's text shrinks at a time, until that room holds it
STRETCH = 0.9  # the most that a row of a page with room to spare grows, of the font size
LEAST_LINES = 2  # never fewer lines of a divided row at the foot or at the head of a page

_LABELLED = ((ROOM_X, LABEL - 2 * ROOM_X), (LABEL + ROOM_X, WIDTH - LABEL - 2 * ROOM_X))
_ACROSS = ((ROOM_X, WIDTH - 2 * ROOM_X),)
COLUMNS: dict[Kind, tuple[tuple[float, float], ...]] = {
    # left edge and width of each cell's text, in points from the left margin
    Kind.HEAD: ((0, WIDTH - 180), (WIDTH - 170, 170)),
    Kind.TITLE: ((0, WIDTH - 180), (WIDTH - 170, 170 - ROOM_X)),
    Kind.NOTE: ((0, WIDTH),),
    Kind.BAND: _ACROSS,
    Kind.ACTION: _ACROSS,
    Kind.FIELD: _LABELLED,
    Kind.CHART: _LABELLED,
    Kind.SIGN_OFF: _LABELLED,
}
PADDING = {  # above and below, of the font size
    Kind.HEAD: (0.0, 0.1),
    Kind.TITLE: (0.0, 0.4),
    Kind.NOTE: (0.0, 0.5),
    Kind.BAND: (0.2, 0.3),
    Kind.ACTION: (0.1, 0.2),
    Kind.FIELD: (0.15, 0.25),
    Kind.CHART: (0.25, 0.25),
    Kind.SIGN_OFF: (0.25, 0.35),
}
HOLDS_NEXT = frozenset({Kind.HEAD, Kind.TITLE, Kind.NOTE, Kind.BAND, Kind.ACTION})


@dataclass(frozen=True, slots=True)
class Placed:
    """A row, or part of one, with ``top`` in points below the top margin.

    ``space`` is left free before it, ``above`` and ``below`` are its padding,
    ``least`` is the least height of its text.
    ``begins`` is False for a part that goes on from the page before.
    """

    row: Row
    cells: tuple[tuple[Line, ...], ...]
    above: float
    below: float
    space: float = 0.0
    least: float = 0.0
    top: float = 0.0
    begins: bool = True

    @property
    def height(self) -> float:
        """Points, padding and the space before it included."""
        return self.space + self.above + self.below + max(self.least, *(high(lines) for lines in self.cells))


def high(lines: Sequence[Line]) -> float:
    """Points that these lines take; the gap above the first is not drawn."""
    return sum(line.height for line in lines) - (lines[0].gap if lines else 0.0)


class Layout:
    """A form measured once, to be placed at several sizes."""

    def __init__(self, form: Form) -> None:
        self._rows = [(row, [Setting(cell) for cell in row.cells]) for row in form.rows]
        self._set: dict[float, list[Placed]] = {}

    def rows(self, size: float) -> list[Placed]:
        """Every row set at ``size`` points, not yet on a page."""
        if size not in self._set:
            self._set[size] = [_set(row, settings, size) for row, settings in self._rows]
        return list(self._set[size])

    def height(self, size: float) -> float:
        """Points from the first row to the last; one page has ``HEIGHT``."""
        return sum(placed.height for placed in self.rows(size))

    def longest(self, size: float) -> Row:
        """The row, among those that somebody wrote, that takes most room."""
        written = [placed for placed in self.rows(size) if placed.row.field]
        return max(written, key=lambda placed: placed.height).row

    def pages(self, size: float) -> list[list[Placed]]:
        """Rows over as many pages as they need; a long row goes on overleaf."""
        pages: list[list[Placed]] = [[]]
        waiting = self.rows(size)
        room = HEIGHT + ROUNDING
        while waiting:
            row = waiting.pop(0)
            if row.height + _held(row, waiting) <= room:
                pages[-1].append(row)
                room -= row.height
                continue
            fitting, rest = divide(row, room)
            if fitting is not None:
                pages[-1].append(fitting)
            elif not pages[-1]:
                raise ValueError("A row of the form has no part that fits an empty page.")
            waiting.insert(0, rest)
            pages.append([])
            room = HEIGHT + ROUNDING
        if len(pages) == 1:
            pages = [stretched(pages[0], size)]
        return [stacked(page) for page in pages]


def _set(row: Row, settings: list[Setting], size: float) -> Placed:
    columns = zip(settings, COLUMNS[row.kind], strict=True)
    lines = tuple(tuple(setting.lines(width, size)) for setting, (_, width) in columns)
    above, below = PADDING[row.kind]
    if row.kind is not Kind.SIGN_OFF:
        return Placed(row, lines, above * size, below * size, least=CHART_HEIGHT if row.chart else 0.0)
    room = SIGN_OFF_ROOM * size
    shrunk = (lines[0], _within(room, lines[1], settings[1], size))
    return Placed(row, shrunk, above * size, below * size, space=SIGN_OFF_SPACE * size, least=room)


def _within(room: float, lines: tuple[Line, ...], setting: Setting, size: float) -> tuple[Line, ...]:
    """The strip's text no higher than ``room``: a plan takes the same room signed and unsigned, whoever signs."""
    (_, width), scale = COLUMNS[Kind.SIGN_OFF][1], 1.0
    while high(lines) > room:
        scale -= SMALLER
        lines = tuple(setting.lines(width, size * scale))
    return lines


def stretched(rows: list[Placed], size: float) -> list[Placed]:
    """A page with room to spare, given to the rows that were written in."""
    written = sum(row.row.kind is Kind.FIELD for row in rows)
    spare = HEIGHT - sum(row.height for row in rows)
    more = max(0.0, min(spare / written, STRETCH * size)) / 2
    return [
        replace(row, above=row.above + more, below=row.below + more) if row.row.kind is Kind.FIELD else row
        for row in rows
    ]


def stacked(rows: list[Placed]) -> list[Placed]:
    """Rows one below the other from the top of a page."""
    top = 0.0
    placed = []
    for row in rows:
        placed.append(replace(row, top=top))
        top += row.height
    return placed


def _held(row: Placed, waiting: list[Placed]) -> float:
    """Points that must also fit below a heading: it never stands alone at the foot of a page."""
    if row.row.kind not in HOLDS_NEXT or not waiting:
        return 0.0
    below = waiting[0]
    first = max(high(lines[:LEAST_LINES]) for lines in below.cells)
    return below.above + first + below.below + _held(below, waiting[1:])


def divide(row: Placed, room: float) -> tuple[Placed | None, Placed]:
    """The part of a row that fits ``room`` points, and the rest; no part where too few lines would fit."""
    *labels, written = row.cells
    padding = row.space + row.above + row.below
    beside = max((high(lines) for lines in labels), default=0.0)
    count = 0
    while count < len(written) and padding + high(written[: count + 1]) <= room:
        count += 1
    count = min(count, len(written) - LEAST_LINES)
    if count < LEAST_LINES or padding + max(beside, row.least) > room:
        return None, row
    here = replace(row, cells=(*labels, written[:count]))
    # The label stands overleaf again, as decoration: it was read once already.
    rest = replace(row, cells=(*labels, written[count:]), begins=False)
    return here, rest
