"""The figures that a file created or changed: what was said of each, and what then was."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, select

from webapp.domain.figures import Measure
from webapp.domain.revisions import Changed, Said, changed, on_pages, plainly
from webapp.extensions import db
from webapp.models import Indicator, PeriodRow, Revision
from webapp.services.figures.revision_rows import BEFORE_AFTER, before_after

PAGE = 100
"""Figures on one page of a receipt."""

CHUNK = 2_000
"""Figures that are read at a time, with the rest of those of the last indicator."""

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
        Indicator.unit,
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
    before: Said | None
    after: Said | None
    measure: Measure
    reason: str

    @property
    def told(self) -> Changed:
        """The change as pages say it."""
        return changed(self.before, self.after, on_pages(self.measure))

    @property
    def told_plainly(self) -> Changed:
        """The change as files say it."""
        return changed(self.before, self.after, plainly(self.measure.decimals))


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


def every_figure(upload_id: int, steps: Sequence[str]) -> Iterator[RevisedFigure]:
    """Every figure of these steps, by indicator and period, some thousands at a time."""
    of_upload = (Revision.upload_id == upload_id, Revision.undone.is_(False))
    wanted = (*of_upload, Revision.old_present.in_([step == CHANGED for step in steps]))
    first = 0
    while True:
        ahead = select(Revision.indicator_id).where(*of_upload, Revision.indicator_id >= first).order_by(*_ORDER)
        last = db.session.execute(ahead.offset(CHUNK).limit(1)).scalar()
        here = [Revision.indicator_id >= first, *([Revision.indicator_id <= last] if last is not None else [])]
        yield from (_figure(row) for row in db.session.execute(_REVISIONS.where(*wanted, *here).order_by(*_ORDER)))
        if last is None:
            return
        first = last + 1


def _of(upload_id: int, step: str) -> tuple[ColumnElement[bool], ...]:
    """The revisions by which a file changed, or created, figures: its taking back is told elsewhere."""
    was_there = Revision.old_present.is_(step == CHANGED)
    return Revision.upload_id == upload_id, Revision.undone.is_(False), was_there


def _figure(row: Any) -> RevisedFigure:
    before, after = before_after(row)
    return RevisedFigure(
        indicator_id=row.indicator_id,
        code=row.code,
        title=row.title,
        period_key=row.key,
        period=row.label,
        kind=row.kind,
        is_new=before is None,
        before=before,
        after=after,
        measure=Measure(row.unit, row.decimals),
        reason=row.reason,
    )
