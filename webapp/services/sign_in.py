"""Failed sign-ins, counted in the database so that every worker and machine sees them."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime, timedelta

from sqlalchemy import delete, func, select

from webapp.extensions import db
from webapp.models import FailedSignIn
from webapp.services.store import transaction

WINDOW = timedelta(minutes=15)
FREE_TRIES = 5
FREE_TRIES_FROM_ONE_PLACE = 50
LONGEST_WAIT = timedelta(minutes=15)


def wait_needed(email: str, remote: str) -> str:
    """How long to wait before the next try, in words, or "" for not at all: doubling from 2 seconds."""
    moment = datetime.now(UTC)
    waits = (
        _wait(FailedSignIn.address_hash == _hash(email), FREE_TRIES, moment),
        _wait(FailedSignIn.remote == remote, FREE_TRIES_FROM_ONE_PLACE, moment),
    )
    seconds = int(max(waits).total_seconds() + 0.999)
    if seconds <= 0:
        return ""
    return f"{seconds} second{'s' * (seconds != 1)}" if seconds < 60 else f"{-(-seconds // 60)} minutes"


def _wait(condition: object, free: int, moment: datetime) -> timedelta:
    count, latest = db.session.execute(
        select(func.count(), func.max(FailedSignIn.at)).where(condition, FailedSignIn.at > moment - WINDOW)  # type: ignore[arg-type]
    ).one()
    if count < free or latest is None:
        return timedelta(0)
    pause = min(timedelta(seconds=2 ** min(count - free + 1, 12)), LONGEST_WAIT)
    return latest + pause - moment  # type: ignore[no-any-return]


def note_failure(email: str, remote: str) -> None:
    """Count one failure, and drop those that no longer matter."""
    moment = datetime.now(UTC)
    with transaction() as session:
        session.execute(delete(FailedSignIn).where(FailedSignIn.at < moment - WINDOW))
        session.add(FailedSignIn(address_hash=_hash(email), remote=remote[:64], at=moment))


def forget_failures(email: str) -> None:
    """A person who got in starts afresh."""
    if db.session.execute(select(FailedSignIn.id).where(FailedSignIn.address_hash == _hash(email)).limit(1)).first():
        with transaction() as session:
            session.execute(delete(FailedSignIn).where(FailedSignIn.address_hash == _hash(email)))


def _hash(email: str) -> str:
    return hashlib.sha256(email.strip().casefold().encode()).hexdigest()
