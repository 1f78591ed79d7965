"""The coverage board of one period: which figures that need a plan have a current signed one, and what is missing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from webapp.domain.coverage import Gap, summary_words
from webapp.domain.formats import long_date
from webapp.domain.periods import Period
from webapp.domain.requirements import ForAmber, PlanPolicy, is_reported
from webapp.domain.rights import Who, may_edit
from webapp.services.clock import today
from webapp.services.coverage.facts import Covered, PeriodCoverage, coverage_of
from webapp.services.periods.opened import OpenedPeriod, get_period, list_periods
from webapp.services.settings import council_settings

IN_ORDER = "in order"
UNCOVERED = "not covered"
KINDS = {
    UNCOVERED: "Without a current signed plan",
    Gap.NO_PLAN: "No plan",
    Gap.UNSIGNED: "Not signed",
    Gap.WITHDRAWN: "Signed page withdrawn",
    Gap.OUT_OF_DATE: "Signed page out of date",
    Gap.OVERDUE: "Actions overdue",
    Gap.RED_AGAIN: "Red again",
    IN_ORDER: "In order",
}
"""What a board can be filtered by, and in which words."""


@dataclass(frozen=True, slots=True)
class CoverageView:
    """Which lines to show; an empty text shows all. ``kind`` is one of KINDS."""

    kind: str = ""
    directorate: str = ""

    @property
    def is_filtered(self) -> bool:
        """Some lines may be left out."""
        return bool(self.kind or self.directorate)


@dataclass(frozen=True, slots=True)
class CoverageLine:
    """One figure that needs a plan, as a person may act on it."""

    covered: Covered
    period_note: str  # the figure's own period, where it is not the board's
    deadline: str  # when a plan that is not written or in draft is due, or since when it is overdue
    may_write: bool


@dataclass(frozen=True, slots=True)
class CoverageGroup:
    """The figures of one directorate: those shown, and of all of them how many are covered."""

    directorate: str
    covered: int
    required: int
    lines: tuple[CoverageLine, ...]


@dataclass(frozen=True, slots=True)
class CoverageBoard:
    """The board; its counts are of all its lines, whatever is shown."""

    opened: OpenedPeriod
    on: date
    is_today: bool
    view: CoverageView
    groups: tuple[CoverageGroup, ...]
    shown: int
    required: int
    covered: int
    counts: Mapping[str, int]
    summary: str
    uncounted: int
    why_uncounted: str
    awaited: int
    directorates: tuple[str, ...]
    periods: tuple[OpenedPeriod, ...]


def default_period(*, who: Who) -> OpenedPeriod | None:
    """The newest period that has ended and whose figures need plans, else the newest that has ended, or is open."""
    council, day = council_settings(), today()
    opened = list_periods(who)
    ended = [each for each in opened if each.period.end < day]
    reported = [each for each in ended if is_reported(each.period, council.policy, council.calendar)]
    found = reported or ended or list(opened[::-1])
    return min(found, key=lambda each: (-each.period.end.toordinal(), each.period.start), default=None)


def coverage_board(*, who: Who, key: str, on: date | None = None, view: CoverageView | None = None) -> CoverageBoard:
    """The board of a period as of a day, today unless one is given; raises NotFound."""
    council, day = council_settings(), on or today()
    found = coverage_of(get_period(who, key), on=day, council=council)
    wanted = view or CoverageView()
    groups = _groups(who, found, wanted, day)
    covered = sum(line.is_covered for line in found.lines)
    return CoverageBoard(
        opened=found.opened,
        on=day,
        is_today=day == today(),
        view=wanted,
        groups=groups,
        shown=sum(len(group.lines) for group in groups),
        required=len(found.lines),
        covered=covered,
        counts=_counts(found),
        summary=summary_words(covered, len(found.lines), only_reds=council.policy.for_amber is ForAmber.NO),
        uncounted=found.uncounted,
        why_uncounted=_why_uncounted(council.policy, found.opened.period),
        awaited=found.awaited,
        directorates=tuple(dict.fromkeys(line.reading.directorate for line in found.lines)),
        periods=list_periods(who),
    )


def _groups(who: Who, found: PeriodCoverage, view: CoverageView, day: date) -> tuple[CoverageGroup, ...]:
    groups = []
    for directorate, all_of_it in groupby(found.lines, key=lambda line: line.reading.directorate):
        lines = tuple(all_of_it)
        shown = tuple(_line(who, found, line, day) for line in lines if _is_wanted(line, view))
        if shown:
            groups.append(CoverageGroup(directorate, sum(each.is_covered for each in lines), len(lines), shown))
    return tuple(groups)


def _line(who: Who, found: PeriodCoverage, line: Covered, day: date) -> CoverageLine:
    reading = line.reading
    return CoverageLine(
        covered=line,
        period_note=reading.period.label if reading.period != found.opened.period else "",
        deadline=reading.deadline(day),
        may_write=reading.lacks_plan and may_edit(who, reading.standing),
    )


def _is_wanted(line: Covered, view: CoverageView) -> bool:
    if view.directorate and line.reading.directorate != view.directorate:
        return False
    if view.kind == IN_ORDER:
        return not line.gaps
    if view.kind == UNCOVERED:
        return not line.is_covered
    return not view.kind or view.kind in line.gaps


def _counts(found: PeriodCoverage) -> dict[str, int]:
    """How many lines are of each kind; kinds without any are left out."""
    counts = Counter[str](gap for line in found.lines for gap in line.gaps)
    counts[IN_ORDER] = sum(not line.gaps for line in found.lines)
    counts[UNCOVERED] = sum(not line.is_covered for line in found.lines)
    return {kind: counts[kind] for kind in KINDS if counts[kind]}


def _why_uncounted(policy: PlanPolicy, period: Period) -> str:
    """Why a red of the period's board needs no plan: all its figures are of periods that end on the same day."""
    if policy.since is not None and period.end < policy.since:
        return f"plans are required from {long_date(policy.since)} on"
    return "plans are written for the ends of quarters"
