"""One digest a person: everything that person is reminded of today."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select

from webapp.domain.reminders import Kind, Reminder, reminders_for, unknown_outcomes
from webapp.domain.rights import Role
from webapp.extensions import db
from webapp.models import Person, ReminderOff, RoleRow, person_role
from webapp.services.reminders.facts import action_facts, figure_facts, plan_facts

_PEOPLE = (
    select(Person.id, Person.name, Person.email)
    .where(Person.active.is_(True), Person.email.is_not(None), Person.merged_into_id.is_(None))
    .order_by(func.lower(Person.name), Person.id)
)
_TEAM = (
    select(person_role.c.person_id)
    .join(RoleRow, RoleRow.id == person_role.c.role_id)
    .where(RoleRow.name == Role.PERFORMANCE)
)


@dataclass(frozen=True, slots=True)
class PersonDigest:
    """Somebody who has an address and something to be reminded of."""

    person_id: int
    name: str
    address: str
    reminders: tuple[Reminder, ...]


def digests_of(day: date, *, unknown: int) -> tuple[PersonDigest, ...]:
    """Everybody's digest of that day, by name; ``unknown`` digests are for the performance team to look into."""
    plans, actions, figures, off = plan_facts(), action_facts(), figure_facts(), _turned_off()
    team = set(db.session.execute(_TEAM).scalars())
    found = []
    for person_id, name, address in db.session.execute(_PEOPLE):
        reminders = reminders_for(
            person_id,
            plans=plans,
            actions=actions,
            figures=figures,
            off=off[person_id],
            today=day,
            in_team=person_id in team,
        )
        if unknown and person_id in team:
            reminders = (*reminders, unknown_outcomes(unknown, day))
        if reminders and address:
            found.append(PersonDigest(person_id, name, address, reminders))
    return tuple(found)


def _turned_off() -> defaultdict[int, set[Kind]]:
    off: defaultdict[int, set[Kind]] = defaultdict(set)
    for person_id, kind in db.session.execute(select(ReminderOff.person_id, ReminderOff.kind)):
        off[person_id].add(Kind(kind))
    return off
