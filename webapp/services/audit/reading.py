"""Reading the audit record: who changed what, when, from what to what, and why."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from sqlalchemy import ColumnElement, func, or_, select

from webapp.domain.errors import NotAllowed
from webapp.domain.rights import Who
from webapp.extensions import db
from webapp.models import Change, FormerCode, Indicator, Person, Upload
from webapp.services.audit.words import KINDS, PRIVATE, field_words, kind_words, value_words
from webapp.services.clock import LONDON

PAGE_LENGTH = 50
CHUNK = 2000
_CHANGES = (
    select(
        Change.id,
        Change.at,
        Change.by_id,
        Person.name.label("by"),
        Change.kind,
        Change.subject,
        Change.indicator_id,
        Indicator.code,
        Change.field,
        Change.old,
        Change.new,
        Change.reason,
        Upload.file_name,
    )
    .outerjoin(Person, Person.id == Change.by_id)
    .outerjoin(Indicator, Indicator.id == Change.indicator_id)
    .outerjoin(Upload, Upload.id == Change.upload_id)
    .order_by(Change.id.desc())
)


@dataclass(frozen=True, slots=True)
class AuditFilter:
    """What to show; days are those of London, both included. ``by_id`` 0 is the command line."""

    kind: str = ""
    by_id: int | None = None
    indicator: str = ""
    first_day: date | None = None
    last_day: date | None = None


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """One change in words."""

    id: int
    at: datetime
    by: str
    kind: str
    subject: str
    indicator_id: int | None
    indicator_code: str
    field: str
    old: str
    new: str
    reason: str
    upload: str


@dataclass(frozen=True, slots=True)
class AuditPage:
    """One page of changes, newest first."""

    lines: tuple[ChangeLine, ...]
    page: int
    pages: int
    total: int


def audit_page(*, who: Who, wanted: AuditFilter, page: int) -> AuditPage:
    """The changes this person may read; a page beyond the last is the last."""
    conditions = _conditions(who, wanted)
    total = db.session.execute(select(func.count()).select_from(Change).where(*conditions)).scalar_one()
    pages = max(1, -(-total // PAGE_LENGTH))
    page = min(max(1, page), pages)
    rows = db.session.execute(_CHANGES.where(*conditions).limit(PAGE_LENGTH).offset((page - 1) * PAGE_LENGTH)).all()
    return AuditPage(tuple(_line(row) for row in rows), page, pages, total)


def audit_lines(*, who: Who, wanted: AuditFilter) -> Iterator[ChangeLine]:
    """Every change this person may read, newest first, some thousands at a time."""
    conditions, before = _conditions(who, wanted), None
    while True:
        query = _CHANGES.where(*conditions).limit(CHUNK)
        rows = db.session.execute(query if before is None else query.where(Change.id < before)).all()
        yield from (_line(row) for row in rows)
        if len(rows) < CHUNK:
            return
        before = rows[-1].id


def kinds_for(who: Who) -> dict[str, str]:
    """The kinds this person may read, with their words. Raises NotAllowed for those who may read none.

    Accounts, rights and settings are the administrators' business; everything about figures and plans is also the
    performance team's.
    """
    if not who.runs_figures:
        raise NotAllowed("Only the performance team and administrators read the audit record.")
    return {kind: words for kind, words in KINDS.items() if who.administers or kind not in PRIVATE}


def people_who_changed(who: Who) -> tuple[tuple[int, str], ...]:
    """Everybody who ever changed something this person may read, by name."""
    conditions = _conditions(who, AuditFilter())
    query = select(Person.id, Person.name).where(Person.id.in_(select(Change.by_id).where(*conditions)))
    rows = db.session.execute(query.order_by(func.lower(Person.name), Person.id))
    return tuple((row.id, row.name) for row in rows)


def _conditions(who: Who, wanted: AuditFilter) -> list[ColumnElement[bool]]:
    kinds = kinds_for(who)
    conditions: list[ColumnElement[bool]] = [] if who.administers else [Change.kind.not_in(PRIVATE)]
    if wanted.kind in kinds:
        conditions.append(Change.kind == wanted.kind)
    if wanted.by_id is not None:
        conditions.append(Change.by_id == wanted.by_id if wanted.by_id else Change.by_id.is_(None))
    if wanted.indicator:
        conditions.append(_about(wanted.indicator))
    if wanted.first_day is not None:
        conditions.append(Change.at >= _midnight(wanted.first_day))
    if wanted.last_day is not None:
        conditions.append(Change.at < _midnight(wanted.last_day + timedelta(days=1)))
    return conditions


def _about(text: str) -> ColumnElement[bool]:
    """About an indicator whose code, title or former code has that text, or called so at the time."""
    indicators = select(Indicator.id).where(
        or_(Indicator.code.icontains(text, autoescape=True), Indicator.title.icontains(text, autoescape=True))
    )
    former = select(FormerCode.indicator_id).where(FormerCode.code.icontains(text, autoescape=True))
    return or_(
        Change.indicator_id.in_(indicators),
        Change.indicator_id.in_(former),
        Change.indicator_id.is_not(None) & Change.subject.icontains(text, autoescape=True),
    )


def _midnight(day: date) -> datetime:
    """The first moment of a day in London."""
    return datetime.combine(day, time.min, LONDON).astimezone(UTC)


def _line(row: Any) -> ChangeLine:
    """One row in words."""
    return ChangeLine(
        row.id,
        row.at,
        row.by or "Command line",
        kind_words(row.kind),
        row.subject,
        row.indicator_id,
        row.code or "",
        field_words(row.field),
        value_words(row.old),
        value_words(row.new),
        row.reason,
        row.file_name or "",
    )
