"""One-time links with which somebody sets a password: they work without mail, once, and for three days."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from flask_security.utils import hash_password
from sqlalchemy import select, update

from webapp.domain.errors import NotFound, Refusal
from webapp.domain.rights import Who
from webapp.extensions import db
from webapp.models import PasswordLink, Person
from webapp.services.audit.recording import record
from webapp.services.people.accounts import (
    ensure_administers,
    ensure_good_password,
    new_session_token,
    normal_password,
    person_subject,
)
from webapp.services.people.administrators import take_turn
from webapp.services.people.registering import ensure_here, get_person
from webapp.services.store import transaction

LIFETIME = timedelta(hours=72)
DEAD = (
    "This link is no longer valid. It works once and for 72 hours, and a newer link replaces it. "
    "Ask your council’s administrator for a new one."
)


@dataclass(frozen=True, slots=True)
class LinkHolder:
    """Whose password a link sets."""

    id: int
    name: str
    email: str


def make_password_link(*, who: Who | None, person_id: int) -> str:
    """The token of a new link, to be shown once: only its SHA-256 is kept. The person’s older links die.

    ``who`` None is the command line.
    """
    if who is not None:
        ensure_administers(who)
    token = secrets.token_urlsafe(32)
    with transaction() as session:
        take_turn()
        person = get_person(person_id)
        ensure_here(person)
        if not person.email:
            raise Refusal(f"{person.name} has no account yet: enter an e-mail address first.")
        kill_links(person.id)
        # Not the demonstration's day: a link must run out there too.
        expires_at = datetime.now(UTC) + LIFETIME
        session.add(PasswordLink(person_id=person.id, token_hash=_hash(token), expires_at=expires_at))
        subject = person_subject(person)
        record(who=who, subject=subject, field="password link", old=None, new="made, for 72 hours")
    return token


def kill_links(person_id: int) -> None:
    """Inside a transaction: no link made so far works any more."""
    unused = update(PasswordLink).where(PasswordLink.person_id == person_id, PasswordLink.used_at.is_(None))
    db.session.execute(unused.values(used_at=datetime.now(UTC)))


def holder_of(token: str) -> LinkHolder:
    """Whose password this link would set now; raises NotFound for a dead or unknown link."""
    row = db.session.execute(
        select(Person.id, Person.name, Person.email)
        .join(PasswordLink, PasswordLink.person_id == Person.id)
        .where(
            PasswordLink.token_hash == _hash(token),
            PasswordLink.used_at.is_(None),
            PasswordLink.expires_at > datetime.now(UTC),
            Person.active.is_(True),
            Person.merged_into_id.is_(None),
        )
    ).first()
    if row is None or row.email is None:
        raise NotFound(DEAD)
    return LinkHolder(row.id, row.name, row.email)


def set_password_by_link(*, token: str, password: str, repeated: str) -> None:
    """Use the link up and set the password; every session ends. Raises NotFound for a dead link."""
    holder = holder_of(token)
    hashed = checked_hash(password, repeated, known=(holder.name, holder.email))
    moment = datetime.now(UTC)
    with transaction() as session:
        # One statement decides: of two who use the same link at the same moment, one finds nothing to update.
        used = session.execute(
            update(PasswordLink)
            .where(
                PasswordLink.token_hash == _hash(token),
                PasswordLink.used_at.is_(None),
                PasswordLink.expires_at > moment,
            )
            .values(used_at=moment)
            .returning(PasswordLink.person_id)
        ).scalar_one_or_none()
        if used is None:
            raise NotFound(DEAD)
        person = get_person(used)
        if not person.active:
            raise NotFound(DEAD)
        kill_links(person.id)
        put_password(person, hashed, "set by a one-time link")


def checked_hash(password: str, repeated: str, *, known: tuple[str, ...]) -> str:
    """The argon2 hash of a good password that was typed twice; raises Refusal."""
    ensure_good_password(password, known=known)
    if password != repeated:
        raise Refusal("The two passwords are not the same: type them again.", field="repeated")
    hashed: str = hash_password(normal_password(password))
    return hashed


def put_password(person: Person, hashed: str, how: str) -> str:
    """Inside a transaction: a new password and a new session token, so that every session ends; returns it."""
    person.password, person.fs_uniquifier = hashed, new_session_token()
    themselves = Who(person.id, person.name, frozenset())
    record(who=themselves, subject=person_subject(person), field="password", old=None, new=how)
    return person.fs_uniquifier


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode(errors="replace")).hexdigest()
