"""What belongs in the pack of a period, and each plan's page in it."""

from __future__ import annotations

from dataclasses import replace

from webapp.domain.errors import Refusal
from webapp.domain.packs import Pack, PackLine
from webapp.domain.plan_page import PlanPage
from webapp.domain.plans import SIGNED_STATES, PlanState
from webapp.domain.rights import Role, Who
from webapp.services.clock import now
from webapp.services.periods.board import period_board
from webapp.services.periods.board_lines import BoardLine
from webapp.services.plans.pages import page_of
from webapp.services.plans.records import load_actions, load_readable
from webapp.services.plans.seals import signed_page
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


def page_in_pack(who: Who, plan_id: int) -> PlanPage:
    """The page of a plan: as it was signed, word for word, or else as it reads now; raises NotFound.

    A signed page that a later plan has superseded says so: it is a copy, and the sealed file stays as it is.
    """
    record = load_readable(who, plan_id)
    state = record.state_for(who)
    sealed = signed_page(plan_id) if state in SIGNED_STATES else None
    if sealed is None:
        return page_of(record, load_actions(plan_id), council_settings())
    return replace(sealed, state=state) if state is PlanState.SUPERSEDED else sealed


def _belongs(line: BoardLine) -> bool:
    return line.lacks_plan or line.plan_state not in {None, PlanState.NOT_REQUIRED}


def _line(line: BoardLine) -> PackLine:
    state = line.plan_state or PlanState.REQUIRED
    return PackLine(line.directorate, line.code, line.title, line.period_note, state, line.plan_id)
