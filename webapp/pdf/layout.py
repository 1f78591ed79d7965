"""Rows of the form placed on A4 pages at one font size: how high they are, and where a page ends."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from webapp.pdf.form import Form, Kind, Row
from webapp.pdf.sheet import PAGE_HEIGHT, PAGE_WIDTH
from webapp.pdf.typesetting import Line, Setting

SIDE = 42.5  # 15 mm
TOP = 40.0
FOOT = 46.0  # from the paper's edge to the last row
WIDTH = PAGE_WIDTH - 2 * SIDE
HEIGHT = PAGE_HEIGHT - TOP - FOOT
ROUNDING = 0.01  # points by which two ways of adding the same heights may differ
LABEL = 136.0  # the label column
ROOM_X = 6.0  # between a rule and the text beside it
LEAST_LINES = 2  # never fewer lines of a divided row at the foot or at the head of a page

COLUMNS: dict[Kind, tuple[tuple[float, float], ...]] = {
    # left edge and width of each cell's text, in points from the left margin
    Kind.TITLE: ((0, WIDTH - 170), (WIDTH - 166, 166)),
    Kind.NOTE: ((0, WIDTH),),
    Kind.BAND: ((ROOM_X, WIDTH - 2 * ROOM_X),),
    Kind.ACTION: ((ROOM_X, WIDTH - 2 * ROOM_X),),
    Kind.FIELD: ((ROOM_X, LABEL - 2 * ROOM_X), (LABEL + ROOM_X, WIDTH - LABEL - 2 * ROOM_X)),
    Kind.SIGN_OFF: ((ROOM_X, LABEL - 2 * ROOM_X), (LABEL + ROOM_X, WIDTH - LABEL - 2 * ROOM_X)),
}
PADDING = {  # above and below, of the font size
    Kind.TITLE: (0.0, 0.35),
    Kind.NOTE: (0.0, 0.6),
    Kind.BAND: (0.3, 0.4),
    Kind.ACTION: (0.15, 0.25),
    Kind.FIELD: (0.25, 0.4),
    Kind.SIGN_OFF: (0.35, 0.45),
}
HOLDS_NEXT = frozenset({Kind.TITLE, Kind.NOTE, Kind.BAND, Kind.ACTION})


@dataclass(frozen=True, slots=True)
class Placed:
    """A row, or part of one, with ``top`` in points below the top margin. ``begins``/``ends``: the row does so here."""

    row: Row
    cells: tuple[tuple[Line, ...], ...]
    above: float
    below: float
    top: float = 0.0
    begins: bool = True
    ends: bool = True

    @property
    def height(self) -> float:
        """Points, padding included."""
        return self.above + self.below + max((high(lines) for lines in self.cells), default=0.0)


def high(lines: Sequence[Line]) -> float:
    """Points that these lines take; the gap above the first is not drawn."""
    return sum(line.height for line in lines) - (lines[0].gap if lines else 0.0)


class Layout:
    """A form measured once, to be placed at several sizes."""

    def __init__(self, form: Form) -> None:
        self._rows = [(row, [Setting(cell) for cell in row.cells]) for row in form.rows]

    def rows(self, size: float) -> list[Placed]:
        """Every row set at ``size`` points, not yet on a page."""
        return [self._set(row, settings, size) for row, settings in self._rows]

    def _set(self, row: Row, settings: list[Setting], size: float) -> Placed:
        columns = COLUMNS[row.kind]
        lines = (setting.lines(width, size) for setting, (_, width) in zip(settings, columns, strict=True))
        above, below = PADDING[row.kind]
        return Placed(row, tuple(tuple(each) for each in lines), above * size, below * size)

    def height(self) -> float:
        """Points, padding included."""
        return self.above + self.below + max((high(lines) for lines in self.cells), default=0.0)


def high(lines: Sequence[Line]) -> float:
    """Points that these lines take; the gap above the first is not drawn."""
    return sum(line.height for line in lines) - (lines[0].gap if lines else 0.0)


class Layout:
    """A form measured once, to be placed at several sizes."""

    def __init__(self, form: Form) -> None:
        self._rows = [(row, [Setting(cell) for cell in row.cells]) for row in form.rows]

    def rows(self, size: float) -> list[Placed]:
        """Every row set at ``size`` points, not yet on a page."""
        return [self._set(row, settings, size) for row, settings in self._rows]

    def _set(self, row: Row, settings: list[Setting], size: float) -> Placed:
        columns = COLUMNS[row.kind]
        lines = (setting.lines(width, size) for setting, (_, width) in zip(settings, columns, strict=True))
        above, below = PADDING[row.kind]
        return Placed(row, tuple(tuple(each) for each in lines), above * size, below * size)

    def one_page(self, size: float) -> list[Placed]:
        """Every row on a single page, whether or not it is long enough."""
        return stack(self.rows(size))

    def height(self, size: float) -> float:
        """Points from the first row to the last; one page has ``HEIGHT``."""
        return sum(placed.height for placed in self.rows(size))

    def longest(self, size: float) -> Row:
        """The row, among those that somebody wrote, that takes most room."""
        return max((placed for placed in self.rows(size) if placed.row.field), key=lambda each: each.height).row

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
                raise ValueError("a row with no line that fits an empty page")
            waiting.insert(0, rest)
            pages.append([])
            room = HEIGHT + ROUNDING
        return [stack(page) for page in pages]


def stack(rows: list[Placed]) -> list[Placed]:
    """Rows one below the other from the top of a page."""
    top = 0.0
    stacked = []
    for row in rows:
        stacked.append(replace(row, top=top))
        top += row.height
    return stacked


def _held(row: Placed, waiting: list[Placed]) -> float:
    """Points that must also fit below a heading: it never stands alone at the foot of a page."""
    if row.row.kind not in HOLDS_NEXT or not waiting:
        return 0.0
    below = waiting[0]
    first = max(high(lines[:LEAST_LINES]) for lines in below.cells)
    return below.above + first + below.below + _held(below, waiting[1:])


def divide(row: Placed, room: float) -> tuple[Placed | None, Placed]:
    """The part of a row that fits ``room`` points, and the rest; no part where too few lines would fit."""
    last = row.cells[-1]
    count = 0
    while count < len(last) and row.above + high(last[: count + 1]) + row.below <= room:
        count += 1
    count = min(count, len(last) - LEAST_LINES)
    others = max((high(lines) for lines in row.cells[:-1]), default=0.0)
    if row.row.kind is not Kind.FIELD or count < LEAST_LINES or row.above + others + row.below > room:
        return None, row
    here = replace(row, cells=(*row.cells[:-1], last[:count]), ends=False)
    # The label is repeated overleaf, as decoration: it was read once already.
    rest = replace(row, cells=(*row.cells[:-1], last[count:]), begins=False)
    return here, rest
