"""The command that serves the product."""

from __future__ import annotations

from dataclasses import replace

import click

from webapp.cli.group import Factory, commands, refusing
from webapp.config import load_settings
from webapp.services.demonstration import (
    demonstration_accounts,
    demonstration_settings,
    prepare_demonstration,
    refuse_demonstration,
)
from webapp.services.migrating import close_database, migrate_database
from webapp.services.people.accounts import first_steps
from webapp.web import server
from webapp.web.server import ensure_free, ensure_loopback


@commands.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
@click.option("--demo", is_flag=True, help="Serve a demonstration council, on this machine only.")
@click.pass_obj
def serve(factory: Factory, host: str, port: int, demo: bool) -> None:
    """Bring the database up to date, then serve."""
    with refusing():
        settings = load_settings(serving=True)
        if demo:
            settings = demonstration_settings(settings)
        address = f"http://{f'[{host}]' if ':' in host else host}:{port}"
        if settings.demo:
            settings = replace(settings, public_url=settings.public_url or address)
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
        click.echo(f"Back to Green is at {address}")
        for line in lines:
            click.echo(line)
        server.serve(settings, host=host, port=port)
