"""Figures that are still to be final: whose, since when overdue, and how many there are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import ColumnElement, literal, or_

from webapp.domain.estimates import Quality
from webapp.domain.promises import PromiseState
from webapp.domain.rights import Who
from webapp.models import Actual, Indicator, PeriodRow
from webapp.services.clock import today
from webapp.services.figures.became_final import YearOfEstimates, estimates_of_year
from webapp.services.figures.quality import may_say_quality
from webapp.services.figures.readings import Reading, readings
from webapp.services.periods.opened import find_opened, parts_of
from webapp.services.settings import council_settings

OWN, ALL = "own", "all"
EVERY, OVERDUE, OPEN, UNDATED = "every", "overdue", "open", "undated"
KINDS = {
    EVERY: frozenset(PromiseState) - {PromiseState.KEPT},
    OVERDUE: frozenset({PromiseState.OVERDUE}),
    OPEN: frozenset({PromiseState.DUE_SOON, PromiseState.OPEN}),
    UNDATED: frozenset({PromiseState.UNDATED}),
}
"""The kinds of list, and which promises each holds."""

NOBODY = "nobody"
PAGE = 100
"""Figures shown on one page."""

# Written out, not bound: only so does SQLite know that its index of these figures will do.
_NOT_FINAL = Actual.quality != literal(Quality.FINAL.value, literal_execute=True)


@dataclass(frozen=True, slots=True)
class PromisedFigure:
    """One figure that is provisional or estimated, and how the promise of its final one stands today."""

    reading: Reading
    state: PromiseState
    days_overdue: int
    words: str


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which figures to list; blanks hold back nothing. ``whose`` "" is what fits the person's roles."""

    whose: str = ""
    kind: str = EVERY
    directorate: str = ""
    lead: str = ""  # a person's id, or NOBODY
    period: str = ""  # the key of a period: what stands on its board
    page: int = 1
    first_year: int | None = None  # of the financial year of which it is told what became final; None is this one


@dataclass(frozen=True, slots=True)
class PromiseList:
    """One page of the figures wanted; the counts are of all that the person chose from, whatever their kind."""

    lines: tuple[PromisedFigure, ...]
    every: tuple[PromisedFigure, ...]  # of all pages
    found: int
    page: int
    pages: int
    counts: dict[str, int]
    whose: str
    period: str  # its label, "" for every period
    directorates: tuple[str, ...]
    leads: tuple[tuple[str, str], ...]
    may_say: frozenset[int]  # the indicators of whose figures this person says the quality
    year: YearOfEstimates


@dataclass(frozen=True, slots=True)
class WorkPromises:
    """What *Your work* says of them: those of one's own that are overdue or due soon, and how many there are in all.

    ``all_counts`` is for the performance team, None for everybody else.
    """

    lines: tuple[PromisedFigure, ...]
    all_counts: dict[str, int] | None


def list_promises(*, who: Who, wanted: Wanted) -> PromiseList:
    """The figures still to be final that this person asked for, by due date, a page at a time.

    Raises NotFound for a period that is not open.
    """
    whose = wanted.whose if wanted.whose in (OWN, ALL) else _usual(who)
    of_period, label = _of_period(wanted.period)
    conditions = (*_of(who, whose), *of_period)
    theirs = promised_figures(*conditions)
    chosen = [each for each in theirs if _is_of(each.reading, wanted)]
    found = tuple(each for each in chosen if each.state in KINDS.get(wanted.kind, KINDS[EVERY]))
    pages = max(1, -(-len(found) // PAGE))
    page = min(max(1, wanted.page), pages)
    leads = {str(each.reading.departmental_lead_id or NOBODY): each.reading.departmental_lead for each in theirs}
    return PromiseList(
        lines=found[(page - 1) * PAGE : page * PAGE],
        every=found,
        found=len(found),
        page=page,
        pages=pages,
        counts=counts_by_kind(each.state for each in chosen),
        whose=whose,
        period=label,
        directorates=tuple(sorted({each.reading.directorate for each in theirs})),
        leads=tuple(sorted(leads.items(), key=lambda lead: (lead[0] == NOBODY, lead[1].casefold()))),
        may_say=frozenset(each.reading.indicator.id for each in found if may_say_quality(who, each.reading.standing)),
        year=_year(wanted, conditions),
    )


def promises_at_work(*, who: Who) -> WorkPromises:
    """What waits for this person: their own figures, and for the performance team the counts of all."""
    if not who.sees_everything:
        return WorkPromises((), None)
    own = () if who.runs_figures else (Indicator.departmental_lead_id == who.id,)
    found = promised_figures(*own)
    near = (PromiseState.OVERDUE, PromiseState.DUE_SOON)
    lines = [each for each in found if each.state in near and each.reading.departmental_lead_id == who.id]
    return WorkPromises(tuple(lines), counts_by_kind(each.state for each in found) if who.runs_figures else None)


def promised_figures(*conditions: ColumnElement[bool]) -> tuple[PromisedFigure, ...]:
    """Every provisional and estimated figure that meets the conditions, by due date, those without any last."""
    council, day = council_settings(), today()
    found = readings(
        _NOT_FINAL, Actual.value.is_not(None), *conditions, policy=council.policy, calendar=council.calendar
    )
    return tuple(sorted((_promised(reading, day) for reading in found), key=_by_due_date))


def counts_by_kind(states: Iterable[PromiseState]) -> dict[str, int]:
    """How many promises there are of each kind of list."""
    of_states = Counter(states)
    return {kind: sum(of_states[state] for state in states) for kind, states in KINDS.items()}


def _promised(reading: Reading, day: date) -> PromisedFigure:
    promise = reading.promise
    return PromisedFigure(reading, promise.state(day), promise.days_overdue(day), promise.words(day))


def _by_due_date(each: PromisedFigure) -> tuple[date, str, date]:
    return (each.reading.promise.due or date.max, each.reading.indicator.code, each.reading.period.end)


def _usual(who: Who) -> str:
    """The performance team looks after all, everybody else after their own."""
    return ALL if who.runs_figures else OWN


def _of(who: Who, whose: str) -> tuple[ColumnElement[bool], ...]:
    if whose == ALL:
        return ()
    return (or_(Indicator.departmental_lead_id == who.id, Indicator.strategic_lead_id == who.id),)


def _of_period(key: str) -> tuple[tuple[ColumnElement[bool], ...], str]:
    """The condition that a figure stands on a period's board, and the label of the period."""
    if not key:
        return (), ""
    opened = find_opened(key)
    keys = [each.period.key for each in (opened, *parts_of(opened.period))]
    return (PeriodRow.key.in_(keys),), opened.period.label


def _is_of(reading: Reading, wanted: Wanted) -> bool:
    lead = str(reading.departmental_lead_id or NOBODY)
    return wanted.lead in ("", lead) and wanted.directorate in ("", reading.directorate)


def _year(wanted: Wanted, conditions: Iterable[ColumnElement[bool]]) -> YearOfEstimates:
    found = estimates_of_year(wanted.first_year, *conditions)
    return replace(found, lines=tuple(line for line in found.lines if _is_of(line.reading, wanted)))
