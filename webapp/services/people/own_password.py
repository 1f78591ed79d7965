"""Somebody signed in changes their own password: the old one is asked, and other sessions end."""

from __future__ import annotations

from flask_security.utils import verify_password
from sqlalchemy import select

from webapp.domain.errors import NotFound, Refusal
from webapp.domain.rights import Who
from webapp.extensions import db
from webapp.models import Person
from webapp.services.people.accounts import comparable_password
from webapp.services.people.password_links import checked_hash, kill_links, put_password
from webapp.services.people.registering import get_person
from webapp.services.people.sign_in import note_failure, note_success, wait_needed
from webapp.services.store import transaction


def change_own_password(*, who: Who, old: str, password: str, repeated: str, remote: str) -> str:
    """Set a new password; returns the new session token, all others being void.

    A wrong old password counts as a failed sign-in, so nobody guesses it on an unattended screen.
    """
    row = db.session.execute(select(Person.email, Person.password).where(Person.id == who.id)).first()
    if row is None or row.email is None or row.password is None:
        raise NotFound("There is no account to change.")
    _ensure_no_wait(wait_needed(row.email, remote))
    if not verify_password(comparable_password(old), row.password):
        _ensure_no_wait(note_failure(row.email, remote))
        raise Refusal("This is not your present password.", field="old")
    _ensure_no_wait(note_success(row.email, remote, person_id=who.id, password_hash=row.password))
    hashed = checked_hash(password, repeated, known=(who.name, row.email))
    with transaction():
        person = get_person(who.id)
        kill_links(person.id)
        return put_password(person, hashed, "changed by its owner")


def _ensure_no_wait(wait: str) -> None:
    if wait:
        raise Refusal(f"Too many failed tries. Wait {wait}, then try again.", field="old")
