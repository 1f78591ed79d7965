"""Reading the audit record: who changed what, when, from what to what, and why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from heapq import merge
from itertools import islice
from operator import attrgetter

from sqlalchemy import func, or_, select

from webapp.domain.rights import Who
from webapp.extensions import db
from webapp.models import Change, Person, Revision
from webapp.services.audit.filtering import AuditFilter, kinds_for, streams_for
from webapp.services.audit.lines import ChangeLine
from webapp.services.audit.places import Place, read_place
from webapp.services.audit.streams import Stream

__all__ = ["AuditFilter", "AuditPage", "ChangeLine", "audit_lines", "audit_page", "kinds_for", "people_who_changed"]

PAGE_LENGTH = 50
COUNTED = 10_000
"""Changes that are counted; that there are more is said without saying how many."""


@dataclass(frozen=True, slots=True)
class AuditPage:
    """Some changes, newest first, and where the page before it and the one after it begin, if there are any.

    ``total`` is None where there are more than COUNTED.
    """

    lines: tuple[ChangeLine, ...]
    newer: str
    older: str
    total: int | None


def audit_page(*, who: Who, wanted: AuditFilter, before: str = "", after: str = "") -> AuditPage:
    """The changes this person may read that are older than a place, or newer; the newest where none is named."""
    streams = streams_for(who, wanted)
    place = read_place(after)
    if place is not None:
        found = _first(stream.oldest(after=place, limit=PAGE_LENGTH + 1) for stream in streams)
        if len(found) > PAGE_LENGTH:
            return _page(streams, found[PAGE_LENGTH - 1 :: -1], newer=True, older=True)
        return _older(streams, None)
    return _older(streams, read_place(before))


def audit_lines(*, who: Who, wanted: AuditFilter) -> Iterator[ChangeLine]:
    """Every change this person may read, newest first, some thousands at a time."""
    return merge(*(stream.all() for stream in streams_for(who, wanted)), key=attrgetter("place"), reverse=True)


def people_who_changed(who: Who) -> tuple[tuple[int, str], ...]:
    """Everybody who ever changed something this person may read, by name."""
    changed = select(Change.id).where(Change.by_id == Person.id, Change.kind.in_(kinds_for(who)))
    revised = select(Revision.id).where(Revision.by_id == Person.id)
    query = select(Person.id, Person.name).where(or_(changed.exists(), revised.exists()))
    rows = db.session.execute(query.order_by(func.lower(Person.name), Person.id))
    return tuple((row.id, row.name) for row in rows)


def _older(streams: Iterable[Stream], before: Place | None) -> AuditPage:
    found = _first((stream.newest(before=before, limit=PAGE_LENGTH + 1) for stream in streams), newest=True)
    return _page(streams, found[:PAGE_LENGTH], newer=before is not None, older=len(found) > PAGE_LENGTH)


def _first(found: Iterable[list[ChangeLine]], *, newest: bool = False) -> list[ChangeLine]:
    """One more than a page of what several streams have, in their order."""
    return list(islice(merge(*found, key=attrgetter("place"), reverse=newest), PAGE_LENGTH + 1))


def _page(streams: Iterable[Stream], lines: list[ChangeLine], *, newer: bool, older: bool) -> AuditPage:
    total = sum(stream.count(COUNTED + 1) for stream in streams)
    return AuditPage(
        lines=tuple(lines),
        newer=str(lines[0].place) if newer and lines else "",
        older=str(lines[-1].place) if older and lines else "",
        total=total if total <= COUNTED else None,
    )
