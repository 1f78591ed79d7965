"""The figures that a file created or changed: what was said of each, and what then was."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, func, select

from webapp.domain.revisions import changed_words, plainly
from webapp.extensions import db
from webapp.models import Indicator, PeriodRow, Revision
from webapp.services.figures.revision_rows import BEFORE_AFTER, before_after

PAGE = 100
"""Figures on one page of a receipt."""

CHANGED, NEW = "changed", "new"
_ORDER = (Revision.indicator_id, Revision.period_id, Revision.kind)
_REVISIONS = (
    select(
        Revision.id,
        Revision.kind,
        Revision.reason,
        Indicator.id.label("indicator_id"),
        Indicator.code,
        Indicator.title,
        Indicator.decimals,
        PeriodRow.key,
        PeriodRow.label,
        *BEFORE_AFTER,
    )
    .join_from(Revision, Indicator, Indicator.id == Revision.indicator_id)
    .join(PeriodRow, PeriodRow.id == Revision.period_id)
)


@dataclass(frozen=True, slots=True)
class RevisedFigure:
    """One actual or target that the file created or changed: what was said of it, and what then was."""

    indicator_id: int
    code: str
    title: str
    period_key: str
    period: str
    kind: str
    is_new: bool
    old: str
    new: str
    reason: str


def count_figures(upload_id: int, step: str) -> int:
    """How many figures a file changed, or created."""
    query = select(func.count()).select_from(Revision).where(*_of(upload_id, step))
    return int(db.session.execute(query).scalar_one())


def read_figures(upload_id: int, counts: Mapping[str, int], *, skipped: int) -> tuple[RevisedFigure, ...]:
    """A page of figures, by step and then by indicator and period; skipping only touches the index."""
    ids: list[int] = []
    for step, count in counts.items():
        query = select(Revision.id).where(*_of(upload_id, step)).order_by(*_ORDER)
        if skipped < count and len(ids) < PAGE:
            ids += db.session.execute(query.offset(skipped).limit(PAGE - len(ids))).scalars()
        skipped = max(0, skipped - count)
    rows = {row.id: row for row in db.session.execute(_REVISIONS.where(Revision.id.in_(ids)))}
    return tuple(_figure(rows[each]) for each in ids)


def _of(upload_id: int, step: str) -> tuple[ColumnElement[bool], ...]:
    """The revisions by which a file changed, or created, figures: its taking back is told elsewhere."""
    was_there = Revision.old_present.is_(step == CHANGED)
    return Revision.upload_id == upload_id, Revision.undone.is_(False), was_there


def _figure(row: Any) -> RevisedFigure:
    before, after = before_after(row)
    old, new = changed_words(before, after, plainly(row.decimals))
    return RevisedFigure(
        indicator_id=row.indicator_id,
        code=row.code,
        title=row.title,
        period_key=row.key,
        period=row.label,
        kind=row.kind,
        is_new=before is None,
        old=old,
        new=new,
        reason=row.reason,
    )
