"""Files of tables read back as a spreadsheet holds them, with nothing of ours between."""

from __future__ import annotations

import csv
import io
import re
from datetime import date, datetime
from decimal import Decimal

from openpyxl import load_workbook

from webapp.domain.spreadsheets import plain_cell

BOM = b"\xef\xbb\xbf"


def csv_cells(content: bytes) -> list[list[str]]:
    """Every line with its cells as written."""
    assert content.startswith(BOM)
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), strict=True))


def workbook_cells(content: bytes) -> list[list[str]]:
    """Every row of every sheet as text; a day as 2014-12-31, a figure with the digits that it has."""
    book = load_workbook(io.BytesIO(content))
    rows = (row for sheet in book.worksheets for row in sheet.iter_rows())
    return [[_text(cell.value, cell.data_type) for cell in row] for row in rows]


def cells_of(content: bytes) -> list[list[str]]:
    """The cells of a file of either kind, each without the apostrophe that keeps it from being run."""
    read = csv_cells if content.startswith(BOM) else workbook_cells
    return [[plain_cell(cell) for cell in row] for row in read(content)]


def _text(value: object, kind: str) -> str:
    assert kind in {"s", "n", "d"}, f"{value!r} is no text, no number and no day"
    if isinstance(value, datetime):
        return date(value.year, value.month, value.day).isoformat()
    if isinstance(value, float):
        return format(Decimal(f"{value:.15g}"), "f")
    if isinstance(value, str):
        return re.sub(r"_x([0-9A-Fa-f]{4})_", lambda found: chr(int(found[1], 16)), value)
    return "" if value is None else str(value)
