"""What belongs in the pack of a period."""

from __future__ import annotations

from webapp.domain.errors import Refusal
from webapp.domain.packs import Pack, PackLine
from webapp.domain.plans import PlanState
from webapp.domain.rights import Role, Who
from webapp.services.clock import now
from webapp.services.periods.board import period_board
from webapp.services.periods.board_lines import BoardLine
from webapp.services.settings import council_settings

COMMAND_LINE = Who(0, "Command line", frozenset({Role.ADMINISTRATOR}))
"""Whoever may run commands on the server has the database before them."""


def pack_of(who: Who, key: str) -> Pack:
    """The lines of the pack as this person may see them, in agenda order.

    Raises NotFound for a period that is not open or not theirs to see, Refusal where there is nothing to print.
    """
    board = period_board(who=who, key=key)
    period = board.opened.period
    lines = [_line(line) for group in board.groups for line in group.lines if _belongs(line)]
    if not lines:
        missing = "plan and no figure that requires one" if who.sees_everything else "signed plan"
        raise Refusal(f"{period.label} has no {missing} yet, so there is no pack to make.")
    return Pack(council_settings().council_name, period.label, now(), tuple(lines))


def _belongs(line: BoardLine) -> bool:
    return line.lacks_plan or line.plan_state not in {None, PlanState.NOT_REQUIRED}


def _line(line: BoardLine) -> PackLine:
    """A committee reads the signed page that stands, not the draft that may take its place."""
    rewritten = line.plan_state in {PlanState.DRAFT, PlanState.SUBMITTED}
    state = (line.signed_state if rewritten else None) or line.plan_state or PlanState.REQUIRED
    return PackLine(line.directorate, line.code, line.title, line.period_note, state, line.plan_id)
