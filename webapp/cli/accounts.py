"""Commands about accounts."""

from __future__ import annotations

import sys

import click

from webapp.cli.group import Factory, application, commands
from webapp.services.people.accounts import create_administrator
from webapp.services.people.identity import who_has_email
from webapp.services.people.password_links import make_password_link


@commands.command("create-admin")
@click.argument("email")
@click.pass_obj
def create_admin(factory: Factory, email: str) -> None:
    """Create an administrator; the password is asked, or read from standard input."""
    password = _password()
    with application(factory):
        create_administrator(email=email, password=password)
    click.echo(f"{email} is an administrator now.")


@commands.command("password-link")
@click.argument("email")
@click.pass_obj
def password_link(factory: Factory, email: str) -> None:
    """Make the one-time link by which EMAIL sets a new password: the way back in for an administrator.

    It is printed once and works for 72 hours; an earlier one stops working.
    """
    with application(factory) as app:
        token = make_password_link(who=None, person_id=who_has_email(email).id)
        with app.test_request_context():
            path = app.url_for("account.password_by_link", token=token, _external=False)
    click.echo(path)
    click.echo("Put this behind the address of Back to Green, within 72 hours. It works once.", err=True)


def _password() -> str:
    """Asked where somebody can answer, else the first line of standard input, whatever the locale, as UTF-8."""
    if sys.stdin is None:
        raise click.ClickException("Standard input is closed: the password is read from its first line.")
    if sys.stdin.isatty():
        typed: str = click.prompt("Password", hide_input=True, confirmation_prompt=True)
        return typed
    try:
        return sys.stdin.buffer.readline().decode("utf-8").rstrip("\r\n")
    except UnicodeDecodeError:
        raise click.ClickException("The password on standard input is not text in UTF-8: write it so.") from None
