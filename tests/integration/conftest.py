"""What integration tests are given: a migrated database, of each kind, and an application on it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from unittest.mock import patch

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.databases import Database
from tests.integration.applications import Applications, CompiledTemplates
from webapp.app import create_app
from webapp.config import Settings
from webapp.services.migrating import close_database, migrate_database

SECRET_KEY = "0123456789abcdef" * 4


@pytest.fixture(scope="session", autouse=True)
def compiled_templates() -> Iterator[None]:
    """Each template is compiled once, not once for each test's application."""
    with pytest.MonkeyPatch.context() as monkeypatch:
        monkeypatch.setattr(Flask, "jinja_options", {"bytecode_cache": CompiledTemplates()})
        yield


@pytest.fixture(scope="session")
def migrated_url(database: Database, instance: Path) -> str:
    """A database with every table and nothing in them, made once by the migrations; only to be copied."""
    url = database.empty()
    app = create_app(_settings(url, instance))
    with app.app_context():
        migrate_database()
        close_database()
    return url


@pytest.fixture(scope="session")
def working_url(database: Database, migrated_url: str) -> Iterator[str]:
    """The database in which the tests work, one after the other."""
    url = database.copy(migrated_url)
    yield url
    database.drop(url)


@pytest.fixture
def database_url(database: Database, migrated_url: str, working_url: str) -> str:
    """A database with every table and nothing in them, for this test alone."""
    database.restore(working_url, migrated_url)
    return working_url


@pytest.fixture(scope="session")
def instance(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder for applications that keep nothing in it."""
    return tmp_path_factory.mktemp("instance")


@pytest.fixture
def settings(database_url: str, instance: Path) -> Settings:
    """The settings of ``app``; a test that wants others replaces some of them and calls create_app itself."""
    return _settings(database_url, instance)


@pytest.fixture(scope="session")
def applications() -> Iterator[Applications]:
    """The applications of all tests."""
    applications = Applications()
    yield applications
    applications.close()


@pytest.fixture
def app(settings: Settings, applications: Applications) -> Iterator[Flask]:
    """The application on this test's own database; what the test changes in its configuration ends with it."""
    app = applications.get(settings)
    with patch.dict(app.config):
        yield app


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A browser without JavaScript, signed in as nobody."""
    return app.test_client()


def _settings(database_url: str, instance: Path) -> Settings:
    return Settings(instance_path=instance, database_url=database_url, secret_key=SECRET_KEY)
