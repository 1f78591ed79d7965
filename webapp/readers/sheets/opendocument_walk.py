"""Going through the tables of an OpenDocument spreadsheet, past all that is no cell of a sheet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from webapp.readers.sheets import opendocument_names as names
from webapp.readers.sheets.xml_stream import Attributes, ensure_not_too_deep, fed, new_parser


class Walk:
    """Counts sheets, lines and columns; who walks for a purpose takes sheets, rows and cells as they come."""

    def __init__(self) -> None:
        self.sheet = -1  # counted from 0
        self.line = 1  # of the row in hand, the first of those it stands for
        self.rows = 1  # that it stands for
        self.column = 0  # of the cell in hand, the first of those it stands for
        self.columns = 1
        self.in_cell = False
        self.is_in_hidden_group = False
        self._hidden_groups: list[bool] = []
        self._depth = 0
        self._past = 0  # the depth at which begins what is walked past, 0 outside

    def read(self, blocks: Iterable[bytes]) -> Iterator[None]:
        """Walk through the content, pausing now and then; raises Refusal where it is damaged."""
        parser = new_parser()
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        yield from fed(parser, blocks)

    def start_sheet(self, attributes: Attributes) -> None:
        """A sheet begins."""

    def start_row(self, attributes: Attributes) -> None:
        """A row begins."""

    def end_row(self) -> None:
        """The row in hand is complete."""

    def start_cell(self, attributes: Attributes, *, is_covered: bool) -> None:
        """A cell begins."""

    def end_cell(self) -> None:
        """The cell in hand is complete."""

    def start_other(self, name: str, attributes: Attributes) -> None:
        """Something else begins: a style, a column; in a cell a part of its text."""

    def end_other(self, name: str) -> None:
        """It ends."""

    def text(self, piece: str) -> None:
        """Characters of a cell."""

    def _start(self, name: str, attributes: Attributes) -> None:
        self._depth += 1
        ensure_not_too_deep(self._depth)
        if self._past:
            return
        if name in (names.CELL, names.COVERED) and not self.in_cell:
            self.in_cell = True
            self.columns = int(attributes.get(names.COLUMNS_REPEATED, "1"))
            self.start_cell(attributes, is_covered=name == names.COVERED)
        elif name in names.NO_CELLS or (self.in_cell and not name.startswith(names.TEXT)):
            self._past = self._depth
        elif name == names.ROW:
            self.rows = int(attributes.get(names.ROWS_REPEATED, "1"))
            self.column = 0
            self.start_row(attributes)
        elif name == names.TABLE:
            self.sheet += 1
            self.line = 1
            self.start_sheet(attributes)
        elif name == names.ROW_GROUP:
            self._hidden_groups.append(attributes.get(names.DISPLAY) == "false")
            self.is_in_hidden_group = any(self._hidden_groups)
        else:
            self.start_other(name, attributes)

    def _end(self, name: str) -> None:
        self._depth -= 1
        if self._past:
            if self._depth < self._past:
                self._past = 0
        elif name in (names.CELL, names.COVERED):
            self.in_cell = False
            self.end_cell()
            self.column += self.columns
        elif name == names.ROW:
            self.end_row()
            self.line += self.rows
        elif name == names.ROW_GROUP:
            self._hidden_groups.pop()
            self.is_in_hidden_group = any(self._hidden_groups)
        else:
            self.end_other(name)

    def _text(self, piece: str) -> None:
        if self.in_cell and not self._past:
            self.text(piece)
