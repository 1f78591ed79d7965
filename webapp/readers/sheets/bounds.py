"""What is said where a file, or a cell of it, is larger than its limits."""

from __future__ import annotations

from webapp.domain.errors import Refusal
from webapp.domain.limits import Limits
from webapp.readers.sheets.model import BadCell

LONGEST_ROW = 10_000_000
"""Characters of a row while it is read, whatever its cells may be."""

MOST_CELLS = 60_000_000
"""Cells of a workbook's sheet up to the last one filled of each row: a few bytes can say that a row repeats itself."""

_SHOWN = 200  # characters of what could not be read


def too_many_bytes(limits: Limits) -> Refusal:
    """What is said of a file beyond the limit of bytes."""
    megabytes = limits.file_bytes / 1_000_000
    return Refusal(f"The file is larger than {megabytes:,.6g} MB. Split it, and send one part after another.")


def too_many_rows(limits: Limits) -> Refusal:
    """What is said of a sheet beyond the limit of rows."""
    return Refusal(f"There are more than {limits.rows:,} rows. Split the file, and send one part after another.")


def too_many_cells() -> Refusal:
    """What is said of a sheet that would take hours to read, however few bytes say it."""
    return Refusal(f"The sheet holds more than {MOST_CELLS:,} cells. Take out the columns that hold no figures.")


def too_many_columns(line: int, limits: Limits) -> Refusal:
    """What is said of a row beyond the limit of columns."""
    return Refusal(
        f"The row on line {line} has more than {limits.columns:,} columns. Take out the columns that hold no figures."
    )


def too_long_a_row(line: int) -> Refusal:
    """What is said of a row that would fill the memory before its cells are looked at."""
    return Refusal(f"The row on line {line} holds more than {LONGEST_ROW:,} characters. Send a table of figures.")


def too_long(line: int, column: int, text: str, limits: Limits) -> BadCell:
    """A cell beyond the limit of characters, with its beginning."""
    message = f"The cell holds {len(text):,} characters. Write no more than {limits.cell_characters:,}."
    return BadCell(line, column, shown(text), message)


def shown(text: str) -> str:
    """A cell or a line as written, or its beginning with an ellipsis."""
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"
