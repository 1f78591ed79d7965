"""A table as a file of comma-separated values: figures with every place they have, and no text that a program runs."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from itertools import islice

from webapp.domain.numbers import plain
from webapp.domain.spreadsheets import safe_cell

Cell = str | Decimal | int | bool | date | datetime | None
"""A moment is an aware one; None is a blank cell; a bool is yes or no, as uploads read it."""

PIECE = 1_000
"""Rows written at a time."""


@dataclass(frozen=True, slots=True)
class Table:
    """What a page lists, as values: ``name`` says what it is, and is what the file is called."""

    name: str
    headings: tuple[str, ...]
    rows: Iterable[Sequence[Cell]]


def csv_pieces(table: Table) -> Iterator[bytes]:
    """The file piece by piece: UTF-8, with the byte order mark by which a spreadsheet knows that it is."""
    yield "\ufeff".encode() + _lines([table.headings])
    rows = iter(table.rows)
    while piece := list(islice(rows, PIECE)):
        yield _lines(piece)


def csv_file(table: Table) -> bytes:
    """The whole file."""
    return b"".join(csv_pieces(table))


def text_of(cell: Cell) -> str:
    """A cell as text: 1234.5, 2014-12-31, 2014-11-14T14:02:05Z; yes or no; a text as it is."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, Decimal):
        return plain(cell)
    if isinstance(cell, datetime):
        return cell.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
    return cell.isoformat() if isinstance(cell, date) else str(cell)


def _lines(rows: Iterable[Sequence[Cell]]) -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text).writerows([safe_cell(text_of(cell)) for cell in row] for row in rows)
    return text.getvalue().encode()
