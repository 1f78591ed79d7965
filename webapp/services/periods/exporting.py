"""Periods as tables of values: the list of them, and the board of one."""

from __future__ import annotations

from collections.abc import Iterable

from webapp.domain.rights import Who
from webapp.outgoing.tables import Table
from webapp.services.clock import today
from webapp.services.figures.exporting import HEADINGS, figure_cells, plan_words
from webapp.services.periods.board import Board
from webapp.services.periods.progress import YearOfPeriods

PERIODS = ("period", "name", "starts_on", "ends_on", "financial_year", "ended", "released", "locked")
MORE_FOR_STAFF = (
    "figures_returned", "figures_expected", "released_at", "released_by", "locked_at", "locked_by",
)  # fmt: skip


def period_table(*, who: Who, years: Iterable[YearOfPeriods]) -> Table:
    """Every opened period that this person may see, newest first; what has come in is for staff."""
    rows = []
    for year in years:
        for line in year.lines:
            opened, period = line.opened, line.opened.period
            states = (line.ended, opened.released, opened.locked)
            done = (opened.released_at, opened.released_by, opened.locked_at, opened.locked_by)
            more = (line.returned, line.expected, *done) if who.sees_everything else ()
            rows.append((period.key, period.label, period.start, period.end, year.label, *states, *more))
    return Table("periods", (*PERIODS, *(MORE_FOR_STAFF if who.sees_everything else ())), rows)


def board_table(*, board: Board) -> Table:
    """The lines that a board shows, in its order."""
    day = today()
    more = ("plan_due", "reds_in_a_row") if board.sees_everything else ()
    rows = []
    for group in board.groups:
        for line in group.lines:
            state = plan_words(line.plan_state, lacking=line.lacks_plan)
            hidden = (line.reading.plan_due, line.reds) if board.sees_everything else ()
            rows.append((*figure_cells(line.reading, day), line.plan_id, state, *hidden))
    name = f"board {board.opened.period.key}"
    return Table(name, (*HEADINGS, "plan", "plan_state", *more), rows)
