"""One job after the other, done in this thread."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

from flask import Flask, current_app

from webapp.domain.errors import Refusal
from webapp.services.jobs.kinds import KINDS
from webapp.services.jobs.leases import Claimed, LeaseLost, Made, claim, fail, finish, hold_lease, report
from webapp.services.people.identity import who_has_id

REPORT_SECONDS = 0.5
"""How often at most the progress of a job is written."""

HOLD_SECONDS = 5
"""How often the lease of a job is made longer that says nothing itself."""

BROKEN = "Something went wrong on our side, so this could not be made. Try again; if it happens again, tell us."
CLOSED = "The account of the person who asked for this was closed."


class Reporter:
    """Tells the queue how far a job is, now and then: a step of it may be short."""

    def __init__(self, job: Claimed) -> None:
        self._job = job
        self._told = time.monotonic()

    def __call__(self, done: int, total: int) -> None:
        """``done`` of ``total`` steps; to be called every few seconds, or the lease runs out. Raises LeaseLost."""
        if time.monotonic() >= self._told + REPORT_SECONDS:
            report(self._job, done, total)
            self._told = time.monotonic()


@contextmanager
def _kept(job: Claimed) -> Iterator[None]:
    """Hold the lease while one long step says nothing of how far it is.

    Where the step is a transaction that no other write gets past, whoever would take the job over waits for it too.
    """
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]
    over = threading.Event()

    def hold() -> None:
        while not over.wait(HOLD_SECONDS):
            with app.app_context():
                try:
                    hold_lease(job)
                except LeaseLost:
                    return

    keeper = threading.Thread(target=hold, name=f"job {job.id} held", daemon=True)
    keeper.start()
    try:
        yield
    finally:
        over.set()
        keeper.join()


def run_next() -> bool:
    """Do the oldest job that nobody works on; False where there is none."""
    job = claim()
    if job is None:
        return False
    try:
        made = _made(job)
        if isinstance(made, str):
            fail(job, made)
        else:
            finish(job, made)
    except LeaseLost:
        current_app.logger.warning("Job %s was taken over by another worker.", job.id)
    return True


def _made(job: Claimed) -> Made | str | None:
    """What the job made, or why it did not."""
    try:
        who = who_has_id(job.by_id)
        if who is None:
            return CLOSED
        kind = KINDS[job.kind]
        kind.ensure_may_have(who, job.arguments)
        with _kept(job):
            return kind.make(who, job.arguments, Reporter(job))
    except LeaseLost:
        raise
    except Refusal as refusal:
        return refusal.sentence
    except Exception:
        current_app.logger.exception("Job %s, %s, failed.", job.id, job.kind)
        return BROKEN
