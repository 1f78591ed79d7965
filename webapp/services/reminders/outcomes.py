"""What became of the digests: those that somebody must look into, and all others, newest first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, func, select

from webapp.domain.errors import Conflict, NotAllowed, NotFound
from webapp.domain.formats import long_date
from webapp.domain.reminders import DigestState
from webapp.domain.rights import Who
from webapp.extensions import db
from webapp.models import Digest, Person
from webapp.services.audit.recording import Subject, record
from webapp.services.store import transaction

PAGE_LENGTH = 50
_DIGESTS = (
    select(
        Digest.id,
        Person.name,
        Digest.address,
        Digest.day,
        Digest.state,
        Digest.items,
        Digest.claimed_at,
        Digest.settled_at,
        Digest.tries,
        Digest.trouble,
        Digest.message_id,
    )
    .join(Person, Person.id == Digest.person_id)
    .order_by(Digest.day.desc(), Person.name, Digest.id)
)
_UNKNOWN = Digest.state == DigestState.UNKNOWN


@dataclass(frozen=True, slots=True)
class DigestLine:
    """One person's digest of one day; ``reminders`` as they were worded."""

    id: int
    person: str
    address: str
    day: date
    state: DigestState
    reminders: tuple[str, ...]
    claimed_at: datetime
    settled_at: datetime | None
    tries: int
    trouble: str
    message_id: str


@dataclass(frozen=True, slots=True)
class DigestPage:
    """All whose outcome is unknown, and one page of the others."""

    unknown: tuple[DigestLine, ...]
    others: tuple[DigestLine, ...]
    page: int
    pages: int
    total: int


def digest_page(*, who: Who, page: int = 1) -> DigestPage:
    """The digests; a page beyond the last is the last. Raises NotAllowed."""
    _ensure_runs_figures(who)
    total = db.session.execute(select(func.count()).select_from(Digest).where(~_UNKNOWN)).scalar_one()
    pages = max(1, -(-total // PAGE_LENGTH))
    page = min(max(1, page), pages)
    others = _DIGESTS.where(~_UNKNOWN).limit(PAGE_LENGTH).offset((page - 1) * PAGE_LENGTH)
    return DigestPage(
        unknown=tuple(_line(row) for row in db.session.execute(_DIGESTS.where(_UNKNOWN))),
        others=tuple(_line(row) for row in db.session.execute(others)),
        page=page,
        pages=pages,
        total=total,
    )


def every_digest(*, who: Who) -> tuple[DigestLine, ...]:
    """Those of every page, newest first. Raises NotAllowed."""
    _ensure_runs_figures(who)
    return tuple(_line(row) for row in db.session.execute(_DIGESTS))


def look_into(*, who: Who, digest_id: int) -> None:
    """Say that one whose outcome is unknown was looked into; it is not sent again. Raises Conflict for any other."""
    _ensure_runs_figures(who)
    with transaction() as session:
        row = session.get(Digest, digest_id, with_for_update=True)
        if row is None:
            raise NotFound("There is no such reminder.")
        if row.state != DigestState.UNKNOWN:
            raise Conflict("The outcome of this reminder is not unknown, so nobody needs to look into it.")
        row.state = DigestState.LOOKED_AT
        person = session.get_one(Person, row.person_id)
        subject = Subject("reminder", row.id, f"Reminders of {person.name}, {long_date(row.day)}")
        record(who=who, subject=subject, field="state", old=DigestState.UNKNOWN, new=DigestState.LOOKED_AT)


def _ensure_runs_figures(who: Who) -> None:
    if not who.runs_figures:
        raise NotAllowed("Only the performance team and administrators see what became of reminders.")


def _line(row: Row[*tuple[Any, ...]]) -> DigestLine:
    return DigestLine(
        id=row.id,
        person=row.name,
        address=row.address,
        day=row.day,
        state=DigestState(row.state),
        reminders=tuple(_words(item) for item in row.items),
        claimed_at=row.claimed_at,
        settled_at=row.settled_at,
        tries=row.tries,
        trouble=row.trouble,
        message_id=row.message_id,
    )


def _words(item: dict[str, str]) -> str:
    kind = item["kind"]
    return f"{kind[:1].upper()}{kind[1:]}: {item['name']}{f', {words}' if (words := item['words']) else ''}"
