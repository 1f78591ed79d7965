"""The facts of the indicators on one page of a scorecard: a few statements, built once, whatever their number."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sqlalchemy import BindParameter, Row, bindparam, select

from webapp.domain.direction import Travel
from webapp.domain.periods import Period
from webapp.domain.rag_rules import looks_back
from webapp.domain.rights import Who
from webapp.domain.variance import Target, target_in_force
from webapp.models import Actual, Indicator, PeriodRow, TargetRow
from webapp.services.figures.readings import READINGS, Reading, reading_of
from webapp.services.figures.travels import travels
from webapp.services.indicators.fact_rows import (
    PERIOD_COLUMNS,
    TARGET_COLUMNS,
    indicator_facts,
    period_of,
    target_of,
)
from webapp.services.rules.stored import StoredRules
from webapp.services.scorecard.grounds import Ground, Grounds
from webapp.services.settings import CouncilSettings
from webapp.services.store import read

AT_ONCE = 500
"""Indicators asked for in one statement."""

_IDS: BindParameter[Any] = bindparam("ids", expanding=True)
_PERIODS: BindParameter[Any] = bindparam("periods", expanding=True)
_FIGURES = READINGS.where(Indicator.id.in_(_IDS), PeriodRow.id.in_(_PERIODS)).order_by(None)
_TARGETS = (
    select(TargetRow.indicator_id, *PERIOD_COLUMNS, *TARGET_COLUMNS)
    .join_from(TargetRow, PeriodRow, PeriodRow.id == TargetRow.period_id)
    .where(TargetRow.indicator_id.in_(_IDS), TargetRow.period_id.in_(_PERIODS))
)
_SERIES = select(Actual.indicator_id, Actual.period_id, Actual.value).where(
    Actual.period_id.in_(_PERIODS), Actual.indicator_id.in_(_IDS)
)

Values = dict[int, dict[int, Decimal | None]]
"""Actuals by indicator and period id."""


@dataclass(frozen=True, slots=True)
class Fact:
    """One indicator at the scorecard's period."""

    reading: Reading
    travel: Travel
    series: tuple[Decimal | None, ...]  # up to the scorecard's period, oldest first
    first: Period  # of the series


def facts_of(who: Who, ids: Sequence[int], grounds: Grounds, council: CouncilSettings) -> list[Fact]:
    """The facts of these indicators, in their order; earlier figures as this person may know them."""
    found: dict[int, Fact] = {}
    rules, shown = StoredRules(), _known(who, grounds)
    for some in _some_of(ids):
        values = _series(some, grounds)
        readings = _readings(some, grounds, council, values, rules)
        earlier = {
            number: {shown[at]: value for at, value in row.items() if at in shown} for number, row in values.items()
        }
        told = travels(readings, earlier, council.calendar)
        for reading in readings:
            chain = grounds.earlier[reading.period.frequency]
            row = earlier.get(reading.indicator.id, {})
            series = tuple(row.get(ground.period.key) if ground else None for ground in chain)
            first = next(ground.period for ground in chain if ground)
            found[reading.indicator.id] = Fact(reading, told[reading.indicator.id], series, first)
    return [found[number] for number in ids if number in found]


def readings_of(ids: Sequence[int], grounds: Grounds, council: CouncilSettings) -> dict[int, Reading]:
    """The readings alone, by indicator: for the period that stands beside."""
    found, rules = dict[int, Reading](), StoredRules()
    for some in _some_of(ids):
        readings = _readings(some, grounds, council, _series(some, grounds), rules)
        found.update((reading.indicator.id, reading) for reading in readings)
    return found


def _some_of(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    return (ids[start : start + AT_ONCE] for start in range(0, len(ids), AT_ONCE))


def _series(ids: Sequence[int], grounds: Grounds) -> Values:
    values: Values = defaultdict(dict)
    for indicator_id, period_id, value in read(_SERIES, ids=list(ids), periods=grounds.earlier_ids).all():
        values[indicator_id][period_id] = value
    return values


def _known(who: Who, grounds: Grounds) -> dict[int, str]:
    """The keys of the periods whose figures this person may know, by their ids."""
    every: list[Ground] = [ground for row in grounds.earlier.values() for ground in row if ground]
    every += grounds.years_before.values()
    return {each.id: each.period.key for each in every if who.sees_everything or each.released_at is not None}


def _readings(
    ids: Sequence[int], grounds: Grounds, council: CouncilSettings, values: Values, rules: StoredRules
) -> list[Reading]:
    targets = _targets(ids, grounds)
    found = []
    for row in read(_FIGURES, ids=list(ids), periods=grounds.figure_ids).all():
        indicator, period = indicator_facts(row, rules), period_of(row)
        known = values.get(indicator.id, {})
        year_before, previous = grounds.years_before.get(period.key), grounds.before.get(period.key)
        target = target_in_force(targets[indicator.id], period, accumulates=indicator.accumulates)
        looking = looks_back(indicator.rule_at(period))
        last_year = known.get(year_before.id) if year_before and looking else None
        yardstick = indicator.yardstick(period, target, last_year, council.calendar)
        found.append(
            reading_of(
                row,
                indicator,
                period,
                yardstick,
                before=known.get(previous.id) if previous else None,
                policy=council.policy,
                calendar=council.calendar,
            )
        )
    return found


def _targets(ids: Sequence[int], grounds: Grounds) -> dict[int, list[Target]]:
    found: dict[int, list[Target]] = defaultdict(list)
    row: Row[*tuple[Any, ...]]
    for row in read(_TARGETS, ids=list(ids), periods=grounds.covering_ids).all():
        found[row.indicator_id].append(target_of(row))
    return found
