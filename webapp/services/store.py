"""One write transaction an intention: begun at once, in turn, and committed last."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVarTuple, cast

import portalocker
from flask import Flask, current_app
from sqlalchemy import CompoundSelect, Connection, CursorResult, Select, event
from sqlalchemy.orm import Session, scoped_session

from webapp.extensions import db

Columns = TypeVarTuple("Columns")

WRITING = "writing"
TOGETHER = "together"
BUSY_SECONDS = 60
# PostgreSQL's reads agree with no other at its usual isolation, so they go without a transaction: each begun and ended
# one would cost two more round trips.
READS: dict[str, dict[str, Any]] = {"sqlite": {}, "postgresql": {"isolation_level": "AUTOCOMMIT"}}
WRITES: dict[str, dict[str, Any]] = {"sqlite": {}, "postgresql": {"isolation_level": "READ COMMITTED"}}


@contextmanager
def transaction() -> Iterator[scoped_session[Session]]:
    """Open the one write transaction of a service function; commits at the end, rolls back on any exception.

    What guards read before belongs to an older snapshot and is dropped. On SQLite the writers queue on a file lock
    before BEGIN IMMEDIATE: without it they poll, and under load some wait for seconds or fail.
    """
    session = cast("scoped_session[Session]", db.session)
    if session().info.get(TOGETHER):
        yield session
        session.flush()
        return
    session.rollback()
    with turn():
        session.connection(execution_options={WRITING: True, **WRITES[db.engine.dialect.name]})
        session().info[WRITING] = True
        try:
            yield session
            session.commit()
        except BaseException:
            session.rollback()
            raise
        finally:
            session().info.pop(WRITING, None)


@contextmanager
def together() -> Iterator[scoped_session[Session]]:
    """Open one transaction for many service functions: each joins it, and all that they write is kept, or none."""
    with transaction() as session:
        session().info[TOGETHER] = True
        try:
            yield session
        finally:
            session().info.pop(TOGETHER, None)


def read(statement: Select[*Columns] | CompoundSelect[*Columns], **values: object) -> CursorResult[*Columns]:
    """The rows of columns that a statement built once asks for, within the session's transaction.

    Straight from the connection: the session's own way prepares for table objects, which costs twice the query.
    """
    db.session.flush()
    return db.session.connection().execute(statement, values)


@contextmanager
def turn() -> Iterator[None]:
    """Wait for this writer's turn; PostgreSQL queues writers itself."""
    if db.engine.dialect.name != "sqlite":
        yield
        return
    path = Path(f"{db.engine.url.database}.lock")
    with path.open("a") as file:
        portalocker.lock(file, portalocker.LockFlags.EXCLUSIVE)
        try:
            yield
        finally:
            portalocker.unlock(file)


def prepare_engine(app: Flask) -> None:
    """Give every connection its habits; called once, when the application is made."""
    with app.app_context():
        engine = db.engine
        if engine.dialect.name == "sqlite":
            event.listen(engine, "connect", _tune_sqlite)
            event.listen(engine, "begin", _begin_sqlite)
        event.listen(db.session, "before_flush", _refuse_stray_writes)


def _tune_sqlite(connection: sqlite3.Connection, _record: object) -> None:
    connection.isolation_level = None  # the driver must not begin transactions of its own
    cursor = connection.cursor()
    cursor.execute("PRAGMA journal_mode=WAL")
    cursor.execute(f"PRAGMA busy_timeout={BUSY_SECONDS * 1000}")
    cursor.execute("PRAGMA foreign_keys=ON")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    writing = connection.get_execution_options().get(WRITING)
    driver = connection.connection.driver_connection
    assert isinstance(driver, sqlite3.Connection)
    driver.execute("BEGIN IMMEDIATE" if writing else "BEGIN")


def _refuse_stray_writes(session: Session, _context: object, _instances: object) -> None:
    """A write that began as a read can lose to another writer, so there are none."""
    if not session.info.get(WRITING):
        raise RuntimeError("Tables are written inside services.store.transaction() only.")


def settings() -> Any:
    """The start's frozen settings."""
    return current_app.config["BTG"]
