"""The figures of one indicator in one financial year, with those of the year before, as the rules need them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy import bindparam, select

from webapp.domain.errors import NotFound
from webapp.domain.estimates import Quality
from webapp.domain.indicators import IndicatorFacts
from webapp.domain.periods import Calendar, Frequency, Period
from webapp.domain.rates import combined_as
from webapp.domain.rights import Who
from webapp.domain.variance import Target, target_in_force
from webapp.domain.year_facts import Part, YearFacts, periods_of_year
from webapp.models import Actual, Indicator, PeriodRow, TargetRow
from webapp.services.indicators.fact_rows import (
    INDICATOR_COLUMNS,
    PERIOD_COLUMNS,
    TARGET_COLUMNS,
    indicator_facts,
    period_of,
    target_of,
)
from webapp.services.rules.stored import StoredRules
from webapp.services.store import read

_INDICATOR = select(*INDICATOR_COLUMNS).where(Indicator.id == bindparam("indicator_id"))
_PARTS = (
    select(*PERIOD_COLUMNS, Actual.value, Actual.numerator, Actual.denominator, Actual.quality)
    .join_from(Actual, PeriodRow, PeriodRow.id == Actual.period_id)
    .where(
        Actual.indicator_id == bindparam("indicator_id"),
        PeriodRow.frequency == bindparam("frequency"),
        PeriodRow.start >= bindparam("first"),
        PeriodRow.end <= bindparam("last"),
    )
    .order_by(PeriodRow.end)
)
_TARGETS = (
    select(*PERIOD_COLUMNS, *TARGET_COLUMNS, PeriodRow.released_at)
    .join_from(TargetRow, PeriodRow, PeriodRow.id == TargetRow.period_id)
    .where(
        TargetRow.indicator_id == bindparam("indicator_id"),
        PeriodRow.start >= bindparam("first"),
        PeriodRow.end <= bindparam("last"),
    )
    .order_by(PeriodRow.end, PeriodRow.start)
)
_RELEASED_PARTS = _PARTS.where(PeriodRow.released_at.is_not(None))


def indicator_of(indicator_id: int) -> IndicatorFacts:
    """The indicator of that number; raises NotFound."""
    row = read(_INDICATOR, indicator_id=indicator_id).first()
    if row is None:
        raise NotFound("There is no such indicator.")
    return indicator_facts(row, StoredRules())


def parts_between(*, who: Who, indicator_id: int, frequency: Frequency, first: date, last: date) -> tuple[Part, ...]:
    """The figures of the periods of that frequency from one day to another, in order; readers see released ones."""
    query = _PARTS if who.sees_everything else _RELEASED_PARTS
    rows = read(query, indicator_id=indicator_id, frequency=frequency.value, first=first, last=last)
    return tuple(Part(period_of(row), row.value, row.numerator, row.denominator, Quality(row.quality)) for row in rows)


def targets_between(*, indicator_id: int, first: date, last: date) -> tuple[Target, ...]:
    """The targets dated for periods from one day to another, released or not."""
    return tuple(target_of(row) for row in read(_TARGETS, indicator_id=indicator_id, first=first, last=last))


def _targets_of(who: Who, indicator: IndicatorFacts, year: Period, parts: Sequence[Part]) -> tuple[Target, ...]:
    """Those of a year that this person may know: readers the released ones, and those that their figures stand by."""
    rows = read(_TARGETS, indicator_id=indicator.id, first=year.start, last=year.end).all()
    targets = [target_of(row) for row in rows]
    if who.sees_everything:
        return tuple(targets)
    in_force = [target_in_force(targets, part.period, accumulates=indicator.accumulates) for part in parts]
    return tuple(
        target for row, target in zip(rows, targets, strict=True) if row.released_at is not None or target in in_force
    )


def load_year(*, who: Who, indicator: IndicatorFacts, year: Period, calendar: Calendar) -> YearFacts:
    """One financial year of an indicator as this person may see it, in two queries."""
    before = calendar.year_before(year)
    parts = parts_between(
        who=who, indicator_id=indicator.id, frequency=indicator.frequency, first=before.start, last=year.end
    )
    periods = periods_of_year(calendar, year, indicator.frequency)
    earlier = {part.period.key: part for part in parts if before.contains(part.period)}
    own = {part.period.key: part for part in parts if year.contains(part.period)}
    return YearFacts(
        year=year,
        periods=periods,
        accumulation=combined_as(indicator.accumulation, indicator.measure),
        measure=indicator.measure,
        parts=own,
        targets=_targets_of(who, indicator, year, tuple(own.values())),
        last_year={
            period.key: earlier[key] for period in periods if (key := calendar.year_before(period).key) in earlier
        },
        released_only=not who.sees_everything,
    )
