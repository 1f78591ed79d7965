"""How often an indicator is reported that nobody knows yet: found from the periods of its rows, in whatever order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from webapp.domain.definition_words import frequency_said
from webapp.domain.errors import BadPeriod, Refusal
from webapp.domain.frequency import Frequency
from webapp.domain.periods import Calendar
from webapp.domain.quoting import quoted
from webapp.readers.figures.model import FigureRow, Given

Kinds = frozenset[Frequency]


@dataclass(slots=True)
class PeriodKinds:
    """The kinds of periods that the rows of one new indicator are about, each with its first line.

    ``unclear`` are texts that can be of several kinds ("31/12/2014", "2010-11"), of which those about actuals leave
    ``possible``.
    """

    actuals: dict[Frequency, int] = field(default_factory=dict)
    others: dict[Frequency, int] = field(default_factory=dict)
    unclear: dict[str, int] = field(default_factory=dict)
    possible: Kinds | None = None

    def take(self, row: FigureRow, kinds: Kinds) -> None:
        """Remember what one row is about."""
        about_actual = row.given is not Given.NOTHING
        if len(kinds) == 1:
            (kind,) = kinds
            (self.actuals if about_actual else self.others).setdefault(kind, row.line)
            return
        self.unclear.setdefault(row.period, row.line)
        if about_actual:
            self.possible = kinds if self.possible is None else self.possible & kinds

    def frequency(self) -> Frequency | None:
        """That of the actuals, the shortest if they differ; without any that of the shortest target. None: unclear."""
        if not self.actuals and self.possible is not None:
            return next(iter(self.possible)) if len(self.possible) == 1 else None
        return min(self.actuals or self.others, key=lambda kind: kind.months, default=None)

    def disagreements(self, code: str, frequency: Frequency, said_on: int | None) -> Iterator[tuple[int, str]]:
        """Lines whose period is of another kind than the indicator, and why that cannot be.

        ``said_on`` is the line that says the frequency in its own column, if one does.
        """
        for lines, what in ((self.actuals, "an actual"), (self.others, "a figure")):
            for kind, line in lines.items():
                if kind is frequency or (lines is self.others and kind.months > frequency.months):
                    continue
                other = said_on or self.actuals.get(frequency) or self.others.get(frequency)
                says = f"Line {other} says" if other else "Other lines say"
                cannot = f"so there cannot be {what} for a {kind}: correct one of them."
                yield line, f"{says} that {code} is {frequency.word}, {cannot}"


class FrequencyReader:
    """Finds out which kinds of period a text can name, each text once."""

    def __init__(self, calendar: Calendar) -> None:
        self._calendar = calendar
        self._read: dict[str, tuple[Mapping[Frequency, date], str]] = {}

    def of(self, row: FigureRow) -> Kinds:
        """The frequency that the row says in its own column, else those that its period can have.

        Raises Refusal where its column or its period cannot be read.
        """
        stated = row.definition.get("frequency", "")
        if stated.strip():
            return frozenset((Frequency(frequency_said(stated)),))
        found, trouble = self._found(row.period)
        if not found:
            raise Refusal(trouble, field="period")
        return frozenset(found)

    def starts(self, text: str) -> Mapping[Frequency, date]:
        """The first day of the period that a text names, by the kinds of period that it can be."""
        return self._found(text)[0]

    def unclear(self, text: str) -> str:
        """What to write instead of a period that can be of several kinds."""
        year = "2014" if self._calendar.years_are_calendar_years else "2014/15"
        return (
            f"{quoted(text)} does not say how often a new indicator is reported: write a period such as October 2014, "
            f'Q3 {year} or {year}, or month, quarter, half-year or year in a column "frequency".'
        )

    def _found(self, text: str) -> tuple[Mapping[Frequency, date], str]:
        if text not in self._read:
            self._read[text] = self._look_up(text)
        return self._read[text]

    def _look_up(self, text: str) -> tuple[Mapping[Frequency, date], str]:
        """First days by kind, and why the text names no period where there is none."""
        found, trouble = dict[Frequency, date](), ""
        for frequency in Frequency:
            try:
                period = self._calendar.read(text, frequency)
            except BadPeriod as refusal:
                trouble = trouble or refusal.sentence
            else:
                found[period.frequency] = period.start
        return found, trouble
