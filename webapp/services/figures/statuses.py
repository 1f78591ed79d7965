"""The status that is kept beside every figure: worked out by the rules whenever anything it rests on changes.

Pages judge figures anew when they show them; what is kept lets the database filter, count and sort by it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import BindParameter, bindparam, select, update
from sqlalchemy.orm import Session, scoped_session

from webapp.domain.indicators import IndicatorFacts
from webapp.domain.periods import Calendar, Period
from webapp.domain.rag_rules import judge, looks_back
from webapp.domain.variance import Target, TargetsInForce
from webapp.models import Actual, Indicator, PeriodRow, StatusOverride, TargetRow
from webapp.services.indicators.fact_rows import (
    INDICATOR_COLUMNS,
    PERIOD_COLUMNS,
    TARGET_COLUMNS,
    indicator_facts,
    period_of,
)
from webapp.services.rules.stored import StoredRules
from webapp.services.settings import calendar

AT_ONCE = 200
"""Indicators whose whole history is in memory at once."""

_IDS: BindParameter[Any] = bindparam("ids", expanding=True)
_INDICATORS = select(*INDICATOR_COLUMNS).where(Indicator.id.in_(_IDS))
_PERIODS = select(*PERIOD_COLUMNS)
_ACTUALS = (
    select(Actual.id, Actual.indicator_id, Actual.period_id, Actual.value, Actual.status)
    .where(Actual.indicator_id.in_(_IDS))
    .order_by(Actual.indicator_id, Actual.id)  # as two that restate the same ones wait for each other in one order
)
_TARGETS = select(TargetRow.indicator_id, TargetRow.period_id, *TARGET_COLUMNS).where(TargetRow.indicator_id.in_(_IDS))
_OVERRIDES = select(StatusOverride.indicator_id, StatusOverride.period_id, StatusOverride.status).where(
    StatusOverride.indicator_id.in_(_IDS), StatusOverride.removed_at.is_(None)
)
_RECENT = select(PeriodRow.id).where(PeriodRow.end >= bindparam("known_since"))
_RECENT_ACTUALS = _ACTUALS.where(Actual.period_id.in_(_RECENT))
_RECENT_TARGETS = _TARGETS.where(TargetRow.period_id.in_(_RECENT))
_KEEP = update(Actual.__table__).where(Actual.id == bindparam("figure")).values(status=bindparam("kept"))

Writing = scoped_session[Session]


def restate(session: Writing, indicator_ids: Collection[int], *, since: date | None = None) -> int:
    """Inside a transaction: work out the status of every figure of these indicators; returns how many are others.

    With ``since``, only those of periods that begin on that day or later: the others rest on nothing that changed.
    """
    if not indicator_ids:
        return 0
    session.flush()
    connection, rules, year = session.connection(), StoredRules(), calendar()
    changed = 0
    ordered = sorted(set(indicator_ids))
    for start in range(0, len(ordered), AT_ONCE):
        some = ordered[start : start + AT_ONCE]
        kept = [{"figure": number, "kept": status} for number, status in _changed(session, some, rules, year, since)]
        if kept:
            connection.execute(_KEEP, kept)
        changed += len(kept)
    return changed


def restate_unsettled(session: Writing) -> int:
    """Inside a transaction: the same for every indicator that has a figure whose status was never worked out."""
    query = select(Actual.indicator_id).where(Actual.status.is_(None)).distinct()
    return restate(session, session.execute(query).scalars().all())


def _changed(
    session: Writing, some: Collection[int], rules: StoredRules, year: Calendar, since: date | None
) -> Iterator[tuple[int, str]]:
    """The numbers of the figures that stand otherwise than is kept, and how."""
    connection, ids = session.connection(), {"ids": list(some)}
    indicators = {row.indicator_id: indicator_facts(row, rules) for row in connection.execute(_INDICATORS, ids)}
    of_targets, of_actuals, which = _TARGETS, _ACTUALS, dict[str, Any](ids)
    if since is not None:  # and the year before, for rules that compare with it
        of_targets, of_actuals = _RECENT_TARGETS, _RECENT_ACTUALS
        which["known_since"] = since.replace(year=since.year - 1)
    targets_found = connection.execute(of_targets, which).all()
    overrides = {(row.indicator_id, row.period_id): row.status for row in connection.execute(_OVERRIDES, ids)}
    actuals: dict[int, list[Any]] = defaultdict(list)
    for row in connection.execute(of_actuals, which):
        actuals[row.indicator_id].append(row)
    # Last: somebody may have opened one since, and brought the first figures of it.
    periods = {row.period_id: period_of(row) for row in connection.execute(_PERIODS)}
    in_force = _targets(targets_found, indicators, periods)
    for indicator_id, rows in actuals.items():
        indicator, targets = indicators[indicator_id], in_force[indicator_id]
        values = {periods[row.period_id].key: row.value for row in rows}
        for row in rows:
            period = periods[row.period_id]
            if since is not None and period.start < since:
                continue
            status = overrides.get((indicator_id, row.period_id)) if row.value is not None else None
            status = status or _status(indicator, period, values, targets, year)
            if status != row.status:
                yield row.id, status


def _targets(
    rows: Iterable[Any], indicators: dict[int, IndicatorFacts], periods: dict[int, Period]
) -> dict[int, TargetsInForce]:
    found: dict[int, list[Target]] = {number: [] for number in indicators}
    for row in rows:
        found[row.indicator_id].append(Target(periods[row.period_id], row.value, row.lower, row.upper))
    return {
        number: TargetsInForce(targets, accumulates=indicators[number].accumulates) for number, targets in found.items()
    }


def _status(
    indicator: IndicatorFacts,
    period: Period,
    values: dict[str, Decimal | None],
    targets: TargetsInForce,
    year: Calendar,
) -> str:
    rule = indicator.rule_at(period)
    last_year = values.get(year.year_before(period).key) if looks_back(rule) else None
    return judge(values[period.key], targets.at(period), rule, last_year).status.value
