"""Saving a checked upload: one transaction, after which everything is there or nothing is."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session, scoped_session

from webapp.domain.errors import Conflict, Refusal
from webapp.domain.figure_warnings import WarningKind
from webapp.domain.periods import Calendar
from webapp.domain.rights import Who
from webapp.domain.uploads import UploadState
from webapp.models import PeriodRow, StagedFigure, Upload, UploadRemark
from webapp.services.audit.recording import Subject, record
from webapp.services.clock import now
from webapp.services.figures.statuses import restate
from webapp.services.jobs.queue import enqueue
from webapp.services.periods.steps import ensure_runs_figures, open_and_hold
from webapp.services.plans.requirements import ChangedFigure, hold_plans, review_planned
from webapp.services.settings import calendar
from webapp.services.store import read, transaction
from webapp.services.uploads.definition_saving import redefined_indicators, save_definitions
from webapp.services.uploads.merging import (
    changed_figures,
    changing_periods,
    has_locked,
    has_retired,
    is_stale,
    judged_otherwise_since,
    keep_flips,
    merge,
    planned_indicators,
    staged_periods,
)
from webapp.services.uploads.receiving import SAVE
from webapp.services.uploads.staging import WARNING, clear_staging
from webapp.services.uploads.states import ChangedMeanwhile, change_upload, load_upload

LONGEST_WRITING = timedelta(minutes=2)
"""What another transaction wrote before a check began may have been kept only after it."""

MEANWHILE = (
    "Figures of this file, or the lock of a period, were changed by somebody else while it waited. It was checked "
    "again: look at what it does now."
)


@dataclass(frozen=True, slots=True)
class Saved:
    """What came of saving: ``state`` is saved, or checked or checking where it has to be looked at again."""

    state: UploadState
    moved_plans: tuple[int, ...] = ()


def warning_kinds(upload_id: int) -> dict[WarningKind, int]:
    """How many warnings of each kind stand against an upload."""
    query = select(UploadRemark.kind, func.count()).group_by(UploadRemark.kind)
    rows = read(query.where(UploadRemark.upload_id == upload_id, UploadRemark.severity == WARNING))
    return {WarningKind(kind): int(count) for kind, count in rows}


def confirm(*, who: Who, upload_id: int, accepted: Collection[str] | None) -> None:
    """Mark a checked upload as to be saved; ``accepted`` names the kinds of warnings that were ticked, None is all.

    Raises Refusals for warnings that were not, Conflict for an upload that does not wait for its sender's yes.
    """
    ensure_runs_figures(who)
    upload = load_upload(upload_id)
    if upload.state is UploadState.FAULTY:
        raise Conflict("This file has faults, so it cannot be saved: correct it and upload it again.")
    if accepted is not None:
        missing = [kind for kind in warning_kinds(upload_id) if kind.value not in accepted]
        if missing:
            words = "; ".join(kind.words for kind in missing)
            sentence = f"Tick that you have looked at these warnings, or correct the file: {words}."
            raise Refusal(sentence, field="accepted")
    answers = {**upload.answers, "confirmed_by": who.id}
    change_upload(upload_id, UploadState.CHECKED, state=UploadState.SAVING, answers=answers, trouble="")


def save_in_background(*, who: Who, upload_id: int, accepted: Collection[str] | None) -> None:
    """Confirm an upload and have it saved."""
    confirm(who=who, upload_id=upload_id, accepted=accepted)
    job_id = enqueue(who=who, kind=SAVE, arguments={"upload": upload_id})
    change_upload(upload_id, job_id=job_id)


def save(who: Who, upload_id: int) -> Saved:
    """Save a confirmed upload; once saved, doing it again does nothing.

    Where somebody changed its figures since the check, nothing is saved and the upload is to be checked again.
    """
    try:
        saved = _save(who, upload_id)
    except ChangedMeanwhile:
        change_upload(upload_id, UploadState.SAVING, state=UploadState.CHECKING, trouble=MEANWHILE)
        return Saved(UploadState.CHECKING)
    if saved.state is UploadState.SAVED:
        clear_staging(upload_id, (StagedFigure,))
    return saved


def _save(who: Who, upload_id: int) -> Saved:
    year = calendar()
    with transaction() as session:
        row = session.execute(select(Upload).where(Upload.id == upload_id).with_for_update()).scalar_one()
        state = UploadState(row.state)
        if state is not UploadState.SAVING:
            return Saved(state)
        planned = planned_indicators(session, upload_id)
        hold_plans(session, planned | redefined_indicators(session, upload_id))
        redefined = save_definitions(session, who, upload_id)
        keys = staged_periods(session, upload_id)
        opened = _hold_periods(session, who, upload_id, keys, year)
        if any(look(session, upload_id) for look in (has_locked, has_retired, is_stale)):
            raise ChangedMeanwhile
        merge(session, upload_id, who.id)
        _keep_statuses(session, upload_id, row.summary)
        periods = {key: year.from_key(key) for key in keys}
        changed = (ChangedFigure(each, periods[key]) for each, key in changed_figures(session, upload_id, planned))
        moved = (*redefined, *review_planned(session, who, changed))
        session.execute(
            update(Upload)
            .where(Upload.id == upload_id)
            .values(state=UploadState.SAVED, saved_at=now(), by_id=who.id, summary={**row.summary, "opened": opened})
            .execution_options(synchronize_session=False)
        )
        words = f"{row.created} new, {row.changed} changed, {row.unchanged} unchanged{_of_indicators(row.summary)}"
        record(who=who, subject=Subject("upload", row.id, row.file_name), field="saved", old=None, new=words)
        return Saved(UploadState.SAVED, moved)


def _keep_statuses(session: scoped_session[Session], upload_id: int, summary: dict[str, Any]) -> None:
    """The check worked out how every figure will stand: but for what was changed beside it meanwhile."""
    if summary["flips_alone"]:
        keep_flips(session, upload_id)
    since = datetime.fromisoformat(summary["begun"]) - LONGEST_WRITING
    changed = judged_otherwise_since(session, upload_id, since)
    restate(session, changed | redefined_indicators(session, upload_id))


def _hold_periods(
    session: scoped_session[Session], who: Who, upload_id: int, keys: Iterable[str], year: Calendar
) -> list[str]:
    """Open the periods of figures that are new, and hold all of them; returns the keys of those that were opened."""
    before = set(session.execute(select(PeriodRow.key).where(PeriodRow.key.in_(keys))).scalars())
    changing = changing_periods(session, upload_id)
    open_and_hold(session, who, [year.from_key(key) for key in keys if key in before or key in changing])
    return [key for key in keys if key in changing and key not in before]


def _of_indicators(summary: dict[str, Any]) -> str:
    """ "; indicators: 2 new, 1 changed", or nothing."""
    counts = summary.get("indicators", {})
    some = [f"{counts[step]} {step}" for step in ("new", "changed") if counts.get(step)]
    return f"; indicators: {', '.join(some)}" if some else ""
