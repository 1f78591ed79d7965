"""How a workbook's number formats show a number: as a figure, a percentage, a date or a time."""

from __future__ import annotations

import re
from enum import Enum, auto
from functools import lru_cache

from webapp.readers.sheets.values import date_text, duration_text, figure_text, percent_text, time_text


class Shown(Enum):
    """What a number stands for by its format."""

    FIGURE = auto()
    PERCENT = auto()
    DATE = auto()
    TIME = auto()
    DURATION = auto()


# Formats that a workbook uses by their number alone, without writing them down.
_BUILT_IN = {
    **dict.fromkeys((9, 10), Shown.PERCENT),
    **dict.fromkeys((14, 15, 16, 17, 22, *range(27, 32), 36, *range(50, 59)), Shown.DATE),
    **dict.fromkeys((18, 19, 20, 21, 32, 33, 34, 35, 45, 47), Shown.TIME),
    46: Shown.DURATION,
}

_ELAPSED = re.compile(r"\[(?:h+|m+|s+)\]", re.IGNORECASE)
_LITERAL = re.compile(r'"[^"]*"?|\\.|[_*].|\[[^\]]*\]|am/pm|a/p|general', re.IGNORECASE)


def shown_by(number: int, code: str | None) -> Shown:
    """How the format of this number, with its code where the workbook writes one down, shows a number."""
    return _BUILT_IN.get(number, Shown.FIGURE) if code is None else shown_by_code(code)


def shown_by_code(code: str) -> Shown:
    """How a format's code, such as ``0.0%`` or ``dd/mm/yyyy``, shows a number."""
    bare = _LITERAL.sub("", code).lower()
    if re.search(r"[dy]", bare):
        return Shown.DATE
    if _ELAPSED.search(code):
        return Shown.DURATION
    if re.search(r"[hs]", bare):
        return Shown.TIME
    if "m" in bare:
        return Shown.DATE
    with_digits = [section for section in bare.split(";") if re.search(r"[0#?]", section)]
    if with_digits and all("%" in section for section in with_digits):
        return Shown.PERCENT
    return Shown.FIGURE


@lru_cache(maxsize=10_000)  # the same days stand in row after row
def number_text(stored: str, shown: Shown, *, from_1904: bool) -> str:
    """A stored number as its format shows it, with all its digits."""
    if shown is Shown.FIGURE:
        return figure_text(stored)
    if shown is Shown.PERCENT:
        return percent_text(stored)
    if shown is Shown.DATE:
        return date_text(stored, from_1904=from_1904)
    if shown is Shown.TIME:
        return time_text(stored, from_1904=from_1904)
    return duration_text(stored)
