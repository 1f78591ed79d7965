"""Why a figure has its status, told of a reading: the same sentence wherever it stands."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from webapp.domain.rights import Who
from webapp.domain.why import why
from webapp.services.figures.readings import Reading


def why_of(who: Who, reading: Reading) -> str:
    """Rule, figures, tolerance, who set another status, and the way to the next colours.

    Readers are not told the figure of last year where its period is not released.
    """
    yardstick = replace(reading.yardstick, before_is_shown=True) if who.sees_everything else reading.yardstick
    return why(reading.actual, yardstick, reading.indicator.measure, reading.override)


def newest_why(who: Who, found: Iterable[Reading]) -> tuple[str, str] | None:
    """Of the readings of one indicator, the newest period that has a figure, and why it has its status."""
    known = [reading for reading in found if reading.actual is not None]
    newest = max(known, key=lambda reading: reading.period.end, default=None)
    return None if newest is None else (newest.period.label, why_of(who, newest))
