"""Who is signed in: one query of columns a request, no table objects."""

from __future__ import annotations

from sqlalchemy import bindparam, select

from webapp.domain.rights import Role, Who
from webapp.extensions import db
from webapp.models import Person, RoleRow, person_role

_BY_SESSION = (
    select(Person.id, Person.name, RoleRow.name)
    .outerjoin(person_role, person_role.c.person_id == Person.id)
    .outerjoin(RoleRow, RoleRow.id == person_role.c.role_id)
    .where(Person.fs_uniquifier == bindparam("token"), Person.active.is_(True))
)


def who_is(session_token: str) -> Who | None:
    """The person whose session carries that token; None if there is none or the account was closed."""
    rows = db.session.execute(_BY_SESSION, {"token": session_token}).all()
    if not rows:
        return None
    return Who(rows[0][0], rows[0][1], frozenset(Role(name) for _, _, name in rows if name))


def account_tables() -> tuple[type[Person], type[RoleRow]]:
    """The tables that the sign-in library keeps accounts in."""
    return Person, RoleRow
