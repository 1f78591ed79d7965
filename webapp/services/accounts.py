"""Accounts: the first administrator, passwords, roles."""

from __future__ import annotations

import secrets
import unicodedata

from email_validator import EmailNotValidError, validate_email
from flask_security.utils import hash_password
from sqlalchemy import func, select

from webapp.domain.errors import Refusal
from webapp.domain.rights import Role, Who
from webapp.extensions import db
from webapp.models import Person, RoleRow
from webapp.services.changes import Subject, record
from webapp.services.store import transaction

SHORTEST_PASSWORD = 12
LONGEST_PASSWORD = 512


def create_administrator(*, email: str, password: str) -> None:
    """The first way in: a new administrator account, or administrator rights for an existing one."""
    address = clean_email(email)
    ensure_good_password(password)
    with transaction():
        person = db.session.execute(
            select(Person).where(func.lower(Person.email) == address.lower())
        ).scalar_one_or_none()
        if person is not None:
            raise Refusal(f"{address} has an account already.", field="email")
        person = new_person(who=None, name=address.partition("@")[0], email=address)
        person.password = hash_password(normal_password(password))
        grant(None, person, Role.ADMINISTRATOR)


def first_steps() -> tuple[str, ...]:
    """What to say at the start of a product that nobody can sign in to yet."""
    if db.session.execute(select(Person.id).where(Person.password.is_not(None)).limit(1)).first():
        return ()
    return ("Nobody can sign in yet: create the first administrator with: back-to-green create-admin EMAIL",)


def new_person(*, who: Who | None, name: str, email: str | None = None, post: str = "") -> Person:
    """Inside a transaction: somebody new, recorded."""
    person = Person(name=name, post=post, email=email, active=True, fs_uniquifier=secrets.token_hex(32))
    db.session.add(person)
    db.session.flush()
    record(who=who, subject=person_subject(person), field="added", old=None, new=email or "no account")
    return person


def grant(who: Who | None, person: Person, role: Role) -> None:
    """Inside a transaction: give a role, recorded; nothing happens where the person has it."""
    if any(held.name == role for held in person.roles):
        return
    row = db.session.execute(select(RoleRow).where(RoleRow.name == role)).scalar_one_or_none()
    person.roles.append(row or RoleRow(name=role.value))
    record(who=who, subject=person_subject(person, "right"), field="role", old=None, new=role.label)


def person_subject(person: Person, kind: str = "person") -> Subject:
    """How the audit record names a person."""
    return Subject(kind, person.id, person.name)


def clean_email(email: str) -> str:
    """A well-formed address, normalised; raises Refusal. No DNS is asked."""
    try:
        return validate_email(email.strip(), check_deliverability=False, test_environment=True).normalized
    except EmailNotValidError:
        raise Refusal(f"“{email}” is not an e-mail address: write one such as name@council.gov.uk.", field="email") from None


def ensure_good_password(password: str) -> None:
    """Raises Refusal for a password that is too short, too long or all one character."""
    if len(password) < SHORTEST_PASSWORD:
        raise Refusal(f"The password must have at least {SHORTEST_PASSWORD} characters.", field="password")
    if len(password) > LONGEST_PASSWORD:
        raise Refusal(f"The password must have at most {LONGEST_PASSWORD} characters.", field="password")
    if len(set(password)) < 5:
        raise Refusal("The password repeats too few characters: use at least five different ones.", field="password")


def normal_password(password: str) -> str:
    """The form that is hashed: NFKD, as the sign-in library does when it checks."""
    return unicodedata.normalize("NFKD", password)
