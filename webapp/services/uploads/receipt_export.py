"""The figures of a receipt as a table of values."""

from __future__ import annotations

from collections.abc import Iterator

from webapp.domain.figure_columns import CODE, PERIOD
from webapp.outgoing.tables import Cell, Table
from webapp.services.figures.exporting import said_figures
from webapp.services.uploads.receipts import Receipt
from webapp.services.uploads.revised import every_figure

HEADINGS = (
    CODE,
    "title",
    PERIOD,
    "what",
    "old",
    "old_lower",
    "old_upper",
    "old_in_words",
    "new",
    "new_lower",
    "new_upper",
    "new_in_words",
    "reason",
)


def receipt_table(*, receipt: Receipt) -> Table:
    """Every figure that the receipt was asked for, whatever its page; read from the record as it is written."""
    return Table(f"upload {receipt.upload.id} {receipt.step}", HEADINGS, _rows(receipt))


def _rows(receipt: Receipt) -> Iterator[tuple[Cell, ...]]:
    for each in every_figure(receipt.upload.id, receipt.steps):
        told = each.told_plainly
        old, new = (*said_figures(each.before), told.old_whole), (*said_figures(each.after), told.new_whole)
        yield (each.code, each.title, each.period_key, each.kind, *old, *new, each.reason)
