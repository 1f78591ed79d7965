"""The direction of travel of figures, with the earlier figures that it is told by."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy import bindparam, select

from webapp.domain.direction import Travel, compared_periods, travel
from webapp.domain.periods import Calendar
from webapp.domain.rights import Who
from webapp.models import Actual, PeriodRow
from webapp.services.figures.readings import Reading
from webapp.services.store import read

_EARLIER = (
    select(PeriodRow.key, PeriodRow.released_at, Actual.value)
    .join_from(Actual, PeriodRow, PeriodRow.id == Actual.period_id)
    .where(
        Actual.indicator_id == bindparam("indicator_id"),
        PeriodRow.key.in_(bindparam("keys", expanding=True)),
    )
)


@dataclass(frozen=True, slots=True)
class TravelTold:
    """Both directions of one figure as sentences."""

    period: str
    short: str
    long: str


def travel_of(who: Who, reading: Reading, calendar: Calendar) -> TravelTold | None:
    """The direction of travel of one figure; None where there is none. Readers know of released periods only."""
    if reading.actual is None:
        return None
    keys = [period.key for period in compared_periods(reading.period, calendar)]
    rows = read(_EARLIER, indicator_id=reading.indicator.id, keys=keys)
    return _told(reading, {row.key: row.value for row in rows if row.released_at or who.sees_everything}, calendar)


def newest_travel(found: Sequence[Reading], calendar: Calendar) -> TravelTold | None:
    """That of the newest figure among the readings of one indicator, told by the others."""
    known = [reading for reading in found if reading.actual is not None]
    if not known:
        return None
    newest = max(known, key=lambda reading: reading.period.end)
    return _told(newest, {reading.period.key: reading.actual for reading in known}, calendar)


def travels(
    found: Iterable[Reading], earlier: dict[int, dict[str, Decimal | None]], calendar: Calendar
) -> dict[int, Travel]:
    """Those of many figures, by indicator; ``earlier`` holds actuals by indicator and period key."""
    return {each.indicator.id: _travel(each, earlier.get(each.indicator.id, {}), calendar) for each in found}


def _travel(reading: Reading, earlier: dict[str, Decimal | None], calendar: Calendar) -> Travel:
    return travel(reading.actual, reading.period, earlier, reading.indicator, reading.yardstick, calendar)


def _told(reading: Reading, earlier: dict[str, Decimal | None], calendar: Calendar) -> TravelTold:
    found, measure = _travel(reading, earlier, calendar), reading.indicator.measure
    return TravelTold(reading.period.label, found.short.sentence(measure), found.long.sentence(measure))
