"""What one heading says by itself: a role by its synonyms, and the period that it names."""

from __future__ import annotations

from typing import NamedTuple

from webapp.domain.figure_columns import BESIDE
from webapp.domain.periods import Calendar
from webapp.readers.figures.layout import OF_INDICATOR, OF_PERIOD, TARGETS, Role
from webapp.readers.figures.period_words import find_period, unjoined, words_of
from webapp.readers.figures.relative import Relative
from webapp.readers.figures.synonyms import CODE_OR_TITLE, LIKELY, SURE, WORKED_OUT


class Heading(NamedTuple):
    """A heading's role (None: it says none), whether that is certain, and the period it names."""

    text: str
    role: Role | None = None
    sure: bool = False
    period: str = ""
    code_or_title: bool = False

    @property
    def is_recognised(self) -> bool:
        return self.role is not None or self.code_or_title

    @property
    def is_bare_period(self) -> bool:
        """True for "Q1 2014/15": a period and no other word."""
        return bool(self.period) and not self.sure


_SURE = {words: role for role, texts in SURE.items() for words in (*texts, words_of(role.value))}
_LIKELY = {words: role for role, texts in LIKELY.items() for words in texts}
_SMALL_WORDS = frozenset(("for", "in", "at", "of", "by", "the", "to", "year"))


def read_heading(text: str, calendar: Calendar) -> Heading:
    """What the heading says; a period alone stands over actuals."""
    written = text.strip()
    if written in BESIDE:
        return Heading(written, Role.IGNORED, sure=True)
    alone = _plainly(written)
    if alone.is_recognised:
        return alone
    found = find_period(written, calendar)
    if found is None:
        return Heading(written)
    if found.rest in WORKED_OUT:
        return Heading(written, Role.IGNORED, sure=True)
    rest = " ".join(word for word in found.rest.split() if word not in _SMALL_WORDS)
    if not rest and found.period != Relative.YEAR_END:
        return Heading(written, Role.ACTUAL, period=found.period)
    role = _plainly(rest).role
    if role not in OF_PERIOD or (found.period == Relative.YEAR_END and role not in TARGETS):
        return Heading(written)
    return Heading(written, role, sure=True, period=found.period)


def is_worked_out(text: str, calendar: Calendar) -> bool:
    """True for a heading such as "RAG" or "Variance Q1 2014/15", over what the figures give anyway; not for ours."""
    if text in BESIDE:
        return False
    found = find_period(text, calendar)
    return not WORKED_OUT.isdisjoint((words_of(text), unjoined(text), found.rest if found is not None else ""))


def is_of_row(heading: Heading) -> bool:
    """True where the column is about the whole row: the code, the period, the title, or a comment without a period."""
    return heading.code_or_title or heading.role in (Role.INDICATOR, Role.PERIOD, Role.COMMENT, *OF_INDICATOR)


def _plainly(text: str) -> Heading:
    """A heading without a period; words joined as in "IndicatorCode" are parted."""
    for words in dict.fromkeys((words_of(text), unjoined(text))):
        if words in WORKED_OUT:
            return Heading(text, Role.IGNORED, sure=True)
        if words in CODE_OR_TITLE:
            return Heading(text, code_or_title=True)
        if words in _SURE:
            return Heading(text, _SURE[words], sure=True)
        if words in _LIKELY:
            return Heading(text, _LIKELY[words])
    return Heading(text)
