"""What an uploaded file is checked against: indicators, periods and the figures stored now."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import select

from webapp.domain.figures import Measure
from webapp.domain.periods import Calendar, Frequency
from webapp.extensions import db
from webapp.models import Actual, FormerCode, Indicator, PeriodRow, TargetRow
from webapp.services.periods.opened import OpenedPeriod, opened_by_key
from webapp.services.settings import calendar

ACTUAL, TARGET = "actual", "target"
COLUMNS = {
    ACTUAL: ("value", "quality", "numerator", "denominator", "comment"),
    TARGET: ("value", "lower", "upper", "estimated", "unconfirmed"),
}
TABLES: dict[str, type[Any]] = {ACTUAL: Actual, TARGET: TargetRow}

Key = tuple[int, str]
"""An indicator's id and a period's key."""


@dataclass(frozen=True, slots=True)
class KnownIndicator:
    """What a row of the file needs to know of its indicator."""

    id: int
    code: str
    title: str
    frequency: Frequency
    retired_on: date | None
    measure: Measure


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything that a check reads; ``stored`` has one mapping of columns for each stored figure."""

    indicators: Mapping[str, KnownIndicator]  # by code, former codes included
    periods: Mapping[str, OpenedPeriod]
    calendar: Calendar
    stored: Mapping[str, Mapping[Key, Mapping[str, Any]]] = field(default_factory=lambda: {ACTUAL: {}, TARGET: {}})


def load_facts() -> Facts:
    """Indicators, former codes and opened periods; the stored figures follow once it is known which."""
    query = select(
        Indicator.id,
        Indicator.code,
        Indicator.title,
        Indicator.frequency,
        Indicator.retired_on,
        Indicator.unit,
        Indicator.decimals,
    )
    known = {
        row.id: KnownIndicator(
            row.id,
            row.code,
            row.title,
            Frequency(row.frequency),
            row.retired_on,
            Measure(row.unit, row.decimals),
        )
        for row in db.session.execute(query)
    }
    former = db.session.execute(select(FormerCode.code, FormerCode.indicator_id))
    by_code = {row.code: known[row.indicator_id] for row in former}
    by_code.update({indicator.code: indicator for indicator in known.values()})
    return Facts(by_code, opened_by_key(), calendar())


def load_stored(period_keys: Collection[str]) -> dict[str, dict[Key, dict[str, Any]]]:
    """The stored actuals and targets of those periods."""
    return {kind: _stored_of(kind, period_keys) for kind in (ACTUAL, TARGET)}


def _stored_of(kind: str, period_keys: Collection[str]) -> dict[Key, dict[str, Any]]:
    table, names = TABLES[kind], COLUMNS[kind]
    query = (
        select(table.indicator_id, PeriodRow.key, *(getattr(table, name) for name in names))
        .join_from(table, PeriodRow, PeriodRow.id == table.period_id)
        .where(PeriodRow.key.in_(period_keys))
    )
    return {(row[0], row[1]): dict(zip(names, row[2:], strict=True)) for row in db.session.execute(query)}
