"""The first look at the rows of a file: each finds its indicator and its period, or is a fault."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from typing import Any, NamedTuple

from webapp.domain.errors import BadPeriod
from webapp.domain.formats import long_date
from webapp.domain.frequency import Frequency
from webapp.domain.periods import Period
from webapp.domain.quoting import quoted
from webapp.readers.figures.model import Fault, FigureRow, Given
from webapp.services.uploads.facts import Facts, KnownIndicator
from webapp.services.uploads.sorting import Sorted


class Unsettled(NamedTuple):
    """The number of an indicator whose frequency the whole file decides: its period cannot be read before."""

    id: int


Create = Callable[[FigureRow], "KnownIndicator | Unsettled | Fault"]
Define = Callable[[FigureRow, KnownIndicator], list[Fault]]


class Values(NamedTuple):
    """What a row says of its figures, in values that can be kept on disk: figures as plain text, days as ISO."""

    given: str
    actual: str | None
    target: str | None
    lower: str | None
    upper: str | None
    quality: str | None
    quality_reason: str | None
    final_due: str | None
    target_estimated: bool | None
    numerator: str | None
    denominator: str | None
    comment: str | None
    period: str  # as written
    headings: int

    def with_other(self, other: Values) -> Values | None:
        """This row together with another of the same line, such as a target in a column of its own; None where both
        say the same thing."""
        nothing = (Given.NOTHING, None)
        figures = self._fields[:-2]
        said = [(name, getattr(self, name), getattr(other, name)) for name in figures]
        if any(mine not in nothing and others not in nothing for _, mine, others in said):
            return None
        return self._replace(**{name: others if mine in nothing else mine for name, mine, others in said})


NOWHERE = 0
"""Before every period."""

_PERIOD = Values._fields.index("period")


class Locator:
    """Finds the indicator and the period of each row; keeps which periods and headings were met.

    ``create`` makes the indicator of a row whose code nobody knows, ``define`` is shown the rows of known ones that say
    something of the indicator itself. With ``alone`` no row is about a figure.
    """

    def __init__(
        self, facts: Facts, create: Create | None = None, define: Define | None = None, *, alone: bool = False
    ) -> None:
        self._facts = facts
        self._create = create
        self._define = define
        self._alone = alone
        self._by_any_case = {code.casefold(): known for code, known in facts.indicators.items()}
        self._bare = {bare(code): code for code in facts.indicators}
        self._read: dict[tuple[str, Frequency], tuple[int, str]] = {}
        self._headings: dict[int, int] = {}
        self._settled: dict[int, dict[str, int]] = {}
        self.periods: dict[int, Period] = {}
        self.headings: list[Mapping[str, str]] = []
        self.indicators: dict[int, KnownIndicator] = {}

    def take(self, rows: Iterable[FigureRow]) -> tuple[list[tuple[int, int, int, tuple[Any, ...]]], list[Fault]]:
        """The rows that are about a figure, as a RowSorter takes them, and the faults of the others."""
        placed: list[tuple[int, int, int, tuple[Any, ...]]] = []
        faults: list[Fault] = []
        known, read = self._facts.indicators, self._read
        for row in rows:
            indicator = known.get(row.code) or self._by_any_case.get(row.code.casefold())
            if indicator is None:
                made = self._unknown(row)
                if isinstance(made, Fault):
                    faults.append(made)
                    continue
                if isinstance(made, Unsettled):
                    placed.append((made.id, NOWHERE, row.line, self._values(row)))
                    continue
                indicator = made
            elif self._define is not None:
                faults += self._define(row, indicator)
            if self._alone or row.period == "":  # it speaks of its indicator only
                continue
            frequency = indicator.facts.frequency
            place, refusal = read.get((row.period, frequency)) or self._place(row.period, frequency)
            if refusal:
                faults.append(fault_at(row, "period", row.period, refusal))
                continue
            self.indicators[indicator.id] = indicator
            problem = self._misplaced(row, indicator, self.periods[place])
            if problem is not None:
                faults.append(problem)
                continue
            placed.append((indicator.id, place, row.line, self._values(row)))
        return placed, faults

    def _place(self, text: str, frequency: Frequency) -> tuple[int, str]:
        """The period's place in time, or why there is none; each text is read once."""
        try:
            period = self._facts.calendar.read(text, frequency)
        except BadPeriod as refusal:
            found = (0, refusal.sentence)
        else:
            place = place_of(period)
            self.periods[place] = period
            found = (place, "")
        self._read[text, frequency] = found
        return found

    def settle(self, indicator: KnownIndicator, texts: Iterable[str]) -> list[tuple[str, str]]:
        """Say what an indicator is that the file creates, and read these periods of its rows that were left unread.

        Returns those that cannot be its, each with a sentence.
        """
        self.indicators[indicator.id] = indicator
        places: dict[str, int] = {}
        faults: list[tuple[str, str]] = []
        for text in texts:
            place, refusal = self._place(text, indicator.facts.frequency)
            period = self.periods.get(place)
            if period is not None and period.frequency is not indicator.facts.frequency:
                refusal = self._instead(indicator, period, "a figure")
            if refusal:
                faults.append((text, refusal))
            places[text] = NOWHERE if refusal else place
        if places:
            self._settled[indicator.id] = places
        return faults

    def in_order(self, indicator_id: int, rows: list[Sorted]) -> list[Sorted]:
        """The rows of one indicator by their periods, those that were left unread at their place."""
        places = self._settled.get(indicator_id)
        if places is None:
            return rows
        moved = (row if row.period != NOWHERE else row._replace(period=places[row.values[_PERIOD]]) for row in rows)
        return sorted((row for row in moved if row.period != NOWHERE), key=lambda row: (row.period, row.line))

    def _unknown(self, row: FigureRow) -> KnownIndicator | Unsettled | Fault:
        if self._create is not None:
            return self._create(row)
        meant = self._bare.get(bare(row.code))
        other = "Write a code from the list of indicators, or have it created from this file."
        advice = f"Write {meant}." if meant else other
        sentence = f"No indicator has the code {quoted(row.code)}. {advice}"
        return fault_at(row, "indicator_code", row.code, sentence)

    def _misplaced(self, row: FigureRow, indicator: KnownIndicator, period: Period) -> Fault | None:
        """The fault of a row whose indicator takes no figures, or none at such a period."""
        facts = indicator.facts
        if indicator.retired_on is not None and period.start >= indicator.retired_on:
            instead = f"write {indicator.replaced_by}, which replaces it, or " if indicator.replaced_by else ""
            sentence = f"{facts.code} was retired on {long_date(indicator.retired_on)}: {instead}remove this row."
            return fault_at(row, "indicator_code", row.code, sentence)
        if period.frequency is facts.frequency:
            return None
        longer = period.frequency.months > facts.frequency.months
        if longer and not _is_about_actual(row):
            return None
        sentence = self._instead(indicator, period, "an actual" if longer else "a figure")
        return fault_at(row, "period", row.period, sentence)

    def _instead(self, indicator: KnownIndicator, period: Period, what: str) -> str:
        """Why an indicator has no figure at such a period, and which one has."""
        frequency, calendar = indicator.facts.frequency, self._facts.calendar
        longer = period.frequency.months > frequency.months
        instead = calendar.last_within(period, frequency) if longer else calendar.of(frequency, period.end)
        return (
            f"{indicator.facts.code} is {frequency.word}, so {what} of it cannot be for {period.label}: "
            f"write {instead.label} or another {frequency.value}."
        )

    def _values(self, row: FigureRow) -> tuple[Any, ...]:
        headings = self._headings.get(id(row.columns))
        if headings is None:
            headings = self._headings[id(row.columns)] = len(self.headings)
            self.headings.append(row.columns)
        return (
            row.given.value,
            _text(row.actual),
            _text(row.target),
            _text(row.lower),
            _text(row.upper),
            row.quality,
            row.quality_reason,
            None if row.final_due is None else row.final_due.isoformat(),
            row.target_estimated,
            _text(row.numerator),
            _text(row.denominator),
            row.comment,
            row.period,
            headings,
        )


def place_of(period: Period) -> int:
    """A number by which periods stand in the order of time, shorter ones first."""
    return period.start.toordinal() * 16 + period.frequency.months


def fault_at(row: FigureRow, column: str, value: str | None, sentence: str) -> Fault:
    """A fault of one cell, under its heading as written."""
    return Fault(row.line, row.columns.get(column, column), value, sentence)


def bare(code: str) -> str:
    """The code without what people mistype: case, spaces, hyphens, dots."""
    return "".join(mark for mark in code.casefold() if mark.isalnum())


def _is_about_actual(row: FigureRow) -> bool:
    said = (row.quality, row.quality_reason, row.final_due, row.numerator, row.denominator)
    return row.given is not Given.NOTHING or any(value is not None for value in said)


def _text(value: Decimal | None) -> str | None:
    return None if value is None else str(value)
