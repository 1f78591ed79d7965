"""Periods and the financial-year calendar: keys, labels, reading what people write, and neighbours."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from webapp.domain.due_dates import find_day
from webapp.domain.errors import BadPeriod
from webapp.domain.frequency import Frequency
from webapp.domain.period_reading import MONTHS, Named, read_name
from webapp.domain.quoting import quoted

__all__ = ["Calendar", "Frequency", "Period"]

FIRST_YEAR, LAST_YEAR = 1900, 2199
"""Years outside these are slips of the pen."""


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
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True)
class Calendar:
    """The financial-year calendar of a council whose year starts in ``start_month`` (4 in the UK)."""

    start_month: int = 4

    def __post_init__(self) -> None:
        if not 1 <= self.start_month <= 12:
            raise ValueError(f"A financial year starts in month 1 to 12, not {self.start_month}.")

    @property
    def years_are_calendar_years(self) -> bool:
        """True where the financial year starts in January, so that 2014 names one and 2014/15 names none."""
        return self.start_month == 1

    def from_key(self, key: str) -> Period:
        """The period of an exact key; raises BadPeriod."""
        period = self.read(key)
        if period.key != key:
            raise BadPeriod(f"{quoted(key)} is no period key: write {period.key}.")
        return period

    def read(self, text: str, frequency: Frequency | None = None) -> Period:
        """Read a period as people write it ("Oct 2014", "Q3 2014/15", "2014/15", …).

        ``frequency`` is that of the indicator, and settles ``2010-11``: a month, unless annual. A date is
        read as the period of that frequency (a month without one) that starts or ends on the day.
        Raises BadPeriod with a sentence.
        """
        named = read_name(text, frequency, calendar_years=self.years_are_calendar_years)
        if isinstance(named, Named):
            return self._named(named)
        period = self.of(frequency or Frequency.MONTH, named)
        if named not in (period.start, period.end):
            fault = f"{quoted(text)} is neither the first nor the last day of a {period.frequency}"
            raise BadPeriod(f"{fault}: write {period.label}.")
        return period

    def of(self, frequency: Frequency, day: date) -> Period:
        """The period of that frequency in which ``day`` lies."""
        since = _index(day) - (self.start_month - 1)
        return self._starting(frequency, _index(day) - since % frequency.months)

    def previous(self, period: Period) -> Period:
        """The period of the same frequency just before."""
        return self._starting(period.frequency, _index(period.start) - period.frequency.months)

    def next(self, period: Period) -> Period:
        """The period of the same frequency just after."""
        return self._starting(period.frequency, _index(period.start) + period.frequency.months)

    def year_before(self, period: Period) -> Period:
        """The same period one year earlier."""
        return self._starting(period.frequency, _index(period.start) - 12)

    def year_after(self, period: Period) -> Period:
        """The same period one year later."""
        return self._starting(period.frequency, _index(period.start) + 12)

    def last_within(self, period: Period, frequency: Frequency) -> Period:
        """The last period of a shorter (or the same) frequency in ``period``; BadPeriod for a longer one."""
        if frequency.months > period.frequency.months:
            raise BadPeriod(f"No {frequency} lies within {period.label}: choose a shorter one.")
        return self.of(frequency, period.end)

    def financial_year(self, first_year: int, frequencies: Iterable[Frequency]) -> tuple[Period, ...]:
        """Every period of those frequencies in the year starting in ``first_year``, by first and last day."""
        periods = (
            self._named(Named(frequency, first_year, number))
            if frequency is not Frequency.MONTH
            else self._starting(frequency, self._first_month(first_year) + number - 1)
            for frequency in set(frequencies)
            for number in range(1, 12 // frequency.months + 1)
        )
        return tuple(sorted(periods, key=lambda period: (period.start, period.end)))

    def read_due_date(self, text: str) -> date | None:
        """The date a person's "when" names: "end of Q3, December 2014" is 31 December 2014.

        A period means its last day ("start of" it, its first). None where the text names no date, or several.
        """
        return find_day(text, self._span)

    def _span(self, text: str) -> tuple[date, date]:
        """First and last day of the period, or the one day, that a text names; raises BadPeriod."""
        named = read_name(text, None, calendar_years=self.years_are_calendar_years)
        if not isinstance(named, Named):
            return named, named
        period = self._named(named)
        return period.start, period.end

    def _named(self, named: Named) -> Period:
        """The period of a kind, year and number."""
        if named.frequency is Frequency.MONTH:
            return self._starting(named.frequency, named.year * 12 + named.number - 1)
        offset = (named.number - 1) * named.frequency.months
        return self._starting(named.frequency, self._first_month(named.year) + offset)

    def _first_month(self, year: int) -> int:
        """Months since year 0 of the first month of the financial year that starts in ``year``."""
        return year * 12 + self.start_month - 1

    def _starting(self, frequency: Frequency, index: int) -> Period:
        """The period that starts ``index`` months after year 0; BadPeriod for a financial year no council reports.

        The bounds are those of whole financial years, so that the year of every period can be shown.
        """
        year, month = divmod(index - (self.start_month - 1), 12)
        if not FIRST_YEAR <= year <= LAST_YEAR:
            raise BadPeriod(f"{year} is out of range: write a year from {FIRST_YEAR} to {LAST_YEAR}.")
        start, end = _first_day(index), _first_day(index + frequency.months) - timedelta(days=1)
        key, label = self._names(frequency, year, month // frequency.months + 1, start)
        return Period(key, label, frequency, start, end)

    def _names(self, frequency: Frequency, year: int, number: int, start: date) -> tuple[str, str]:
        """Key and label of a period of the financial year that starts in ``year``."""
        years = f"{year}" if self.years_are_calendar_years else f"{year}/{(year + 1) % 100:02d}"
        match frequency:
            case Frequency.MONTH:
                return f"{start.year}-{start.month:02d}", f"{MONTHS[start.month - 1]} {start.year}"
            case Frequency.QUARTER:
                return f"{year}-Q{number}", f"Quarter {number} {years}"
            case Frequency.HALF_YEAR:
                return f"{year}-H{number}", f"Half-year {number} {years}"
            case Frequency.YEAR:
                return f"{year}-FY", years


def _index(day: date) -> int:
    """Months since year 0."""
    return day.year * 12 + day.month - 1


def _first_day(index: int) -> date:
    """The first day of the month that lies ``index`` months after year 0."""
    return date(index // 12, index % 12 + 1, 1)
