"""Uploads that were put aside, never arrived whole, or whose command was broken off: their files go after some days."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import and_, delete, or_, select

from webapp.domain.uploads import UploadState
from webapp.models import Upload, UploadPart, UploadRemark
from webapp.services.clock import now
from webapp.services.store import read, transaction
from webapp.services.uploads.staging import clear_staging

KEPT_DAYS = 7


def remove_dropped_uploads() -> None:
    """Remove uploads that were put aside more than KEPT_DAYS ago; nothing of theirs was ever saved.

    One at work without any job is that of a command, which has ended long ago.
    """
    broken_off = and_(Upload.job_id.is_(None), Upload.state.in_((UploadState.CHECKING, UploadState.SAVING)))
    old = (or_(Upload.state == UploadState.DROPPED, broken_off), Upload.at < now() - timedelta(days=KEPT_DAYS))
    for upload_id in read(select(Upload.id).where(*old)).scalars().all():
        clear_staging(upload_id)
        clear_staging(upload_id, (UploadPart, UploadRemark))
        with transaction() as session:
            session.execute(delete(Upload).where(Upload.id == upload_id, *old))
