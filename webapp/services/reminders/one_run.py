"""One run at a time sends reminders; a run that was killed leaves nothing behind that stops the next."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import portalocker
from sqlalchemy import func, select

from webapp.extensions import db

LOCK = 0x42_54_47_01
"""The number by which PostgreSQL knows this lock."""


@contextmanager
def only_run() -> Iterator[bool]:
    """Inside, this is the only run: yields False at once where another is under way.

    The lock belongs to the process (a file lock beside SQLite's file) or to its connection (PostgreSQL), so it ends
    with them, however they end.
    """
    if db.engine.dialect.name == "sqlite":
        with Path(f"{db.engine.url.database}.reminders.lock").open("a") as file:
            try:
                portalocker.lock(file, portalocker.LockFlags.EXCLUSIVE | portalocker.LockFlags.NON_BLOCKING)
            except portalocker.exceptions.LockException:
                yield False
                return
            yield True  # closing the file gives the lock back
        return
    with db.engine.connect() as connection:
        mine = bool(connection.execute(select(func.pg_try_advisory_lock(LOCK))).scalar_one())
        try:
            yield mine
        finally:
            if mine:
                connection.execute(select(func.pg_advisory_unlock(LOCK)))
