"""How often an indicator is reported."""

from __future__ import annotations

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
        return _WORDS[self]

    @property
    def months(self) -> int:
        """Length in months: 1, 3, 6, 12."""
        return _MONTHS[self]


_WORDS = {
    Frequency.MONTH: "monthly",
    Frequency.QUARTER: "quarterly",
    Frequency.HALF_YEAR: "half-yearly",
    Frequency.YEAR: "annual",
}
_MONTHS = {Frequency.MONTH: 1, Frequency.QUARTER: 3, Frequency.HALF_YEAR: 6, Frequency.YEAR: 12}
