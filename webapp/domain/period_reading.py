"""The grammar of periods: which period or day a text names, before a calendar turns it into dates."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from webapp.domain.errors import BadPeriod
from webapp.domain.frequency import Frequency
from webapp.domain.quoting import quoted

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip

MONTH = r"(?P<name>(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*)\.?"
"""A month's name in lower case; ``month_number`` refuses what merely starts like one."""

PART = r"(?:(?P<quarter>quarter|qtr|q)|half-year|half year|half|h)\s?(?P<number>[1-4])"
"""A quarter or a half-year."""

LONG_YEAR = r"(?P<first>[0-9]{4})(?:\s?(?P<join>[/-])\s?(?P<second>[0-9]{4}|[0-9]{2}))?"
"""A year or a financial year: 2014, 2014/15, 2014-2015."""

YEAR = LONG_YEAR.replace("[0-9]{4}", "[0-9]{4}|[0-9]{2}(?=\\s?/)", 1)
"""As LONG_YEAR, and 14/15: only where other words say that a year is meant."""

_MONTH_OF_YEAR = rf"{MONTH}[\s,/-]*'?(?P<first>[0-9]{{4}}|[0-9]{{2}})"
_DASHES = re.compile("[\u2010-\u2015\u2212]")
_JOIN = r"[\s,;:/-]*"
_TIME = r"(?:[t ]00:00(?::00)?)?"


LONGEST = 60
"""Characters of the longest text that can name a period."""


@dataclass(frozen=True, slots=True)
class Named:
    """A period by name: ``year`` is a month's own year, else the one in which the financial year starts."""

    frequency: Frequency
    year: int
    number: int = 1


def read_name(text: str, frequency: Frequency | None, *, calendar_years: bool) -> Named | date:
    """The period, or the day, that ``text`` names; raises BadPeriod with a sentence.

    ``frequency`` settles ``2010-11``: a month, unless annual. ``calendar_years`` is for a council whose
    financial year is the calendar year: there ``2014`` is a year and ``2014/15`` is none.
    """
    line = tidy(text)
    for pattern, reader in _FORMS if len(line) <= LONGEST else ():
        match = pattern.fullmatch(line)
        if match is not None:
            return reader(_Text(text, match, frequency, calendar_years))
    raise BadPeriod(_no_period(text, calendar_years))


def tidy(text: str) -> str:
    """Lower case, single spaces, every dash a hyphen: what the patterns are written for."""
    dashes = text if text.isascii() else _DASHES.sub("-", text)
    return " ".join(dashes.casefold().split())


def month_number(name: str) -> int | None:
    """1 to 12 for a full or shortened month name in any case ("Sept." is 9); None for any other word."""
    word = name.casefold().rstrip(".")
    names = (number for number, full in enumerate(MONTHS, 1) if full.casefold().startswith(word))
    return next(names, None) if len(word) >= 3 else None


def full_year(digits: str) -> int:
    """The year of two or four digits; two digits are of this century."""
    return int(digits) + (2000 if len(digits) == 2 else 0)


def day_of(year: str, month: int, day: str) -> date | None:
    """The calendar day, or None where there is none such as 30 February."""
    try:
        return date(full_year(year), month, int(day))
    except ValueError:
        return None


@dataclass(frozen=True, slots=True)
class _Text:
    """One matched text and what decides its reading."""

    text: str
    match: re.Match[str]
    frequency: Frequency | None
    calendar_years: bool

    def refusal(self) -> BadPeriod:
        return BadPeriod(_no_period(self.text, self.calendar_years))


def _no_period(text: str, calendar_years: bool) -> str:
    year = "2014" if calendar_years else "2014/15"
    fault = f"{quoted(text)} names no period that can be read" if text.strip() else "The period is blank"
    return f"{fault}: write one such as October 2014, Q3 {year} or {year}."


def _key(found: _Text) -> Named:
    """2014-Q3, 2014-H2, 2014-FY: the year is the one in which the financial year starts."""
    kind = {"q": Frequency.QUARTER, "h": Frequency.HALF_YEAR, "f": Frequency.YEAR}[found.match["kind"][0]]
    number = 1 if kind is Frequency.YEAR else int(found.match["kind"][1])
    return Named(kind, int(found.match["first"]), number)


def _day(found: _Text) -> date:
    """2021-06-30 or 30/06/2021."""
    day = day_of(found.match["first"], int(found.match["month"]), found.match["day"])
    if day is None:
        raise BadPeriod(f"{quoted(found.text)} is not in the calendar: write a date such as 2014-10-31.")
    return day


def _named_day(found: _Text) -> date:
    """31 October 2014, 31-Oct-14, 1st October 2014."""
    number = month_number(found.match["name"])
    if number is None:
        raise found.refusal()
    day = day_of(found.match["first"], number, found.match["day"])
    if day is None:
        raise BadPeriod(f"{quoted(found.text)} is not in the calendar: write a date such as 31 October 2014.")
    return day


def _month_name(found: _Text) -> Named:
    """October 2014, Oct-14, 2014 Oct."""
    number = month_number(found.match["name"])
    if number is None:
        raise found.refusal()
    return Named(Frequency.MONTH, full_year(found.match["first"]), number)


def _month_digits(found: _Text) -> Named:
    """10/2014."""
    number = int(found.match["month"])
    if not 1 <= number <= 12:
        raise found.refusal()
    return Named(Frequency.MONTH, int(found.match["first"]), number)


def _part(found: _Text) -> Named:
    """Q3 2014/15, Quarter 3 2014-15, 2018-19;Q1, H2 2014/15."""
    kind = Frequency.QUARTER if found.match["quarter"] else Frequency.HALF_YEAR
    number = int(found.match["number"])
    if number * kind.months > 12:
        raise found.refusal()
    return Named(kind, _first_year(found), number)


def _year_or_month(found: _Text) -> Named:
    """2014/15 is a year; 2010-11 a month unless the indicator is annual; 2014/10 a month."""
    match = found.match
    bare = not match["said"]
    month = int(match["second"] or 0) if bare and len(match["second"] or "") == 2 else 0
    could_be_month = 1 <= month <= 12
    if could_be_month and (not _consecutive(match) or _dash_means_month(found)):
        return Named(Frequency.MONTH, full_year(match["first"]), month)
    return Named(Frequency.YEAR, _first_year(found))


def _dash_means_month(found: _Text) -> bool:
    """2010-11 could be a month and a year: it is the year for an annual indicator whose year spans two."""
    return found.match["join"] == "-" and (found.frequency is not Frequency.YEAR or found.calendar_years)


def _consecutive(match: re.Match[str]) -> bool:
    """True where the second year is the one after the first: 2014/15, 1999/00, 2014/2015."""
    second = match["second"]
    return second is not None and int(second) == (full_year(match["first"]) + 1) % 10 ** len(second)


def _first_year(found: _Text) -> int:
    """The year in which the named financial year starts; refuses 2014/16, and 2014 where years span two."""
    match, first = found.match, full_year(found.match["first"])
    if match["second"] is None and not found.calendar_years:
        raise BadPeriod(
            f"{quoted(found.text)} does not say which financial year is meant: "
            f"write {first}/{(first + 1) % 100:02d} or {first - 1}/{first % 100:02d}."
        )
    if match["second"] is not None and found.calendar_years:
        fault = f"{quoted(found.text)} spans two years, but a financial year here is a calendar year"
        raise BadPeriod(f"{fault}: write {first}.")
    if match["second"] is not None and not _consecutive(match):
        raise found.refusal()
    return first


_FORMS = tuple(
    (re.compile(pattern), reader)
    for pattern, reader in (
        (r"(?P<first>[0-9]{4})-(?P<kind>q[1-4]|h[12]|fy)", _key),
        (rf"(?P<first>[0-9]{{4}})-(?P<month>[0-9]{{2}})-(?P<day>[0-9]{{2}}){_TIME}", _day),
        (rf"(?P<day>[0-9]{{1,2}})/(?P<month>[0-9]{{1,2}})/(?P<first>[0-9]{{4}}){_TIME}", _day),
        (rf"(?P<day>[0-9]{{1,2}})(?:st|nd|rd|th)?[\s,/-]+{_MONTH_OF_YEAR}", _named_day),
        (_MONTH_OF_YEAR, _month_name),
        (rf"(?P<first>[0-9]{{4}})[\s,/-]*{MONTH}", _month_name),
        (r"(?P<month>[0-9]{1,2})[/-](?P<first>[0-9]{4})", _month_digits),
        (rf"{PART}{_JOIN}{YEAR}", _part),
        (rf"{YEAR}{_JOIN}{PART}", _part),
        (rf"(?P<said>){LONG_YEAR}", _year_or_month),
        (rf"(?P<said>fy|financial year|year){_JOIN}{YEAR}", _year_or_month),
        (rf"{YEAR}{_JOIN}(?P<said>fy|financial year)", _year_or_month),
    )
)
