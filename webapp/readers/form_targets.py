"""The form's target row: "385.6 (ESTIMATED Oct 2014) / 375.1 (March 2015)" as dated targets."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from webapp.domain.errors import BadPeriod
from webapp.domain.periods import Calendar, Period
from webapp.readers.form_figures import ESTIMATED, SHAPE, figure, says_no_figure, sign_of_unit, unit_in

LONGEST = 1000
"""Characters of a target row that is read at all."""

# Between targets, and not inside brackets: a stroke with a space or bracket before it, a line, a semicolon.
_BETWEEN = re.compile(
    r"(?:\s+/\s*|\s*/\s+|(?<=\))\s*/|\s*[;|\n]\s*|(?<=\))\s*(?:,|and\b|&)\s*)(?![^()]*\))", re.IGNORECASE
)
_FIGURE_FIRST = re.compile(
    rf"(?P<between>between\s+)?(?P<lower>{SHAPE})(?:\s*(?:to|and|-|–|—)\s*(?P<upper>{SHAPE}))?(?P<rest>(?![0-9./]).*)",
    re.IGNORECASE | re.DOTALL,
)
_PERIOD_FIRST = re.compile(
    rf"(?P<period>.{{3,60}}?)\s*(?::|=|\s[-–—]\s)\s*(?P<target>(?:between\s+)?{SHAPE}.*)", re.DOTALL
)
_BRACKETS = re.compile(r"[(\[]([^()\[\]]*)[)\]]")
_FILLER = re.compile(r"^(?:by|for|at|in|as at|from|to be met by|target|(?:the )?end of|year)\s+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class OldTarget:
    """A target as stated, digits as written: a value or a range; ``period`` is None where none is named."""

    value: Decimal | None = None
    lower: Decimal | None = None
    upper: Decimal | None = None
    estimated: bool = False
    period: Period | None = None

    @property
    def text(self) -> str:
        """The figure in plain decimal as written: "385.6", "10 to 20"."""
        figures = (self.value,) if self.value is not None else (self.lower, self.upper)
        return " to ".join(format(each, "f") for each in figures if each is not None)


@dataclass(frozen=True, slots=True)
class TargetRow:
    """The targets of a row in their order, the unit said with them, and the parts not (wholly) understood."""

    targets: tuple[OldTarget, ...]
    unit: str
    unread: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Part:
    target: OldTarget
    unit: str
    understood: bool


def read_targets(text: str, calendar: Calendar) -> TargetRow:
    """Every target of the row. A figure beside words not understood is kept, and its part listed as well."""
    if says_no_figure(text):
        return TargetRow((), "", ())
    if len(text) > LONGEST:
        return TargetRow((), "", (text,))
    parts = [part.strip(" ,") for part in _BETWEEN.split(text) if part.strip(" ,")]
    read = [(part, _part(part, calendar)) for part in parts]
    found = [each for _, each in read if each is not None]
    return TargetRow(
        targets=tuple(each.target for each in found),
        unit=next((each.unit for each in found if each.unit), ""),
        unread=tuple(part for part, each in read if each is None or not each.understood),
    )


def _part(part: str, calendar: Calendar) -> _Part | None:
    """One target, or None where no figure can be read."""
    by_period = _PERIOD_FIRST.fullmatch(part)
    if by_period is not None and (_period(_without_estimate(by_period["period"]), calendar) is not None):
        part = f"{by_period['target']} ({by_period['period']})"
    match = _FIGURE_FIRST.fullmatch(part)
    if match is None:
        return None
    target = _figures(match)
    if target is None:
        return None
    return _with_notes(target, match, calendar)


def _figures(match: re.Match[str]) -> OldTarget | None:
    """The value or range of a match; None where a figure is none, or the range is upside down or half."""
    lower = figure(match["lower"])
    if lower is None:
        return None
    if match["upper"] is None:
        return None if match["between"] else OldTarget(value=lower)
    upper = figure(match["upper"])
    return OldTarget(lower=lower, upper=upper) if upper is not None and lower <= upper else None


def _with_notes(target: OldTarget, match: re.Match[str], calendar: Calendar) -> _Part:
    """The target with what is said beside it and in brackets: its period, its unit, that it is estimated."""
    rest = match["rest"]
    notes = [_BRACKETS.sub(" ", rest), *_BRACKETS.findall(rest)]
    period: Period | None = None
    unit, understood = sign_of_unit(match[0]), True
    for note in notes:
        words = _without_estimate(note)
        if not words:
            continue
        named = _period(words, calendar)
        if named is not None and period is None:
            period = named
        elif unit_in(words):
            unit = unit_in(words)
        else:
            understood = False
    estimated = any(ESTIMATED.search(note) for note in notes)
    return _Part(OldTarget(target.value, target.lower, target.upper, estimated, period), unit, understood)


def _without_estimate(note: str) -> str:
    return " ".join(ESTIMATED.sub(" ", note).split()).strip(" ,;:-–—")


def _period(words: str, calendar: Calendar) -> Period | None:
    """The period that words name, with or without "by" or "end of" before it."""
    while True:
        try:
            return calendar.read(words)
        except BadPeriod:
            shorter = _FILLER.sub("", words, count=1)
            if shorter == words:
                return None
            words = shorter
