"""Rows of indicators, periods and targets as the rules see them: columns for any statement, and values from them."""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache
from typing import Any

from sqlalchemy import Row

from webapp.domain.definitions import Definition
from webapp.domain.formats import Measure
from webapp.domain.frequency import Frequency
from webapp.domain.indicators import IndicatorFacts
from webapp.domain.periods import Period
from webapp.domain.rag import Polarity, Rule, Tolerance, ToleranceKind
from webapp.domain.rules_in_force import IndicatorRules, NamedRule
from webapp.domain.variance import Target
from webapp.models import Indicator, PeriodRow, TargetRow
from webapp.services.rules.stored import StoredRules

INDICATOR_COLUMNS = (
    Indicator.id.label("indicator_id"),
    Indicator.code,
    Indicator.title,
    Indicator.frequency,
    Indicator.accumulation,
    Indicator.unit,
    Indicator.decimals,
    Indicator.polarity,
    Indicator.tolerance,
    Indicator.tolerance_kind,
    Indicator.rule_set_id,
)
PERIOD_COLUMNS = (
    PeriodRow.id.label("period_id"),
    PeriodRow.key.label("period_key"),
    PeriodRow.label.label("period_label"),
    PeriodRow.frequency.label("period_frequency"),
    PeriodRow.start,
    PeriodRow.end,
)
TARGET_COLUMNS = (TargetRow.value, TargetRow.lower, TargetRow.upper, TargetRow.estimated, TargetRow.unconfirmed)


def indicator_facts(row: Row[*tuple[Any, ...]], rules: StoredRules) -> IndicatorFacts:
    """The indicator of a row that selects INDICATOR_COLUMNS; several rows share the ``rules``."""
    return IndicatorFacts(
        id=row.indicator_id,
        code=row.code,
        title=row.title,
        frequency=Frequency(row.frequency),
        accumulation=row.accumulation,
        measure=_measure(row.unit, row.decimals),
        rules=IndicatorRules(_rule(row.polarity, row.tolerance, row.tolerance_kind), rules.find(row.rule_set_id)),
    )


def facts_of_definition(indicator_id: int, definition: Definition, named: NamedRule | None) -> IndicatorFacts:
    """The indicator as it would be with that definition, and the named rule that it refers to."""
    return IndicatorFacts(
        id=indicator_id,
        code=definition.code,
        title=definition.title,
        frequency=Frequency(definition.frequency),
        accumulation=definition.accumulation,
        measure=_measure(definition.unit, definition.decimals),
        rules=IndicatorRules(_rule(definition.polarity, definition.tolerance, definition.tolerance_kind), named),
    )


@lru_cache(maxsize=1_000)
def _measure(unit: str, decimals: int) -> Measure:
    """Many indicators are counted alike."""
    return Measure(unit, decimals)


@lru_cache(maxsize=1_000)
def _rule(polarity: str | None, tolerance: Decimal, kind: str) -> Rule:
    """Many indicators have the same rule."""
    return Rule(Polarity(polarity) if polarity else None, Tolerance(tolerance, ToleranceKind(kind)))


def period_of(row: Row[*tuple[Any, ...]]) -> Period:
    """The period of a row that selects PERIOD_COLUMNS."""
    return Period(row.period_key, row.period_label, Frequency(row.period_frequency), row.start, row.end)


def target_of(row: Row[*tuple[Any, ...]]) -> Target:
    """The target of a row that selects PERIOD_COLUMNS and TARGET_COLUMNS."""
    return Target(period_of(row), row.value, row.lower, row.upper, row.estimated, row.unconfirmed)
