"""Faults, warnings and notes of an upload, in the order of their lines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sqlalchemy import ColumnElement, select, tuple_

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
_OF_FILE = UploadRemark.line.is_(None)


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
    """One page of the remarks of a severity (fault, warning, note), by line; those of the whole file first."""
    start = (page - 1) * PAGE_LENGTH
    of_file = _rows(upload_id, severity, kind, [_OF_FILE], limit=start + PAGE_LENGTH)
    rest = max(0, start - len(of_file))
    found = of_file[start:]
    found += _rows(upload_id, severity, kind, [~_OF_FILE], limit=PAGE_LENGTH - len(found), offset=rest)
    return tuple(found)


def every_remark(upload_id: int, severity: str) -> Iterator[Remark]:
    """All remarks of a severity, some thousands at a time, in the same order."""
    for where in (_OF_FILE, ~_OF_FILE):
        after: list[ColumnElement[bool]] = []
        while rows := _rows(upload_id, severity, "", [where, *after], limit=CHUNK):
            yield from rows
            last = rows[-1]
            place = (UploadRemark.number,) if last.line is None else (UploadRemark.line, UploadRemark.number)
            after = [tuple_(*place) > tuple_(*(getattr(last, column.key) for column in place))]


def _rows(
    upload_id: int,
    severity: str,
    kind: str,
    where: Iterable[ColumnElement[bool]],
    *,
    limit: int,
    offset: int = 0,
) -> list[Remark]:
    """Some remarks by line, as their index has them."""
    query = _REMARKS.where(UploadRemark.upload_id == upload_id, UploadRemark.severity == severity, *where)
    if kind:
        query = query.where(UploadRemark.kind == kind)
    in_order = query.order_by(UploadRemark.line, UploadRemark.number)
    return [Remark(*row) for row in read(in_order.limit(limit).offset(offset))]
