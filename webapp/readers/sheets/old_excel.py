"""Excel workbooks of the older kind (.xls) as books, by xlrd, which holds a whole sheet: they are never large."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from mmap import ACCESS_READ, mmap
from pathlib import Path

import xlrd
from xlrd.biffh import XLRDError
from xlrd.book import Book as OldBook
from xlrd.sheet import Sheet as OldSheet

from webapp.domain.errors import Refusal
from webapp.domain.limits import Limits
from webapp.readers.kinds import OLDEST_WORKBOOK, PRESENTATION, WORD_DOCUMENT, refusal_of
from webapp.readers.sheets.formats import Shown, number_text, shown_by_code
from webapp.readers.sheets.grid import Grid, GridSheet
from webapp.readers.sheets.model import BadCell, Book, Merged, Sheet
from webapp.readers.sheets.old_excel_formulas import not_worked_out
from webapp.readers.sheets.remarks import MACROS, NO_SHEET, NOT_WORKED_OUT, PROTECTED, hidden_sheet
from webapp.readers.sheets.values import FALSE, TRUE
from webapp.readers.unpacking import DAMAGED

KIND = "Excel workbook of the older kind"

LARGEST = 50_000_000
"""Bytes; a full sheet of eight columns has some nine million."""

_ENCRYPTED = "EncryptedPackage"  # a new workbook in the cover of an old one
_OTHERS = {"WordDocument": WORD_DOCUMENT, "PowerPoint Document": PRESENTATION}
_VBA = "_VBA_PROJECT_CUR"
_OLDEST = 50  # Excel 5; what came before stores formulas otherwise
_DIRECTORY_ENTRY = 128
_PAUSE = 500  # rows


def open_old_excel(path: Path, limits: Limits) -> Book:
    """The sheets that can be seen. Raises Refusal for another old document, and where a password is needed."""
    if path.stat().st_size > LARGEST:
        raise Refusal(
            f"The workbook is of the older kind (.xls) and larger than {LARGEST // 1_000_000} MB. Save it as an Excel "
            "workbook (.xlsx), and send that."
        )
    streams = _streams(path)
    if _ENCRYPTED in streams:
        raise Refusal(PROTECTED)
    for name, kind in _OTHERS.items():
        if name in streams:
            raise refusal_of(kind)
    sheets, notes = [], []
    with _opened(path) as book:
        for number, name in enumerate(book.sheet_names()):
            sheet = _loaded(book, number)
            if sheet.visibility:
                notes.append(hidden_sheet(name))
            else:
                sheets.append(_sheet(path, number, sheet, limits))
            book.unload_sheet(number)
    if not sheets:
        raise Refusal(NO_SHEET)
    if _VBA in streams:
        notes.append(MACROS)
    return Book(KIND, tuple(sheets), tuple(notes))


def _sheet(path: Path, number: int, sheet: OldSheet, limits: Limits) -> Sheet:
    columns = sheet.colinfo_map.items()
    hidden = [range(column, column + 1) for column, info in columns if info.hidden or info.width == 0]
    merged = tuple(
        Merged(first_row + 1, end_row, first_column, end_column - 1)
        for first_row, end_row, first_column, end_column in sheet.merged_cells
    )

    def read(grid: Grid) -> Iterator[None]:
        with _opened(path) as book:
            yield from _Rows(book, number).read(grid)

    return GridSheet(sheet.name, lambda: Grid(limits, hidden, merged), read, merged).sheet


class _Rows:
    """The rows of one sheet."""

    def __init__(self, book: OldBook, number: int) -> None:
        self._book = book
        self._sheet = _loaded(book, number)
        with _refusing_damage():
            self._not_worked_out = not_worked_out(book.mem or b"", book.base, number)
        self._shown: dict[int, Shown] = {}  # by the number of a cell's style

    def read(self, grid: Grid) -> Iterator[None]:
        """Send them to the grid, pausing now and then."""
        for row in range(self._sheet.nrows):
            info = self._sheet.rowinfo_map.get(row)
            cells, bad = [], []
            for column in range(self._sheet.row_len(row)):
                if (row, column) in self._not_worked_out:
                    bad.append(BadCell(row + 1, column, None, NOT_WORKED_OUT))
                    cells.append("")
                else:
                    cells.append(self._text(row, column))
            grid.take(row + 1, cells, bad, is_hidden=info is not None and bool(info.hidden or info.height == 0))
            if row % _PAUSE == 0:
                yield

    def _text(self, row: int, column: int) -> str:
        kind, value = self._sheet.cell_type(row, column), self._sheet.cell_value(row, column)
        if kind == xlrd.XL_CELL_TEXT:
            return str(value)
        if kind in (xlrd.XL_CELL_NUMBER, xlrd.XL_CELL_DATE):
            shown = self._shown_by(self._sheet.cell_xf_index(row, column))
            return number_text(repr(value), shown, from_1904=self._book.datemode == 1)
        if kind == xlrd.XL_CELL_BOOLEAN:
            return TRUE if value else FALSE
        if kind == xlrd.XL_CELL_ERROR:
            return xlrd.error_text_from_code.get(int(value), "#ERROR!")
        return ""

    def _shown_by(self, style: int) -> Shown:
        shown = self._shown.get(style)
        if shown is None:
            code = self._book.format_map[self._book.xf_list[style].format_key].format_str
            shown = self._shown[style] = shown_by_code(code)
        return shown


class _Nowhere(io.TextIOBase):
    """Takes what xlrd has to say about a file, which nobody reads."""

    def write(self, _text: str) -> int:
        """Forget it."""
        return 0


@contextmanager
def _opened(path: Path) -> Iterator[OldBook]:
    """The workbook, whose sheets are loaded when asked for; raises Refusal for what is none."""
    with _refusing_damage():
        book = xlrd.open_workbook(str(path), logfile=_Nowhere(), formatting_info=True, on_demand=True, ragged_rows=True)
    with book:
        if book.biff_version < _OLDEST:
            raise refusal_of(OLDEST_WORKBOOK)
        yield book


def _loaded(book: OldBook, number: int) -> OldSheet:
    with _refusing_damage():
        return book.sheet_by_index(number)


@contextmanager
def _refusing_damage() -> Iterator[None]:
    """Turns whatever a damaged file makes xlrd raise, which is anything, into a refusal."""
    try:
        yield
    except XLRDError as fault:
        raise Refusal(PROTECTED if "encrypted" in str(fault) else DAMAGED) from None
    except Exception:
        raise Refusal(DAMAGED) from None


def _streams(path: Path) -> set[str]:
    """Which of the streams that tell an old document's kind are listed in its directory."""
    with path.open("rb") as file, mmap(file.fileno(), 0, access=ACCESS_READ) as content:
        return {name for name in (_ENCRYPTED, *_OTHERS, _VBA) if _lists(content, name)}


def _lists(content: mmap, name: str) -> bool:
    entry = f"{name}\0".encode("utf-16-le")
    place = content.find(entry)
    while place >= 0:
        if place % _DIRECTORY_ENTRY == 0:
            return True
        place = content.find(entry, place + 1)
    return False
