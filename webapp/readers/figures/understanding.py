"""Understanding a sheet before its rows are read: its header, its columns, and what has to be asked."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache

from webapp.domain.periods import Calendar, Period
from webapp.readers.figures.answers import answered
from webapp.readers.figures.columns import Contents, Settled, settle
from webapp.readers.figures.evidence import bare_code, lack_years
from webapp.readers.figures.groups import Plan, make_plan
from webapp.readers.figures.header import MOST_LINES, Header, find_header
from webapp.readers.figures.header_faults import NO_ROWS, headless, layout_faults, left_out
from webapp.readers.figures.headings import Heading, read_heading
from webapp.readers.figures.layout import Column, Layout
from webapp.readers.figures.model import Fault
from webapp.readers.figures.period_words import find_period
from webapp.readers.figures.relative import LastYear, needs_period
from webapp.readers.sheets.model import CHUNK_ROWS, BadCell, Sheet

__all__ = ["Context", "LastYear", "Understood", "understand"]

SAMPLE_ROWS = 5


@dataclass(frozen=True, slots=True)
class Context:
    """What is known besides the sheet: the calendar, the period chosen for it, what "last year" means in it, and the
    codes of all indicators, former ones too."""

    calendar: Calendar
    period: Period | None = None
    last_year: LastYear | None = None
    codes: Collection[str] = ()


@dataclass(frozen=True, slots=True)
class Understood:
    """A sheet's header and columns. Its rows can be read once nothing is asked and nothing is wrong.

    ``unknown`` are the columns, by their place, that hold something and nobody recognises; ``asks_period`` says that
    the sheet leaves its period open and none is chosen, and ``titled`` is the one period that its title lines name.
    """

    header_line: int | None
    layout: Layout
    unknown: tuple[int, ...] = ()
    asks_period: bool = False
    asks_last_year: bool = False
    left_out: tuple[str, ...] = ()
    faults: tuple[Fault, ...] = ()
    sample: tuple[tuple[str, ...], ...] = ()
    titled: Period | None = None


_NO_REMEMBERED: Mapping[str, Layout] = {}


class _Beginning:
    """The first rows of a sheet, more than can stand above a header, and what of them could not be read."""

    def __init__(self, sheet: Sheet) -> None:
        self.lines: list[int] = []
        self.rows: list[list[str]] = []
        self.bad: list[BadCell] = []
        for chunk in sheet.chunks():
            self.lines += chunk.lines
            self.rows += chunk.rows
            self.bad += chunk.bad
            if len(self.rows) > MOST_LINES + CHUNK_ROWS // 2:
                break


def understand(
    sheet: Sheet,
    context: Context,
    remembered: Mapping[str, Layout] = _NO_REMEMBERED,
    given: Layout | None = None,
) -> Understood:
    """Find the header and what the columns hold. ``remembered`` are layouts by fingerprint; ``given`` wins over all."""
    start = _Beginning(sheet)

    @cache
    def read(text: str) -> Heading:
        return read_heading(text, context.calendar)

    explained = {*remembered, *([given.fingerprint] if given is not None else [])}

    def is_known(headings: tuple[str, ...]) -> bool:
        return bool(explained) and _unexplained(headings).fingerprint in explained

    header = find_header(start.lines, start.rows, sheet.merged, read, is_known)
    if header is None:
        return Understood(None, Layout(()), faults=headless(start.lines, start.rows, start.bad))
    headings = [read(text) for text in header.headings]
    answers = answered(headings, given, remembered.get(_unexplained(header.headings).fingerprint))
    contents = Contents(start.rows[header.rows :])
    known = frozenset(map(bare_code, context.codes))
    settled = settle(headings, contents, context.calendar, known, answers)
    layout = Layout(settled.columns)
    plan = make_plan(layout, context.calendar, context.period, context.last_year)
    asked = [at for at in plan.homeless if at not in answers]
    if asked:
        layout = Layout(
            tuple(replace(each, role=None) if at in asked else each for at, each in enumerate(layout.columns))
        )
        plan = make_plan(layout, context.calendar, context.period, context.last_year)
    above = [cell for row in start.rows[: header.rows - 1] for cell in row]
    understood = _understood(start, header, layout, settled, plan, contents, context)
    return replace(understood, titled=_period_in(above, context.calendar))


def _unexplained(headings: Iterable[str]) -> Layout:
    return Layout(tuple(Column(text, None) for text in headings))


def _understood(
    start: _Beginning,
    header: Header,
    layout: Layout,
    settled: Settled,
    plan: Plan,
    contents: Contents,
    context: Context,
) -> Understood:
    unknown = tuple(
        at
        for at, column in enumerate(layout.columns)
        if column.role is None and at not in settled.doubled and contents.of(at)
    )
    faults = list(layout_faults(header.line, layout, plan, settled.doubled, context.calendar, asks=bool(unknown)))
    if not contents.rows and not any(bad.line > header.line for bad in start.bad):
        faults.append(Fault(None, None, None, NO_ROWS))
    width = len(layout.columns)
    return Understood(
        header_line=header.line,
        layout=layout,
        unknown=unknown,
        asks_period=plan.asks_period or (context.period is None and _lack_years(plan, contents)),
        asks_last_year=bool(plan.unclear_years),
        left_out=left_out(layout, plan, context.calendar),
        faults=tuple(faults),
        sample=tuple(tuple([*row, *[""] * width][:width]) for row in contents.rows[:SAMPLE_ROWS]),
    )


def _lack_years(plan: Plan, contents: Contents) -> bool:
    """True where rows say "Q1" only."""
    return len(plan.periods) == 1 and lack_years(contents.of(plan.periods[0]))


def _period_in(titles: Iterable[str], calendar: Calendar) -> Period | None:
    """The only period that title lines name in full; None where they name none, or several."""
    found = {found.period for title in titles if (found := find_period(title, calendar)) is not None}
    periods = {calendar.read(text) for text in found if not needs_period(text)}
    return periods.pop() if len(periods) == 1 else None
