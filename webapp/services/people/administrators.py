"""Somebody must always be able to administer: the last administrator stays."""

from __future__ import annotations

from sqlalchemy import func, select

from webapp.domain.errors import Refusal
from webapp.domain.rights import Role
from webapp.extensions import db
from webapp.models import Person, RoleRow, person_role

LAST = (
    "{name} is the last administrator who can sign in: give somebody else the role Administrator first, "
    "and let them set a password."
)


def take_turn() -> None:
    """Inside a transaction: change people one intention at a time.

    Otherwise two administrators could remove each other in the same moment.
    """
    name = Role.ADMINISTRATOR.value
    db.session.execute(select(RoleRow.id).where(RoleRow.name == name).with_for_update()).all()


def ensure_administrator_left(person: Person) -> None:
    """Inside a transaction, after ``person`` was changed: raises Refusal where nobody could administer."""
    db.session.flush()
    count = db.session.execute(
        select(func.count())
        .select_from(Person)
        .join(person_role, person_role.c.person_id == Person.id)
        .join(RoleRow, RoleRow.id == person_role.c.role_id)
        .where(RoleRow.name == Role.ADMINISTRATOR.value, Person.active.is_(True), Person.password.is_not(None))
    ).scalar_one()
    if not count:
        raise Refusal(LAST.format(name=person.name), field="roles")
