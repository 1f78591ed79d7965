"""Work put into the queue, and the workers of this process woken for it."""

from __future__ import annotations

import threading
from typing import Any

from sqlalchemy import bindparam, insert, select

from webapp.domain.jobs import OPEN, JobState
from webapp.domain.rights import Who
from webapp.models import Job
from webapp.services.clock import now
from webapp.services.store import transaction

_OPEN = select(Job.id, Job.arguments).where(
    Job.kind == bindparam("kind"), Job.by_id == bindparam("by_id"), Job.state.in_(OPEN)
)
_waking = threading.Event()


def enqueue(*, who: Who, kind: str, arguments: dict[str, Any]) -> int:
    """The number of the job that will do this work; one that this person already waits for is not begun twice."""
    with transaction() as session:
        for job_id, same in session.execute(_OPEN, {"kind": kind, "by_id": who.id}):
            if same == arguments:
                return int(job_id)
        values = {"kind": kind, "arguments": arguments, "state": JobState.WAITING, "by_id": who.id, "at": now()}
        job_id = int(session.execute(insert(Job).values(values).returning(Job.id)).scalar_one())
    _waking.set()
    return job_id


def wait_for_work(seconds: float) -> None:
    """Until something is enqueued in this process, or that long: others enqueue too."""
    _waking.wait(seconds)
    _waking.clear()
