"""The board of one period: every indicator's figure against its target, what is missing, and the plans."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from sqlalchemy import func, select

from webapp.domain.periods import Period
from webapp.domain.plans import PlanState
from webapp.domain.promises import PromiseState
from webapp.domain.rag import Status
from webapp.domain.rights import Who
from webapp.extensions import db
from webapp.models import Indicator, PeriodRow
from webapp.services.clock import today
from webapp.services.figures.readings import Missing, readings
from webapp.services.figures.runs import ESCALATED, red_runs, run_key
from webapp.services.figures.sheets import LeadLine, leads_of
from webapp.services.indicators.expected import expected_between
from webapp.services.periods.board_lines import WORST_FIRST, BoardLine, line_of
from webapp.services.periods.opened import OpenedPeriod, get_period, last_parts, parts_of
from webapp.services.settings import council_settings

SORTS = ("directorate", "indicator", "status", "percent")
NO_PLAN = "none"
RED_AGAIN = "red again"
NOT_RETURNED = "not returned"


@dataclass(frozen=True, slots=True)
class BoardView:
    """Which lines to show, and in which order; an empty text shows all."""

    status: str = ""
    directorate: str = ""
    returned: str = ""  # NOT_RETURNED, or one of Missing
    plan: str = ""  # NO_PLAN for required ones that nobody has written, RED_AGAIN, or a plan's state
    sort: str = SORTS[0]

    @property
    def is_filtered(self) -> bool:
        """Some lines may be left out."""
        return bool(self.status or self.directorate or self.returned or self.plan)


@dataclass(frozen=True, slots=True)
class Group:
    """The lines under one heading; without a title all lines stand together."""

    title: str
    lines: tuple[BoardLine, ...]


@dataclass(frozen=True, slots=True)
class Unopened:
    """A shorter period whose figures belong on the board, but which is not open yet."""

    period: Period
    indicators: int


@dataclass(frozen=True, slots=True)
class Board:
    """A period's board; the counts are of all its lines, whatever is shown."""

    opened: OpenedPeriod
    parts: tuple[OpenedPeriod, ...]
    unopened: tuple[Unopened, ...]
    ended: bool
    view: BoardView
    groups: tuple[Group, ...]
    shown: int
    total: int
    expected: int
    returned: int
    statuses: Mapping[Status, int]
    missing: Mapping[Missing, int]
    plans: Mapping[PlanState, int]
    without_plan: int
    red_again: int  # indicators that are red for at least the second period in a row
    promises: Mapping[PromiseState, int]  # figures still to be final
    directorates: tuple[str, ...]
    leads: tuple[LeadLine, ...]  # for whoever sends out sheets to fill in
    runs_figures: bool
    sees_everything: bool


def period_board(*, who: Who, key: str, view: BoardView | None = None) -> Board:
    """The board as this person may see it; raises NotFound for a reader where it is not released."""
    wanted = view or BoardView()
    opened = get_period(who, key)
    parts = tuple(part for part in parts_of(opened.period) if part.released or who.sees_everything)
    lines = _lines(who, opened, parts)
    shown = [line for line in lines if _is_wanted(line, wanted)]
    unopened = unopened_parts(opened.period) if who.sees_everything else ()
    return Board(
        opened=opened,
        parts=parts,
        unopened=unopened,
        ended=opened.period.end < today(),
        view=wanted,
        groups=_groups(shown, wanted.sort),
        shown=len(shown),
        total=len(lines),
        expected=sum(line.is_expected for line in lines) + sum(part.indicators for part in unopened),
        returned=sum(line.missing is None for line in lines),
        statuses=Counter(line.status for line in lines),
        missing=Counter(line.missing for line in lines if line.missing is not None),
        plans=Counter(line.plan_state for line in lines if line.plan_state is not None),
        without_plan=sum(line.lacks_plan for line in lines),
        red_again=sum(line.reds >= ESCALATED for line in lines),
        promises=_promises(lines),
        directorates=tuple(sorted({line.directorate for line in lines})),
        leads=leads_of(line.reading for line in lines) if who.runs_figures else (),
        runs_figures=who.runs_figures,
        sees_everything=who.sees_everything,
    )


def _lines(who: Who, opened: OpenedPeriod, parts: tuple[OpenedPeriod, ...]) -> tuple[BoardLine, ...]:
    council, day = council_settings(), today()
    found = readings(
        PeriodRow.key.in_([each.period.key for each in (opened, *parts)]),
        policy=council.policy,
        calendar=council.calendar,
    )
    runs = red_runs(found)
    return tuple(
        line_of(reading, opened.period, who=who, today=day, reds=runs.get(run_key(reading), 0)) for reading in found
    )


def unopened_parts(period: Period) -> tuple[Unopened, ...]:
    """The parts that are not open although indicators are reported at them."""
    known = {part.period.key for part in parts_of(period)}
    unopened = []
    for part in last_parts(period):
        if part.key not in known:
            reported = (Indicator.frequency == part.frequency, expected_between(part.start, part.end))
            count = db.session.execute(select(func.count()).select_from(Indicator).where(*reported)).scalar_one()
            unopened += [Unopened(part, count)] if count else []
    return tuple(unopened)


def _promises(lines: Iterable[BoardLine]) -> Mapping[PromiseState, int]:
    """How many figures are still to be final, the most urgent first."""
    day = today()
    counts = Counter(line.reading.promise.state(day) for line in lines if line.reading.actual is not None)
    return {state: counts[state] for state in PromiseState if state is not PromiseState.KEPT and counts[state]}


def _is_wanted(line: BoardLine, view: BoardView) -> bool:
    if view.status and line.status != view.status:
        return False
    if view.directorate and line.directorate != view.directorate:
        return False
    if view.returned == NOT_RETURNED and line.missing not in {Missing.OVERDUE, Missing.NOT_YET_DUE}:
        return False
    if view.returned not in {"", NOT_RETURNED} and line.missing != view.returned:
        return False
    if view.plan == NO_PLAN:
        return line.lacks_plan
    if view.plan == RED_AGAIN:
        return line.reds >= ESCALATED
    return not view.plan or line.plan_state == view.plan


def _groups(lines: list[BoardLine], sort: str) -> tuple[Group, ...]:
    if sort == "directorate":
        ordered = sorted(lines, key=lambda line: (line.directorate, line.code))
        by_directorate = groupby(ordered, key=lambda line: line.directorate)
        return tuple(Group(title, tuple(group)) for title, group in by_directorate)
    by_code = sorted(lines, key=lambda line: line.code)
    if sort == "indicator":
        return (Group("", tuple(by_code)),)
    worst = sorted(by_code, key=_adverse, reverse=True)
    if sort == "status":
        worst.sort(key=lambda line: WORST_FIRST.index(line.status))
    return (Group("", tuple(worst)),)


def _adverse(line: BoardLine) -> tuple[bool, Decimal]:
    """Lines without a percent come last."""
    return (False, Decimal(0)) if line.adverse is None else (True, line.adverse)
