"""What became of the figures of one indicator: every change of an actual or target, with who, when and why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import Row, bindparam, select

from webapp.domain.figures import Measure, exact_figure, number
from webapp.domain.rights import Who
from webapp.extensions import db
from webapp.models import Change, PeriodRow, Person, Upload

FIGURES = frozenset({"value", "lower", "upper"})
COUNTS = frozenset({"numerator", "denominator"})
WORDS = {
    ("actual", "value"): "Actual",
    ("target", "value"): "Target",
    ("target", "lower"): "Target, lower bound",
    ("target", "upper"): "Target, upper bound",
    ("target", "estimated"): "Target estimated",
    ("target", "unconfirmed"): "Target unconfirmed",
}
_CHANGES = (
    select(
        Change.at,
        Change.kind,
        Change.field,
        Change.old,
        Change.new,
        Change.reason,
        Person.name.label("by"),
        PeriodRow.label.label("period"),
        Upload.file_name,
    )
    .outerjoin(Person, Person.id == Change.by_id)
    .join(PeriodRow, PeriodRow.id == Change.period_id)
    .outerjoin(Upload, Upload.id == Change.upload_id)
    .where(Change.indicator_id == bindparam("indicator_id"), Change.kind.in_(("actual", "target")))
    .order_by(Change.id.desc())
)


@dataclass(frozen=True, slots=True)
class Revision:
    """One change of one figure, as text."""

    at: datetime
    by: str
    period: str
    what: str
    old: str
    new: str
    reason: str
    file_name: str


def revisions(*, who: Who, indicator_id: int, measure: Measure) -> tuple[Revision, ...]:
    """Every revision of the indicator's figures, newest first; readers see those of released periods."""
    query = _CHANGES if who.sees_everything else _CHANGES.where(PeriodRow.released_at.is_not(None))
    return tuple(
        Revision(
            at=row.at,
            by=row.by or "The command line",
            period=row.period,
            what=WORDS.get((row.kind, row.field), f"{row.kind.capitalize()}, {row.field}"),
            old=_text(row.field, row.old, measure) or "nothing",
            new=_text(row.field, row.new, measure) or "nothing",
            reason=row.reason,
            file_name=row.file_name or "",
        )
        for row in db.session.execute(query, {"indicator_id": indicator_id})
        if _says_something(row)
    )


def _text(field: str, value: str | None, measure: Measure) -> str | None:
    """A figure with the places it was kept with and its sign-like unit; any other text as it is."""
    if value and field in COUNTS:
        return number(Decimal(value))
    return exact_figure(Decimal(value), measure) if value and field in FIGURES else value


def _says_something(row: Row[*tuple[Any, ...]]) -> bool:
    """A new figure that is final, or a new target that is not estimated, need not say so."""
    return not (row.old is None and (row.field, row.new) in {("quality", "final"), ("estimated", "no")})
