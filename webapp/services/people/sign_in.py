"""Failed sign-ins, counted in the database so that every worker and machine sees them."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime, timedelta

from sqlalchemy import ColumnElement, delete, func, select, update

from webapp.domain.errors import Refusal
from webapp.extensions import db
from webapp.models import FailedSignIn, Person
from webapp.services.people.accounts import clean_email
from webapp.services.store import transaction

WINDOW = timedelta(minutes=15)
FREE_TRIES = 5
FREE_TRIES_FROM_ONE_PLACE = 50
LONGEST_WAIT = timedelta(minutes=15)


def wait_needed(email: str, remote: str) -> str:
    """How long to wait before the next try, in words, or "" for not at all: doubling from 2 seconds.

    After FREE_TRIES failures for one address, or FREE_TRIES_FROM_ONE_PLACE from one machine, within WINDOW.
    Known and unknown addresses are treated alike.
    """
    moment = datetime.now(UTC)
    waits = (
        _wait(FailedSignIn.address_hash == _hash(email), FREE_TRIES, moment),
        _wait(FailedSignIn.remote == remote[:64], FREE_TRIES_FROM_ONE_PLACE, moment),
    )
    return _in_words(max(waits))


def note_failure(email: str, remote: str) -> str:
    """Count one failure, or return the wait that others' failures have made necessary since it was tried.

    The counting goes in turn, so that tries made at the same moment cannot slip through together.
    """
    moment = datetime.now(UTC)
    with transaction() as session:
        _take_turn(email)
        if wait := wait_needed(email, remote):
            return wait
        session.execute(delete(FailedSignIn).where(FailedSignIn.at < moment - WINDOW))
        session.add(FailedSignIn(address_hash=_hash(email), remote=remote[:64], at=moment))
        return ""


def note_success(email: str, remote: str, *, person_id: int, password_hash: str) -> str:
    """Forget the failures of a person who got in, and keep a hash the library renewed.

    Returns the wait that failures at the same moment have made necessary: then the person is not let in.
    """
    db.session.rollback()  # what was read before the password was checked is older than those failures
    if wait := wait_needed(email, remote):
        return wait
    mine = FailedSignIn.address_hash == _hash(email)
    stored = db.session.execute(select(Person.password).where(Person.id == person_id)).scalar_one_or_none()
    if stored != password_hash or db.session.execute(select(FailedSignIn.id).where(mine).limit(1)).first():
        with transaction() as session:
            session.execute(delete(FailedSignIn).where(mine))
            renewed = update(Person).where(Person.id == person_id, Person.password == stored)
            session.execute(renewed.values(password=password_hash))
    return ""


def _wait(condition: ColumnElement[bool], free: int, moment: datetime) -> timedelta:
    query = select(func.count(), func.max(FailedSignIn.at))
    count, latest = db.session.execute(query.where(condition, FailedSignIn.at > moment - WINDOW)).one()
    if count < free or latest is None:
        return timedelta(0)
    pause = min(timedelta(seconds=2 ** min(count - free + 1, 12)), LONGEST_WAIT)
    until: datetime = latest + pause
    return until - moment


def _in_words(wait: timedelta) -> str:
    seconds = -(-wait // timedelta(seconds=1))
    if seconds <= 0:
        return ""
    amount, unit = (seconds, "second") if seconds < 60 else (-(-seconds // 60), "minute")
    return f"{amount} {unit}{'s' * (amount != 1)}"


def _take_turn(email: str) -> None:
    """Inside a transaction: wait for others who try the same address; on SQLite all writers already queue."""
    if db.engine.dialect.name == "postgresql":
        db.session.execute(select(func.pg_advisory_xact_lock(int(_hash(email)[:15], 16))))


def _hash(email: str) -> str:
    """One address has one hash, however it is written."""
    try:
        address = clean_email(email)
    except Refusal:
        address = email.strip().casefold()
    return hashlib.sha256(address.encode(errors="replace")).hexdigest()
