"""A scorecard as a table of values: every indicator that its view finds, whatever the page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from webapp.domain.periods import Period
from webapp.domain.rights import Who
from webapp.domain.scorecard import View
from webapp.domain.tags import joined
from webapp.outgoing.tables import Cell, Table
from webapp.services.clock import today
from webapp.services.figures.exporting import HEADINGS, figure_cells, plan_words
from webapp.services.scorecard.lines import Beside, ScoreLine
from webapp.services.scorecard.showing import found_lines

MORE = (
    "status_set_by",
    "direction_short_term",
    "direction_long_term",
    "plan",
    "plan_state",
    "last_plan_of",
    "since_last_plan",
    "tagged",
)
BESIDE = ("beside_period", "beside_figure", "beside_status", "beside_change")


def scorecard_table(*, who: Who, key: str, view: View) -> Table:
    """What the view finds, in its order, under the headings that an upload reads; raises NotFound."""
    beside, lines = found_lines(who=who, key=key, view=view)
    headings = (*HEADINGS, *MORE, *(BESIDE if beside else ()))
    return Table(f"scorecard {key}", headings, list(_rows(lines, beside)))


def _rows(lines: Sequence[ScoreLine], beside: Period | None) -> Iterator[tuple[Cell, ...]]:
    day = today()
    for line in lines:
        board, last = line.board, line.last_plan
        more = _beside_cells(line.beside) if beside else ()
        yield (
            *figure_cells(line.reading, day),
            line.override or None,
            line.short.words,
            line.long.words,
            board.plan_id,
            plan_words(board.plan_state, lacking=board.lacks_plan),
            last.period if last else None,
            last.result if last else None,
            joined(line.tags) or None,
            *more,
        )


def _beside_cells(beside: Beside | None) -> tuple[Cell, ...]:
    if beside is None:
        return (None,) * len(BESIDE)
    return beside.reading.period.key, beside.reading.actual, beside.status, beside.change or None
