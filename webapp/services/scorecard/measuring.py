"""How far off target a figure is and how much worse it became, as the database orders by it.

Only the order comes from here, in floating point; what is shown is worked out exactly, by the rules.
"""

from __future__ import annotations

from decimal import Decimal

from sqlalchemy import ColumnElement, Float, and_, case, cast, func, null
from sqlalchemy.orm import InstrumentedAttribute, aliased

from webapp.domain.rag import Polarity
from webapp.models import Actual, Indicator, PeriodRow, TargetRow
from webapp.services.scorecard.standing import IN_FORCE

FARTHEST = 1e18
"""Sorts before every percent: that of a target of 0."""

Before = aliased(PeriodRow, name="before")
ActualBefore = aliased(Actual, name="actual_before")
InForce = aliased(TargetRow, name="in_force")

THE_TARGET = InForce.id == IN_FORCE
"""Joins the target in force."""


def _number(column: InstrumentedAttribute[Decimal | None]) -> ColumnElement[float]:
    """A figure in whatever unit the database keeps: every use of it is a ratio."""
    return cast(column, Float)


def _reference(figure: ColumnElement[float]) -> ColumnElement[float]:
    """The target, or the bound of a range nearer to a figure."""
    lower, upper = _number(InForce.lower), _number(InForce.upper)
    nearer = case((func.abs(figure - lower) <= func.abs(figure - upper), lower), else_=upper)
    return case((InForce.value.is_not(None), _number(InForce.value)), else_=nearer)


def _variance(figure: ColumnElement[float]) -> ColumnElement[float]:
    inside = and_(InForce.value.is_(None), figure.between(_number(InForce.lower), _number(InForce.upper)))
    return case((inside, 0.0), else_=figure - _reference(figure))


def _adverse(amount: ColumnElement[float]) -> ColumnElement[float]:
    """How far a difference lies on the worse side; nothing without a polarity."""
    return case(
        (Indicator.polarity == Polarity.LOWER, amount),
        (Indicator.polarity == Polarity.HIGHER, -amount),
        (Indicator.polarity.in_([Polarity.RANGE, Polarity.POINT]), func.abs(amount)),
        else_=null(),
    )


def _share(amount: ColumnElement[float], whole: ColumnElement[float]) -> ColumnElement[float]:
    of_nothing = case((amount > 0, FARTHEST), (amount < 0, -FARTHEST), else_=0.0)
    return case((amount.is_(None), null()), (whole == 0, of_nothing), else_=amount / func.abs(whole))


_NOW, _THEN = _number(Actual.value), _number(ActualBefore.value)

OFF_TARGET = _share(_adverse(_variance(_NOW)), _reference(_NOW))
"""The share of the target by which a figure is worse than it."""

_FARTHER = func.abs(_variance(_NOW)) - func.abs(_variance(_THEN))
_WORSE = case((Indicator.polarity.in_([Polarity.RANGE, Polarity.POINT]), _FARTHER), else_=_adverse(_NOW - _THEN))

WORSENED = case((Indicator.accumulation == "cumulative", null()), else_=_share(_WORSE, _THEN))
"""The share of the figure before by which a figure is worse than it; nothing where the short term is withheld."""
