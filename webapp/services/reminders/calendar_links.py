"""The secret address of a person's calendar: made, renewed and removed by its owner; only its SHA-256 is kept."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime

from sqlalchemy import delete, select

from webapp.domain.errors import NotFound
from webapp.domain.rights import Who
from webapp.extensions import db
from webapp.models import CalendarLink, Person
from webapp.services.audit.recording import record
from webapp.services.clock import now
from webapp.services.people.accounts import person_subject
from webapp.services.people.registering import get_person
from webapp.services.store import transaction


def calendar_made_at(person_id: int) -> datetime | None:
    """When this person's calendar address was made; None where there is none."""
    query = select(CalendarLink.made_at).where(CalendarLink.person_id == person_id)
    return db.session.execute(query).scalar_one_or_none()


def make_calendar_link(*, who: Who) -> str:
    """The token of a new address, to be shown once; an earlier one stops working."""
    token = secrets.token_urlsafe(32)
    with transaction() as session:
        person = get_person(who.id)
        had = session.get(CalendarLink, who.id, with_for_update=True)
        session.merge(CalendarLink(person_id=who.id, token_hash=_hash(token), made_at=now()))
        old, new = ("made", "renewed") if had else (None, "made")
        record(who=who, subject=person_subject(person), field="calendar address", old=old, new=new)
    return token


def remove_calendar_link(*, who: Who) -> bool:
    """Let the address stop working; False where there was none."""
    with transaction():
        if not kill_calendar(who.id):
            return False
        record(who=who, subject=person_subject(get_person(who.id)), field="calendar address", old="made", new=None)
        return True


def kill_calendar(person_id: int) -> bool:
    """Inside a transaction: this person's address stops working; False where there was none."""
    gone = delete(CalendarLink).where(CalendarLink.person_id == person_id).returning(CalendarLink.person_id)
    return db.session.execute(gone).first() is not None


def calendar_holder(token: str) -> int:
    """Whose calendar this is; raises NotFound for an unknown address, and for people who have left."""
    query = (
        select(Person.id)
        .join(CalendarLink, CalendarLink.person_id == Person.id)
        .where(CalendarLink.token_hash == _hash(token), Person.active.is_(True), Person.merged_into_id.is_(None))
    )
    found = db.session.execute(query).scalar_one_or_none()
    if found is None:
        raise NotFound("There is no calendar at this address. Make a new one on your account page.")
    return found


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode(errors="replace")).hexdigest()
