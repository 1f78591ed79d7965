"""What is said of whole workbooks and their sheets, whatever program saved them."""

from __future__ import annotations

from webapp.domain.quoting import quoted

MACROS = "The workbook holds macros. They were not run."
NO_SHEET = "The workbook has no sheet of cells that can be seen. Unhide the sheet with the figures, and send it again."
PROTECTED = (
    "The workbook is protected by a password, so it cannot be read. Open it, save it without a password, and send that."
)
NOT_WORKED_OUT = (
    "The formula in this cell has not been worked out, so there is no figure to read. Open the workbook in Excel or "
    "LibreOffice, save it as an Excel workbook (.xlsx), and send that."
)


def hidden_sheet(name: str) -> str:
    """What is said of a sheet that nobody sees."""
    return f"The sheet {quoted(name)} is hidden and was left out: unhide it to have it read."
