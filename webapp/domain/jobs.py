"""Work in the background: its states, and how far it is in words."""

from __future__ import annotations

from enum import StrEnum


class JobState(StrEnum):
    """A job waits, runs, and then is done or has failed."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


OPEN = frozenset({JobState.WAITING, JobState.RUNNING})
"""States of a job that somebody still waits for."""

_QUARTERS = ("", "a quarter", "half", "three quarters", "nearly all")


def roughly(done: int, total: int) -> str:
    """ "half" of the work; "" before a first quarter is done. It changes seldom, so it can be read out."""
    return _QUARTERS[min(4 * done // total, 4)] if total > 0 else ""
