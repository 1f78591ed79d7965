"""What a figure in the prose is, by the words around it: the actual, a target, the variance, or nobody can say."""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import Enum, auto

from webapp.domain.period_reading import MONTHS
from webapp.domain.periods import Period
from webapp.domain.prose import Figure


class Role(Enum):
    """What the words beside a figure say that it is."""

    ACTUAL = auto()
    TARGET = auto()
    VARIANCE = auto()
    UNKNOWN = auto()


_MONTH = rf"(?:{'|'.join(MONTHS)})".lower()
_TIME = (
    rf"(?:the\s+(?:month|quarter|period|year)|{_MONTH}(?:\s+\d{{4}})?"
    r"|q(?:uarter)?\s?[1-4](?:\s+\d{4}(?:/\d{2})?)?|\d{4}/\d{2})"
)
_IS = r"(?:of|is|was|being|stands\s+at|stood\s+at|came\s+to|:|=)"
_TARGET = r"\btargets?(?:\s+(?:figure|value|rate|level))?"

_VARIANCE_BEFORE = re.compile(
    rf"""(?: [-+\u2212–]\s*target\s*:? | \bvariance\s*{_IS}? | \btarget\s+by
         | \bgap\s+(?:to\s+(?:the\s+)?target\s+)?{_IS} )\s*\(?$""",
    re.VERBOSE,
)
_VARIANCE_AFTER = re.compile(
    r"""\)?\s*(?:\([^()]{0,40}\)\s*)?
        (?: (?:above|below|over|under|off|behind|short\s+of|away\s+from|adrift\s+of
              |(?:higher|lower|worse|better|more|less|fewer)\s+than)\s+(?:the\s+|its\s+|our\s+)?target\b
          | variance\b )""",
    re.VERBOSE,
)
_OF_TARGET = re.compile(r"\)?\s*of\s+(?:the\s+|its\s+|our\s+)?target\b")
_TARGET_BEFORE = re.compile(
    rf"{_TARGET}\s*(?:{_IS}|\()?\s*$|{_TARGET}\s+(?:for|in|at|by)\s+(?:the\s+)?[\w/ ]{{1,24}}?\s+{_IS}\s*$"
)
_TARGET_AFTER = re.compile(r"\s*(?:(?:is|was)\s+(?:the|its|our)\s+)?target\b")
_ACTUAL_BEFORE = re.compile(
    rf"\b(?:actual|performance|out-?turn)(?:\s+(?:figure|rate))?(?:\s+this\s+(?:period|month|quarter|half-year|year))?"
    rf"(?:\s+(?:for|in)\s+{_TIME})?\s*{_IS}?\s*$"
)

_LOOSELY = re.compile(
    r"\b(?:about|around|roughly|approximately|approx\.?|nearly|almost|some|over|under|above|below|more\s+than|less\s+than"
    r"|fewer\s+than|at\s+least|at\s+most|up\s+to|close\s+to|near|circa|ca?\.)\s+$"
)
_ELSEWHERE = re.compile(
    r"\b(?:national(?:ly)?|england|english|wales|welsh|regional|region|neighbours?|average|benchmarks?|government"
    r"|statutory|other\s+councils?|peers?)\b"
)
_ANOTHER_TIME = re.compile(
    r"\b(?:last|previous|prior|earlier|same)\s+(?:year|month|quarter|period|half-year|spring|summer|autumn|winter)"
    r"|\b(?:year|month|quarter)s?\s+(?:ago|earlier|before)\b|\bpreviously\b|\bused\s+to\b"
)
_INTENTION = re.compile(
    r"\b(?:will|would|expect(?:s|ed)?|forecast|aims?|should|reach|reduce|bring|raise|cut|back\s+to|down\s+to|up\s+to)\b"
)
_MONTH_NAMED = re.compile(rf"\b({_MONTH})\b")
_YEAR_NAMED = re.compile(r"\b((?:19|20)\d{2})\b")
_QUARTER_NAMED = re.compile(r"\bq(?:uarter)?\s?([1-4])\b")
_NEXT_WORD = re.compile(r"\s+([a-z][\w'’-]*)|(\s*/)")

# Words that may follow a bare figure; any other says what is counted: "12 interviews", "3 a week".
_GOES_ON_WORDS = (
    "above adrift after again against and as at away because before behind below better but by compared "
    "down estimated fewer for from had has have higher in instead is it its less lower more not now off "
    "on only or our over overall rather short since so target than that the this to under until up "
    "variance was were when where which while with worse would "
)
_GOES_ON = frozenset(_GOES_ON_WORDS.split())


def role_of(figure: Figure, unit: str) -> Role:
    """What the words next to a figure say of it; ``unit`` is the measure's unit in words."""
    rest = after_unit(figure, unit)
    if _VARIANCE_BEFORE.search(figure.before) or _VARIANCE_AFTER.match(rest):
        return Role.VARIANCE
    if figure.percent and _OF_TARGET.match(rest):
        return Role.VARIANCE
    if _TARGET_BEFORE.search(figure.before) or _TARGET_AFTER.match(rest):
        return Role.TARGET
    return Role.ACTUAL if _ACTUAL_BEFORE.search(figure.before) else Role.UNKNOWN


def has_unit(figure: Figure, unit: str) -> bool:
    """True where the measure's unit in words follows the figure."""
    return bool(unit) and figure.after.lstrip().startswith(unit.lower())


def after_unit(figure: Figure, unit: str) -> str:
    """What follows the figure and its unit."""
    return figure.after.lstrip()[len(unit) :] if has_unit(figure, unit) else figure.after


def counts_something(figure: Figure, unit: str) -> bool:
    """True where a word follows that says what is counted, and it is not the measure's own unit."""
    if has_unit(figure, unit) or _OF_TARGET.match(figure.after):
        return False
    following = _NEXT_WORD.match(figure.after)
    return following is not None and following[1] not in _GOES_ON


def is_loose(figure: Figure) -> bool:
    """True for "about 440" and the like."""
    return _LOOSELY.search(figure.before) is not None


def is_intended(figure: Figure) -> bool:
    """True where the sentence speaks of what shall be, not of what is."""
    return _INTENTION.search(figure.before) is not None


def is_of_another(sentence: str, period: Period, dated: Iterable[Period]) -> bool:
    """True for a sentence about other councils, or about a time that is neither the plan's nor a target's."""
    sentence = sentence.lower()
    if _ELSEWHERE.search(sentence) or _ANOTHER_TIME.search(sentence):
        return True
    periods = (period, *dated)
    months = {MONTHS[month - 1].lower() for each in periods for month in _months(each)}
    years = {str(year) for each in periods for year in (each.start.year, each.end.year)}
    quarters = {each.key[-1] for each in periods if "-Q" in each.key}
    return (
        any(name not in months for name in _MONTH_NAMED.findall(sentence))
        or any(year not in years for year in _YEAR_NAMED.findall(sentence))
        or any(quarter not in quarters for quarter in _QUARTER_NAMED.findall(sentence))
    )


def _months(period: Period) -> tuple[int, ...]:
    """The months of a period, those of a year being its first and last only: a year's figure is not each month's."""
    if period.frequency.months == 12:
        return (period.start.month, period.end.month)
    return tuple((period.start.month - 1 + step) % 12 + 1 for step in range(period.frequency.months))
