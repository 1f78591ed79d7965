"""The figures of a checked file beside what is stored, a page at a time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, select

from webapp.domain.figures import Measure
from webapp.domain.revisions import Changed, Said, changed, on_pages, plainly
from webapp.models import StagedFigure
from webapp.services.figures.revision_rows import before_after, before_after_of
from webapp.services.settings import calendar
from webapp.services.store import read
from webapp.services.uploads.ground import CHANGED, NEW, UNCHANGED
from webapp.services.uploads.names import names_of
from webapp.services.uploads.states import UploadRecord

PAGE_LENGTH = 100
RESTATED = "restated"
SHOWN: dict[str, ColumnElement[bool]] = {
    "": StagedFigure.step != UNCHANGED,
    NEW: StagedFigure.step == NEW,
    CHANGED: StagedFigure.step == CHANGED,
    RESTATED: StagedFigure.restated.is_(True),
    UNCHANGED: StagedFigure.step == UNCHANGED,
}
"""Filters of the table: everything that changes, without one."""

CHUNK = 2_000
"""Figures that are read at a time, where all are read."""

_FIGURES = select(
    StagedFigure.number,
    StagedFigure.kind,
    StagedFigure.line,
    StagedFigure.indicator_id,
    StagedFigure.period_key,
    StagedFigure.step,
    StagedFigure.restated,
    StagedFigure.reason,
    *before_after_of(StagedFigure),
)


@dataclass(frozen=True, slots=True)
class StagedLine:
    """One figure: what is stored, and what saving makes of it."""

    indicator_id: int | None
    code: str
    title: str
    period_key: str
    period: str
    kind: str
    line: int
    step: str
    restated: bool
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


@dataclass(frozen=True, slots=True)
class StagedPage:
    """One page of the figures that a filter of SHOWN lets through, and how many each would."""

    lines: tuple[StagedLine, ...]
    counts: dict[str, int]
    show: str
    page: int
    pages: int


def staged_page(upload: UploadRecord, *, show: str = "", page: int = 1) -> StagedPage:
    """A page of figures by indicator and period; one beyond the last is the last."""
    counts = {
        "": upload.created + upload.changed,
        NEW: upload.created,
        CHANGED: upload.changed,
        RESTATED: int(upload.summary.get("restated", 0)),
        UNCHANGED: upload.unchanged,
    }
    show = show if show in SHOWN else ""
    pages = max(1, -(-counts[show] // PAGE_LENGTH))
    page = min(max(1, page), pages)
    query = _FIGURES.where(StagedFigure.upload_id == upload.id, SHOWN[show]).order_by(StagedFigure.number)
    rows = read(query.limit(PAGE_LENGTH).offset((page - 1) * PAGE_LENGTH)).all()
    return StagedPage(_lines(upload.id, rows), counts, show, page, pages)


def every_staged(upload_id: int, show: str) -> Iterator[StagedLine]:
    """The figures of every page, by indicator and period, some thousands at a time."""
    query = _FIGURES.where(StagedFigure.upload_id == upload_id, SHOWN[show]).order_by(StagedFigure.number).limit(CHUNK)
    rows = read(query).all()
    while rows:
        yield from _lines(upload_id, rows)
        rows = read(query.where(StagedFigure.number > rows[-1].number)).all()


def _lines(upload_id: int, rows: Any) -> tuple[StagedLine, ...]:
    names, year = names_of(upload_id, (row.indicator_id for row in rows)), calendar()
    lines = []
    for row in rows:
        named = names[row.indicator_id]
        before, after = before_after(row)
        lines.append(
            StagedLine(
                indicator_id=named.id,
                code=named.code,
                title=named.title,
                period_key=row.period_key,
                period=year.from_key(row.period_key).label,
                kind=row.kind,
                line=row.line,
                step=row.step,
                restated=row.restated,
                before=before,
                after=after,
                measure=named.measure,
                reason=row.reason,
            )
        )
    return tuple(lines)
