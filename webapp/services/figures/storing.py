"""Actuals and targets: every change is a revision of one figure, with who, when and why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import select

from webapp.domain.numbers import to_stored
from webapp.domain.rights import Who
from webapp.domain.variance import Target
from webapp.extensions import db
from webapp.models import Actual, Indicator, PeriodRow, TargetRow
from webapp.services.figures.revising import record_revision, said_of
from webapp.services.periods.steps import ensure_unlocked, hold_period


@dataclass(frozen=True, slots=True)
class ActualEntry:
    """What is known of one actual; ``value`` None is not applicable."""

    value: Decimal | None
    quality: str = "final"
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    comment: str = ""
    quality_reason: str = ""
    final_due: date | None = None


def get_actual(indicator_id: int, period_id: int) -> ActualEntry:
    """What is known of one actual; an empty entry where nothing is."""
    row = db.session.execute(
        select(Actual).where(Actual.indicator_id == indicator_id, Actual.period_id == period_id)
    ).scalar_one_or_none()
    if row is None:
        return ActualEntry(None)
    return ActualEntry(
        row.value, row.quality, row.numerator, row.denominator, row.comment, row.quality_reason, row.final_due
    )


def put_actual(
    who: Who | None,
    indicator: Indicator,
    period: PeriodRow,
    entry: ActualEntry,
    *,
    reason: str = "",
    upload_id: int | None = None,
) -> bool:
    """Inside a transaction: set one actual, as a revision of it; returns whether anything differed.

    Raises Conflict in a locked period.
    """
    hold_period(period)
    row = db.session.execute(
        select(Actual).where(Actual.indicator_id == indicator.id, Actual.period_id == period.id).with_for_update()
    ).scalar_one_or_none()
    after = {
        "value": stored(entry.value),
        "quality": entry.quality,
        "quality_reason": entry.quality_reason,
        "final_due": entry.final_due,
        "numerator": stored(entry.numerator),
        "denominator": stored(entry.denominator),
        "comment": entry.comment,
    }
    return _put(who, Actual, row, indicator, period, after, reason=reason, upload_id=upload_id)


def put_target(
    who: Who | None,
    indicator: Indicator,
    period: PeriodRow,
    target: Target,
    *,
    reason: str = "",
    upload_id: int | None = None,
) -> bool:
    """Inside a transaction: set one target, as a revision of it; returns whether anything differed."""
    hold_period(period)
    row = db.session.execute(
        select(TargetRow)
        .where(TargetRow.indicator_id == indicator.id, TargetRow.period_id == period.id)
        .with_for_update()
    ).scalar_one_or_none()
    after = {
        "value": stored(target.value),
        "lower": stored(target.lower),
        "upper": stored(target.upper),
        "estimated": target.estimated,
        "unconfirmed": target.unconfirmed,
    }
    return _put(who, TargetRow, row, indicator, period, after, reason=reason, upload_id=upload_id)


def _put(
    who: Who | None,
    table: type[Any],
    row: Any,
    indicator: Indicator,
    period: PeriodRow,
    after: dict[str, Any],
    *,
    reason: str,
    upload_id: int | None,
) -> bool:
    if row is not None and after == {name: getattr(row, name) for name in after}:
        return False
    ensure_unlocked(period)
    before = None if row is None else said_of(row)
    if row is None:
        row = table(indicator_id=indicator.id, period_id=period.id)
        db.session.add(row)
    for name, value in after.items():
        setattr(row, name, value)
    row.upload_id = upload_id
    db.session.flush()
    record_revision(who=who, row=row, before=before, reason=reason, upload_id=upload_id)
    return True


def stored(value: Decimal | None) -> Decimal | None:
    """The value at the six places that are kept."""
    return None if value is None else to_stored(value).value
