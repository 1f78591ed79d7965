"""The command group, and what every command shares: refusals in one line, and a migrated application."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import click
from flask import Flask

from webapp.config import Settings, UnsafeSetting, load_settings
from webapp.domain.errors import Refusal
from webapp.services.demonstration import demonstration_settings, is_demonstration
from webapp.services.migrating import close_database, migrate_database

Factory = Callable[[Settings], Flask]


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def commands() -> None:
    """Back to Green: performance action plans for every red measure."""


@contextmanager
def refusing() -> Iterator[None]:
    """Turn every refusal into one line on standard error and exit status 1."""
    try:
        yield
    except (Refusal, UnsafeSetting) as refusal:
        raise click.ClickException(str(refusal)) from None
    except OSError as error:
        raise click.ClickException(f"{error.filename or 'The file'}: {error.strerror}.") from None


@contextmanager
def application(factory: Factory) -> Iterator[Flask]:
    """A migrated application and its context, for one command; its connections end with it."""
    with refusing():
        app = factory(load_settings())
        with app.app_context():
            migrate_database()
            if is_demonstration():  # its day is not ours
                app.config["BTG"] = demonstration_settings(app.config["BTG"])
            try:
                yield app
            finally:
                close_database()
