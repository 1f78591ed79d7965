"""Who is signed in: one query of columns a request, no table objects."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Row, bindparam, func, select

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
_BY_ID = _ACTIVE.where(Person.id == bindparam("person_id"))
_BY_EMAIL = _ACTIVE.where(func.lower(Person.email) == bindparam("email"))


def who_is(session_token: str) -> Who | None:
    """The person whose session carries that token; None if there is none or the account was closed."""
    return _who(read(_BY_SESSION, token=session_token).all())


def who_has_id(person_id: int) -> Who | None:
    """The person of that number with their present roles; None if the account was closed."""
    return _who(read(_BY_ID, person_id=person_id).all())


def who_has_email(email: str) -> Who:
    """The person with that address, in any case of letters; raises Refusal where nobody active has it."""
    who = _who(read(_BY_EMAIL, email=email.strip().lower()).all())
    if who is None:
        raise Refusal(f"Nobody has an account with the address {quoted(email)}: write that of a person here.")
    return who


def _who(rows: Sequence[Row[int, str, str]]) -> Who | None:
    """The person of rows of _ACTIVE, one a role."""
    if not rows:
        return None
    return Who(rows[0][0], rows[0][1], frozenset(Role(name) for _, _, name in rows if name))


def account_tables() -> tuple[type[Person], type[RoleRow]]:
    """The tables that the sign-in library keeps accounts in."""
    return Person, RoleRow
