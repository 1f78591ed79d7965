"""Indicators that nobody knows yet, gathered from the rows of a file that is allowed to create them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from webapp.domain.definition_words import frequency_said
from webapp.domain.definitions import Definition, one_line
from webapp.domain.frequency import Frequency
from webapp.domain.numbers import places_of
from webapp.domain.quoting import quoted
from webapp.domain.rules_in_force import NamedRule
from webapp.readers.figures.model import Fault, FigureRow
from webapp.services.indicators.fact_rows import facts_of_definition
from webapp.services.uploads.facts import KnownIndicator
from webapp.services.uploads.new_frequencies import Kinds, PeriodKinds

MOST_PLACES = 2
"""Decimal places shown of a new indicator whose file does not say: as many as its figures have, and no more."""

_USUAL = Definition("", "", "")


@dataclass(slots=True)
class NewIndicator:
    """One unknown code: what its rows say of it, and on which line each thing was said first."""

    number: int
    code: str
    line: int
    headings: Mapping[str, str]  # of its first row's columns
    reinstated: KnownIndicator | None
    cells: dict[str, str] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)
    kinds: PeriodKinds = field(default_factory=PeriodKinds)
    places: int | None = None
    since: dict[Frequency, date] = field(default_factory=dict)  # first days of its earliest periods
    read: Mapping[str, str] | None = None
    is_faulty: bool = False  # one of its rows is told already
    made: dict[Frequency, KnownIndicator] = field(default_factory=dict)

    @property
    def heading(self) -> str:
        """That of the column of codes."""
        return self.headings.get("indicator_code", "indicator_code")

    @property
    def period_heading(self) -> str:
        """That of the column of periods."""
        return self.headings.get("period", "period")

    @property
    def id(self) -> int:
        """The indicator's number; below 0 until saving gives it one."""
        return self.reinstated.id if self.reinstated else -self.number

    def take_cells(self, row: FigureRow) -> tuple[str, Fault] | None:
        """Lay the row's own cells beside those of earlier rows; the column and fault where they disagree."""
        if row.code != self.code:
            sentence = f"Lines {self.line} and {row.line} write it as {self.code} and {row.code}: write it one way."
            return "indicator_code", Fault(row.line, None, row.code, sentence)
        if row.definition is self.read:
            return None
        for column, text in row.definition.items():
            if not text.strip():
                continue
            first = self.cells.setdefault(column, text)
            line = self.lines.setdefault(column, row.line)
            if first is not text and one_line(first) != one_line(text):
                sentence = (
                    f"Lines {line} and {row.line} are both {self.code}, which would be new, and differ here: "
                    f"write {quoted(first)} or {quoted(text)} in both."
                )
                return column, Fault(row.line, None, text, sentence)
        self.read = row.definition
        return None

    def take_figures(self, row: FigureRow, kinds: Kinds, starts: Mapping[Frequency, date]) -> None:
        """Remember the places of the row's figures, which kinds of period it can be about, and when those begin."""
        self.kinds.take(row, kinds)
        for kind, start in starts.items():
            self.since[kind] = min(start, self.since.get(kind, start))
        for figure in (row.actual, row.target, row.lower, row.upper):
            if figure is not None and (self.places or 0) < MOST_PLACES:
                self.places = max(self.places or 0, min(MOST_PLACES, places_of(figure.normalize())))

    def frequency(self) -> Frequency | None:
        """How often it is reported: as its column says, else as its periods do; raises Refusal for a strange word."""
        said = self.cells.get("frequency")
        return Frequency(frequency_said(said)) if said else self.kinds.frequency()

    def known_at(self, frequency: Frequency) -> KnownIndicator:
        """The indicator as far as its rows need it while they are placed."""
        if frequency not in self.made:
            self.made[frequency] = known_as(self.id, self.base(frequency.value))
        return self.made[frequency]

    def base(self, frequency: str) -> Definition:
        """What is decided before its cells are read: nothing is expected before the earliest period of the file."""
        places = _USUAL.decimals if self.places is None else self.places
        since = self.since.get(Frequency(frequency)) if frequency else None
        return Definition(self.code, "", frequency, decimals=places, reported_from=since)


def known_as(indicator_id: int, definition: Definition, named: NamedRule | None = None) -> KnownIndicator:
    """An indicator of that definition, as the comparison of its figures needs it."""
    return KnownIndicator(facts_of_definition(indicator_id, definition, named))
