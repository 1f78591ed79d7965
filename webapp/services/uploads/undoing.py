"""Taking an upload back: every figure exactly as it was before, but for those that later work has touched."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import BindParameter, and_, bindparam, delete, exists, func, insert, literal, select, update
from sqlalchemy.orm import Session, aliased, scoped_session

from webapp.domain.errors import Conflict
from webapp.domain.rights import Who
from webapp.domain.texts import given_reason
from webapp.domain.uploads import UploadState
from webapp.models import Indicator, PeriodRow, Person, Plan, Revision, Upload
from webapp.services.audit.recording import Subject, record
from webapp.services.clock import now
from webapp.services.jobs.queue import enqueue
from webapp.services.periods.opened import find_opened
from webapp.services.periods.steps import ensure_runs_figures, open_and_hold
from webapp.services.plans.requirements import ChangedFigure, hold_plans, review_plans
from webapp.services.settings import calendar
from webapp.services.store import read, transaction
from webapp.services.uploads.definition_saving import redefined_indicators
from webapp.services.uploads.definition_undoing import KeptIndicator, preview_definitions, undo_definitions
from webapp.services.uploads.merging import LIVE
from webapp.services.uploads.receiving import UNDO
from webapp.services.uploads.staging import VALUES
from webapp.services.uploads.states import change_upload, load_upload

_UPLOAD_ID: BindParameter[Any] = bindparam("upload_id")
_OF_UPLOAD = and_(Revision.upload_id == _UPLOAD_ID, Revision.undone.is_(False))
_TAKEN_BACK = and_(Revision.upload_id == _UPLOAD_ID, Revision.undone.is_(True))
SHOWN = 200
"""Touched figures that are named at most."""


@dataclass(frozen=True, slots=True)
class Touched:
    """A figure of the upload that somebody changed afterwards, so that it stays as it is now."""

    indicator_id: int
    code: str
    title: str
    period_key: str
    period: str
    kind: str
    by: str
    at: datetime | None


@dataclass(frozen=True, slots=True)
class UndoPreview:
    """What taking an upload back would do."""

    restored: int
    touched_count: int
    touched: tuple[Touched, ...]
    locked: tuple[str, ...]  # why it cannot be taken back now
    indicators: int  # that would be retired again, or defined as before
    kept_indicators: tuple[KeptIndicator, ...]


def preview_undo(*, who: Who, upload_id: int) -> UndoPreview:
    """How many figures would be as before, and which not; raises Conflict for an upload that is not saved."""
    ensure_runs_figures(who)
    _ensure_saved(upload_id)
    restored = touched = 0
    named: list[Touched] = []
    for kind in LIVE:
        counts = read(_counts(kind), upload_id=upload_id).one()
        restored += counts.mine
        touched += counts.all - counts.mine
        if counts.all > counts.mine and len(named) < SHOWN:
            named += [Touched(*row) for row in read(_touched(kind), upload_id=upload_id)]
    return UndoPreview(restored, touched, tuple(named[:SHOWN]), _locked(upload_id), *preview_definitions(upload_id))


def begin_undo(*, who: Who, upload_id: int, reason: str) -> None:
    """Mark a saved upload as to be taken back; raises Refusal without a reason, Conflict for an upload that
    is not saved or in a locked period."""
    ensure_runs_figures(who)
    _ensure_saved(upload_id)
    why = given_reason(reason, "Say why this upload is taken back: its history keeps the reason.")
    locked = _locked(upload_id)
    if locked:
        raise Conflict(f"{locked[0]}: reopen it before this upload is taken back.")
    change_upload(upload_id, UploadState.SAVED, state=UploadState.UNDOING, undo_reason=why, undone_by_id=who.id)


def _ensure_saved(upload_id: int) -> None:
    state = load_upload(upload_id).state
    if state is UploadState.UNDONE:
        raise Conflict("This upload was taken back already.")
    if state is not UploadState.SAVED:
        raise Conflict("Only an upload that is saved can be taken back.")


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
        planned = set(session.execute(_planned(), values).scalars())
        hold_plans(session, planned | redefined_indicators(session, upload_id))
        keys = session.execute(select(PeriodRow.key).where(PeriodRow.id.in_(_period_ids())), values).scalars().all()
        periods, _ = open_and_hold(session, who, [year.from_key(key) for key in keys])
        locked = [key for key, period in periods.items() if period.locked_at is not None]
        if locked:
            row.state, row.trouble = UploadState.SAVED, f"{find_opened(locked[0]).lock_note}: reopen it first."
            return UploadState.SAVED
        restored = _restore(session, upload_id, who, row.undo_reason)
        indicators, kept_indicators = undo_definitions(session, who, upload_id, row.undo_reason)
        changed = session.execute(_changed(), values).all()
        review_plans(session, who, (ChangedFigure(each.indicator_id, year.from_key(each.key)) for each in changed))
        figures = session.execute(select(func.count()).where(_OF_UPLOAD), values).scalar_one()
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


def _restore(session: scoped_session[Session], upload_id: int, who: Who, reason: str) -> int:
    """Write the revisions back, then the figures as they were; returns how many."""
    values = {"upload_id": upload_id}
    connection = session.connection()
    for kind, live in LIVE.items():
        connection.execute(_revision_back(kind, who.id, reason), values)
        same_figure = and_(
            _TAKEN_BACK,
            Revision.kind == kind,
            Revision.indicator_id == live.indicator_id,
            Revision.period_id == live.period_id,
        )
        back = {name: getattr(Revision, f"new_{name}") for name in VALUES[kind]}
        first = aliased(Revision)
        came_from = (
            select(first.old_upload_id)
            .where(
                first.upload_id == _UPLOAD_ID,
                first.undone.is_(False),
                first.kind == kind,
                first.indicator_id == live.indicator_id,
                first.period_id == live.period_id,
            )
            .scalar_subquery()
        )
        as_before = update(live.__table__).values({**back, "upload_id": came_from})
        connection.execute(as_before.where(same_figure, Revision.new_present.is_(True)), values)
        gone = exists().where(same_figure, Revision.new_present.is_(False)).correlate(live)
        connection.execute(delete(live.__table__).where(gone), values)
    return int(connection.execute(select(func.count()).where(_TAKEN_BACK), values).scalar_one())


def _revision_back(kind: str, by_id: int, reason: str) -> Any:
    """The upload's revisions turned round, for figures that nobody touched since."""
    live, names = LIVE[kind], VALUES[kind]
    rows = (
        select(
            Revision.kind,
            Revision.indicator_id,
            Revision.period_id,
            literal(now(), Revision.at.type),
            literal(by_id),
            literal(reason),
            Revision.upload_id,
            literal(True),
            Revision.new_present,
            Revision.upload_id,
            Revision.old_present,
            *(getattr(Revision, f"new_{name}") for name in names),
            *(getattr(Revision, f"old_{name}") for name in names),
        )
        .join(live, (live.indicator_id == Revision.indicator_id) & (live.period_id == Revision.period_id))
        .where(_OF_UPLOAD, Revision.kind == kind, live.upload_id == _UPLOAD_ID)
        .order_by(Revision.id)
    )
    return insert(Revision.__table__).from_select(
        (
            "kind",
            "indicator_id",
            "period_id",
            "at",
            "by_id",
            "reason",
            "upload_id",
            "undone",
            "old_present",
            "old_upload_id",
            "new_present",
            *(f"old_{name}" for name in names),
            *(f"new_{name}" for name in names),
        ),
        rows,
    )


def _counts(kind: str) -> Any:
    live = LIVE[kind]
    mine = func.count().filter(live.upload_id == _UPLOAD_ID)
    return (
        select(func.count().label("all"), mine.label("mine"))
        .select_from(Revision)
        .outerjoin(live, (live.indicator_id == Revision.indicator_id) & (live.period_id == Revision.period_id))
        .where(_OF_UPLOAD, Revision.kind == kind)
    )


def _touched(kind: str) -> Any:
    live, later = LIVE[kind], aliased(Revision)
    last = (
        select(func.max(later.id))
        .where(
            later.kind == kind,
            later.indicator_id == Revision.indicator_id,
            later.period_id == Revision.period_id,
        )
        .scalar_subquery()
    )
    newest = aliased(Revision)
    return (
        select(
            Indicator.id,
            Indicator.code,
            Indicator.title,
            PeriodRow.key,
            PeriodRow.label,
            Revision.kind,
            func.coalesce(Person.name, "Command line"),
            newest.at,
        )
        .select_from(Revision)
        .join(Indicator, Indicator.id == Revision.indicator_id)
        .join(PeriodRow, PeriodRow.id == Revision.period_id)
        .join(newest, newest.id == last)
        .outerjoin(Person, Person.id == newest.by_id)
        .outerjoin(live, (live.indicator_id == Revision.indicator_id) & (live.period_id == Revision.period_id))
        .where(_OF_UPLOAD, Revision.kind == kind, live.upload_id.is_distinct_from(_UPLOAD_ID))
        .order_by(Indicator.code, PeriodRow.start)
        .limit(SHOWN)
    )


def _period_ids() -> Any:
    return select(Revision.period_id).where(_OF_UPLOAD)


def _planned() -> Any:
    query = select(Revision.indicator_id).where(_OF_UPLOAD, Revision.indicator_id.in_(select(Plan.indicator_id)))
    return query.distinct()


def _changed() -> Any:
    return (
        select(Revision.indicator_id, PeriodRow.key)
        .join(PeriodRow, PeriodRow.id == Revision.period_id)
        .where(_TAKEN_BACK, Revision.indicator_id.in_(select(Plan.indicator_id)))
        .distinct()
    )


def _locked(upload_id: int) -> tuple[str, ...]:
    query = select(PeriodRow.key).where(PeriodRow.id.in_(_period_ids()), PeriodRow.locked_at.is_not(None))
    return tuple(find_opened(key).lock_note for key in read(query, upload_id=upload_id).scalars().all())
