"""Reading about people: the list, one person, and whom to choose for a post."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sqlalchemy import func, select

from webapp.domain.errors import NotFound
from webapp.domain.rights import Role
from webapp.extensions import db
from webapp.models import Person, RoleRow, person_role

_PEOPLE = select(
    Person.id,
    Person.name,
    Person.post,
    Person.email,
    Person.active,
    Person.left_on,
    Person.password.is_not(None).label("has_password"),
).where(Person.merged_into_id.is_(None))
_ROLES = select(person_role.c.person_id, RoleRow.name).join(RoleRow, RoleRow.id == person_role.c.role_id)


class Account(StrEnum):
    """How somebody stands with their account."""

    READY = "can sign in"
    NO_PASSWORD = "no password yet"
    NONE = "no account"
    CLOSED = "left"


@dataclass(frozen=True, slots=True)
class PersonLine:
    """One person, as every list shows them."""

    id: int
    name: str
    post: str
    email: str
    roles: tuple[Role, ...]
    account: Account
    left_on: date | None

    @property
    def called(self) -> str:
        """The name, and the post where there is one: two people may share a name."""
        return f"{self.name}, {self.post}" if self.post else self.name


def list_people() -> tuple[PersonLine, ...]:
    """Everybody by name, those who left last; merged people are hidden."""
    rows = db.session.execute(_PEOPLE.order_by(Person.active.desc(), func.lower(Person.name), Person.id)).all()
    roles = _roles_by_person()
    return tuple(
        PersonLine(
            row.id,
            row.name,
            row.post,
            row.email or "",
            tuple(role for role in Role if role in roles[row.id]),
            _account(row.active, row.email, row.has_password),
            row.left_on,
        )
        for row in rows
    )


def find_line(person_id: int) -> PersonLine:
    """One person; raises NotFound."""
    found = next((line for line in list_people() if line.id == person_id), None)
    if found is None:
        raise NotFound("There is no such person.")
    return found


def people_here(*, except_id: int | None = None) -> tuple[PersonLine, ...]:
    """Everybody who has not left, for choosing a successor or a deputy."""
    return tuple(line for line in list_people() if line.account is not Account.CLOSED and line.id != except_id)


def _account(active: bool, email: str | None, has_password: bool) -> Account:
    if not active:
        return Account.CLOSED
    if email is None:
        return Account.NONE
    return Account.READY if has_password else Account.NO_PASSWORD


def _roles_by_person() -> dict[int, set[Role]]:
    roles: dict[int, set[Role]] = defaultdict(set)
    for person_id, name in db.session.execute(_ROLES):
        roles[person_id].add(Role(name))
    return roles
