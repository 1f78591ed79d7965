"""The changes of an indicator's targets as a table of values."""

from __future__ import annotations

from webapp.domain.figure_columns import CODE, PERIOD
from webapp.outgoing.tables import Table
from webapp.services.figures.exporting import said_figures
from webapp.services.targets.ledger import Ledger

HEADINGS = (
    "changed_at",
    "changed_by",
    CODE,
    PERIOD,
    "old",
    "old_lower",
    "old_upper",
    "old_estimated",
    "new",
    "new_lower",
    "new_upper",
    "new_estimated",
    "reason",
    "upload",
    "taken_back",
    "figure_period",
    "status_now",
    "status_under_old_target",
)


def ledger_table(*, ledger: Ledger) -> Table:
    """Every change in the order of the page; the statuses are blank where no figure was judged by the target."""
    rows = [
        (
            change.revision.at,
            change.revision.by,
            ledger.sheet.code,
            change.revision.period_key,
            *said_figures(change.revision.before),
            change.revision.before.estimated if change.revision.before else None,
            *said_figures(change.revision.after),
            change.revision.after.estimated if change.revision.after else None,
            change.revision.reason,
            change.revision.file_name,
            change.revision.undone,
            change.figure_period.key if change.figure_period else None,
            change.now.value if change.now else None,
            change.before.value if change.before else None,
        )
        for change in ledger.changes
    ]
    return Table(f"target changes {ledger.sheet.code}", HEADINGS, rows)
