"""What the cells below a heading tell about it, where the heading alone does not say what it holds."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Sequence
from itertools import islice

from webapp.domain.cell_words import advice_on, meaning_of
from webapp.domain.errors import BadNumber, BadPeriod
from webapp.domain.numbers import parse_number
from webapp.domain.period_reading import tidy
from webapp.domain.periods import Calendar
from webapp.readers.figures.relative import lacks_year, resolved

ENOUGH = 100
"""Different cells of a column that are looked at."""

_CODE = re.compile(r"[A-Za-z]{0,8}[ ._/-]?[0-9]+(?:[ ._/-]?[0-9]+){0,3}[A-Za-z]{0,3}")
_LONGEST_CODE = 40


def bare_code(code: str) -> str:
    """A code without what people mistype: case, spaces, hyphens, dots."""
    return "".join(mark for mark in code.casefold() if mark.isalnum())


def holds_codes(cells: Iterable[str], known: Collection[str]) -> bool:
    """True where at least half of the cells are codes of indicators; ``known`` are bare."""
    return bool(known) and _mostly(cells, lambda cell: bare_code(cell) in known)


def looks_like_codes(cells: Iterable[str]) -> bool:
    """True where nearly all cells are short and end in a number, such as "CIN1" or "CORP 09"."""
    return _mostly(cells, lambda cell: len(cell) <= _LONGEST_CODE and bool(_CODE.fullmatch(cell)), of_ten=9)


def looks_like_titles(cells: Iterable[str]) -> bool:
    """True where at least half of the cells are several words."""
    return _mostly(cells, lambda cell: " " in cell.strip())


def holds_figures(cells: Iterable[str]) -> bool:
    """True for a column without cells too: nothing speaks against it."""
    return _mostly(cells, _is_like_a_figure, without=True)


def holds_periods(cells: Iterable[str], calendar: Calendar) -> bool:
    """True where most cells name a period, with or without its year."""
    return _mostly(cells, lambda cell: _names_period(cell, calendar), without=True)


def lack_years(cells: Iterable[str]) -> bool:
    """True where most cells are a part of a year, such as "Q1", and do not say of which."""
    return _mostly(cells, lacks_year)


def holds_no_period(cells: Iterable[str], calendar: Calendar) -> bool:
    """True where there are cells, and none of those looked at names a period."""
    seen = list(islice(dict.fromkeys(cells), ENOUGH))
    return bool(seen) and not any(_names_period(cell, calendar) for cell in seen)


def joined_period(first: str, second: str, calendar: Calendar) -> str | None:
    """The period that two cells name together: "Q1" and "2014/15", "2014" and "October"; None where they name none."""
    for text in (f"{first} {second}", f"{second} {first}"):
        if _reads(text, calendar):
            return text
    for part, year in ((first, second), (second, first)):
        if lacks_year(part) and _reads(year, calendar):
            return resolved(part, calendar.read(year), calendar, None)
    return None


def _mostly(cells: Iterable[str], holds: Callable[[str], bool], *, of_ten: int = 5, without: bool = False) -> bool:
    """True where ``holds`` is true of so many in ten different cells; of no cells, ``without``."""
    seen: Sequence[str] = list(islice(dict.fromkeys(cells), ENOUGH))
    return 10 * sum(map(holds, seen)) >= of_ten * len(seen) if seen else without


def _is_like_a_figure(cell: str) -> bool:
    if meaning_of(cell) is not None or advice_on(cell) is not None or cell.startswith("#"):
        return True
    try:
        parse_number(cell)
    except BadNumber:
        return False
    return True


def _names_period(cell: str, calendar: Calendar) -> bool:
    return _reads(cell, calendar) or lacks_year(cell) or _is_bare_year(cell)


def _is_bare_year(cell: str) -> bool:
    return re.fullmatch("(?:19|20|21)[0-9]{2}", tidy(cell)) is not None


def _reads(text: str, calendar: Calendar) -> bool:
    try:
        calendar.read(text)
    except BadPeriod:
        return False
    return True
