"""The commands of the console; each calls one service and says the outcome in a line."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import click
from flask import Flask

from webapp.config import Settings, UnsafeSetting, load_settings
from webapp.domain.errors import Refusal
from webapp.services.accounts import create_administrator, first_steps
from webapp.services.demonstration import (
    demonstration_accounts,
    demonstration_settings,
    prepare_demonstration,
    refuse_demonstration,
)
from webapp.services.migrating import close_database, migrate_database
from webapp.services.plan_pages import plan_pdf
from webapp.web import server
from webapp.web.server import ensure_free, ensure_loopback

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
    """A migrated application and its context, for one command."""
    with refusing():
        app = factory(load_settings())
        with app.app_context():
            migrate_database()
            yield app


@commands.command("create-admin")
@click.argument("email")
@click.pass_obj
def create_admin(factory: Factory, email: str) -> None:
    """Create an administrator; the password is asked, or read from standard input."""
    if sys.stdin.isatty():
        password = click.prompt("Password", hide_input=True, confirmation_prompt=True)
    else:
        password = sys.stdin.readline().rstrip("\r\n")
    with application(factory):
        create_administrator(email=email, password=password)
    click.echo(f"{email} is an administrator now.")


@commands.command("plan-pdf")
@click.argument("plan", type=int)
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), required=True)
@click.pass_obj
def plan_pdf_command(factory: Factory, plan: int, output: Path) -> None:
    """Write the one page of PLAN, the number in its URL."""
    with application(factory):
        output.write_bytes(plan_pdf(who=None, plan_id=plan))
    click.echo(f"Plan {plan} is in {output}.")


@commands.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
@click.option("--demo", is_flag=True, help="Serve a demonstration council, on this machine only.")
@click.pass_obj
def serve(factory: Factory, host: str, port: int, demo: bool) -> None:
    """Bring the database up to date, then serve."""
    with refusing():
        settings = demonstration_settings(load_settings(serving=True)) if demo else load_settings(serving=True)
        if settings.demo:
            ensure_loopback(host)
        ensure_free(host, port)
        app = factory(settings)
        with app.app_context():
            migrate_database()
            if settings.demo:
                prepare_demonstration()
            else:
                refuse_demonstration()
            lines = demonstration_accounts() if settings.demo else first_steps()
            close_database()
        address = f"[{host}]" if ":" in host else host
        click.echo(f"Back to Green is at http://{address}:{port}")
        for line in lines:
            click.echo(line)
        server.serve(settings, host=host, port=port)
