"""The applications of the tests: making one and compiling its templates takes longer than many a test."""

from __future__ import annotations

from types import CodeType

from flask import Flask
from jinja2.bccache import Bucket, BytecodeCache

from webapp.app import create_app
from webapp.config import Settings
from webapp.extensions import security
from webapp.services.migrating import close_database


class Applications:
    """Applications whose passwords are hashed quickly: nobody attacks them here."""

    def __init__(self) -> None:
        self._made: dict[Settings, Flask] = {}

    def get(self, settings: Settings) -> Flask:
        """The same one for the same settings."""
        if settings not in self._made:
            self._made[settings] = create_app(settings)
        hash_quickly()
        return self._made[settings]

    def close(self) -> None:
        """Let go of their databases."""
        for app in self._made.values():
            with app.app_context():
                close_database()


def hash_quickly() -> None:
    """Until the next application is made, which sets up the one Security object of all anew."""
    security.pwd_context.update(argon2__time_cost=1, argon2__memory_cost=64, argon2__parallelism=1)


class CompiledTemplates(BytecodeCache):
    """What every template was compiled to, by its file and its text, for all applications of this process."""

    def __init__(self) -> None:
        self._codes: dict[tuple[str, str], CodeType] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        bucket.code = self._codes.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        if bucket.code is not None:
            self._codes[bucket.key, bucket.checksum] = bucket.code
