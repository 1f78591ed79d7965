"""What became of the figures of one indicator: every change of an actual or target, with who, when and why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, func, select

from webapp.domain.figures import Measure
from webapp.domain.revisions import Changed, Said, changed, on_pages
from webapp.domain.rights import Who
from webapp.extensions import db
from webapp.models import PeriodRow, Person, Revision, Upload
from webapp.services.figures.revision_rows import BEFORE_AFTER, before_after

_REVISIONS = (
    select(
        Revision.id,
        Revision.at,
        Revision.kind,
        Revision.reason,
        Revision.upload_id,
        Revision.undone,
        Person.name.label("by"),
        PeriodRow.key,
        PeriodRow.label.label("period"),
        Upload.file_name,
        *BEFORE_AFTER,
    )
    .outerjoin(Person, Person.id == Revision.by_id)
    .join(PeriodRow, PeriodRow.id == Revision.period_id)
    .outerjoin(Upload, Upload.id == Revision.upload_id)
    .order_by(Revision.at.desc(), Revision.id.desc())
)


@dataclass(frozen=True, slots=True)
class RevisionLine:
    """One change of one figure: what was said of it, what then was, and both in words."""

    id: int
    at: datetime
    by: str
    kind: str
    period_key: str
    period: str
    before: Said | None
    after: Said | None
    told: Changed
    reason: str
    upload_id: int | None
    file_name: str
    undone: bool  # by this one an upload was taken back

    @property
    def why(self) -> str:
        """The reason, and which file it came from or was taken back with it; "" where neither is known."""
        if not self.file_name:
            return self.reason
        file = f"{'Taken back: upload' if self.undone else 'Upload'} {self.file_name}"
        return f"{self.reason.rstrip('.')}. {file}" if self.reason else file


@dataclass(frozen=True, slots=True)
class Revisions:
    """The newest revisions of an indicator's figures, and how many there are."""

    lines: tuple[RevisionLine, ...]
    total: int


def revisions(*, who: Who, indicator_id: int, measure: Measure, limit: int | None) -> Revisions:
    """The revisions of the indicator's figures, newest first; readers see those of released periods."""
    conditions: list[ColumnElement[bool]] = [Revision.indicator_id == indicator_id]
    if not who.sees_everything:
        released = select(PeriodRow.id).where(PeriodRow.released_at.is_not(None))
        conditions.append(Revision.period_id.in_(released))
    lines = revision_lines(*conditions, measure=measure, limit=limit)
    if limit is None or len(lines) < limit:
        return Revisions(lines, len(lines))
    total = select(func.count()).select_from(Revision).where(*conditions)
    return Revisions(lines, db.session.execute(total).scalar_one())


def revision_lines(
    *conditions: ColumnElement[bool], measure: Measure, limit: int | None = None
) -> tuple[RevisionLine, ...]:
    """The revisions that meet the conditions, newest first."""
    return tuple(_line(row, measure) for row in db.session.execute(_REVISIONS.where(*conditions).limit(limit)))


def _line(row: Any, measure: Measure) -> RevisionLine:
    before, after = before_after(row)
    return RevisionLine(
        id=row.id,
        at=row.at,
        by=row.by or "The command line",
        kind=row.kind,
        period_key=row.key,
        period=row.period,
        before=before,
        after=after,
        told=changed(before, after, on_pages(measure)),
        reason=row.reason,
        upload_id=row.upload_id,
        file_name=row.file_name or "",
        undone=row.undone,
    )
