"""Receipts of uploads: the file as it came, who sent it, and every figure it created or changed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from sqlalchemy import Row, bindparam, func, select

from webapp.domain.errors import NotFound
from webapp.domain.uploads import KEPT
from webapp.extensions import db
from webapp.models import Change, Indicator, PeriodRow, Person, Upload

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
_CHANGES = (
    select(
        Change.kind,
        Change.subject_id,
        Change.field,
        Change.old,
        Change.new,
        Change.reason,
        Indicator.id.label("indicator_id"),
        Indicator.code,
        Indicator.title,
        PeriodRow.key,
        PeriodRow.label,
    )
    .join_from(Change, Indicator, Indicator.id == Change.indicator_id)
    .join(PeriodRow, PeriodRow.id == Change.period_id)
    .where(Change.upload_id == bindparam("upload_id"))
    .order_by(Indicator.code, PeriodRow.start, PeriodRow.key, Change.kind, Change.subject_id, Change.id)
)
_ALWAYS_SET = frozenset({"quality", "estimated"})
_USUAL = frozenset({"final", "no"})
_WORDS = {"value": "", "estimated": "estimated", "lower": "lower bound", "upper": "upper bound"}


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
class Revised:
    """One part of a figure: its name (empty for the figure itself), and its texts before and after."""

    part: str
    old: str | None
    new: str | None


@dataclass(frozen=True, slots=True)
class RevisedFigure:
    """One actual or target that the file created or changed."""

    indicator_id: int
    code: str
    title: str
    period_key: str
    period: str
    kind: str
    is_new: bool
    parts: tuple[Revised, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class Receipt:
    """What one accepted file did."""

    upload: UploadLine
    figures: tuple[RevisedFigure, ...]

    @property
    def periods(self) -> tuple[tuple[str, str], ...]:
        """Key and label of every period whose figures changed."""
        return tuple(dict.fromkeys((figure.period_key, figure.period) for figure in self.figures))


def list_uploads() -> tuple[UploadLine, ...]:
    """Every accepted file, newest first."""
    return tuple(_line(row) for row in db.session.execute(_UPLOADS.where(Upload.state.in_(KEPT))))


def get_receipt(upload_id: int) -> Receipt:
    """The receipt of one upload; raises NotFound."""
    row = db.session.execute(_UPLOADS.where(Upload.id == upload_id, Upload.state.in_(KEPT))).first()
    if row is None:
        raise NotFound("There is no upload with that number.")
    changes = db.session.execute(_CHANGES, {"upload_id": upload_id}).all()
    figures = groupby(changes, key=lambda change: (change.code, change.key, change.kind, change.subject_id))
    return Receipt(_line(row), tuple(_figure(list(parts)) for _, parts in figures))


def _line(row: Row[*tuple[Any, ...]]) -> UploadLine:
    return UploadLine(*row)


def _figure(changes: list[Row[*tuple[Any, ...]]]) -> RevisedFigure:
    """One figure from its revisions; what is set for every figure was empty before a new one."""
    first = changes[0]
    is_new = any(change.field in _ALWAYS_SET and change.old is None for change in changes)
    return RevisedFigure(
        first.indicator_id,
        first.code,
        first.title,
        first.key,
        first.label,
        first.kind,
        is_new,
        _parts(((each.field, each.old, each.new) for each in changes), is_new=is_new),
        first.reason,
    )


def _parts(revisions: Iterable[tuple[str, str | None, str | None]], *, is_new: bool) -> tuple[Revised, ...]:
    """The parts worth reading: that a new figure is final and no estimate goes without saying."""
    return tuple(
        Revised(_WORDS.get(field, field), old, new) for field, old, new in revisions if not (is_new and new in _USUAL)
    )
