"""The status column as the database works it out: what is kept of a figure, and what is said where there is none."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ColumnElement, and_, bindparam, case, func, literal, or_, select
from sqlalchemy.orm import aliased

from webapp.domain.indicators import ACCUMULATING
from webapp.domain.rag import Polarity, Status
from webapp.domain.rules_in_force import RuleKind
from webapp.domain.scorecard import NOT_APPLICABLE, STATUSES
from webapp.models import Actual, Indicator, PeriodRow, RuleVersion, TargetRow

Covering = aliased(PeriodRow, name="covering")

IN_FORCE = (
    select(TargetRow.id)
    .join(Covering, Covering.id == TargetRow.period_id)
    .where(
        TargetRow.indicator_id == Indicator.id,
        TargetRow.period_id.in_(bindparam("covering", expanding=True)),
        or_(
            Covering.id == PeriodRow.id,
            and_(
                Indicator.accumulation.not_in(sorted(ACCUMULATING)),
                Covering.start <= PeriodRow.start,
                Covering.end >= PeriodRow.end,
            ),
        ),
    )
    .order_by(Covering.start.desc(), Covering.end)
    .limit(1)
    .correlate(Indicator, PeriodRow)
    .scalar_subquery()
)
"""The id of the target in force (``domain.variance.target_in_force``): the shortest period that has one."""

_TWO_SIDED = Indicator.polarity.in_([Polarity.RANGE, Polarity.POINT])
_GOES_WITH = case(
    (_TWO_SIDED, RuleVersion.green_from.is_not(None) & RuleVersion.amber_from.is_not(None)),
    (Indicator.polarity == Polarity.LOWER, RuleVersion.amber_to >= RuleVersion.green_to),
    (Indicator.polarity == Polarity.HIGHER, RuleVersion.amber_to <= RuleVersion.green_to),
    else_=literal(False),
)
_BY_THRESHOLDS = (
    select(case((RuleVersion.kind == RuleKind.THRESHOLDS, _GOES_WITH), else_=literal(False)))
    .where(
        RuleVersion.rule_set_id == Indicator.rule_set_id,
        or_(RuleVersion.effective_from.is_(None), RuleVersion.effective_from <= PeriodRow.start),
    )
    .order_by(func.coalesce(RuleVersion.effective_from, literal(date.min)).desc(), RuleVersion.number.desc())
    .limit(1)
    .correlate(Indicator, PeriodRow)
    .scalar_subquery()
)

WITHOUT_FIGURE: ColumnElement[str] = case(
    (IN_FORCE.is_not(None), literal(Status.NO_DATA.value)),
    (_BY_THRESHOLDS.is_(True), literal(Status.NO_DATA.value)),
    else_=literal(Status.NOT_RATED.value),
)
"""Where no figure has come in: with neither a target nor fixed thresholds it is *not rated*, else *no data*."""

STANDING: ColumnElement[str] = case(
    (Actual.id.is_(None), WITHOUT_FIGURE),
    (Actual.value.is_(None), literal(NOT_APPLICABLE)),
    else_=func.coalesce(Actual.status, literal(Status.NOT_RATED.value)),
)
"""One of ``domain.scorecard.STATUSES``."""

RANK = case({status: place for place, status in enumerate(STATUSES)}, value=STANDING, else_=len(STATUSES))
"""The worst first."""
