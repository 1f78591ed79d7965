"""The audit record as a table of values."""

from __future__ import annotations

from collections.abc import Iterator

from webapp.domain.formats import moment
from webapp.domain.rights import Who
from webapp.outgoing.tables import Cell, Table
from webapp.services.audit.reading import AuditFilter, audit_lines, kinds_for

HEADINGS = (
    "when (UTC)", "when (London)", "who", "kind", "what", "indicator", "field", "old", "new", "why", "upload",
)  # fmt: skip


def audit_table(*, who: Who, wanted: AuditFilter) -> Table:
    """Every change this person may read, newest first; read from the record as it is written. Raises NotAllowed."""
    kinds_for(who)
    return Table("changes", HEADINGS, _rows(who, wanted))


def _rows(who: Who, wanted: AuditFilter) -> Iterator[tuple[Cell, ...]]:
    for line in audit_lines(who=who, wanted=wanted):
        about = (line.by, line.kind, line.subject, line.indicator_code, line.field)
        yield (line.at, moment(line.at), *about, line.old, line.new, line.reason, line.upload)
