"""Sheets as a reader of files hands them on, written in a test as lines of comma-separated values."""

from __future__ import annotations

import csv
import io
from collections.abc import Collection, Iterator, Mapping

from webapp.domain.periods import Calendar
from webapp.readers.figures.layout import Layout
from webapp.readers.figures.model import Rows
from webapp.readers.figures.rows import read_rows
from webapp.readers.figures.understanding import Context, LastYear, Understood, understand
from webapp.readers.sheets.model import BadCell, Chunk, Merged, Sheet

APRIL = Calendar()


def sheet_of(
    *lines: str, name: str = "", merged: tuple[Merged, ...] = (), bad: tuple[BadCell, ...] = (), size: int = 2_000
) -> Sheet:
    """The lines as one sheet in chunks of ``size`` rows; with a name it is a workbook's."""
    reader = csv.reader(io.StringIO("\n".join(lines) + "\n", newline=""))
    rows: list[tuple[int, list[str]]] = []
    line = 1
    for cells in reader:
        if any(cell.strip() for cell in cells):
            rows.append((line, cells))
        line = reader.line_num + 1

    def chunks() -> Iterator[Chunk]:
        for start in range(0, max(len(rows), 1), size):
            part = rows[start : start + size]
            yield Chunk([number for number, _ in part], [cells for _, cells in part], [] if start else list(bad))

    return Sheet(name, chunks, merged=merged)


def context(
    period: str = "", last_year: LastYear | None = None, codes: Collection[str] = (), calendar: Calendar = APRIL
) -> Context:
    """What is known besides the sheet; the period as people write it."""
    return Context(calendar, calendar.read(period) if period else None, last_year, codes)


def read(
    sheet: Sheet,
    known: Context | None = None,
    *,
    remembered: Mapping[str, Layout] | None = None,
    given: Layout | None = None,
) -> tuple[Understood, Rows]:
    """What is understood of a sheet, and all its rows at once."""
    known = known or context()
    understood = understand(sheet, known, remembered or {}, given)
    parts = list(read_rows(sheet, understood, known))
    return understood, Rows(
        [row for part in parts for row in part.rows],
        [fault for part in parts for fault in part.faults],
        [note for part in parts for note in part.notes],
    )
