"""What integration tests are given: a migrated database, of each kind, and an application on it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.compiled import CompiledTemplates
from tests.databases import Database
from webapp.app import create_app
from webapp.config import Settings
from webapp.services.migrating import close_database, migrate_database

SECRET_KEY = "0123456789abcdef" * 4


@pytest.fixture(scope="session", autouse=True)
def compiled_templates() -> Iterator[None]:
    """Each template is compiled once, not once for each test's application."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Flask, "jinja_options", {"bytecode_cache": CompiledTemplates()})
        yield


@pytest.fixture(scope="session")
def migrated_url(database: Database, tmp_path_factory: pytest.TempPathFactory) -> str:
    """A database with every table and nothing in them, made once by the migrations; only to be copied."""
    url = database.empty()
    app = create_app(_settings(url, tmp_path_factory.mktemp("instance")))
    with app.app_context():
        migrate_database()
        close_database()
    return url


@pytest.fixture
def database_url(database: Database, migrated_url: str) -> Iterator[str]:
    """A database of this test's own, with every table and nothing in them."""
    url = database.copy(migrated_url)
    yield url
    database.drop(url)


@pytest.fixture
def settings(database_url: str, tmp_path: Path) -> Settings:
    """The settings of ``app``; a test that wants others replaces some of them and calls create_app itself."""
    return _settings(database_url, tmp_path)


@pytest.fixture
def app(settings: Settings) -> Iterator[Flask]:
    """The application on this test's own database, with passwords hashed quickly: nobody attacks them here."""
    app = create_app(settings)
    app.extensions["security"].pwd_context.update(argon2__time_cost=1, argon2__memory_cost=64, argon2__parallelism=1)
    yield app
    with app.app_context():
        close_database()


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A browser without JavaScript, signed in as nobody."""
    return app.test_client()


def _settings(database_url: str, instance: Path) -> Settings:
    return Settings(instance_path=instance, database_url=database_url, secret_key=SECRET_KEY)
