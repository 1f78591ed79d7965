"""What the live recalculation needs to know of a plan, in one query: it is asked with every keystroke."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sqlalchemy import Row, bindparam, select
from sqlalchemy.orm import aliased

from webapp.domain.errors import NotFound
from webapp.domain.indicators import IndicatorFacts
from webapp.domain.overrides import Override
from webapp.domain.periods import Calendar, Frequency, Period
from webapp.domain.rag_rules import looks_back
from webapp.domain.rights import Standing
from webapp.domain.variance import Target
from webapp.models import Actual, Indicator, PeriodRow, Plan, StatusOverride, TargetRow
from webapp.services.figures.last_year import last_year_of
from webapp.services.figures.override_rows import OVERRIDE_COLUMNS, OverriddenBy, override_of, standing_override
from webapp.services.indicators.fact_rows import INDICATOR_COLUMNS, PERIOD_COLUMNS, indicator_facts, period_of
from webapp.services.rules.stored import StoredRules
from webapp.services.settings import YEAR_STARTS, calendar_from
from webapp.services.store import read

Dated = aliased(PeriodRow, name="dated")

# One row a target. Targets that end before the plan's period neither set its status nor are named by it: they
# come without their dates, to be left out.
_FACTS = (
    select(
        *INDICATOR_COLUMNS,
        *PERIOD_COLUMNS,
        Indicator.departmental_lead_id,
        Indicator.strategic_lead_id,
        Actual.value.label("actual"),
        Actual.denominator,
        *OVERRIDE_COLUMNS,
        YEAR_STARTS.label("year_starts"),
        Dated.key.label("dated_key"),
        Dated.label.label("dated_label"),
        Dated.frequency.label("dated_frequency"),
        Dated.start.label("dated_start"),
        Dated.end.label("dated_end"),
        TargetRow.value,
        TargetRow.lower,
        TargetRow.upper,
        TargetRow.estimated,
        TargetRow.unconfirmed,
    )
    .join_from(Plan, Indicator, Indicator.id == Plan.indicator_id)
    .join(PeriodRow, PeriodRow.id == Plan.period_id)
    .outerjoin(Actual, (Actual.indicator_id == Plan.indicator_id) & (Actual.period_id == Plan.period_id))
    .outerjoin(StatusOverride, standing_override(Plan.indicator_id, Plan.period_id))
    .outerjoin(OverriddenBy, OverriddenBy.id == StatusOverride.by_id)
    .outerjoin(TargetRow, TargetRow.indicator_id == Plan.indicator_id)
    .outerjoin(Dated, (Dated.id == TargetRow.period_id) & (Dated.end >= PeriodRow.end))
    .where(Plan.id == bindparam("plan_id"))
    .order_by(Dated.end, Dated.start)
)


@dataclass(frozen=True, slots=True)
class LiveFacts:
    """The stored figures of one plan, and the people who may try others."""

    indicator: IndicatorFacts
    period: Period
    leads: Standing
    actual: Decimal | None
    denominator: Decimal | None
    targets: tuple[Target, ...]
    calendar: Calendar
    override: Override | None
    last_year: Decimal | None  # the actual of the same period last year, where the rule asks for it


def facts_of(plan_id: int) -> LiveFacts:
    """The facts of the plan of that number; raises NotFound."""
    rows = read(_FACTS, plan_id=plan_id).all()
    if not rows:
        raise NotFound("There is no plan with that number.")
    first = rows[0]
    indicator, period, year = indicator_facts(first, StoredRules()), period_of(first), calendar_from(first.year_starts)
    asks = looks_back(indicator.rule_at(period))
    return LiveFacts(
        indicator=indicator,
        period=period,
        leads=Standing(first.departmental_lead_id, first.strategic_lead_id),
        actual=first.actual,
        denominator=first.denominator,
        targets=tuple(_target(row) for row in rows if row.dated_key is not None),
        calendar=year,
        override=override_of(first),
        last_year=last_year_of(indicator.id, period, year) if asks else None,
    )


def _target(row: Row[*tuple[Any, ...]]) -> Target:
    dated = Period(row.dated_key, row.dated_label, Frequency(row.dated_frequency), row.dated_start, row.dated_end)
    return Target(dated, row.value, row.lower, row.upper, row.estimated, row.unconfirmed)
