"""Going on with an upload whose work broke off: checked again, or taken back once more."""

from __future__ import annotations

from webapp.domain.errors import Conflict
from webapp.domain.rights import Who
from webapp.domain.uploads import OPEN, UploadState
from webapp.services.jobs.queue import enqueue
from webapp.services.jobs.reading import Progress, progress_of
from webapp.services.periods.steps import ensure_runs_figures
from webapp.services.uploads.receiving import UNDO, check_in_background
from webapp.services.uploads.states import UploadRecord, change_upload, load_upload


def progress_of_upload(upload: UploadRecord) -> Progress | None:
    """How far the work on it is; None where nobody works on it any more, or nobody has begun."""
    return progress_of(upload.job_id) if upload.job_id is not None else None


def go_on(*, who: Who, upload_id: int) -> None:
    """Check an upload again, also one that was put aside or whose saving broke off; or go on taking it back.

    What was confirmed has to be confirmed anew. Raises Conflict for an upload that is saved, or still worked on.
    """
    ensure_runs_figures(who)
    upload = load_upload(upload_id)
    progress = progress_of_upload(upload)
    if upload.state in (UploadState.SAVING, UploadState.UNDOING) and progress is not None and progress.is_open:
        raise Conflict("This upload is still being worked on: wait until it is done.")
    if upload.state is UploadState.UNDOING:
        change_upload(upload_id, job_id=enqueue(who=who, kind=UNDO, arguments={"upload": upload_id}))
        return
    if upload.state in (UploadState.SAVING, UploadState.DROPPED):
        change_upload(upload_id, upload.state, state=UploadState.RECEIVED)
    elif upload.state not in OPEN:
        raise Conflict("This upload is saved already: its receipt says what it did.")
    check_in_background(who=who, upload_id=upload_id)
