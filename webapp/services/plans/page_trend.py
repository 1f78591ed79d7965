"""The trend on a plan's page: the series of its indicator up to the plan's period, with targets and earlier plans."""

from __future__ import annotations

from datetime import date, timedelta

from sqlalchemy import bindparam, or_, select

from webapp.domain.estimates import Quality
from webapp.domain.formats import long_date
from webapp.domain.frequency import Frequency
from webapp.domain.periods import Calendar
from webapp.domain.plans import SealState
from webapp.domain.trend import Known, Trend, trend_of
from webapp.domain.variance import target_in_force
from webapp.models import Actual, PeriodRow, Plan, Signature
from webapp.services.clock import LONDON
from webapp.services.indicators.fact_rows import PERIOD_COLUMNS, period_of
from webapp.services.plans.records import PlanRecord
from webapp.services.store import read

MONTHS = {Frequency.MONTH: 24, Frequency.QUARTER: 36, Frequency.HALF_YEAR: 60, Frequency.YEAR: 120}
"""How far back the chart goes."""

FEWEST = 2
"""Figures below which there is nothing to draw."""

# A signed page is read by everybody, so of other periods it shows what everybody may see.
_SHOWN = or_(PeriodRow.released_at.is_not(None), PeriodRow.id == bindparam("period_id"))
_FIGURES = (
    select(*PERIOD_COLUMNS, Actual.value, Actual.quality)
    .join_from(Actual, PeriodRow, PeriodRow.id == Actual.period_id)
    .where(
        Actual.indicator_id == bindparam("indicator_id"),
        PeriodRow.frequency == bindparam("frequency"),
        PeriodRow.start > bindparam("after"),
        PeriodRow.end <= bindparam("end"),
        _SHOWN,
    )
)
_SIGNED = (
    select(Signature.at, PeriodRow.label)
    .join_from(Signature, Plan, Plan.id == Signature.plan_id)
    .join(PeriodRow, PeriodRow.id == Plan.period_id)
    .where(
        Plan.indicator_id == bindparam("indicator_id"),
        Signature.state != SealState.WITHDRAWN,
        PeriodRow.end < bindparam("end"),
        PeriodRow.released_at.is_not(None),
    )
    .order_by(Signature.at)
)


def page_trend(record: PlanRecord, calendar: Calendar) -> Trend | None:
    """The trend of a plan's indicator up to its period; None for fewer than FEWEST figures."""
    indicator, period = record.indicator, record.period
    rows = read(
        _FIGURES,
        indicator_id=indicator.id,
        period_id=record.period_id,
        frequency=period.frequency.value,
        after=_months_before(period.end, MONTHS[period.frequency]),
        end=period.end,
    )
    known = []
    for row in rows:
        slot = period_of(row)
        target = target_in_force(record.targets, slot, accumulates=indicator.accumulates)
        known.append(Known(slot, row.value, Quality(row.quality), target))
    if sum(each.value is not None for each in known) < FEWEST:
        return None
    signed = read(_SIGNED, indicator_id=indicator.id, end=period.end)
    plans = [(row.at.astimezone(LONDON).date(), row.label) for row in signed]
    marks = [(day, f"Plan for {label} signed off on {long_date(day)}") for day, label in plans]
    restarts = indicator.accumulation == "cumulative"
    return trend_of(known, indicator.measure, calendar, plans=marks, restarts=restarts)


def _months_before(day: date, months: int) -> date:
    """The last day of the month that many months before."""
    year, month = divmod(day.year * 12 + day.month - months, 12)
    return date(year, month + 1, 1) - timedelta(days=1)
