"""A job belongs to whoever holds its lease; one whose holder was killed is taken over once that has run out."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, or_, select, update

from webapp.domain.jobs import JobState
from webapp.models import Job
from webapp.services.clock import now, real_now
from webapp.services.store import read, transaction

LEASE = timedelta(seconds=15)
MOST_TRIES = 3
GIVEN_UP = f"The work was begun {MOST_TRIES} times and never came to its end. Tell those who run the server."


class LeaseLost(Exception):
    """The job was taken over meanwhile: whoever held it stops, and nothing it did counts."""


@dataclass(frozen=True, slots=True)
class Claimed:
    """A job in the hands of one worker, with the lease that proves it."""

    id: int
    kind: str
    arguments: dict[str, Any]
    by_id: int
    lease: str


@dataclass(frozen=True, slots=True)
class Made:
    """The file that a job made."""

    file_name: str
    media_type: str
    content: bytes


def claim() -> Claimed | None:
    """The oldest job that nobody works on, if there is one; one tried too often fails instead."""
    while read(_free(real_now()).with_only_columns(Job.id).limit(1)).first():
        with transaction() as session:
            found = session.execute(_free(real_now()).limit(1).with_for_update(skip_locked=True)).first()
            if found is None:
                return None
            if found.tries >= MOST_TRIES:
                session.execute(_change(Job.id == found.id, state=JobState.FAILED, trouble=GIVEN_UP, finished_at=now()))
                continue
            lease = secrets.token_hex(16)
            values = {"state": JobState.RUNNING, "tries": found.tries + 1, "done": 0, "total": 0}
            session.execute(_change(Job.id == found.id, lease=lease, lease_until=real_now() + LEASE, **values))
            return Claimed(found.id, found.kind, found.arguments, found.by_id, lease)
    return None


def report(job: Claimed, done: int, total: int) -> None:
    """Write how far the work is, and hold the lease for longer; raises LeaseLost."""
    _hold(job, done=done, total=total, lease_until=real_now() + LEASE)


def hold_lease(job: Claimed) -> None:
    """Hold the lease for longer; raises LeaseLost."""
    _hold(job, lease_until=real_now() + LEASE)


def finish(job: Claimed, made: Made | None) -> None:
    """Keep what was made, if anything; raises LeaseLost."""
    values: dict[str, Any] = {}
    if made is not None:
        values = {"file_name": made.file_name, "media_type": made.media_type, "result": made.content}
    _hold(job, state=JobState.DONE, finished_at=now(), lease="", lease_until=None, **values)


def fail(job: Claimed, sentence: str) -> None:
    """Say why there is nothing; raises LeaseLost."""
    _hold(job, state=JobState.FAILED, finished_at=now(), lease="", lease_until=None, trouble=sentence)


def _free(at: datetime) -> Select[int, str, dict[str, Any], int, int]:
    """Jobs that wait, and those whose lease has run out. One that ends later than any lease given now does was
    written before the clock went back."""
    over = and_(Job.state == JobState.RUNNING, or_(Job.lease_until < at, Job.lease_until > at + 2 * LEASE))
    columns = select(Job.id, Job.kind, Job.arguments, Job.by_id, Job.tries)
    return columns.where(or_(Job.state == JobState.WAITING, over)).order_by(Job.id)


def _hold(job: Claimed, **values: Any) -> None:
    mine = and_(Job.id == job.id, Job.lease == job.lease, Job.state == JobState.RUNNING)
    with transaction() as session:
        if session.execute(_change(mine, **values).returning(Job.id)).first() is None:
            raise LeaseLost


def _change(which: ColumnElement[bool], **values: Any) -> Any:
    return update(Job).where(which).values(**values).execution_options(synchronize_session=False)
