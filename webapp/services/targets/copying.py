"""A new financial year begins with the targets of the year before, until somebody agrees its own."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from sqlalchemy import Row, Select, select
from sqlalchemy.orm import Session, scoped_session

from webapp.domain.periods import Calendar, Period
from webapp.domain.reporting_life import is_expected
from webapp.domain.rights import Who
from webapp.models import Indicator, PeriodRow, TargetRow
from webapp.services.figures.revising import record_revision
from webapp.services.plans.requirements import ChangedFigure, review_plans

FIGURES = ("value", "lower", "upper", "estimated")


def indicators_with_targets(session: scoped_session[Session], periods: Collection[Period], year: Calendar) -> list[int]:
    """The indicators that have a target a year before one of the periods."""
    found = session.execute(_dated(year.year_before(period).key for period in periods)).all()
    return sorted({row.indicator_id for row in found})


def copy_targets(
    session: scoped_session[Session],
    who: Who,
    periods: Mapping[str, PeriodRow],
    wanted: Collection[Period],
    year: Calendar,
) -> int:
    """Inside a transaction that holds the periods: give each the targets of a year before, unconfirmed.

    Targets that are there stay, locked periods get none, and neither does an indicator that is not reported then.
    Returns how many were copied.
    """
    new_by_old = {year.year_before(period).key: period for period in wanted if periods[period.key].locked_at is None}
    there = {(row.indicator_id, row.key) for row in session.execute(_dated(period.key for period in wanted))}
    copied = []
    for row in session.execute(_dated(new_by_old)).all():
        period = new_by_old[row.key]
        reported = is_expected(period, row.reported_from, row.retired_on)
        if reported and (row.indicator_id, period.key) not in there:
            copied.append((row, period, _copy(row, periods[period.key])))
    session.add_all(target for _, _, target in copied)
    session.flush()
    for row, _, target in copied:
        record_revision(who=who, row=target, before=None, reason=f"Copied from {row.label}")
    session.flush()
    review_plans(session, who, [ChangedFigure(row.indicator_id, period) for row, period, _ in copied])
    return len(copied)


def _dated(keys: Iterable[str]) -> Select[*tuple[Any, ...]]:
    """The targets dated for periods of those keys, with what is known of their indicators."""
    return (
        select(
            TargetRow.indicator_id,
            Indicator.code,
            Indicator.reported_from,
            Indicator.retired_on,
            PeriodRow.key,
            PeriodRow.label,
            *(getattr(TargetRow, name) for name in FIGURES),
        )
        .join_from(TargetRow, Indicator, Indicator.id == TargetRow.indicator_id)
        .join(PeriodRow, PeriodRow.id == TargetRow.period_id)
        .where(PeriodRow.key.in_(tuple(keys)))
        .order_by(Indicator.code, PeriodRow.start)
    )


def _copy(row: Row[*tuple[Any, ...]], period: PeriodRow) -> TargetRow:
    figures = {name: getattr(row, name) for name in FIGURES}
    return TargetRow(indicator_id=row.indicator_id, period_id=period.id, unconfirmed=True, **figures)
