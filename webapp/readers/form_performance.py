"""The form's performance line: "439.1 +Target: 54.1 per 10,000 (14.0%)" as what it states."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal

from webapp.readers.form_figures import SHAPE, figure, says_no_figure, sign_of_unit, unit_in

LONGEST = 500
"""Characters of a performance line that is read at all."""

_LINE = re.compile(
    rf"""(?P<actual>{SHAPE}) (?P<unit>[^()]{{0,60}}?) \s* [(,;:]? \s*
         (?: (?P<on>on[ -]?target)
           | (?P<sign>[-+\u2212–]) \s* target \s* :? \s* (?P<variance>{SHAPE})
             (?P<variance_unit>[^()]{{0,60}}?) \s*
             (?: \( \s* (?P<percent>[^()]*?) \s* \) )? )
         \s* \)? \s* \.?""",
    re.VERBOSE | re.IGNORECASE,
)
_ACTUAL_ONLY = re.compile(rf"(?P<actual>{SHAPE})(?![0-9.,/])(?P<unit>.*)")
_ESTIMATED = re.compile(r"[(\[]?\s*\bestimated?\b\s*[)\]]?", re.IGNORECASE)
_OF_TARGET = re.compile(r"\s*of (?:the )?target$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class PerformanceLine:
    """What the line states, digits as written; variance and percent have the sign of +Target or -Target."""

    actual: Decimal | None = None
    variance: Decimal | None = None
    percent: Decimal | None = None
    unit: str = ""
    unread: tuple[str, ...] = ()


def read_performance(text: str) -> PerformanceLine:
    """Read the line; what is not understood of it is in ``unread``."""
    line = " ".join(text.split())
    if says_no_figure(line):
        return PerformanceLine()
    if len(line) > LONGEST:
        return PerformanceLine(unread=(line,))
    certain = " ".join(_ESTIMATED.sub(" ", line).split())
    match = _LINE.fullmatch(certain)
    read = _actual_only(certain) if match is None else _whole(certain, match)
    # That the actual is an estimate has no place among the figures, so it is listed rather than lost.
    return read if certain == line else replace(read, unread=(line,))


def _whole(line: str, match: re.Match[str]) -> PerformanceLine:
    actual = figure(match["actual"])
    if actual is None:
        return PerformanceLine(unread=(line,))
    said_units = [each for each in (match["variance_unit"], match["unit"]) if each and each.strip(" ,;:")]
    units = [unit_in(each) for each in said_units]
    unit = next(filter(None, units), "") or sign_of_unit(match["actual"]) or sign_of_unit(match["variance"] or "")
    unread = () if all(units) else (line,)
    if match["on"]:
        return PerformanceLine(actual, Decimal(0), None, unit, unread)
    variance = figure(match["variance"])
    percent = figure(_OF_TARGET.sub("", match["percent"] or ""))
    percent_is_unread = percent is None and not says_no_figure(match["percent"] or "")
    if variance is None or percent_is_unread:
        unread = (line,)
    minus = match["sign"] != "+"
    return PerformanceLine(actual, _signed(variance, minus), _signed(percent, minus), unit, unread)


def _actual_only(line: str) -> PerformanceLine:
    """The figure at the start of a line whose rest is not understood."""
    match = _ACTUAL_ONLY.fullmatch(line)
    actual = figure(match["actual"]) if match else None
    if match is None or actual is None:
        return PerformanceLine(unread=(line,))
    rest = match["unit"].strip(" ().")
    unit = unit_in(rest)
    return PerformanceLine(
        actual, unit=unit or sign_of_unit(match["actual"]), unread=(line,) if rest and not unit else ()
    )


def _signed(magnitude: Decimal | None, minus: bool) -> Decimal | None:
    """The magnitude with the line's sign; zero has none."""
    if magnitude is None:
        return None
    return magnitude.copy_abs().copy_negate() if minus and magnitude else magnitude.copy_abs()
