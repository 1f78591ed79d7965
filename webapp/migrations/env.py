"""Runs the migrations on the application's own database."""

from __future__ import annotations

from alembic import context

from webapp import models  # noqa: F401  (fills the metadata)
from webapp.extensions import db
from webapp.services.store import WRITES


def run() -> None:
    """Migrate in one transaction, in batch mode where SQLite cannot alter a table."""
    with db.engine.connect().execution_options(**WRITES[db.engine.dialect.name]) as connection:
        context.configure(
            connection=connection,
            target_metadata=db.metadata,
            render_as_batch=connection.dialect.name == "sqlite",
            compare_type=True,
        )
        with context.begin_transaction():
            context.run_migrations()
        connection.commit()


run()
