"""Uploads that were put aside, or never arrived whole: their files go after some days."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import delete, select

from webapp.domain.uploads import UploadState
from webapp.models import Upload, UploadPart, UploadRemark
from webapp.services.clock import now
from webapp.services.store import read, transaction
from webapp.services.uploads.staging import clear_staging

KEPT_DAYS = 7


def remove_dropped_uploads() -> None:
    """Remove uploads that were put aside more than KEPT_DAYS ago; nothing of theirs was ever saved."""
    old = (Upload.state == UploadState.DROPPED, Upload.at < now() - timedelta(days=KEPT_DAYS))
    for upload_id in read(select(Upload.id).where(*old)).scalars().all():
        clear_staging(upload_id)
        clear_staging(upload_id, (UploadPart, UploadRemark))
        with transaction() as session:
            session.execute(delete(Upload).where(Upload.id == upload_id, *old))
