"""Now and today: the real ones, or the fixed day of a demonstration."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from webapp.services.store import settings

LONDON = ZoneInfo("Europe/London")
_moment: ContextVar[datetime | None] = ContextVar("moment", default=None)


def now() -> datetime:
    """The moment, aware and in UTC; a demonstration keeps its own date with the real time of day."""
    past = _moment.get()
    if past is not None:
        return past
    real = real_now()
    fixed: date | None = settings().today
    return real if fixed is None else datetime.combine(fixed, real.timetz())


def real_now() -> datetime:
    """The real moment, whatever day a demonstration keeps: for leases, which end whether or not a day does."""
    return datetime.now(UTC)


def today() -> date:
    """The date in London, or the demonstration's own."""
    past = _moment.get()
    fixed: date | None = settings().today
    return fixed if fixed and past is None else now().astimezone(LONDON).date()


@contextmanager
def moment(at: datetime) -> Iterator[None]:
    """Inside, it is that moment: how the history of a demonstration comes to its dates."""
    token = _moment.set(at)
    try:
        yield
    finally:
        _moment.reset(token)
