"""Actions as a table of values."""

from __future__ import annotations

from collections.abc import Iterable

from webapp.outgoing.tables import Cell, Table
from webapp.services.actions.promises import Promise

HEADINGS = (
    "what",
    "how",
    "who",
    "when",
    "owner",
    "owner_has_left",
    "due",
    "overdue",
    "due_soon",
    "state",
    "note",
    "noted_by",
    "noted_at",
    "expected_change",
    "expected_change_by",
    "expected_effect",
    "indicator_code",
    "title",
    "period",
    "directorate",
    "departmental_lead",
    "plan",
    "plan_state",
)


def action_table(*, actions: Iterable[Promise]) -> Table:
    """The actions of a list, in its order."""
    return Table("actions", HEADINGS, [_cells(each) for each in actions])


def _cells(line: Promise) -> tuple[Cell, ...]:
    action, progress = line.action, line.progress
    return (
        action.what,
        action.how,
        action.who,
        action.when,
        action.owner,
        not line.owner_here if action.owner else None,
        action.due,
        line.overdue,
        line.due_soon,
        line.state,
        progress.note,
        progress.by,
        progress.at,
        action.effect,
        action.effect_by,
        action.expected,
        line.code,
        line.title,
        line.period,
        line.directorate,
        line.departmental_lead,
        line.plan_id,
        line.plan_state,
    )
