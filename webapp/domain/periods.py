"""Periods and the financial-year calendar: keys, labels, reading what people write, and neighbours."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Frequency(StrEnum):
    """How often an indicator is reported; also the kind of a period, shortest first."""

    MONTH = "month"
    QUARTER = "quarter"
    HALF_YEAR = "half-year"
    YEAR = "year"

    @property
    def word(self) -> str:
        """The adjective for people: monthly, quarterly, half-yearly, annual."""
        raise NotImplementedError

    @property
    def months(self) -> int:
        """Length in months: 1, 3, 6, 12."""
        raise NotImplementedError


@dataclass(frozen=True, slots=True)
class Period:
    """A month, financial quarter, half-year or financial year; ``end`` is its last day."""

    key: str  # 2014-10, 2014-Q3, 2014-H2, 2014-FY
    label: str  # October 2014, Quarter 3 2014/15, Half-year 2 2014/15, 2014/15
    frequency: Frequency
    start: date
    end: date

    def contains(self, other: Period) -> bool:
        """True where ``other`` lies wholly within this period (a period contains itself)."""
        raise NotImplementedError


@dataclass(frozen=True, slots=True)
class Calendar:
    """The financial-year calendar of a council whose year starts in ``start_month`` (4 in the UK)."""

    start_month: int = 4

    def from_key(self, key: str) -> Period:
        """The period of an exact key; raises BadPeriod."""
        raise NotImplementedError

    def read(self, text: str, frequency: Frequency | None = None) -> Period:
        """Read a period as people write it ("Oct 2014", "Q3 2014/15", "2014/15", "2014-15", …).

        ``frequency`` is that of the indicator, and settles ``2010-11``: a month, unless annual.
        Raises BadPeriod with a sentence.
        """
        raise NotImplementedError

    def of(self, frequency: Frequency, day: date) -> Period:
        """The period of that frequency in which ``day`` lies."""
        raise NotImplementedError

    def previous(self, period: Period) -> Period:
        """The period of the same frequency just before."""
        raise NotImplementedError

    def next(self, period: Period) -> Period:
        """The period of the same frequency just after."""
        raise NotImplementedError

    def year_before(self, period: Period) -> Period:
        """The same period one year earlier."""
        raise NotImplementedError

    def last_within(self, period: Period, frequency: Frequency) -> Period:
        """The last period of a shorter (or the same) frequency inside ``period``."""
        raise NotImplementedError

    def financial_year(self, first_year: int, frequencies: Iterable[Frequency]) -> tuple[Period, ...]:
        """Every period of those frequencies in the financial year that starts in ``first_year``, by date then length."""
        raise NotImplementedError

    def read_due_date(self, text: str) -> date | None:
        """The date a person's "when" names: "end of Q3, December 2014" is 31 December 2014; None if it names none."""
        raise NotImplementedError
