"""Who is signed in: one query of columns a request, no table objects."""

from __future__ import annotations

from sqlalchemy import bindparam, func, select

from webapp.domain.errors import Refusal
from webapp.domain.quoting import quoted
from webapp.domain.rights import Role, Who
from webapp.models import Person, RoleRow, person_role
from webapp.services.store import read

_ACTIVE = (
    select(Person.id, Person.name, RoleRow.name)
    .outerjoin(person_role, person_role.c.person_id == Person.id)
    .outerjoin(RoleRow, RoleRow.id == person_role.c.role_id)
    .where(Person.active.is_(True))
)
_BY_SESSION = _ACTIVE.where(Person.fs_uniquifier == bindparam("token"))
_BY_EMAIL = _ACTIVE.where(func.lower(Person.email) == bindparam("email"))


def who_is(session_token: str) -> Who | None:
    """The person whose session carries that token; None if there is none or the account was closed."""
    rows = read(_BY_SESSION, token=session_token).all()
    if not rows:
        return None
    return Who(rows[0][0], rows[0][1], frozenset(Role(name) for _, _, name in rows if name))


def who_has_email(email: str) -> Who:
    """The person with that address, in any case of letters; raises Refusal where nobody active has it."""
    rows = read(_BY_EMAIL, email=email.strip().lower()).all()
    if not rows:
        raise Refusal(f"Nobody has an account with the address {quoted(email)}: write that of a person here.")
    return Who(rows[0][0], rows[0][1], frozenset(Role(name) for _, _, name in rows if name))


def account_tables() -> tuple[type[Person], type[RoleRow]]:
    """The tables that the sign-in library keeps accounts in."""
    return Person, RoleRow
