"""Formulas of an Excel workbook whose stored result is no figure to go by."""

from __future__ import annotations

import re
from typing import NamedTuple

from webapp.readers.sheets.excel_parts import Workbook
from webapp.readers.sheets.excel_sheet import column_number
from webapp.readers.sheets.remarks import NOT_WORKED_OUT

CIRCULAR = (
    "The formula in this cell refers to the cell itself, so its 0 is no figure. Correct the formula, or write the "
    "figure in its place."
)

_QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'(?=!)")  # texts, and names of sheets
_REFERENCE = re.compile(
    r"(?<![\w.!:$'\]])\$?([A-Z]{1,3})\$?([0-9]{1,7})(?::\$?([A-Z]{1,3})\$?([0-9]{1,7}))?(?![\w.!:(])", re.IGNORECASE
)
# What asks where a cell is, not what is in it.
_WHERE = re.compile(r"\b(?:ROWS?|COLUMNS?|CELL|ADDRESS|OFFSET|AREAS)\s*\(", re.IGNORECASE)


class Formula(NamedTuple):
    """A cell with a formula: its line (from 1) and column (from 0), and what the workbook stores as its result."""

    line: int
    column: int
    text: str
    result: str
    kind: str


def fault_of(formula: Formula, book: Workbook) -> str | None:
    """What is wrong with the result, or None. A blank text is one; nothing at all is none."""
    if book.is_to_be_calculated or (not formula.result and formula.kind != "str"):
        return NOT_WORKED_OUT
    if formula.kind == "n" and formula.result == "0" and not book.iterates and _refers_to_itself(formula):
        return CIRCULAR
    return None


def _refers_to_itself(formula: Formula) -> bool:
    """True where the cell itself is among those that its own formula names, on its own sheet."""
    text = _QUOTED.sub("", formula.text)
    if _WHERE.search(text):
        return False
    for left, top, right, bottom in _REFERENCE.findall(text):
        columns = sorted((column_number(left), column_number(right or left)))
        lines = sorted((int(top), int(bottom or top)))
        if columns[0] <= formula.column <= columns[1] and lines[0] <= formula.line <= lines[1]:
            return True
    return False
