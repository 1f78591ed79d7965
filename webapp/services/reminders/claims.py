"""A digest is claimed before its mail is offered to a server and settled afterwards, each in a transaction of its own.

What was claimed and never settled belongs to a run that died: nobody can know whether the server has it.
"""

from __future__ import annotations

import secrets
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from sqlalchemy import func, select, update
from sqlalchemy.exc import IntegrityError

from webapp.domain.errors import Refusal
from webapp.domain.formats import long_date
from webapp.domain.reminders import DigestState, Reminder, may_try
from webapp.extensions import db
from webapp.models import Digest
from webapp.services.clock import now
from webapp.services.reminders.digests import PersonDigest
from webapp.services.store import transaction

DIED = "The run that was sending it ended before the mail server had answered."


@dataclass(frozen=True, slots=True)
class Claim:
    """The right to offer one digest to a server, once."""

    id: int
    tries: int
    message_id: str


def ensure_clock(day: date) -> None:
    """Raises Refusal where digests of a later day exist: the clock was put back, and nobody knows what was sent."""
    newest = db.session.execute(select(func.max(Digest.day))).scalar_one()
    if newest is not None and day < newest:
        raise Refusal(
            f"The clock says {long_date(day)}, but reminders of {long_date(newest)} were sent already. Nothing was "
            "sent: put the clock right."
        )


def find_dead() -> int:
    """In the only run: what an earlier run claimed and never settled is unknown from now on; returns how many."""
    with transaction() as session:
        dead = update(Digest).where(Digest.state == DigestState.SENDING)
        values = {"state": DigestState.UNKNOWN, "settled_at": now(), "trouble": DIED}
        return len(session.execute(dead.values(values).returning(Digest.id)).all())


def count_unknown() -> int:
    """Digests that may have arrived or not, and that nobody has looked into."""
    query = select(func.count()).select_from(Digest).where(Digest.state == DigestState.UNKNOWN)
    return db.session.execute(query).scalar_one()


def people_done(day: date) -> frozenset[int]:
    """Everybody whose digest of that day is not to be offered to a server (again)."""
    rows = db.session.execute(select(Digest.person_id, Digest.state, Digest.tries).where(Digest.day == day))
    return frozenset(row.person_id for row in rows if not may_try(DigestState(row.state), row.tries))


def claim(digest: PersonDigest, *, day: date, domain: str) -> Claim | None:
    """Claim the digest of a person and day; None where somebody has it already, or where it must not be tried again.

    ``domain`` is that of the sender, for the name of the message.
    """
    try:
        with transaction() as session:
            query = select(Digest).where(Digest.person_id == digest.person_id, Digest.day == day)
            row = session.execute(query.with_for_update()).scalar_one_or_none()
            if row is None:
                message_id = f"<{day.isoformat()}.{secrets.token_hex(12)}@{domain}>"
                row = Digest(person_id=digest.person_id, day=day, tries=0, message_id=message_id)
                session.add(row)
            elif not may_try(DigestState(row.state), row.tries):
                return None
            row.state, row.claimed_at, row.settled_at = DigestState.SENDING, now(), None
            row.address, row.items, row.trouble = digest.address, [_plain(each) for each in digest.reminders], ""
            row.tries += 1
            session.flush()
            return Claim(row.id, row.tries, row.message_id)
    except IntegrityError:  # another run claimed it at the same moment
        return None


def settle(claimed: Claim, state: DigestState, trouble: str) -> None:
    """Write down what became of it. A claim that was given up for dead meanwhile is still this run's to settle."""
    with transaction() as session:
        row = session.get_one(Digest, claimed.id, with_for_update=True)
        if row.tries == claimed.tries and row.state in {DigestState.SENDING, DigestState.UNKNOWN}:
            row.state, row.settled_at, row.trouble = state, now(), trouble


def _plain(reminder: Reminder) -> dict[str, Any]:
    """A reminder as JSON keeps it."""
    return {**asdict(reminder), "kind": reminder.kind.value, "day": reminder.day.isoformat()}
