"""Commands about accounts."""

from __future__ import annotations

import sys

import click

from webapp.cli.group import Factory, application, commands
from webapp.services.people.accounts import create_administrator


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
