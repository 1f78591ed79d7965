"""Every test begins with the same database, whatever the test before it wrote there."""

from __future__ import annotations

from flask import Flask
from sqlalchemy import select

from tests.builders import make_person
from tests.databases import Database
from webapp.domain.rights import Role
from webapp.extensions import db
from webapp.models import Person


def test_what_was_written_is_gone_and_numbers_begin_again(
    app: Flask, database: Database, database_url: str, migrated_url: str
) -> None:
    for name in ("Ann Lee", "Dan Roe"):
        with app.app_context():
            assert make_person(name, Role.LEAD).id == 1
            assert db.session.execute(select(Person.name)).scalars().all() == [name]
        database.restore(database_url, migrated_url)
