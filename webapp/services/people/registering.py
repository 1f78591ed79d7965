"""People: added and changed by administrators, with several roles each."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import func, select

from webapp.domain.errors import Conflict, NotFound, Refusal, Refusals
from webapp.domain.rights import Role, Who
from webapp.extensions import db
from webapp.models import Indicator, Person
from webapp.services.audit.recording import record_all
from webapp.services.people.accounts import (
    clean_email,
    ensure_administers,
    ensure_email_free,
    grant,
    new_person,
    person_subject,
    revoke,
)
from webapp.services.people.administrators import ensure_administrator_left, take_turn
from webapp.services.store import transaction

LONGEST_NAME = 200
LEADING = {
    Role.LEAD: (Indicator.departmental_lead_id, "departmental lead"),
    Role.DIRECTOR: (Indicator.strategic_lead_id, "strategic director lead"),
}


@dataclass(frozen=True, slots=True)
class PersonDetails:
    """What an administrator enters about a person; without an e-mail address there is no account."""

    name: str
    post: str = ""
    email: str = ""
    roles: frozenset[Role] = frozenset()


def add_person(*, who: Who, details: PersonDetails) -> int:
    """Add somebody; returns their id. Raises Refusals naming each field."""
    ensure_administers(who)
    details = _checked(details)
    with transaction():
        take_turn()
        if details.email:
            ensure_email_free(details.email)
        person = new_person(who=who, name=details.name, email=details.email or None, post=details.post)
        for role in _in_order(details.roles):
            grant(who, person, role)
        return person.id


def change_person(*, who: Who, person_id: int, details: PersonDetails) -> None:
    """Change name, post, address and roles. Raises Refusal where a role is still needed."""
    ensure_administers(who)
    details = _checked(details)
    with transaction():
        take_turn()
        person = get_person(person_id)
        ensure_here(person)
        if details.email:
            ensure_email_free(details.email, except_id=person.id)
        elif person.email:
            sentence = "An account keeps an e-mail address. To close it, choose “Leaves the council” instead."
            raise Refusal(sentence, field="email")
        before = {"name": person.name, "post": person.post, "email": person.email}
        person.name, person.post, person.email = details.name, details.post, details.email or None
        after = {"name": person.name, "post": person.post, "email": person.email}
        record_all(who=who, subject=person_subject(person), before=before, after=after)
        _set_roles(who, person, details.roles)


def get_person(person_id: int) -> Person:
    """Inside a transaction: the person, held for this change; raises NotFound."""
    person = db.session.execute(
        select(Person).where(Person.id == person_id, Person.merged_into_id.is_(None)).with_for_update()
    ).scalar_one_or_none()
    if person is None:
        raise NotFound("There is no such person.")
    return person


def ensure_here(person: Person) -> None:
    """Raises Conflict for somebody who has left."""
    if not person.active:
        raise Conflict(f"{person.name} has left: reopen the account first.")


def roles_of(person: Person) -> frozenset[Role]:
    """The roles a person has."""
    return frozenset(Role(role.name) for role in person.roles)


def _set_roles(who: Who, person: Person, wanted: Collection[Role]) -> None:
    held = roles_of(person)
    for role in _in_order(held - frozenset(wanted)):
        _ensure_not_needed(person, role)
        revoke(who, person, role)
        if role is Role.ADMINISTRATOR:
            ensure_administrator_left(person)
    for role in _in_order(frozenset(wanted) - held):
        grant(who, person, role)


def _ensure_not_needed(person: Person, role: Role) -> None:
    if role not in LEADING:
        return
    column, title = LEADING[role]
    count = db.session.execute(
        select(func.count()).select_from(Indicator).where(column == person.id, Indicator.retired_on.is_(None))
    ).scalar_one()
    if count:
        indicators = "1 indicator" if count == 1 else f"{count} indicators"
        raise Refusal(
            f"{person.name} is {title} of {indicators}, so the role {role.label} stays until a successor is chosen.",
            field="roles",
        )


def _checked(details: PersonDetails) -> PersonDetails:
    """The details as they are kept; raises Refusals."""
    refusals = []
    name, post, email = (" ".join(text.split()) for text in (details.name, details.post, details.email))
    if not name:
        refusals.append(Refusal("Enter the person’s name.", field="name"))
    for text, field in ((name, "name"), (post, "post")):
        if len(text) > LONGEST_NAME:
            refusals.append(Refusal(f"Shorten this to {LONGEST_NAME} characters.", field=field))
    if email:
        try:
            email = clean_email(email)
        except Refusal as refusal:
            refusals.append(refusal)
        if not details.roles:
            sentence = "Choose at least one role: somebody with an account needs to be able to do something."
            refusals.append(Refusal(sentence, field="roles"))
    if refusals:
        raise Refusals(tuple(refusals))
    return PersonDetails(name, post, email, details.roles)


def _in_order(roles: Collection[Role]) -> list[Role]:
    return [role for role in Role if role in roles]
