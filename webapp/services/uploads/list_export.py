"""The list of uploads as a table of values."""

from __future__ import annotations

from webapp.domain.rights import Who
from webapp.outgoing.tables import Table
from webapp.services.uploads.lists import every_upload

HEADINGS = (
    "upload",
    "file",
    "bytes",
    "state",
    "sent_at",
    "sent_by",
    "saved_at",
    "periods",
    "rows",
    "new",
    "changed",
    "unchanged",
    "faults",
    "warnings",
)


def upload_table(*, who: Who, show: str) -> Table:
    """The files that the list is filtered to, newest first, of all its pages."""
    rows = [
        (
            line.id,
            line.file_name,
            line.size,
            line.state,
            line.at,
            line.by,
            line.saved_at,
            ", ".join(line.periods),
            line.rows,
            line.created,
            line.changed,
            line.unchanged,
            line.faults,
            line.warnings,
        )
        for line in every_upload(who=who, show=show)
    ]
    return Table("uploads", HEADINGS, rows)
