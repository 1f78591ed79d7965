"""Lists of uploads: all of them, those that wait for somebody, and those of the same file."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import aliased

from webapp.domain.rights import Who
from webapp.domain.uploads import KEPT, OPEN, WAITING, UploadState
from webapp.models import Person, Upload
from webapp.services.periods.steps import ensure_runs_figures
from webapp.services.store import read
from webapp.services.uploads.states import UploadRecord

PAGE_LENGTH = 50
MOST_WAITING = 20
SHOWN: dict[str, tuple[UploadState, ...]] = {"open": (*OPEN, UploadState.SAVING), "saved": KEPT}
"""Filters of the list: those that are not saved yet, and those with a receipt."""

_ARRIVED = Upload.sha256 != ""
"""The file of an upload without a fingerprint did not arrive whole: there is nothing to show."""

_LINES = (
    select(
        Upload.id,
        Upload.file_name,
        Upload.size,
        Upload.at,
        Person.name.label("by"),
        Upload.state,
        Upload.rows,
        Upload.created,
        Upload.changed,
        Upload.unchanged,
        Upload.faults,
        Upload.warnings,
        Upload.saved_at,
        Upload.answers,
        Upload.summary,
    )
    .join_from(Upload, Person, Person.id == Upload.by_id)
    .where(_ARRIVED)
    .order_by(Upload.id.desc())
)


@dataclass(frozen=True, slots=True)
class UploadLine:
    """One file; its counts are those of its last check."""

    id: int
    file_name: str
    size: int
    at: datetime
    by: str
    state: UploadState
    rows: int
    created: int
    changed: int
    unchanged: int
    faults: int
    warnings: int
    saved_at: datetime | None
    periods: tuple[str, ...]  # keys, as far as they are known

    @property
    def is_kept(self) -> bool:
        """It was saved, so its counts are what it did."""
        return self.state in KEPT


@dataclass(frozen=True, slots=True)
class UploadList:
    """One page of the list, newest first."""

    lines: tuple[UploadLine, ...]
    counts: dict[str, int]  # by filter, "" for all
    show: str
    page: int
    pages: int


def list_uploads(*, who: Who, show: str = "", page: int = 1) -> UploadList:
    """Every file that arrived, or those of a filter of SHOWN; a page beyond the last is the last."""
    ensure_runs_figures(who)
    by_state = select(Upload.state, func.count()).where(_ARRIVED).group_by(Upload.state)
    found = {UploadState(state): int(count) for state, count in read(by_state)}
    counts = {name: sum(found.get(state, 0) for state in states) for name, states in SHOWN.items()}
    counts[""] = sum(found.values())
    show = show if show in SHOWN else ""
    pages = max(1, -(-counts[show] // PAGE_LENGTH))
    page = min(max(1, page), pages)
    rows = read(_of(show).limit(PAGE_LENGTH).offset((page - 1) * PAGE_LENGTH))
    return UploadList(tuple(map(_line, rows)), counts, show, page, pages)


def every_upload(*, who: Who, show: str = "") -> tuple[UploadLine, ...]:
    """The files of every page of the list."""
    ensure_runs_figures(who)
    return tuple(map(_line, read(_of(show))))


def waiting_uploads(*, who: Who, key: str = "") -> tuple[UploadLine, ...]:
    """The newest that somebody has to go on with, for the performance team.

    With the ``key`` of a period: those that are about it, or of which nobody knows yet what they are about.
    """
    if not who.runs_figures:
        return ()
    lines = map(_line, read(_LINES.where(Upload.state.in_(WAITING)).limit(MOST_WAITING)))
    return tuple(line for line in lines if not key or not line.periods or key in line.periods)


def earlier_of_same_file(upload: UploadRecord) -> tuple[UploadLine, ...]:
    """Uploads of the very same bytes that were saved before this one, newest first."""
    same = aliased(Upload)
    others = select(same.id).where(same.sha256 == upload.sha256, same.id != upload.id, same.state.in_(KEPT))
    return tuple(map(_line, read(_LINES.where(Upload.id.in_(others)).limit(MOST_WAITING))))


def _of(show: str) -> Select[*tuple[Any, ...]]:
    return _LINES.where(Upload.state.in_(SHOWN[show])) if show in SHOWN else _LINES


def _line(row: Any) -> UploadLine:
    values = row._asdict()
    chosen, found = values.pop("answers").get("period"), values.pop("summary").get("periods", ())
    periods = tuple(dict.fromkeys((*found, *((chosen,) if chosen else ()))))
    return UploadLine(**{**values, "state": UploadState(row.state)}, periods=periods)
