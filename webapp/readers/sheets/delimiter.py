"""Which character stands between the cells of a text, judged by the cells it would make."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Sequence
from contextlib import suppress

DELIMITERS = (",", ";", "\t", "|")

ROWS = 50
"""Rows that are looked at, blank ones aside."""

# The line by which Excel is told the delimiter; not part of the table.
_HINT = re.compile(r'sep=([^\w"\r\n])[\r\n]*', re.IGNORECASE)


def hinted_delimiter(first_line: str) -> str | None:
    """The delimiter that a first line such as ``sep=;`` names, or None."""
    hint = _HINT.fullmatch(first_line)
    return hint[1] if hint else None


def delimiter_of(lines: Sequence[str]) -> str:
    """The delimiter with which most rows have the same number of cells, and the more cells the better.

    Title lines have a comma or two; a comma in "1,234" and a semicolon in a period are in no heading. So the row of
    headings and the rows below it agree about the true delimiter, and about no other. A comma where none divides.
    """
    return max(DELIMITERS, key=lambda delimiter: _agreement(lines, delimiter))


def _agreement(lines: Sequence[str], delimiter: str) -> tuple[float, int]:
    """Rows with the most usual number of cells, those that lack some at their end counted half; and that number."""
    counts = Counter(len(row) for row in _first_rows(lines, delimiter) if len(row) > 1)
    if not counts:
        return 0.0, 0
    usual = max(counts, key=lambda count: (counts[count], count))
    shorter = sum(times for count, times in counts.items() if count < usual)
    return counts[usual] + shorter / 2, usual


def _first_rows(lines: Sequence[str], delimiter: str) -> list[list[str]]:
    rows: list[list[str]] = []
    with suppress(csv.Error):  # what cannot be split is reported when the rows are read
        for row in csv.reader(lines, delimiter=delimiter):
            if any(cell.strip() for cell in row):
                rows.append(row)
            if len(rows) == ROWS:
                break
    return rows
