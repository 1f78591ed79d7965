"""What is wrong with a sheet's header, what to write instead, and what of its columns is left out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from webapp.domain.errors import BadPeriod
from webapp.domain.periods import Calendar
from webapp.domain.quoting import quoted
from webapp.domain.texts import listed
from webapp.readers.figures.groups import Plan
from webapp.readers.figures.headings import is_worked_out
from webapp.readers.figures.layout import OF_PERIOD, Layout, Role, role_words
from webapp.readers.figures.model import Fault
from webapp.readers.figures.period_words import words_of
from webapp.readers.figures.relative import needs_period
from webapp.readers.sheets.model import BadCell

OUR_HEADER = "indicator_code, period, actual, target, actual_estimated, target_estimated, comment"
"""The header row that is always understood."""

EMPTY = f"The file is empty. Start it with a header row: {OUR_HEADER}."
NO_ROWS = "The file has no rows below its header row. Add one for each figure."

_NO_HEADER = f"This is not the header row, and nor is any row below it. Start the table with one: {OUR_HEADER}."
_MOST_PERIOD_COLUMNS = 2


def headless(lines: Sequence[int], rows: Sequence[Sequence[str]], bad: Sequence[BadCell]) -> tuple[Fault, ...]:
    """Why a sheet has no header: it is empty, its beginning cannot be read, or no row names any column."""
    if bad:
        return tuple(Fault(each.line, None, each.value, each.message) for each in bad)
    if not rows:
        return (Fault(None, None, None, EMPTY),)
    first = next((cell.strip() for cell in rows[0] if cell.strip()), "")
    return (Fault(lines[0], None, first, _NO_HEADER),)


def layout_faults(
    line: int, layout: Layout, plan: Plan, doubled: Sequence[int], calendar: Calendar, *, asks: bool
) -> Iterator[Fault]:
    """Columns that are missing (unless some are still asked about), that are there twice, or of no readable period."""
    for role in () if asks else _missing(plan):
        yield Fault(line, role.value, None, f'The column "{role}" is missing. Add it to the header row.')
    for column in layout.columns:
        if column.period and not needs_period(column.period):
            try:
                calendar.read(column.period)
            except BadPeriod as refusal:
                yield Fault(line, column.heading, column.period, refusal.sentence)
    for at in doubled:
        heading = layout.columns[at].heading
        yield Fault(line, heading, heading, f"The column {quoted(heading)} is there twice. {_one_of(heading, layout)}")
    for first, second in plan.clashes:
        yield _clash(line, layout, first, second)
    if len(plan.periods) > _MOST_PERIOD_COLUMNS:
        headings = [layout.columns[at].heading for at in plan.periods]
        message = f"{listed([quoted(each) for each in headings])} are all taken for the period. Keep one of them."
        yield Fault(line, headings[-1], headings[-1], message)
    for at in plan.homeless:
        heading = layout.columns[at].heading
        example = f'"{heading} Q1 2014/15"'
        message = (
            f"{quoted(heading)} does not say which period it is about. Write it in the heading, such as {example}."
        )
        yield Fault(line, heading, heading, message)


def left_out(layout: Layout, plan: Plan, calendar: Calendar) -> tuple[str, ...]:
    """A sentence for each reason for which columns that hold something are not read."""
    worked_out = [
        column.heading
        for column in layout.columns
        if column.role is Role.IGNORED and is_worked_out(column.heading, calendar)
    ]
    reasons = (
        ([layout.columns[at].heading for at in plan.unclear_years],
         "nobody has said whether last year is the same period or the whole year"),
        (worked_out, "that is worked out from the figures"),
        ([layout.columns[at].heading for at in plan.pointless], "there are no figures here that it could be about"),
    )  # fmt: skip
    return tuple(_sentence(headings, reason) for headings, reason in reasons if headings)


def _missing(plan: Plan) -> Iterator[Role]:
    if plan.code is None:
        yield Role.INDICATOR
    if not plan.has_figures and not plan.definition:
        yield from (Role.ACTUAL, Role.TARGET)


def _one_of(heading: str, layout: Layout) -> str:
    same = (column.role for column in layout.columns if words_of(column.heading) == words_of(heading))
    of_period = any(role in OF_PERIOD for role in same)
    return f"Remove one of them{', or write in each heading which period it is about' if of_period else ''}."


def _clash(line: int, layout: Layout, first: int, second: int) -> Fault:
    one, other = layout.columns[first], layout.columns[second]
    what = role_words(other.role) if other.role is not None else "the same"
    about = " of the same period" if one.period or other.period else ""
    message = f"{quoted(one.heading)} and {quoted(other.heading)} are both taken for {what}{about}. Keep one of them."
    return Fault(line, other.heading, other.heading, message)


def _sentence(headings: Sequence[str], reason: str) -> str:
    many = len(headings) > 1
    columns = f"The column{'s' if many else ''} {listed([quoted(each) for each in headings])}"
    return f"{columns} {'are' if many else 'is'} left out: {reason}."
