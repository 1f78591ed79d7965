"""Bringing the database to the newest migration, one process at a time."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from alembic import command
from alembic.util import CommandError
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from webapp.config import PREFIX, UnsafeSetting
from webapp.extensions import db, migrate
from webapp.services.figures.statuses import restate_unsettled
from webapp.services.store import transaction, turn

MIGRATING = 7_205_519  # a PostgreSQL advisory lock of ours


def migrate_database() -> None:
    """Upgrade to the newest migration; others who start at the same time wait.

    Raises UnsafeSetting where the database cannot be reached, is none, or belongs to a newer version.
    """
    logging.getLogger("alembic").setLevel(logging.WARNING)
    try:
        with _alone():
            command.upgrade(migrate.get_config(), "head")
        with transaction() as session:
            restate_unsettled(session)
    except DBAPIError as error:
        reason = str(error.orig).strip().splitlines()[0]
        raise UnsafeSetting(f"The database cannot be used ({reason}): check {PREFIX}DATABASE_URL.") from None
    except CommandError as error:
        raise UnsafeSetting(
            f"The database belongs to another version of Back to Green ({error}): install that version or a newer one."
        ) from None


@contextmanager
def _alone() -> Iterator[None]:
    """Let nobody else migrate meanwhile."""
    if db.engine.dialect.name == "sqlite":
        with turn():
            yield
        return
    with db.engine.connect() as connection:
        connection.execute(text("select pg_advisory_lock(:key)"), {"key": MIGRATING})
        try:
            yield
        finally:
            connection.execute(text("select pg_advisory_unlock(:key)"), {"key": MIGRATING})


def close_database() -> None:
    """Let go of every connection, before the server's own processes open theirs."""
    db.session.remove()
    db.engine.dispose()
