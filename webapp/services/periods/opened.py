"""Opened periods as values: what has been done to them, when, and by whom."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, select
from sqlalchemy.orm import aliased

from webapp.domain.errors import NotFound
from webapp.domain.formats import moment
from webapp.domain.periods import Frequency, Period
from webapp.domain.rights import Who
from webapp.extensions import db
from webapp.models import PeriodRow, Person
from webapp.services.settings import calendar

_Releaser, _Locker = aliased(Person), aliased(Person)
_OPENED = (
    select(
        PeriodRow.id,
        PeriodRow.key,
        PeriodRow.label,
        PeriodRow.frequency,
        PeriodRow.start,
        PeriodRow.end,
        PeriodRow.released_at,
        _Releaser.name.label("released_by"),
        PeriodRow.locked_at,
        _Locker.name.label("locked_by"),
    )
    .outerjoin(_Releaser, _Releaser.id == PeriodRow.released_by_id)
    .outerjoin(_Locker, _Locker.id == PeriodRow.locked_by_id)
    .order_by(PeriodRow.end.desc(), PeriodRow.start.desc())
)


@dataclass(frozen=True, slots=True)
class OpenedPeriod:
    """A period with what has been done to it, when, and by whom."""

    id: int
    period: Period
    released_at: datetime | None = None
    released_by: str = ""
    locked_at: datetime | None = None
    locked_by: str = ""

    @property
    def released(self) -> bool:
        """Readers see it."""
        return self.released_at is not None

    @property
    def locked(self) -> bool:
        """No figure of it changes."""
        return self.locked_at is not None

    @property
    def lock_note(self) -> str:
        """ "October 2014 was locked by Priya Nair on 14 November 2014 at 2:02pm"; empty where it is not."""
        if self.locked_at is None:
            return ""
        return f"{self.period.label} was locked by {self.locked_by or 'somebody'} on {moment(self.locked_at)}"


def find_opened(key: str) -> OpenedPeriod:
    """The opened period of that key; raises NotFound."""
    found = _read(_OPENED.where(PeriodRow.key == key))
    if not found:
        raise NotFound(f"There is no open period {key}.")
    return found[0]


def get_period(who: Who, key: str) -> OpenedPeriod:
    """The opened period of that key, if this person may see it; raises NotFound."""
    found = find_opened(key)
    if not may_see(who, found):
        raise NotFound(f"There is no open period {key}.")
    return found


def may_see(who: Who, opened: OpenedPeriod) -> bool:
    """Readers see released periods only."""
    return opened.released or who.sees_everything


def list_periods(who: Who) -> tuple[OpenedPeriod, ...]:
    """Every opened period this person may see, newest first, shorter before longer."""
    return tuple(opened for opened in _read(_OPENED) if may_see(who, opened))


def opened_by_key() -> dict[str, OpenedPeriod]:
    """Every opened period by its key."""
    return {opened.period.key: opened for opened in _read(_OPENED)}


def parts_of(period: Period) -> tuple[OpenedPeriod, ...]:
    """The opened shorter periods that end with this one: their figures stand on its board too."""
    keys = [part.key for part in last_parts(period)]
    return _read(_OPENED.where(PeriodRow.key.in_(keys)))


def last_parts(period: Period) -> tuple[Period, ...]:
    """The last period of each shorter frequency within this one, opened or not."""
    year = calendar()
    shorter = [each for each in Frequency if each.months < period.frequency.months]
    return tuple(year.last_within(period, frequency) for frequency in shorter)


def _read(query: Select[*tuple[Any, ...]]) -> tuple[OpenedPeriod, ...]:
    return tuple(_opened(row) for row in db.session.execute(query))


def _opened(row: Row[*tuple[Any, ...]]) -> OpenedPeriod:
    period = Period(row.key, row.label, Frequency(row.frequency), row.start, row.end)
    return OpenedPeriod(row.id, period, row.released_at, row.released_by or "", row.locked_at, row.locked_by or "")
