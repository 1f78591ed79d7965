"""Accounts: the first administrator, new people, roles, e-mail addresses and the rules of passwords."""

from __future__ import annotations

import secrets
import unicodedata
from collections.abc import Iterable

from email_validator import EmailNotValidError, validate_email
from flask_security.utils import hash_password
from sqlalchemy import select
from sqlalchemy.dialects import postgresql, sqlite

from webapp.domain.errors import NotAllowed, Refusal
from webapp.domain.rights import Role, Who
from webapp.extensions import db
from webapp.models import Person, RoleRow
from webapp.services.audit.recording import Subject, record
from webapp.services.store import transaction

SHORTEST_PASSWORD = 12
LONGEST_PASSWORD = 512
FEWEST_CHARACTERS = 5


def create_administrator(*, email: str, password: str) -> None:
    """The first way in: a new administrator account. Raises Refusal where the address has one already."""
    address = clean_email(email)
    ensure_good_password(password, known=(address,))
    hashed = hash_password(normal_password(password))
    with transaction():
        ensure_email_free(address)
        person = new_person(who=None, name=address.partition("@")[0], email=address)
        person.password = hashed
        grant(None, person, Role.ADMINISTRATOR)


def first_steps() -> tuple[str, ...]:
    """What to say at the start of a product that nobody can sign in to yet."""
    if db.session.execute(select(Person.id).where(Person.password.is_not(None)).limit(1)).first():
        return ()
    return ("Nobody can sign in yet: create the first administrator with: back-to-green create-admin EMAIL",)


def new_person(*, who: Who | None, name: str, email: str | None = None, post: str = "") -> Person:
    """Inside a transaction: somebody new, recorded."""
    person = Person(name=name, post=post, email=email, active=True, fs_uniquifier=new_session_token())
    db.session.add(person)
    db.session.flush()
    record(who=who, subject=person_subject(person), field="added", old=None, new=email or "no account")
    return person


def grant(who: Who | None, person: Person, role: Role) -> None:
    """Inside a transaction: give a role, recorded; nothing happens where the person has it."""
    if any(held.name == role for held in person.roles):
        return
    person.roles.append(role_row(role))
    record(who=who, subject=person_subject(person, "right"), field="role", old=None, new=role.label)


def revoke(who: Who | None, person: Person, role: Role) -> None:
    """Inside a transaction: take a role away, recorded; nothing happens where the person does not have it."""
    for held in [held for held in person.roles if held.name == role]:
        person.roles.remove(held)
        record(who=who, subject=person_subject(person, "right"), field="role", old=role.label, new=None)


def role_row(role: Role) -> RoleRow:
    """Inside a transaction: the row of a role, made at its first use, also by two people at once."""
    insert = sqlite.insert if db.engine.dialect.name == "sqlite" else postgresql.insert
    find = select(RoleRow).where(RoleRow.name == role.value)
    row = db.session.execute(find).scalar_one_or_none()
    if row is None:
        db.session.execute(insert(RoleRow).values(name=role.value).on_conflict_do_nothing())
        row = db.session.execute(find).scalar_one()
    return row


def new_session_token() -> str:
    """What a session carries to name its person; giving the person another one ends every session."""
    return secrets.token_hex(32)


def person_subject(person: Person, kind: str = "person") -> Subject:
    """How the audit record names a person."""
    return Subject(kind, person.id, person.name)


def ensure_administers(who: Who) -> None:
    """Raises NotAllowed for anybody but an administrator."""
    if not who.administers:
        raise NotAllowed("Only an administrator may do that.")


def clean_email(email: str) -> str:
    """A well-formed address, in small letters; raises Refusal. No DNS is asked."""
    try:
        checked = validate_email(email.strip(), check_deliverability=False, test_environment=True)
    except EmailNotValidError:
        sentence = f"“{email}” is not an e-mail address: write one such as name@council.gov.uk."
        raise Refusal(sentence, field="email") from None
    return checked.normalized.lower()


def ensure_email_free(address: str, *, except_id: int | None = None) -> None:
    """Inside a transaction: raises Refusal where somebody else has that address, in any case of letters."""
    found = db.session.execute(select(Person.id, Person.name, Person.active).where(Person.email == address)).first()
    if found is not None and found.id != except_id:
        left = "" if found.active else ", who has left: reopen that account instead"
        raise Refusal(f"{address} has an account already: it is {found.name}’s{left}.", field="email")


def ensure_good_password(password: str, *, known: Iterable[str] = ()) -> None:
    """Raises Refusal for a password that is short, very long, monotonous, or ``known`` (a name, an address)."""
    if len(password) < SHORTEST_PASSWORD:
        raise Refusal(f"The password must have at least {SHORTEST_PASSWORD} characters.", field="password")
    if len(normal_password(password)) > LONGEST_PASSWORD:
        raise Refusal(f"The password must have at most {LONGEST_PASSWORD} characters.", field="password")
    if len(set(password)) < FEWEST_CHARACTERS:
        sentence = "The password repeats too few characters: use at least five different ones."
        raise Refusal(sentence, field="password")
    if password.strip().casefold() in {text.casefold() for text in known}:
        sentence = "This is your name or e-mail address, which anybody would try first: choose another password."
        raise Refusal(sentence, field="password")


def normal_password(password: str) -> str:
    """The form that is hashed: NFKD, as the sign-in library does when it checks."""
    return unicodedata.normalize("NFKD", password)


def comparable_password(typed: str) -> str:
    """What somebody typed, ready to be compared; in place of a text longer than any password, one that is never right.

    The hashing library fails on very long texts instead of saying no.
    """
    normal = normal_password(typed)
    return normal if len(normal) <= LONGEST_PASSWORD else "x" * (LONGEST_PASSWORD + 1)
