"""Runs the migrations on the application's own database."""

from __future__ import annotations

import sqlite3

from alembic import context
from sqlalchemy import Connection

from webapp import models  # noqa: F401  (fills the metadata)
from webapp.extensions import db
from webapp.services.store import WRITES


def run() -> None:
    """Migrate in one transaction, in batch mode where SQLite cannot alter a table."""
    with db.engine.connect().execution_options(**WRITES[db.engine.dialect.name]) as connection:
        _mind_references(connection, mind=False)
        context.configure(
            connection=connection,
            target_metadata=db.metadata,
            render_as_batch=connection.dialect.name == "sqlite",
            compare_type=True,
        )
        with context.begin_transaction():
            context.run_migrations()
        connection.commit()
        _mind_references(connection, mind=True)


def _mind_references(connection: Connection, *, mind: bool) -> None:
    """Batch mode drops a table and puts its copy in its place: meanwhile SQLite must not miss what refers to it.

    Straight to the driver: within a transaction SQLite would ignore it.
    """
    driver = connection.connection.driver_connection
    if not isinstance(driver, sqlite3.Connection):
        return
    if mind and (lost := driver.execute("PRAGMA foreign_key_check").fetchall()):
        raise RuntimeError(f"The migration lost what these rows refer to: {lost[:5]}")
    driver.execute(f"PRAGMA foreign_keys={'ON' if mind else 'OFF'}")


run()
