"""Actuals and targets: every change is a revision of one figure, with who, when and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sqlalchemy import select

from webapp.domain.numbers import plain, to_stored
from webapp.domain.rights import Who
from webapp.domain.variance import Target
from webapp.extensions import db
from webapp.models import Actual, Indicator, PeriodRow, TargetRow
from webapp.services.audit.recording import Subject, record_all
from webapp.services.periods.steps import ensure_unlocked, hold_period


@dataclass(frozen=True, slots=True)
class ActualEntry:
    """What is known of one actual; ``value`` None is not applicable."""

    value: Decimal | None
    quality: str = "final"
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    comment: str = ""


def get_actual(indicator_id: int, period_id: int) -> ActualEntry:
    """What is known of one actual; an empty entry where nothing is."""
    row = db.session.execute(
        select(Actual).where(Actual.indicator_id == indicator_id, Actual.period_id == period_id)
    ).scalar_one_or_none()
    if row is None:
        return ActualEntry(None)
    return ActualEntry(row.value, row.quality, row.numerator, row.denominator, row.comment)


def put_actual(
    who: Who | None,
    indicator: Indicator,
    period: PeriodRow,
    entry: ActualEntry,
    *,
    reason: str = "",
    upload_id: int | None = None,
) -> bool:
    """Inside a transaction: set one actual and record what differs; returns whether anything did.

    Raises Conflict in a locked period.
    """
    hold_period(period)
    row = db.session.execute(
        select(Actual).where(Actual.indicator_id == indicator.id, Actual.period_id == period.id).with_for_update()
    ).scalar_one_or_none()
    after = {
        "value": stored(entry.value),
        "quality": entry.quality,
        "numerator": stored(entry.numerator),
        "denominator": stored(entry.denominator),
        "comment": entry.comment,
    }
    return _put(who, Actual, "actual", row, indicator, period, after, reason=reason, upload_id=upload_id)


def put_target(
    who: Who | None,
    indicator: Indicator,
    period: PeriodRow,
    target: Target,
    *,
    reason: str = "",
    upload_id: int | None = None,
) -> bool:
    """Inside a transaction: set one target and record what differs; returns whether anything did."""
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
    return _put(who, TargetRow, "target", row, indicator, period, after, reason=reason, upload_id=upload_id)


def _put(
    who: Who | None,
    table: type[Any],
    kind: str,
    row: Any,
    indicator: Indicator,
    period: PeriodRow,
    after: dict[str, Any],
    *,
    reason: str,
    upload_id: int | None,
) -> bool:
    before = {name: getattr(row, name) for name in after} if row is not None else dict.fromkeys(after)
    if row is not None and before == after:
        return False
    ensure_unlocked(period)
    if row is None:
        row = table(indicator_id=indicator.id, period_id=period.id)
        db.session.add(row)
    for name, value in after.items():
        setattr(row, name, value)
    row.upload_id = upload_id
    db.session.flush()
    record_figure(who, kind, row, indicator.code, period, before, after, reason=reason, upload_id=upload_id)
    return True


def record_figure(
    who: Who | None,
    kind: str,
    row: Actual | TargetRow,
    code: str,
    period: PeriodRow,
    before: Mapping[str, Any],
    after: Mapping[str, Any],
    *,
    reason: str,
    upload_id: int | None,
) -> None:
    """Inside a transaction: the revision of one figure, whose row has its id.

    That a target is confirmed goes without saying where it always was.
    """
    name = f"{kind.capitalize()} of {code}, {period.label}"
    subject = Subject(kind, row.id, name, row.indicator_id, period.id)
    said = {field: new for field, new in after.items() if new or before.get(field) or field != "unconfirmed"}
    texts = {"before": figure_texts(before), "after": figure_texts(said)}
    record_all(who=who, subject=subject, **texts, reason=reason, upload_id=upload_id)


def stored(value: Decimal | None) -> Decimal | None:
    """The value at the six places that are kept."""
    return None if value is None else to_stored(value).value


def figure_texts(values: Mapping[str, Any]) -> dict[str, str | None]:
    """The columns of a figure as the audit record keeps them; what is empty is None."""

    def text(value: Any) -> str | None:
        if isinstance(value, Decimal):
            return plain(value)
        if isinstance(value, bool):
            return "yes" if value else "no"
        return value or None

    return {name: text(value) for name, value in values.items()}
