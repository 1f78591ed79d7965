"""What saving a checked file would do to each figure, as a table of values."""

from __future__ import annotations

from collections.abc import Iterator

from webapp.domain.figure_columns import CODE, PERIOD
from webapp.outgoing.tables import Cell, Table
from webapp.services.figures.exporting import said_figures
from webapp.services.uploads.staged import SHOWN, every_staged

HEADINGS = (
    CODE,
    "title",
    PERIOD,
    "what",
    "line",
    "change",
    "restated",
    "stored",
    "stored_lower",
    "stored_upper",
    "stored_in_words",
    "new",
    "new_lower",
    "new_upper",
    "new_in_words",
    "reason",
)


def staged_table(*, upload_id: int, show: str) -> Table:
    """The figures that the check is filtered to, of all its pages; read as they are written."""
    show = show if show in SHOWN else ""
    return Table(f"check of upload {upload_id} {show}", HEADINGS, _rows(upload_id, show))


def _rows(upload_id: int, show: str) -> Iterator[tuple[Cell, ...]]:
    for line in every_staged(upload_id, show):
        told = line.told_plainly
        stored, new = (*said_figures(line.before), told.old_whole), (*said_figures(line.after), told.new_whole)
        about = (line.code, line.title, line.period_key, line.kind, line.line, line.step, line.restated)
        yield (*about, *stored, *new, line.reason)
