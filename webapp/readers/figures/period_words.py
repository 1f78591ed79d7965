"""The period that a heading names among its other words: "Target for Q1 2014/15", "Previous quarter (actual)"."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from itertools import product
from typing import NamedTuple

from webapp.domain.errors import BadPeriod
from webapp.domain.frequency import Frequency
from webapp.domain.period_reading import LONGEST, read_name
from webapp.domain.periods import Calendar
from webapp.readers.figures.relative import Relative, lacks_year

LONGEST_HEADING = 120
"""Characters of a text that can be a heading; a longer one is prose."""

PLACEHOLDER = "<period>"

_MOST_WORDS = 10
_MOST_IN_PERIOD = 6
_BETWEEN_WORDS = re.compile(r"[\s_,()\[\]\"]+|:(?![0-9])|(?<=[^\W\d_])-(?=[^\W\d_])|(?<=[^\W\d_])['\u2019]s\b")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_DIGIT = re.compile("[0-9]")
_LETTERS = re.compile(r"[^\W_]+")

_KINDS = {"period": "", "month": "_MONTH", "quarter": "_QUARTER", "qtr": "_QUARTER", "half year": "_HALF"}
_FIRST = {
    "THIS": ("this", "current", "latest", "reported"),
    "PREVIOUS": ("previous", "prev", "last", "prior", "preceding"),
}
_YEARS = ("last year", "previous year", "prior year", "year ago")
_SAME = ("same", "equivalent", "corresponding")
_PHRASES: dict[str, Relative] = {
    **{
        f"{word} {kind}": Relative[f"{name}{ending}"]
        for name, words in _FIRST.items()
        for word, (kind, ending) in product(words, _KINDS.items())
    },
    **dict.fromkeys((*_YEARS, "py", "ly"), Relative.LAST_YEAR),
    **{
        f"{same} {kind} {year}": Relative[f"SAME{ending}_LAST_YEAR"]
        for same, (kind, ending), year in product(_SAME, _KINDS.items(), _YEARS)
        if ending != "_HALF"
    },
    "this time last year": Relative.SAME_LAST_YEAR,
    **{
        f"{words} {year}": Relative.WHOLE_LAST_YEAR
        for words, year in product(("whole of", "whole", "full", "total", "end of", "year end"), _YEARS[:3])
    },
    **{f"{year} {words}": Relative.WHOLE_LAST_YEAR for words, year in product(("outturn", "total"), _YEARS[:3])},
    "current": Relative.THIS,
    "latest": Relative.THIS,
    "previous": Relative.PREVIOUS,
    **dict.fromkeys(
        ("year end", "end of year", "annual", "full year", "this year", "current year", "yearly"), Relative.YEAR_END
    ),
}
"""Words of a heading that say which period is meant beside the one that the sheet is about."""


_WHOLE_YEARS = frozenset((Relative.LAST_YEAR, Relative.WHOLE_LAST_YEAR, Relative.YEAR_END))


class Found(NamedTuple):
    """A period among the words of a heading, and the words around it in lower case."""

    period: str  # as written, or a value of Relative
    rest: str


@lru_cache(maxsize=4096)
def words_of(heading: str) -> str:
    """The letters and digits of a heading in lower case, one space between words: "KPI_Ref." is "kpi ref"."""
    return " ".join(_LETTERS.findall(heading[: 2 * LONGEST_HEADING].casefold()))


def unjoined(heading: str) -> str:
    """The words of a heading whose capitals part them: "IndicatorCode" is "indicator code"."""
    return words_of(_CAMEL.sub(" ", heading))


@lru_cache(maxsize=4096)
def find_period(heading: str, calendar: Calendar) -> Found | None:
    """The longest run of words of the heading that names a period: by its own words, else beside another period."""
    if len(heading) > LONGEST_HEADING:
        return None
    words = _words(heading)
    if len(words) > _MOST_WORDS:
        return None
    named = _first_run(words, lambda text: _reads(text, calendar))
    if named is None:
        relative = _first_run(words, lambda text: words_of(text) in _PHRASES)
        return relative and Found(_PHRASES[words_of(relative.period)].value, relative.rest)
    also = _first_run(named.rest.split(), _PHRASES.__contains__)
    agrees = also is not None and _agree(_PHRASES[also.period], named.period, calendar)
    return Found(named.period, also.rest) if also is not None and agrees else named


@lru_cache(maxsize=4096)
def without_periods(heading: str) -> str:
    """The words of the heading, each period in it as PLACEHOLDER whichever it is; relative ones stay as they are."""
    if len(heading) > LONGEST_HEADING:
        return words_of(heading)
    words = _words(heading)
    names: list[str] = []
    while True:
        run = next((run for run in _runs(words) if _names_any_period(" ".join(words[slice(*run)]))), None)
        if run is None:
            return " ".join(filter(None, (*names, words_of(" ".join(words)))))
        names += [*filter(None, [words_of(" ".join(words[: run[0]]))]), PLACEHOLDER]
        words = words[run[1] :]


def _first_run(words: Sequence[str], fits: Callable[[str], bool]) -> Found | None:
    """The longest run of words that fits, and the words around it."""
    for start, end in _runs(words):
        text = " ".join(words[start:end])
        if fits(text):
            return Found(text, words_of(" ".join((*words[:start], *words[end:]))))
    return None


def _agree(relative: Relative, period: str, calendar: Calendar) -> bool:
    """True where the words only say again what the period says: "last year (2013/14)", but not "last year Q3"."""
    is_year = not lacks_year(period) and calendar.read(period).frequency is Frequency.YEAR
    return is_year == (relative in _WHOLE_YEARS)


def _words(heading: str) -> list[str]:
    return [word for word in _BETWEEN_WORDS.split(heading) if word]


def _runs(words: Sequence[str]) -> Iterator[tuple[int, int]]:
    """First and last place of every run of neighbours, the longest first."""
    for length in range(min(len(words), _MOST_IN_PERIOD), 0, -1):
        yield from ((start, start + length) for start in range(len(words) - length + 1))


def _reads(text: str, calendar: Calendar) -> bool:
    if len(text) > LONGEST or text.casefold().startswith("year "):
        return False
    if not _DIGIT.search(text):
        return lacks_year(text)
    try:
        calendar.read(text)
    except BadPeriod:
        return lacks_year(text)
    return True


def _names_any_period(text: str) -> bool:
    """True for a period of any council's calendar, whether its years span two or one."""
    for calendar_years in (False, True) if _DIGIT.search(text) else ():
        try:
            read_name(text, None, calendar_years=calendar_years)
        except BadPeriod:
            continue
        return True
    return lacks_year(text)
