"""Of an upload that was taken back: the figures that later work had touched, so that they stayed as they were."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, bindparam, func, select
from sqlalchemy.orm import aliased

from webapp.models import Indicator, PeriodRow, Person, Revision
from webapp.services.store import read

CHUNK = 2_000
_BACK, _LATER, _NEWEST = aliased(Revision), aliased(Revision), aliased(Revision)


def _same(other: type[Revision]) -> ColumnElement[bool]:
    """True for a revision of the same figure."""
    return and_(
        other.kind == Revision.kind,
        other.indicator_id == Revision.indicator_id,
        other.period_id == Revision.period_id,
    )


_KEPT = (
    select(
        Revision.id,
        Indicator.code,
        PeriodRow.key,
        PeriodRow.label,
        Revision.kind,
        func.coalesce(Person.name, "The command line").label("by"),
        _NEWEST.at,
    )
    .join(Indicator, Indicator.id == Revision.indicator_id)
    .join(PeriodRow, PeriodRow.id == Revision.period_id)
    .join(_NEWEST, _NEWEST.id == select(func.max(_LATER.id)).where(_same(_LATER)).scalar_subquery())
    .outerjoin(Person, Person.id == _NEWEST.by_id)
    .where(
        Revision.upload_id == bindparam("upload_id"),
        Revision.undone.is_(False),
        Revision.id > bindparam("after"),
        ~select(_BACK.id).where(_same(_BACK), _BACK.upload_id == Revision.upload_id, _BACK.undone.is_(True)).exists(),
    )
    .order_by(Revision.id)
    .limit(CHUNK)
)


@dataclass(frozen=True, slots=True)
class KeptFigure:
    """One actual or target (``kind``) that stayed, and who had touched it last."""

    code: str
    period_key: str
    period: str
    kind: str
    by: str
    at: datetime


def kept_figures(upload_id: int) -> Iterator[KeptFigure]:
    """All of them, some thousands at a time."""
    after = 0
    while rows := read(_KEPT, upload_id=upload_id, after=after).all():
        yield from (KeptFigure(*row[1:]) for row in rows)
        after = rows[-1].id
