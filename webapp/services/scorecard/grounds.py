"""The periods that a scorecard rests on: its own, the shorter ones whose figures stand on it, and those before."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, bindparam, select

from webapp.domain.errors import BadPeriod, NotFound
from webapp.domain.frequency import Frequency
from webapp.domain.periods import Calendar, Period
from webapp.domain.rights import Who
from webapp.domain.scorecard import POINTS
from webapp.models import PeriodRow
from webapp.services.clock import today
from webapp.services.store import read

_COLUMNS = (
    PeriodRow.id,
    PeriodRow.key,
    PeriodRow.label,
    PeriodRow.frequency,
    PeriodRow.start,
    PeriodRow.end,
    PeriodRow.released_at,
)
_COVERING = select(*_COLUMNS).where(PeriodRow.start <= bindparam("day"), PeriodRow.end >= bindparam("day"))
_BY_KEY = select(*_COLUMNS).where(PeriodRow.key.in_(bindparam("keys", expanding=True)))
_NEWEST = (
    select(PeriodRow.key)
    .where(PeriodRow.end < bindparam("day"))
    .order_by(PeriodRow.end.desc(), PeriodRow.start.desc())
    .limit(1)
)
_NEWEST_RELEASED = (
    select(PeriodRow.key)
    .where(PeriodRow.released_at.is_not(None))
    .order_by(PeriodRow.end.desc(), PeriodRow.start.desc())
    .limit(1)
)


@dataclass(frozen=True, slots=True)
class Ground:
    """One opened period."""

    id: int
    period: Period
    released_at: datetime | None


@dataclass(frozen=True, slots=True)
class Grounds:
    """A scorecard's period, and those of its figures: itself and the last shorter ones within it.

    ``covering`` are all opened periods that end with it or later and hold its last day: those whose targets may be in
    force. ``earlier`` are the periods of the sparklines by frequency, oldest first, an unopened one being None.
    """

    own: Ground
    figures: tuple[Ground, ...]
    covering: tuple[Ground, ...]
    earlier: dict[Frequency, tuple[Ground | None, ...]]
    years_before: dict[str, Ground]  # by the key of the period that follows a year later

    @property
    def period(self) -> Period:
        """The scorecard's own."""
        return self.own.period

    @property
    def figure_ids(self) -> list[int]:
        return [ground.id for ground in self.figures]

    @property
    def covering_ids(self) -> list[int]:
        return [ground.id for ground in self.covering]

    @property
    def earlier_ids(self) -> list[int]:
        """Those of every sparkline, and of every figure a year before."""
        seen = [ground.id for row in self.earlier.values() for ground in row if ground]
        return sorted({*seen, *(ground.id for ground in self.years_before.values())})

    @property
    def before(self) -> dict[str, Ground]:
        """The opened periods just before those of the figures, by the keys of those."""
        found = {}
        for ground in self.figures:
            for previous in self.earlier[ground.period.frequency][-2:-1]:
                if previous:
                    found[ground.period.key] = previous
        return found

    @property
    def before_ids(self) -> list[int]:
        return [ground.id for ground in self.before.values()]


def newest_key(who: Who) -> str | None:
    """The newest period that has ended; for readers, the newest released one. None where there is none."""
    found: str | None = read(_NEWEST if who.sees_everything else _NEWEST_RELEASED, day=today()).scalar()
    return found


def grounds_of(who: Who, key: str, calendar: Calendar) -> Grounds:
    """The periods of the scorecard of one; raises NotFound for what is not open, and for readers not released."""
    period = _read(key, calendar)
    covering = tuple(_ground(row) for row in read(_COVERING, day=period.end))
    own = next((ground for ground in covering if ground.period.key == key), None)
    if own is None or not _may_see(who, own):
        raise NotFound(f"There is no open period {key}.")
    figures = tuple(
        ground
        for ground in covering
        if period.contains(ground.period) and ground.period.end == period.end and _may_see(who, ground)
    )
    chains = {ground.period.frequency: _chain(ground.period, calendar) for ground in figures}
    befores = {ground.period.key: calendar.year_before(ground.period).key for ground in figures}
    wanted = {each.key for chain in chains.values() for each in chain} | set(befores.values())
    known = {row.key: _ground(row) for row in read(_BY_KEY, keys=sorted(wanted))}
    earlier = {frequency: tuple(known.get(each.key) for each in chain) for frequency, chain in chains.items()}
    years = {later: known[before] for later, before in befores.items() if before in known}
    return Grounds(own, figures, covering, earlier, years)


def _read(key: str, calendar: Calendar) -> Period:
    try:
        return calendar.from_key(key)
    except BadPeriod as fault:
        raise NotFound(f"There is no open period {key}.") from fault


def _may_see(who: Who, ground: Ground) -> bool:
    return who.sees_everything or ground.released_at is not None


def _chain(period: Period, calendar: Calendar) -> tuple[Period, ...]:
    """The period and those before it, oldest first."""
    found = [period]
    with suppress(BadPeriod):  # before the first year that a council reports
        while len(found) < POINTS:
            found.append(calendar.previous(found[-1]))
    return tuple(reversed(found))


def _ground(row: Row[*tuple[Any, ...]]) -> Ground:
    return Ground(row.id, Period(row.key, row.label, Frequency(row.frequency), row.start, row.end), row.released_at)
