"""Delimited text as rows with their true line numbers, read strictly: no fault in quoting is guessed away."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

_DELIMITERS = (",", ";", "\t")
# The line by which Excel is told the delimiter; not part of the table.
_EXCEL_HINT = re.compile(r"sep=(.)\s*", re.IGNORECASE)

LONGEST_CELL = 131_072
"""Characters."""

_FAULTS = {
    "unexpected end of data": (
        "A quotation mark opened in the row that starts on this line is never closed. Close it, or remove it."
    ),
    "expected after": (
        "A cell in quotation marks goes on after its closing mark. Write a mark inside such a cell twice."
    ),
    "field limit": f"A cell is too long: write no more than {LONGEST_CELL:,} characters.",
}


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of one row and the line it starts on (from 1)."""

    line: int
    cells: tuple[str, ...]

    @property
    def is_blank(self) -> bool:
        return not any(cell.strip() for cell in self.cells)


@dataclass(frozen=True, slots=True)
class BadRow:
    """A row that cannot be split into cells, and what to do about it."""

    line: int
    message: str


def column_name(heading: str) -> str:
    """A heading as columns are named here: "Indicator code" is indicator_code."""
    return re.sub(r"[\s_-]+", "_", heading.strip().casefold())


def read_rows(text: str, known: Collection[str]) -> Iterator[Row | BadRow]:
    """Every row from the header row on, lines without any character left out.

    The delimiter is that with which the first row yields most ``known`` columns: comma, semicolon or tab.
    """
    skipped, delimiter, body = _delimiter_of(text, known)
    lines = csv.reader(io.StringIO(body, newline=""), delimiter=delimiter, strict=True)
    while True:
        line = skipped + lines.line_num + 1
        try:
            cells = next(lines)
        except StopIteration:
            return
        except csv.Error as fault:
            at_end = "unexpected end" in str(fault)
            yield BadRow(line if at_end else skipped + lines.line_num, _sentence(fault))
            continue
        if any(len(cell) > LONGEST_CELL for cell in cells):  # the csv module's own limit belongs to the whole process
            yield BadRow(line, _FAULTS["field limit"])
        elif cells:
            yield Row(line, tuple(cells))


def _delimiter_of(text: str, known: Collection[str]) -> tuple[int, str, str]:
    """Lines to skip, the delimiter, and the text without the skipped lines."""
    first, _, rest = text.partition("\n")
    hint = _EXCEL_HINT.fullmatch(first)
    if hint:
        return 1, hint[1], rest

    def known_columns(delimiter: str) -> int:
        header = _first_row(text, delimiter)
        return len({column_name(cell) for cell in header} & set(known))

    return 0, max(_DELIMITERS, key=known_columns), text


def _first_row(text: str, delimiter: str) -> list[str]:
    try:
        return next((row for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter) if row), [])
    except csv.Error:
        return []


def _sentence(fault: csv.Error) -> str:
    return next(
        (sentence for words, sentence in _FAULTS.items() if words in str(fault)),
        "This line is not readable as CSV. Save the file again as CSV.",
    )
