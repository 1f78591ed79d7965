"""The coverage board as a table of values."""

from __future__ import annotations

from webapp.domain.figure_columns import CODE, PERIOD
from webapp.outgoing.tables import Table
from webapp.services.coverage.board import CoverageBoard

HEADINGS = (
    CODE,
    "title",
    "directorate",
    PERIOD,
    "status",
    "covered",
    "gaps",
    "plan",
    "plan_state",
    "plan_due",
    "overdue_actions",
    "reds_in_a_row",
    "departmental_lead",
    "strategic_lead",
    "as_of",
)


def coverage_table(*, board: CoverageBoard) -> Table:
    """The lines that a board shows, in its order."""
    rows = []
    for group in board.groups:
        for line in group.lines:
            covered, reading = line.covered, line.covered.reading
            rows.append(
                (
                    reading.indicator.code,
                    reading.indicator.title,
                    reading.directorate,
                    reading.period.key,
                    reading.status,
                    covered.is_covered,
                    ", ".join(covered.gap_words),
                    reading.plan_id,
                    covered.plan_state,
                    reading.plan_due,
                    covered.facts.overdue,
                    covered.facts.reds,
                    reading.departmental_lead,
                    reading.strategic_lead,
                    board.on,
                )
            )
    return Table(f"coverage {board.opened.period.key}", HEADINGS, rows)
