"""Rows of a workbook's sheet on their way into chunks: what nobody can see in it is left out, and said."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from webapp.domain.errors import Refusal
from webapp.domain.limits import Limits
from webapp.readers.sheets.bounds import MOST_CELLS, too_long, too_many_cells, too_many_columns, too_many_rows
from webapp.readers.sheets.left_out import LeftOut
from webapp.readers.sheets.model import CHUNK_ROWS, BadCell, Chunk, Merged, Sheet
from webapp.readers.unpacking import DAMAGED


class _Row(NamedTuple):
    line: int
    cells: list[str]
    bad: list[BadCell]
    times: int


class Grid:
    """Takes rows in their order, and hands them on in chunks."""

    def __init__(self, limits: Limits, hidden_columns: Sequence[range] = (), merged: Sequence[Merged] = ()) -> None:
        self.left_out = LeftOut()
        self._limits = limits
        self._hidden_columns = hidden_columns
        self._merged_below = deque(sorted(merged))
        self._merged_here: list[Merged] = []
        self._rows: deque[_Row] = deque()
        self._chunk = Chunk([], [], [])
        self._handed_on = 0
        self._cells = 0

    def take(self, line: int, cells: list[str], bad: list[BadCell], *, is_hidden: bool = False, times: int = 1) -> None:
        """Take a row, which repeats itself so many times; its cells become the grid's. Blank ones cost nothing."""
        if not bad and not any(map(str.strip, cells)):
            return
        if is_hidden:
            self.left_out.rows(line, line + times - 1)
            return
        if self._hidden_columns:
            bad = self._without_hidden_columns(cells, bad)
        if self._merged_below or self._merged_here:
            self._without_covered(line, cells)
        if cells and max(map(len, cells)) > self._limits.cell_characters:
            bad = self._without_long_cells(line, cells, bad)
        while cells and not cells[-1].strip():
            cells.pop()
        if len(cells) > self._limits.columns:
            raise too_many_columns(line, self._limits)
        self._cells += len(cells) * times
        if self._cells > MOST_CELLS:
            raise too_many_cells()
        if cells or bad:
            self._rows.append(_Row(line, cells, bad, times))

    def full_chunks(self) -> Iterator[Chunk]:
        """The chunks that are full by now; raises Refusal beyond the limit of rows."""
        while self._rows:
            row = self._rows.popleft()
            for line in range(row.line, row.line + row.times):
                lines, rows, bad = self._chunk
                if row.cells:
                    lines.append(line)
                    rows.append(row.cells if row.times == 1 else row.cells.copy())
                if row.bad:
                    bad += [each._replace(line=line) for each in row.bad]
                if len(lines) + len(bad) >= CHUNK_ROWS:
                    yield self._next()

    def last_chunks(self) -> Iterator[Chunk]:
        """Those that are full, and what remains."""
        yield from self.full_chunks()
        if self._chunk.lines or self._chunk.bad:
            yield self._next()

    def _next(self) -> Chunk:
        chunk, self._chunk = self._chunk, Chunk([], [], [])
        self._handed_on += len(chunk.lines)
        if self._handed_on > self._limits.rows:
            raise too_many_rows(self._limits)
        return chunk

    def _without_hidden_columns(self, cells: list[str], bad: list[BadCell]) -> list[BadCell]:
        for columns in self._hidden_columns:
            for column in range(columns.start, min(columns.stop, len(cells))):
                if cells[column].strip():
                    self.left_out.column(column)
                    cells[column] = ""
        seen = []
        for each in bad:
            if each.column is not None and any(each.column in columns for columns in self._hidden_columns):
                self.left_out.column(each.column)
            else:
                seen.append(each)
        return seen

    def _without_covered(self, line: int, cells: list[str]) -> None:
        """Blank what lies under a merged cell: a spreadsheet shows the first cell of the area only."""
        while self._merged_below and self._merged_below[0].first_line <= line:
            self._merged_here.append(self._merged_below.popleft())
        self._merged_here = [area for area in self._merged_here if area.last_line >= line]
        if len(self._merged_here) > self._limits.columns:
            raise Refusal(DAMAGED)  # they lie over one another, which no spreadsheet lets happen
        for area in self._merged_here:
            first = area.first_column + (line == area.first_line)
            for column in range(first, min(area.last_column + 1, len(cells))):
                if cells[column].strip():
                    self.left_out.covered(line, column)
                    cells[column] = ""

    def _without_long_cells(self, line: int, cells: list[str], bad: list[BadCell]) -> list[BadCell]:
        for column, cell in enumerate(cells):
            if len(cell) > self._limits.cell_characters:
                bad = [*bad, too_long(line, column, cell, self._limits)]
                cells[column] = ""
        return bad


class GridSheet:
    """A sheet that is read through a grid; ``read`` sends its rows there and pauses now and then."""

    def __init__(
        self,
        name: str,
        new_grid: Callable[[], Grid],
        read: Callable[[Grid], Iterator[None]],
        merged: tuple[Merged, ...] = (),
    ) -> None:
        self._new_grid = new_grid
        self._read = read
        self._left_out: tuple[str, ...] | None = None
        self.sheet = Sheet(name, self._chunks, self._sentences, merged)

    def _chunks(self) -> Iterator[Chunk]:
        grid = self._new_grid()
        for _ in self._read(grid):
            yield from grid.full_chunks()
        yield from grid.last_chunks()
        self._left_out = grid.left_out.sentences()

    def _sentences(self) -> tuple[str, ...]:
        """What was left out; known only once all rows were read, so they are read where nobody has yet."""
        if self._left_out is None:
            for _ in self._chunks():
                pass
        return self._left_out or ()
