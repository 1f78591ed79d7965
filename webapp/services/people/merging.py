"""A named person without an account turns out to be somebody who has one: the two become one."""

from __future__ import annotations

from sqlalchemy import delete, update

from webapp.domain.errors import Conflict, Refusal
from webapp.domain.rights import Who
from webapp.extensions import db
from webapp.models import CalendarLink, Change, Deputy, Digest, PasswordLink, Person, ReminderOff, Revision, person_role
from webapp.services.audit.recording import record
from webapp.services.clock import today
from webapp.services.people.accounts import ensure_administers, grant, new_session_token, person_subject
from webapp.services.people.administrators import take_turn
from webapp.services.people.posts import hand_over, posts_of
from webapp.services.people.registering import ensure_here, get_person, roles_of
from webapp.services.store import transaction

KEPT = (
    Change.__table__,
    Revision.__table__,
    PasswordLink.__table__,
    CalendarLink.__table__,
    Digest.__table__,
    ReminderOff.__table__,
    person_role,
)
"""The records of changes and of mail stay as they were written; links, roles and wishes belong to the account."""


def merge_person(*, who: Who, person_id: int, into_id: int | None) -> None:
    """Give everything of a person without account to one who has an account, and hide the first."""
    ensure_administers(who)
    with transaction():
        take_turn()
        person = get_person(person_id)
        ensure_here(person)
        if person.email:
            raise Conflict(f"{person.name} has an account of their own, so they are somebody else.")
        into = get_person(into_id) if into_id else None
        if into is None or not into.email or not into.active or into.id == person.id:
            raise Refusal("Choose the person with an account who is meant.", field="into")
        hand_over(who, [(post, into.id) for post in posts_of(person.id)], same_person=True)
        for role in roles_of(person):
            grant(who, into, role)
        _repoint(person.id, into.id)
        person.active, person.left_on, person.fs_uniquifier = False, today(), new_session_token()
        person.merged_into_id = into.id
        record(who=who, subject=person_subject(person), field="merged into", old=None, new=into.name)
        record(who=who, subject=person_subject(into), field="took over", old=None, new=person.name)


def _repoint(person_id: int, into_id: int) -> None:
    """Every column of every table that names the one person names the other, tables added later included."""
    db.session.flush()
    for table in Person.metadata.sorted_tables:
        if table in KEPT:
            continue
        for column in table.columns:
            if any(key.column is Person.__table__.c.id for key in column.foreign_keys):
                db.session.execute(update(table).where(column == person_id).values({column: into_id}))
    db.session.execute(delete(Deputy).where(Deputy.director_id == Deputy.deputy_id))
    db.session.expire_all()
