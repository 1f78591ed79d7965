"""Receipts of uploads: the file as it came, who sent it, and every figure it created or changed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, func, select

from webapp.domain.errors import NotFound
from webapp.domain.uploads import KEPT
from webapp.extensions import db
from webapp.models import Person, Upload
from webapp.services.uploads.revised import CHANGED, NEW, PAGE, RevisedFigure, read_figures

_UPLOADS = (
    select(
        Upload.id,
        Upload.file_name,
        Upload.sha256,
        func.coalesce(Upload.saved_at, Upload.at).label("at"),
        Person.name.label("by"),
        Upload.rows,
        Upload.created,
        Upload.changed,
        Upload.unchanged,
    )
    .join_from(Upload, Person, Person.id == Upload.by_id)
    .order_by(Upload.id.desc())
)


@dataclass(frozen=True, slots=True)
class UploadLine:
    """One accepted file."""

    id: int
    file_name: str
    sha256: str
    at: datetime
    by: str
    rows: int
    created: int
    changed: int
    unchanged: int


@dataclass(frozen=True, slots=True)
class Receipt:
    """What one accepted file did: how many figures it changed and created, and a page of those asked for."""

    upload: UploadLine
    counts: dict[str, int]
    step: str  # CHANGED, NEW, or "" for both
    figures: tuple[RevisedFigure, ...]
    page: int
    pages: int

    @property
    def steps(self) -> tuple[str, ...]:
        """What was asked for."""
        return (self.step,) if self.step else tuple(self.counts)

    @property
    def periods(self) -> tuple[tuple[str, str], ...]:
        """Key and label of every period of the figures on this page."""
        return tuple(dict.fromkeys((figure.period_key, figure.period) for figure in self.figures))


def list_uploads() -> tuple[UploadLine, ...]:
    """Every accepted file, newest first."""
    return tuple(_line(row) for row in db.session.execute(_UPLOADS.where(Upload.state.in_(KEPT))))


def get_receipt(upload_id: int, *, step: str = "", page: int = 1) -> Receipt:
    """The receipt of one upload, with a page of the figures it changed, then of those it created; raises NotFound.

    A page beyond the last is the last.
    """
    row = db.session.execute(_UPLOADS.where(Upload.id == upload_id, Upload.state.in_(KEPT))).first()
    if row is None:
        raise NotFound("There is no upload with that number.")
    counts = {CHANGED: row.changed, NEW: row.created}
    steps = (step,) if step in counts else tuple(counts)
    pages = max(1, -(-sum(counts[each] for each in steps) // PAGE))
    page = min(max(1, page), pages)
    figures = read_figures(upload_id, {each: counts[each] for each in steps}, skipped=(page - 1) * PAGE)
    return Receipt(_line(row), counts, step if step in counts else "", figures, page, pages)


def _line(row: Row[*tuple[Any, ...]]) -> UploadLine:
    return UploadLine(*row)
