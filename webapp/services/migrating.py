"""Bringing the database to the newest migration, one process at a time."""

from __future__ import annotations

import logging

from flask_migrate import upgrade
from sqlalchemy import text

from webapp.extensions import db
from webapp.services.store import turn

MIGRATING = 7_205_519  # a PostgreSQL advisory lock of ours


def migrate_database() -> None:
    """Upgrade to the newest migration; others who start at the same time wait."""
    logging.getLogger("alembic").setLevel(logging.WARNING)
    if db.engine.dialect.name == "sqlite":
        with turn():
            upgrade()
        return
    with db.engine.connect() as connection:
        connection.execute(text("select pg_advisory_lock(:key)"), {"key": MIGRATING})
        try:
            upgrade()
        finally:
            connection.execute(text("select pg_advisory_unlock(:key)"), {"key": MIGRATING})


def close_database() -> None:
    """Let go of every connection, before the server's own processes open theirs."""
    db.session.remove()
    db.engine.dispose()
