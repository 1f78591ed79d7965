"""An upload's row: read, and moved from one state to the next."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, select, update

from webapp.domain.errors import Conflict, NotFound
from webapp.domain.uploads import UploadState
from webapp.models import Person, Upload
from webapp.services.store import read, transaction

_UPLOAD = (
    select(
        Upload.id,
        Upload.file_name,
        Upload.size,
        Upload.sha256,
        Upload.by_id,
        Person.name.label("by"),
        Upload.at,
        Upload.state,
        Upload.answers,
        Upload.found,
        Upload.summary,
        Upload.trouble,
        Upload.rows,
        Upload.created,
        Upload.changed,
        Upload.unchanged,
        Upload.faults,
        Upload.warnings,
        Upload.job_id,
        Upload.saved_at,
    )
    .join_from(Upload, Person, Person.id == Upload.by_id)
    .where(Upload.id == bindparam("upload_id"))
)


class ChangedMeanwhile(Exception):
    """Rolls the saving transaction back: what was confirmed is no longer what would happen."""


@dataclass(frozen=True, slots=True)
class UploadRecord:
    """One upload as stored."""

    id: int
    file_name: str
    size: int
    sha256: str
    by_id: int
    by: str
    at: datetime
    state: UploadState
    answers: dict[str, Any]
    found: dict[str, Any]
    summary: dict[str, Any]
    trouble: str
    rows: int
    created: int
    changed: int
    unchanged: int
    faults: int
    warnings: int
    job_id: int | None
    saved_at: datetime | None


def load_upload(upload_id: int) -> UploadRecord:
    """The upload of that number; raises NotFound."""
    row = read(_UPLOAD, upload_id=upload_id).first()
    if row is None:
        raise NotFound("There is no upload with that number.")
    values = row._asdict()
    return UploadRecord(**{**values, "state": UploadState(row.state)})


def change_upload(upload_id: int, *states: UploadState, **values: Any) -> None:
    """Set columns of an upload that is in one of these states (any, without one); raises Conflict for another."""
    with transaction() as session:
        query = update(Upload).where(Upload.id == upload_id)
        if states:
            query = query.where(Upload.state.in_(states))
        done = session.execute(
            query.values(**values).returning(Upload.id).execution_options(synchronize_session=False)
        ).first()
        if done is None:
            raise Conflict("Somebody, or you in another window, has gone on with this upload meanwhile: look again.")
