"""Finding the one day that a sentence such as "by the end of Q3, December 2014" names."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from webapp.domain.errors import BadPeriod
from webapp.domain.period_reading import LONG_YEAR, MONTH, PART, YEAR, day_of, month_number, tidy

_DAY_NUMBER = r"(?P<day>[0-9]{1,2})(?:st|nd|rd|th)?"
_ANY_YEAR = r"'?(?P<first>[0-9]{4}|[0-9]{2})"
_WRITTEN_DAYS = (
    rf"{_DAY_NUMBER}[\s-](?:of )?{MONTH}[\s,-]*{_ANY_YEAR}",  # 31st of March 2015
    rf"{MONTH}\s{_DAY_NUMBER},?\s(?P<first>[0-9]{{4}})",  # March 31, 2015
    # 31/03/15
    r"(?P<day>[0-9]{1,2})(?P<join>[/.-])(?P<digits>[0-9]{1,2})(?P=join)(?P<first>[0-9]{4}|[0-9]{2})",
)
_PERIODS = (
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}",
    r"[0-9]{4}-(?:q[1-4]|h[12]|fy)",
    rf"{PART}[\s,;:-]*{YEAR}",
    rf"{LONG_YEAR}[\s,;:-]*{PART}",
    rf"{MONTH}[\s,-]*[0-9]{{4}}",
    r"[0-9]{1,2}/[0-9]{4}",
    r"(?:fy\s?)?[0-9]{4}\s?[/-]\s?(?:[0-9]{4}|[0-9]{2})",
)


def find_day(text: str, span: Callable[[str], tuple[date, date]]) -> date | None:
    """The only day that ``text`` names; None where it names none, several, or one that does not exist.

    ``span`` gives first and last day of a period from its text, or raises BadPeriod.
    """
    days = {_day(match, span) for match in _MENTION.finditer(tidy(text))}
    return days.pop() if len(days) == 1 else None


def _day(match: re.Match[str], span: Callable[[str], tuple[date, date]]) -> date | None:
    """The day of one mention: as written, or the last day of a period, or its first after "start of"."""
    for pattern in _WRITTEN:
        written = pattern.fullmatch(match["mention"])
        if written is not None:
            parts = written.groupdict()
            month = int(parts["digits"]) if "digits" in parts else month_number(parts["name"])
            return day_of(parts["first"], month or 0, parts["day"])
    try:
        first, last = span(match["mention"])
    except BadPeriod:
        return None
    return first if match["start"] else last


def _unnamed(pattern: str) -> str:
    """The pattern with its groups unnamed, so that several can stand in one."""
    return re.sub(r"\(\?P<\w+>", "(?:", pattern)


_WRITTEN = tuple(re.compile(pattern) for pattern in _WRITTEN_DAYS)
_MENTION = re.compile(
    r"(?P<start>(?:start|beginning) of (?:the )?)?(?<![\w/.-])(?P<mention>"
    + "|".join(_unnamed(pattern).replace("(?P=join)", "[/.-]") for pattern in (*_WRITTEN_DAYS, *_PERIODS))
    + r")(?![\w/-])"
)
