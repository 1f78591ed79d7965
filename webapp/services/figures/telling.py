"""Why a figure has its status, told of a reading: the same sentence wherever it stands."""

from __future__ import annotations

from collections.abc import Iterable

from webapp.domain.why import why
from webapp.services.figures.readings import Reading


def why_of(reading: Reading) -> str:
    """Rule, figures, tolerance, who set another status, and the way to the next colours."""
    return why(reading.actual, reading.yardstick, reading.indicator.measure, reading.override)


def newest_why(found: Iterable[Reading]) -> tuple[str, str] | None:
    """Of the readings of one indicator, the newest period that has a figure, and why it has its status."""
    known = [reading for reading in found if reading.actual is not None]
    newest = max(known, key=lambda reading: reading.period.end, default=None)
    return None if newest is None else (newest.period.label, why_of(newest))
