"""The figures of the same periods last year, for rules that compare with them."""

from __future__ import annotations

from collections.abc import Collection
from decimal import Decimal
from typing import NamedTuple

from sqlalchemy import bindparam, select

from webapp.domain.periods import Calendar, Period
from webapp.extensions import db
from webapp.models import Actual, PeriodRow
from webapp.services.store import read

_ONE = (
    select(Actual.value)
    .join(PeriodRow, PeriodRow.id == Actual.period_id)
    .where(Actual.indicator_id == bindparam("indicator_id"), PeriodRow.key == bindparam("key"))
)


def last_year_of(indicator_id: int, period: Period, calendar: Calendar) -> Decimal | None:
    """The actual of the same period last year; None where there is none."""
    return read(_ONE, indicator_id=indicator_id, key=calendar.year_before(period).key).scalar()


class LastYear(NamedTuple):
    """The actual of the same period last year, and whether readers see that period."""

    value: Decimal | None
    released: bool


NO_LAST_YEAR = LastYear(None, released=True)
"""Nothing to compare with, and nothing to keep to oneself."""


def last_year_of_each(wanted: Collection[tuple[int, Period]], calendar: Calendar) -> dict[tuple[int, str], LastYear]:
    """For indicators at periods, the figure of the same period last year, by indicator and (this year's) key."""
    if not wanted:
        return {}
    before = {(number, calendar.year_before(period).key): (number, period.key) for number, period in wanted}
    query = (
        select(Actual.indicator_id, PeriodRow.key, Actual.value, PeriodRow.released_at)
        .join(PeriodRow, PeriodRow.id == Actual.period_id)
        .where(Actual.indicator_id.in_({number for number, _ in before}), PeriodRow.key.in_({key for _, key in before}))
    )
    rows = db.session.execute(query)
    return {
        before[row.indicator_id, row.key]: LastYear(row.value, row.released_at is not None)
        for row in rows
        if (row.indicator_id, row.key) in before
    }
