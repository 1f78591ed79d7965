"""Names that must stay unique are given one at a time."""

from __future__ import annotations

from typing import Any

from sqlalchemy import text

from webapp.extensions import db


def wait_for_names(table: type[Any]) -> None:
    """Inside a transaction: nobody else names a row of this table until it ends, so a check made now still holds.

    SQLite has one writer at a time anyway; PostgreSQL needs the lock, which no reader waits for.
    """
    if db.engine.dialect.name == "postgresql":
        db.session.execute(text(f"LOCK TABLE {table.__tablename__} IN SHARE ROW EXCLUSIVE MODE"))
