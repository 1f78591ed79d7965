"""Now and today: the real ones, or the fixed day of a demonstration."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from webapp.services.store import settings

LONDON = ZoneInfo("Europe/London")


def now() -> datetime:
    """The moment, aware and in UTC; a demonstration keeps its own date with the real time of day."""
    real = datetime.now(UTC)
    fixed: date | None = settings().today
    return real if fixed is None else datetime.combine(fixed, real.timetz())


def today() -> date:
    """The date in London, or the demonstration's own."""
    fixed: date | None = settings().today
    return fixed or now().astimezone(LONDON).date()
