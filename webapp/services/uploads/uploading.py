"""An upload from beginning to end in the foreground: for the command, and for a demonstration's history."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from io import BytesIO
from typing import Any, BinaryIO

from sqlalchemy import delete

from webapp.domain.rights import Who
from webapp.domain.uploads import UploadState
from webapp.models import Upload, UploadPart
from webapp.services.periods.steps import ensure_runs_figures
from webapp.services.store import transaction
from webapp.services.uploads.checking import check
from webapp.services.uploads.receiving import begin_check, receive_upload
from webapp.services.uploads.saving import confirm, save
from webapp.services.uploads.staging import clear_staging
from webapp.services.uploads.states import UploadRecord, change_upload, load_upload
from webapp.services.uploads.undoing import begin_undo, undo

TRIES = 5
"""Times that a file is checked again because somebody else's figures came between."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """Where an upload stands now; its faults, warnings and effects are read by its number."""

    upload: UploadRecord
    moved_plans: tuple[int, ...] = ()

    @property
    def accepted(self) -> bool:
        """It is saved, or could be."""
        return self.upload.state in (UploadState.CHECKED, UploadState.SAVED)


def check_file(*, who: Who, file_name: str, source: BinaryIO, answers: dict[str, Any] | None = None) -> Outcome:
    """Receive a file and check it; nothing is saved but the upload itself."""
    upload_id = receive_upload(who=who, file_name=file_name, source=source, answers=answers)
    begin_check(who=who, upload_id=upload_id)
    check(upload_id, _in_silence)
    return Outcome(load_upload(upload_id))


def save_file(*, who: Who, upload_id: int, accepted: Collection[str] | None = None) -> Outcome:
    """Save a checked upload; it is checked again first where figures changed meanwhile.

    ``accepted`` names the kinds of warnings that may be saved, None is all. Raises Refusal for others.
    """
    for _ in range(TRIES):
        confirm(who=who, upload_id=upload_id, accepted=accepted)
        saved = save(who, upload_id)
        if saved.state is UploadState.SAVED:
            return Outcome(load_upload(upload_id), saved.moved_plans)
        if check(upload_id, _in_silence) is not UploadState.CHECKED:
            break
    return Outcome(load_upload(upload_id))


def upload_figures(*, who: Who, file_name: str, content: bytes, answers: dict[str, Any] | None = None) -> Outcome:
    """Check a file and save it, warnings or not; one with faults or open questions stays as it is."""
    outcome = check_file(who=who, file_name=file_name, source=BytesIO(content), answers=answers)
    if outcome.upload.state is not UploadState.CHECKED:
        return outcome
    return save_file(who=who, upload_id=outcome.upload.id)


def undo_now(*, who: Who, upload_id: int, reason: str) -> UploadState:
    """Take a saved upload back; one whose taking back was broken off is finished.

    Raises Refusal without a reason, NotFound, and Conflict for an upload that is not saved or in a locked period.
    """
    ensure_runs_figures(who)
    if load_upload(upload_id).state is not UploadState.UNDOING:
        begin_undo(who=who, upload_id=upload_id, reason=reason)
    return undo(who, upload_id)


def forget_upload(*, who: Who, upload_id: int) -> None:
    """Remove an upload that was only tried, with its file."""
    ensure_runs_figures(who)
    change_upload(upload_id, UploadState.CHECKED, UploadState.FAULTY, UploadState.ASKING, state=UploadState.DROPPED)
    clear_staging(upload_id)
    clear_staging(upload_id, (UploadPart,))
    with transaction() as session:
        session.execute(delete(Upload).where(Upload.id == upload_id))


def _in_silence(done: int, total: int) -> None:
    """Nobody watches."""
