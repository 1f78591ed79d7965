"""Faults, warnings and notes of an upload, in the order of their lines."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import func, select

from webapp.models import UploadRemark
from webapp.services.store import read

PAGE_LENGTH = 100
CHUNK = 2_000
_REMARKS = select(
    UploadRemark.number,
    UploadRemark.kind,
    UploadRemark.line,
    UploadRemark.column,
    UploadRemark.value,
    UploadRemark.message,
)
_IN_ORDER = (func.coalesce(UploadRemark.line, 0), UploadRemark.number)


@dataclass(frozen=True, slots=True)
class Remark:
    """One fault, warning or note: where it is, what is written there, and what about it."""

    number: int
    kind: str
    line: int | None
    column: str | None
    value: str | None
    message: str


def remarks_page(upload_id: int, severity: str, *, page: int = 1, kind: str = "") -> tuple[Remark, ...]:
    """One page of the remarks of a severity (fault, warning, note), by line."""
    query = _REMARKS.where(UploadRemark.upload_id == upload_id, UploadRemark.severity == severity)
    if kind:
        query = query.where(UploadRemark.kind == kind)
    rows = read(query.order_by(*_IN_ORDER).limit(PAGE_LENGTH).offset((page - 1) * PAGE_LENGTH))
    return tuple(Remark(*row) for row in rows)


def every_remark(upload_id: int, severity: str) -> Iterator[Remark]:
    """All remarks of a severity, some thousands at a time."""
    at, number = -1, -1
    line = _IN_ORDER[0]
    while True:
        query = _REMARKS.where(
            UploadRemark.upload_id == upload_id,
            UploadRemark.severity == severity,
            (line > at) | ((line == at) & (UploadRemark.number > number)),
        )
        rows = read(query.order_by(*_IN_ORDER).limit(CHUNK)).all()
        yield from (Remark(*row) for row in rows)
        if len(rows) < CHUNK:
            return
        at, number = rows[-1].line or 0, rows[-1].number
