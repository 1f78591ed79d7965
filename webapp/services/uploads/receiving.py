"""Files of period data: received, answered about, and put aside."""

from __future__ import annotations

from typing import Any, BinaryIO

from sqlalchemy import insert

from webapp.domain.errors import Refusal
from webapp.domain.rights import Who
from webapp.domain.texts import kept_file_name
from webapp.domain.uploads import OPEN, UploadState
from webapp.models import Upload
from webapp.services.clock import now
from webapp.services.jobs.queue import enqueue
from webapp.services.periods.steps import ensure_runs_figures
from webapp.services.store import transaction
from webapp.services.uploads.files import keep_file
from webapp.services.uploads.limits import upload_limits
from webapp.services.uploads.staging import clear_staging
from webapp.services.uploads.states import change_upload, load_upload

CHECK, SAVE, UNDO = "upload check", "upload save", "upload undo"
"""Kinds of jobs."""

LONGEST_NAME = 255


def receive_upload(*, who: Who, file_name: str, source: BinaryIO, answers: dict[str, Any] | None = None) -> int:
    """Keep a file as it came; returns the number of its upload, into which nobody has looked yet.

    An upload whose file did not arrive whole stays put aside. Raises Refusal for a file that is empty or too large.
    """
    ensure_runs_figures(who)
    values: dict[str, Any] = {
        "file_name": kept_file_name(file_name, longest=LONGEST_NAME),
        "size": 0,
        "sha256": "",
        "by_id": who.id,
        "at": now(),
        "state": UploadState.DROPPED,
        "answers": answers or {},
    }
    with transaction() as session:
        upload_id = int(session.execute(insert(Upload).values(values).returning(Upload.id)).scalar_one())
    size, fingerprint = keep_file(upload_id, source, most=upload_limits().file_bytes)
    if not size:
        raise Refusal("The file is empty: choose the one with the figures.", field="file")
    change_upload(upload_id, UploadState.DROPPED, size=size, sha256=fingerprint, state=UploadState.RECEIVED)
    return upload_id


def check_in_background(*, who: Who, upload_id: int, answers: dict[str, Any] | None = None) -> None:
    """Have the file read and checked, with what its sender answered laid over earlier answers.

    Raises Conflict for an upload that is being saved, or has a receipt already.
    """
    begin_check(who=who, upload_id=upload_id, answers=answers)
    job_id = enqueue(who=who, kind=CHECK, arguments={"upload": upload_id})
    change_upload(upload_id, job_id=job_id)


def begin_check(*, who: Who, upload_id: int, answers: dict[str, Any] | None = None) -> None:
    """Mark the upload as being checked."""
    ensure_runs_figures(who)
    upload = load_upload(upload_id)
    kept = {**upload.answers, **(answers or {})}
    change_upload(upload_id, *OPEN, state=UploadState.CHECKING, answers=kept, trouble="")


def drop_upload(*, who: Who, upload_id: int) -> None:
    """Put an upload aside that is not saved; its file stays in the list."""
    ensure_runs_figures(who)
    change_upload(upload_id, *OPEN, state=UploadState.DROPPED)
    clear_staging(upload_id)
