"""Taking an upload back: every figure exactly as it was before, but for those that later work has touched."""

from __future__ import annotations

from sqlalchemy import func, select

from webapp.domain.errors import Conflict
from webapp.domain.rights import Who
from webapp.domain.texts import given_reason
from webapp.domain.uploads import UploadState
from webapp.models import PeriodRow, Upload
from webapp.services.audit.recording import Subject, record
from webapp.services.clock import now
from webapp.services.figures.statuses import restate
from webapp.services.jobs.queue import enqueue
from webapp.services.periods.opened import find_opened
from webapp.services.periods.steps import ensure_runs_figures, open_and_hold
from webapp.services.plans.requirements import ChangedFigure, hold_plans, review_planned
from webapp.services.settings import calendar
from webapp.services.store import transaction
from webapp.services.uploads.definition_saving import redefined_indicators
from webapp.services.uploads.definition_undoing import undo_definitions
from webapp.services.uploads.receiving import UNDO
from webapp.services.uploads.states import change_upload
from webapp.services.uploads.turning_back import (
    OF_UPLOAD,
    figures_taken_back,
    periods_of_upload,
    planned_figures,
    planned_of_upload,
    restore,
)
from webapp.services.uploads.undo_preview import ensure_saved, locks_of


def begin_undo(*, who: Who, upload_id: int, reason: str) -> None:
    """Mark a saved upload as to be taken back; raises Refusal without a reason, Conflict for an upload that
    is not saved or in a locked period."""
    ensure_runs_figures(who)
    ensure_saved(upload_id)
    why = given_reason(reason, "Say why this upload is taken back: its history keeps the reason.")
    locked = locks_of(upload_id)
    if locked:
        raise Conflict(f"{locked[0]}: reopen it before this upload is taken back.")
    change_upload(upload_id, UploadState.SAVED, state=UploadState.UNDOING, undo_reason=why, undone_by_id=who.id)


def undo_in_background(*, who: Who, upload_id: int, reason: str) -> None:
    """Have an upload taken back."""
    begin_undo(who=who, upload_id=upload_id, reason=reason)
    change_upload(upload_id, job_id=enqueue(who=who, kind=UNDO, arguments={"upload": upload_id}))


def undo(who: Who, upload_id: int) -> UploadState:
    """Take back an upload that is marked for it; doing it again does nothing."""
    year = calendar()
    with transaction() as session:
        row = session.execute(select(Upload).where(Upload.id == upload_id).with_for_update()).scalar_one()
        if row.state != UploadState.UNDOING:
            return UploadState(row.state)
        values = {"upload_id": upload_id}
        planned = set(session.execute(planned_of_upload(), values).scalars())
        hold_plans(session, planned | redefined_indicators(session, upload_id))
        keys = (
            session.execute(select(PeriodRow.key).where(PeriodRow.id.in_(periods_of_upload())), values).scalars().all()
        )
        periods, _ = open_and_hold(session, who, [year.from_key(key) for key in keys])
        locked = [key for key, period in periods.items() if period.locked_at is not None]
        if locked:
            row.state, row.trouble = UploadState.SAVED, f"{find_opened(locked[0]).lock_note}: reopen it first."
            return UploadState.SAVED
        restored = restore(session, upload_id, who, row.undo_reason)
        restate(session, session.execute(figures_taken_back(), values).scalars().all())
        indicators, kept_indicators = undo_definitions(session, who, upload_id, row.undo_reason)
        changed = session.execute(planned_figures(), values).all()
        review_planned(session, who, (ChangedFigure(each.indicator_id, year.from_key(each.key)) for each in changed))
        figures = session.execute(select(func.count()).where(OF_UPLOAD), values).scalar_one()
        row.state, row.undone_at, row.undone_by_id = UploadState.UNDONE, now(), who.id
        counts = {"restored": restored, "kept": figures - restored}
        of_indicators = {"indicators_restored": indicators, "indicators_kept": kept_indicators}
        row.summary = {**row.summary, **counts, **of_indicators}
        words = f"figures: {restored} as before, {figures - restored} changed since and kept"
        if indicators or kept_indicators:
            words += f"; indicators: {indicators} as before, {kept_indicators} changed since and kept"
        subject = Subject("upload", row.id, row.file_name)
        record(who=who, subject=subject, field="taken back", old=None, new=words, reason=row.undo_reason)
        return UploadState.UNDONE
