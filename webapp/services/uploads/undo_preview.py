"""What taking an upload back would do, and which figures later work has touched."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import aliased

from webapp.domain.errors import Conflict
from webapp.domain.rights import Who
from webapp.domain.uploads import UploadState
from webapp.models import Indicator, PeriodRow, Person, Revision
from webapp.services.periods.opened import find_opened
from webapp.services.periods.steps import ensure_runs_figures
from webapp.services.store import read
from webapp.services.uploads.definition_undoing import KeptIndicator, preview_definitions
from webapp.services.uploads.merging import LIVE
from webapp.services.uploads.states import load_upload
from webapp.services.uploads.turning_back import OF_UPLOAD, UPLOAD_ID, periods_of_upload

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
    ensure_saved(upload_id)
    restored = touched = 0
    named: list[Touched] = []
    for kind in LIVE:
        counts = read(_counts(kind), upload_id=upload_id).one()
        restored += counts.mine
        touched += counts.all - counts.mine
        if counts.all > counts.mine and len(named) < SHOWN:
            named += [Touched(*row) for row in read(_touched(kind), upload_id=upload_id)]
    return UndoPreview(restored, touched, tuple(named[:SHOWN]), locks_of(upload_id), *preview_definitions(upload_id))


def ensure_saved(upload_id: int) -> None:
    """Raises Conflict for an upload that is not saved, or not any more."""
    state = load_upload(upload_id).state
    if state is UploadState.UNDONE:
        raise Conflict("This upload was taken back already.")
    if state is not UploadState.SAVED:
        raise Conflict("Only an upload that is saved can be taken back.")


def locks_of(upload_id: int) -> tuple[str, ...]:
    """Who locked the periods of its figures, and when: while they are, it cannot be taken back."""
    query = select(PeriodRow.key).where(PeriodRow.id.in_(periods_of_upload()), PeriodRow.locked_at.is_not(None))
    return tuple(find_opened(key).lock_note for key in read(query, upload_id=upload_id).scalars().all())


def _counts(kind: str) -> Any:
    live = LIVE[kind]
    mine = func.count().filter(live.upload_id == UPLOAD_ID)
    return (
        select(func.count().label("all"), mine.label("mine"))
        .select_from(Revision)
        .outerjoin(live, (live.indicator_id == Revision.indicator_id) & (live.period_id == Revision.period_id))
        .where(OF_UPLOAD, Revision.kind == kind)
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
        .where(OF_UPLOAD, Revision.kind == kind, live.upload_id.is_distinct_from(UPLOAD_ID))
        .order_by(Indicator.code, PeriodRow.start)
        .limit(SHOWN)
    )
