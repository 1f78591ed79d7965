"""Which entries of the audit record are wanted, and which of them a person may read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, bindparam, or_, select, union

from webapp.domain.errors import NotAllowed
from webapp.domain.rights import Who
from webapp.extensions import db
from webapp.models import Change, FormerCode, Indicator, Revision
from webapp.services.audit.streams import Stream, changes, revisions
from webapp.services.audit.words import KINDS, PRIVATE
from webapp.services.clock import LONDON
from webapp.services.figures.revising import ACTUAL, TARGET

FEW = 50
"""Indicators whose revisions are looked up one by one; of more than that, all revisions are looked through."""


@dataclass(frozen=True, slots=True)
class AuditFilter:
    """What to show; days are those of London, both included. ``by_id`` 0 is the command line."""

    kind: str = ""
    by_id: int | None = None
    indicator: str = ""
    first_day: date | None = None
    last_day: date | None = None


def kinds_for(who: Who) -> dict[str, str]:
    """The kinds this person may read, with their words. Raises NotAllowed for those who may read none.

    Accounts, rights and settings are the administrators' business; everything about figures and plans is also the
    performance team's.
    """
    if not who.runs_figures:
        raise NotAllowed("Only the performance team and administrators read the audit record.")
    return {kind: words for kind, words in KINDS.items() if who.administers or kind not in PRIVATE}


def streams_for(who: Who, wanted: AuditFilter) -> tuple[Stream, ...]:
    """Where everything that is wanted, and that this person may read, is found."""
    kinds = kinds_for(who)
    kind = wanted.kind if wanted.kind in kinds else ""
    found = []
    if kind not in {ACTUAL, TARGET}:
        of_kind = (Change.kind == kind) if kind else Change.kind.in_(kinds)
        found.append(changes(of_kind, *_common(Change, wanted), *_changes_about(wanted.indicator)))
    if not kind or kind in {ACTUAL, TARGET}:
        found += _figure_streams((kind,) if kind else (ACTUAL, TARGET), wanted)
    return tuple(found)


def _figure_streams(kinds: Sequence[str], wanted: AuditFilter) -> Iterator[Stream]:
    """Revisions, of indicators whose code, title or former code has the text that is wanted."""
    common = tuple(_common(Revision, wanted))
    if not wanted.indicator:
        yield from (revisions(kind, *common) for kind in kinds)
        return
    found = db.session.execute(_indicators(wanted.indicator)).scalars().all()
    ids: BindParameter[Any] = bindparam("ids", found, expanding=True, literal_execute=True)  # thousands are not bound
    if 0 < len(found) <= FEW:
        yield from (revisions(kind, *common, Revision.indicator_id.in_(ids), few=True) for kind in kinds)
    elif found:  # reckoned with, so that no index of indicators is used: it would be read from end to end
        yield from (revisions(kind, *common, (Revision.indicator_id + 0).in_(ids)) for kind in kinds)


def _common(table: type[Any], wanted: AuditFilter) -> Iterator[ColumnElement[bool]]:
    """By whom, and when."""
    if wanted.by_id is not None:
        yield table.by_id == wanted.by_id if wanted.by_id else table.by_id.is_(None)
    if wanted.first_day is not None:
        yield table.at >= _midnight(wanted.first_day)
    if wanted.last_day is not None:
        yield table.at < _midnight(wanted.last_day + timedelta(days=1))


def _changes_about(text: str) -> Iterator[ColumnElement[bool]]:
    """About an indicator whose code, title or former code has that text, or called so at the time."""
    if text:
        yield or_(
            Change.indicator_id.in_(_indicators(text)),
            Change.indicator_id.is_not(None) & Change.subject.icontains(text, autoescape=True),
        )


def _indicators(text: str) -> Any:
    """The ids of the indicators whose code, title or former code has that text."""
    named = or_(Indicator.code.icontains(text, autoescape=True), Indicator.title.icontains(text, autoescape=True))
    former = select(FormerCode.indicator_id).where(FormerCode.code.icontains(text, autoescape=True))
    return union(select(Indicator.id).where(named), former)


def _midnight(day: date) -> datetime:
    """The first moment of a day in London."""
    return datetime.combine(day, time.min, LONDON).astimezone(UTC)
