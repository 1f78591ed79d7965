"""The rows of an Excel sheet, read as they come."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from webapp.domain.errors import Refusal
from webapp.readers.sheets.bounds import LONGEST_ROW, too_long_a_row
from webapp.readers.sheets.excel_formulas import Formula, fault_of
from webapp.readers.sheets.excel_parts import Workbook, is_true
from webapp.readers.sheets.excel_sheet import COLUMNS, ROWS, column_number
from webapp.readers.sheets.excel_strings import SharedStrings, unescaped
from webapp.readers.sheets.formats import Shown, number_text
from webapp.readers.sheets.grid import Grid
from webapp.readers.sheets.model import BadCell
from webapp.readers.sheets.values import FALSE, TRUE, figure_text, iso_text
from webapp.readers.sheets.xml_stream import Attributes, ensure_not_too_deep, fed, new_parser
from webapp.readers.unpacking import DAMAGED


class Context(NamedTuple):
    """What the cells of every sheet of a workbook refer to."""

    book: Workbook
    strings: SharedStrings
    shown: dict[str, Shown]  # by style; a figure where there is none


_DIGITS = "0123456789"
_TEXTS_AT_HAND = 10_000


class RowReader:
    """Sends the rows of one sheet to a grid."""

    def __init__(self, context: Context, namespace: str, grid: Grid) -> None:
        self._book, self._strings, self._shown = context
        self._grid = grid
        self._most = LONGEST_ROW
        self._row, self._c, self._v, self._f, self._t, self._aloud = (
            f"{namespace} {name}" for name in ("row", "c", "v", "f", "t", "rPh")
        )
        self._columns: dict[str, int] = {}  # by their letters
        self._texts: dict[str, str] = {}  # by their number, some of those met so far
        self._pieces: list[str] = []  # of the text in hand
        self._depth = 0  # of elements that are neither rows, cells nor values
        self._line = self._length = 0  # the row in hand, and the characters of its cells
        self._in_row = False
        self._is_hidden = False
        self._cells: list[str] = []
        self._bad: list[BadCell] = []
        self._in_cell = False
        self._column = -1
        self._kind = "n"
        self._style = "0"
        self._value: str | None = None
        self._formula: str | None = None
        self._inline: list[str] = []
        self._aloud_since = 0  # the depth at which begins how a text is read aloud, 0 outside

    def read(self, blocks: Iterable[bytes]) -> Iterator[None]:
        """Read the sheet, pausing now and then; raises Refusal where it is damaged."""
        parser = new_parser()
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._pieces.append
        for _ in fed(parser, blocks):
            if self._length + sum(map(len, self._pieces)) + sum(map(len, self._inline)) > self._most:
                raise too_long_a_row(self._line)
            yield

    def _start(self, name: str, attributes: Attributes) -> None:
        if name == self._c:
            if self._in_cell:
                raise Refusal(DAMAGED)
            self._in_cell = True
            place = attributes.get("r")
            if place is None:
                self._column += 1
            else:
                letters = place.rstrip(_DIGITS)
                column = self._columns.get(letters)
                self._column = self._new_column(letters) if column is None else column
            self._kind = attributes.get("t", "n")
            self._style = attributes.get("s", "0")
            self._value = self._formula = None
        elif name == self._v:
            if self._value is not None:
                raise Refusal(DAMAGED)
            self._value = ""
            self._pieces.clear()
        elif name == self._row:
            self._start_row(attributes)
        else:
            self._depth += 1
            ensure_not_too_deep(self._depth)
            if name == self._aloud:
                self._aloud_since = self._aloud_since or self._depth
            elif name in (self._t, self._f):
                self._pieces.clear()

    def _end(self, name: str) -> None:
        if name == self._v:
            self._value = "".join(self._pieces)
        elif name == self._c:
            if self._value is not None or self._formula is not None or self._inline:
                self._take_cell()
                self._inline.clear()
            self._in_cell = False
        elif name == self._row:
            self._in_row = False
            self._grid.take(self._line, self._cells, self._bad, is_hidden=self._is_hidden)
        else:
            if name == self._f:
                self._formula = "".join(self._pieces)
            elif name == self._t and not self._aloud_since:
                self._inline.append("".join(self._pieces))
            if self._depth == self._aloud_since:
                self._aloud_since = 0
            self._depth -= 1

    def _start_row(self, attributes: Attributes) -> None:
        line = int(attributes.get("r", self._line + 1))
        if self._in_row or not self._line < line <= ROWS:
            raise Refusal(DAMAGED)
        self._in_row = True
        self._line, self._column, self._length = line, -1, 0
        self._is_hidden = is_true(attributes, "hidden") or float(attributes.get("ht", "1")) == 0
        self._cells, self._bad = [], []
        self._pieces.clear()

    def _new_column(self, letters: str) -> int:
        column = column_number(letters)
        if not 0 <= column < COLUMNS:
            raise Refusal(DAMAGED)
        self._columns[letters] = column
        return column

    def _take_cell(self) -> None:
        """The most usual kinds first: there may be ten million cells."""
        kind, value = self._kind, self._value or ""
        if self._formula is not None and self._is_bad_formula(self._formula, value):
            return
        if kind == "s":
            known = self._texts.get(value)
            text = self._new_text(value) if known is None else known
        elif kind == "n":
            shown = self._shown.get(self._style)
            text = figure_text(value) if shown is None else self._number(value, shown)
        else:
            text = self._other(kind, value)
        if text:
            cells, column = self._cells, self._column
            if column == len(cells):
                cells.append(text)
            else:
                cells.extend([""] * (column + 1 - len(cells)))
                cells[column] = text
            self._length += len(text)
            if self._length > self._most:
                raise too_long_a_row(self._line)

    def _new_text(self, number: str) -> str:
        if len(self._texts) > _TEXTS_AT_HAND:
            self._texts.clear()
        text = self._texts[number] = self._strings[int(number)] if number else ""
        return text

    def _is_bad_formula(self, text: str, result: str) -> bool:
        fault = fault_of(Formula(self._line, self._column, text, result, self._kind), self._book)
        if fault is not None:
            self._bad.append(BadCell(self._line, self._column, f"={text}", fault))
        return fault is not None

    def _number(self, value: str, shown: Shown) -> str:
        return number_text(value, shown, from_1904=self._book.from_1904) if value else ""

    def _other(self, kind: str, value: str) -> str:
        if kind == "inlineStr":
            return unescaped("".join(self._inline))
        if kind == "b":
            return TRUE if value == "1" else FALSE
        return iso_text(value) if kind == "d" else unescaped(value)
