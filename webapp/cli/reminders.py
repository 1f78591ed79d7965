"""The command by which a scheduler sends the day's reminders."""

from __future__ import annotations

from typing import Any

import click

from webapp.cli.answers import print_json
from webapp.cli.group import Factory, application, commands
from webapp.domain.reminders import DigestState
from webapp.services.reminders.sending import Run, Told, preview_reminders, send_reminders
from webapp.web.outgoing_links import mail_links


@commands.command("send-reminders")
@click.option("--dry-run", is_flag=True, help="Say who would be reminded of what; send and write nothing.")
@click.option("--json", "as_json", is_flag=True, help="Print the outcome as JSON.")
@click.pass_obj
def send_reminders_command(factory: Factory, dry_run: bool, as_json: bool) -> None:
    """Send everybody the day's reminders, one message each, and none of them twice."""
    with application(factory) as app:
        run = preview_reminders() if dry_run else send_reminders(links=mail_links(app))
    if as_json:
        print_json({"dry_run": dry_run, **_plain(run)})
    else:
        _say(run, dry_run=dry_run)
    if run.trouble:
        raise click.ClickException(run.trouble)


def _say(run: Run, *, dry_run: bool) -> None:
    if run.note:
        click.echo(f"{run.note}: nothing {'would be' if dry_run else 'was'} sent.")
    if dry_run:
        for told in run.digests:
            click.echo(f"{told.address} ({told.person})")
            for reminder in told.reminders:
                click.echo(f"  {reminder.kind}: {reminder}")
        click.echo(f"Would be sent: {len(run.digests)}. Settled earlier today: {run.earlier}.")
        return
    for told in run.digests:
        if told.state is not DigestState.SENT:
            click.echo(f"{told.address}: {told.state}. {told.trouble}", err=True)
    if not run.note:
        counts = (f"{state.capitalize()}: {run.count(state)}" for state in _OUTCOMES)
        click.echo(f"{'. '.join(counts)}. Settled earlier today: {run.earlier}.")


_OUTCOMES = (DigestState.SENT, DigestState.REFUSED, DigestState.UNKNOWN)


def _plain(run: Run) -> dict[str, Any]:
    return {
        "day": run.day.isoformat(),
        **{state.value: run.count(state) for state in _OUTCOMES},
        "earlier": run.earlier,
        "note": run.note,
        "trouble": run.trouble,
        "digests": [_digest(told) for told in run.digests],
    }


def _digest(told: Told) -> dict[str, Any]:
    return {
        "person": told.person,
        "address": told.address,
        "state": told.state.value if told.state else None,
        "trouble": told.trouble,
        "items": [
            {
                "kind": reminder.kind.value,
                "name": reminder.name,
                "words": reminder.words,
                "plan": reminder.plan_id,
                "day": reminder.day.isoformat(),
            }
            for reminder in told.reminders
        ],
    }
