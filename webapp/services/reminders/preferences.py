"""Which kinds of reminder a person wants: all of them, until they turn one off."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import select

from webapp.domain.errors import Refusal
from webapp.domain.reminders import CHOOSABLE, Kind
from webapp.domain.rights import Who
from webapp.extensions import db
from webapp.models import ReminderOff
from webapp.services.audit.recording import record
from webapp.services.people.accounts import person_subject
from webapp.services.people.registering import get_person
from webapp.services.settings import council_settings
from webapp.services.store import settings, transaction


def wanted_kinds(person_id: int) -> tuple[Kind, ...]:
    """What this person has not turned off."""
    off = _off(person_id)
    return tuple(kind for kind in CHOOSABLE if kind not in off)


def sends_reminders() -> bool:
    """Whether anybody is reminded at all: a mail server is set, and the council has not turned reminders off."""
    start = settings()
    return start.mail_server is not None and not start.demo and council_settings().reminders


def choose_kinds(*, who: Who, wanted: Collection[str]) -> int:
    """Be reminded of these kinds and of no others; returns how many were turned on or off."""
    if not set(wanted) <= set(CHOOSABLE):
        raise Refusal("Choose among the kinds on the page.", field="kinds")
    with transaction() as session:
        person, off = get_person(who.id), _off(who.id)
        changed = [kind for kind in CHOOSABLE if (kind in off) == (kind in wanted)]
        for kind in changed:
            if kind in wanted:
                session.delete(session.get_one(ReminderOff, (who.id, kind)))
            else:
                session.add(ReminderOff(person_id=who.id, kind=kind))
            old, new = ("off", "on") if kind in wanted else ("on", "off")
            record(who=who, subject=person_subject(person), field=f"reminder: {kind}", old=old, new=new)
        return len(changed)


def _off(person_id: int) -> set[str]:
    return set(db.session.execute(select(ReminderOff.kind).where(ReminderOff.person_id == person_id)).scalars())
