"""The rows of one sheet of an OpenDocument spreadsheet, read as they come."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator

from webapp.domain.errors import Refusal
from webapp.readers.sheets import opendocument_names as names
from webapp.readers.sheets.bounds import LONGEST_ROW, too_long_a_row
from webapp.readers.sheets.grid import Grid
from webapp.readers.sheets.model import BadCell
from webapp.readers.sheets.opendocument_survey import HIDDEN
from webapp.readers.sheets.opendocument_values import cell_text
from webapp.readers.sheets.opendocument_walk import Walk
from webapp.readers.sheets.remarks import NOT_WORKED_OUT
from webapp.readers.sheets.xml_stream import Attributes
from webapp.readers.unpacking import DAMAGED

COLUMNS = 16_384
"""What a sheet can have."""

_SPACES = re.compile(r"[ \t\r\n]+")


class Rows(Walk):
    """Sends the rows of the sheet of that number to a grid."""

    def __init__(self, wanted: int, hiding: Collection[str], grid: Grid) -> None:
        super().__init__()
        self._wanted = wanted
        self._hiding = hiding
        self._grid = grid
        self._is_hidden = False
        self._cells: list[str] = []
        self._bad: list[BadCell] = []
        self._attributes: Attributes = {}
        self._is_covered = False
        self._pieces: list[str] = []
        self._length = 0  # of all texts of the row
        self._paragraphs = 0
        self._in_paragraph = False

    def rows_of(self, blocks: Iterable[bytes]) -> Iterator[None]:
        """Read the content up to the end of that sheet, pausing now and then."""
        for _ in self.read(blocks):
            yield
            if self.sheet > self._wanted:
                return

    def start_row(self, attributes: Attributes) -> None:
        """A new row, hidden or not."""
        is_hidden_by_style = attributes.get(names.STYLE_NAME, "") in self._hiding
        self._is_hidden = attributes.get(names.VISIBILITY) in HIDDEN or is_hidden_by_style or self.is_in_hidden_group
        self._cells, self._bad = [], []
        self._length = 0

    def end_row(self) -> None:
        """Hand it on."""
        if self.sheet == self._wanted:
            self._grid.take(self.line, self._cells, self._bad, is_hidden=self._is_hidden, times=self.rows)

    def start_cell(self, attributes: Attributes, *, is_covered: bool) -> None:
        """A new cell, without text so far."""
        self._attributes, self._is_covered = attributes, is_covered
        self._pieces.clear()
        self._paragraphs = 0

    def start_other(self, name: str, attributes: Attributes) -> None:
        """A paragraph of a cell, or what stands for white space in one."""
        if not self.in_cell or self.sheet != self._wanted:
            return
        if name == names.PARAGRAPH:
            if self._paragraphs:
                self._add("\n")
            self._paragraphs += 1
            self._in_paragraph = True
        elif name == names.SPACES:
            self._add(" " * min(int(attributes.get(names.SPACE_COUNT, "1")), LONGEST_ROW + 1))
        elif name == names.TAB:
            self._add("\t")
        elif name == names.LINE_BREAK:
            self._add("\n")

    def end_other(self, name: str) -> None:
        """The end of a paragraph."""
        if name == names.PARAGRAPH:
            self._in_paragraph = False

    def text(self, piece: str) -> None:
        """Characters of a paragraph, in which any white space counts as one space."""
        if self._in_paragraph:
            self._add(_SPACES.sub(" ", piece))

    def end_cell(self) -> None:
        """Put the cell into its columns."""
        if self.sheet != self._wanted:
            return
        text = cell_text(self._attributes, "".join(self._pieces) if self._paragraphs else None)
        if text == "":
            return
        last = self.column + self.columns
        if not self.column < last <= COLUMNS:
            raise Refusal(DAMAGED)
        if self._is_covered:
            if not self._is_hidden:
                self._grid.left_out.covered(self.line, self.column)
        elif text is None:
            formula = self._attributes[names.FORMULA].removeprefix("of:")
            self._bad += [BadCell(self.line, column, formula, NOT_WORKED_OUT) for column in range(self.column, last)]
        else:
            self._cells.extend([""] * (self.column - len(self._cells)))
            self._cells.extend([text] * self.columns)

    def _add(self, piece: str) -> None:
        self._pieces.append(piece)
        self._length += len(piece)
        if self._length > LONGEST_ROW:
            raise too_long_a_row(self.line)
