"""A table as an Excel workbook: figures as numbers wherever a number of a workbook can hold them exactly.

Written row by row and by hand: openpyxl takes four times as long, and passes figures through binary floats.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from itertools import chain, islice
from typing import IO
from zipfile import ZIP_DEFLATED, ZipFile

from webapp.domain.errors import Refusal
from webapp.domain.spreadsheets import safe_cell
from webapp.outgoing.tables import PIECE, Cell, Table, text_of
from webapp.outgoing.workbook_parts import BOLD, DAY, SHEET_END, escaped, fixed_parts, sheet_start

DIGITS = 15
"""Significant digits that a number of a workbook keeps; a longer figure is written as text."""

MOST_ROWS = 1_048_575
"""Rows of a sheet below its headings; a longer table goes on in another sheet."""

MOST_BYTES = 1_000_000_000
"""After so many the table goes on in another sheet, too: archives with larger parts are not read everywhere."""

MOST_CHARACTERS = 32_767
"""Characters of a cell, counted as Excel counts them."""

DAY_0, FIRST_DAY = date(1899, 12, 30), date(1900, 3, 1)
"""A day is a count of days. Before the second it is one out, for a 29 February 1900: those are written as text."""

WIDEST, NARROWEST, LOOKED_AT = 60, 8, 200
"""Widths of columns in characters, and how many rows they are fitted to."""

_QUICKLY = 2
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def write_workbook(table: Table, file: IO[bytes]) -> None:
    """Write the whole workbook; raises Refusal for a text that no cell can hold."""
    rows, sheets = iter(table.rows), 0
    with ZipFile(file, "w", ZIP_DEFLATED, compresslevel=_QUICKLY) as book:
        while (first := list(islice(rows, LOOKED_AT))) or not sheets:
            sheets += 1
            with book.open(f"xl/worksheets/sheet{sheets}.xml", "w") as sheet:
                _write_sheet(sheet, table.headings, first, rows)
        for path, part in fixed_parts(table.name, sheets):
            book.writestr(path, part)


def _write_sheet(
    sheet: IO[bytes], headings: tuple[str, ...], first: list[Sequence[Cell]], rest: Iterator[Sequence[Cell]]
) -> None:
    """One sheet, as long as a sheet can be; its columns are fitted to its first rows."""
    columns = [_column(number) for number in range(len(headings))]
    sheet.write(sheet_start([_width(cells) for cells in zip(headings, *first, strict=True)]).encode())
    sheet.write(_row(1, columns, (_text(heading, 1, style=BOLD) for heading in headings)).encode())
    body = chain(first, islice(rest, MOST_ROWS - len(first)))
    lines = (_row(line, columns, (_cell(cell, line) for cell in row)) for line, row in enumerate(body, start=2))
    written = 0
    while written < MOST_BYTES and (piece := "".join(islice(lines, PIECE)).encode()):
        written += sheet.write(piece)
    sheet.write(SHEET_END.encode())


def _row(line: int, columns: list[str], cells: Iterable[str]) -> str:
    written = [f'<c r="{column}{line}"{cell}</c>' for column, cell in zip(columns, cells, strict=True) if cell]
    return f'<row r="{line}">{"".join(written)}</row>'


def _cell(value: Cell, line: int) -> str:
    """What follows the place of a cell; nothing for a blank one."""
    if value is None or value == "":
        return ""
    if isinstance(value, Decimal | int) and not isinstance(value, bool):
        text = text_of(value)
        exact = len(text.lstrip("-").replace(".", "").strip("0")) <= DIGITS
        return f"><v>{text}</v>" if exact else _text(text, line)
    if isinstance(value, date) and not isinstance(value, datetime) and value >= FIRST_DAY:
        return f' s="{DAY}"><v>{(value - DAY_0).days}</v>'
    return _text(text_of(value), line)


def _text(text: str, line: int, style: int = 0) -> str:
    """A text that stays one, whatever it looks like."""
    safe = safe_cell(text)
    if len(safe) * 2 > MOST_CHARACTERS and (length := len(safe.encode("utf-16-le")) // 2) > MOST_CHARACTERS:
        raise Refusal(
            f"A cell of a workbook holds {MOST_CHARACTERS:,} characters, and a text in row {line} of this one "
            f"has {length:,}: download the table as CSV."
        )
    return f' s="{style}" t="inlineStr"><is><t xml:space="preserve">{escaped(safe)}</t></is>'


def _column(number: int) -> str:
    """ "A" for 0, "AA" for 26."""
    before, last = divmod(number, len(_LETTERS))
    return (_column(before - 1) if before else "") + _LETTERS[last]


def _width(cells: Iterable[Cell]) -> int:
    longest = max(len(max(text_of(cell).split("\n"), key=len)) for cell in cells)
    return min(max(longest + 2, NARROWEST), WIDEST)
