"""The rows of an uploaded file, each with its indicator and its period; or its fault."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from webapp.domain.errors import BadPeriod
from webapp.domain.formats import long_date
from webapp.domain.periods import Calendar, Period
from webapp.domain.quoting import quoted
from webapp.readers.figures_csv import Fault, FigureRow
from webapp.services.uploads.facts import Facts, KnownIndicator


@dataclass(frozen=True, slots=True)
class Located:
    """A row with the indicator and the period it is about."""

    row: FigureRow
    indicator: KnownIndicator
    period: Period

    @property
    def key(self) -> tuple[int, str]:
        """Which figures the row is about."""
        return self.indicator.id, self.period.key


def locate(rows: Iterable[FigureRow], facts: Facts) -> tuple[tuple[Located, ...], tuple[Fault, ...]]:
    """Find each row's indicator and period; a fault for each that has none, or none that takes figures."""
    found: list[Located] = []
    faults: list[Fault] = []
    first_lines: dict[tuple[int, str], int] = {}
    read = cache(facts.calendar.read)
    alike = {_bare(code): code for code in facts.indicators}
    for row in rows:
        indicator = facts.indicators.get(row.indicator_code)
        if indicator is None:
            meant = alike.get(_bare(row.indicator_code))
            advice = f"Write {meant}." if meant else "Write a code from the list of indicators."
            sentence = f"No indicator has the code {quoted(row.indicator_code)}. {advice}"
            faults.append(at(row, "indicator_code", sentence))
            continue
        try:
            period = read(row.period_text, indicator.frequency)
        except BadPeriod as refusal:
            faults.append(at(row, "period", refusal.sentence))
            continue
        located = Located(row, indicator, period)
        faults += _misplaced(located, facts.calendar)
        first = first_lines.setdefault(located.key, row.line)
        if first != row.line:
            both = f"Lines {first} and {row.line} are both {indicator.code} for {period.label}"
            sentence = f"{both}: keep one of them."
            faults.append(at(row, "period", sentence))
        found.append(located)
    return tuple(found), tuple(faults)


def _misplaced(each: Located, calendar: Calendar) -> Iterator[Fault]:
    """Faults of a row whose indicator takes no figures, or none at such a period."""
    row, indicator, period = each.row, each.indicator, each.period
    if indicator.retired_on is not None:
        sentence = f"{indicator.code} was retired on {long_date(indicator.retired_on)}: remove this row."
        yield at(row, "indicator_code", sentence)
    if period.frequency is indicator.frequency:
        return
    longer = period.frequency.months > indicator.frequency.months
    about_actual = any(
        value is not None for value in (row.actual, row.actual_estimated, row.numerator, row.denominator)
    )
    if longer and not about_actual:
        return
    instead = (
        calendar.last_within(period, indicator.frequency) if longer else calendar.of(indicator.frequency, period.end)
    )
    why = "an actual" if longer else "a figure"
    yield at(
        row,
        "period",
        f"{indicator.code} is {indicator.frequency.word}, so {why} of it cannot be for "
        f"{period.label}: "
        f"write {instead.label} or another {indicator.frequency.value}.",
    )


def _bare(code: str) -> str:
    """The code without what people mistype: case, spaces, hyphens, dots."""
    return "".join(mark for mark in code.casefold() if mark.isalnum())


def at(row: FigureRow, column: str, sentence: str) -> Fault:
    """A fault of one cell, with what is written there."""
    written = {"indicator_code": row.indicator_code, "period": row.period_text}
    return Fault(row.line, column, written.get(column, ""), sentence)
