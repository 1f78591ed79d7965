"""The command that uploads a period's figures."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from webapp.cli.answers import print_json
from webapp.cli.group import Factory, application, commands
from webapp.domain.errors import Refusal
from webapp.readers.figures_csv import Fault
from webapp.services.people.identity import who_has_email
from webapp.services.uploads.uploading import Outcome, check_upload, upload_figures


@commands.command("upload")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--by", required=True, metavar="EMAIL", help="Who uploads: performance team or administrator.")
@click.option("--dry-run", is_flag=True, help="Check and count only; save nothing.")
@click.option("--json", "as_json", is_flag=True, help="Print the outcome as JSON.")
@click.pass_obj
def upload(factory: Factory, file: Path, by: str, dry_run: bool, as_json: bool) -> None:
    """Upload the figures of the CSV in FILE: all of them, or none and every fault."""
    try:
        outcome = _upload(factory, file, by, dry_run)
    except (Refusal, click.ClickException) as refusal:
        outcome = Outcome(rows=0, faults=(Fault(None, None, None, str(refusal)),))
    if as_json:
        print_json(_plain(outcome))
    _say(outcome, file.name, dry_run=dry_run, aloud=not as_json)
    sys.exit(0 if outcome.accepted else 1)


def _upload(factory: Factory, file: Path, by: str, dry_run: bool) -> Outcome:
    try:
        content = file.read_bytes()
    except OSError as error:
        raise Refusal(f"{file}: {error.strerror}.") from None
    with application(factory):
        who = who_has_email(by)
        if dry_run:
            return check_upload(who=who, content=content)
        return upload_figures(who=who, file_name=file.name, content=content)


def _plain(outcome: Outcome) -> dict[str, object]:
    return {
        "accepted": outcome.accepted,
        "rows": outcome.rows,
        "created": outcome.created,
        "changed": outcome.changed,
        "unchanged": outcome.unchanged,
        "errors": [
            {"line": fault.line, "column": fault.column, "value": fault.value, "message": fault.message}
            for fault in outcome.faults
        ],
    }


def _say(outcome: Outcome, name: str, *, dry_run: bool, aloud: bool) -> None:
    """The outcome in lines for people; beside JSON only what that does not hold, on standard error."""
    if aloud and not outcome.accepted:
        click.echo(f"{name} was refused; nothing was saved.", err=True)
        for fault in outcome.faults:
            click.echo(f"  {place_of(fault)}{fault.message}", err=True)
    if aloud and outcome.accepted:
        counts = f"{outcome.created} new, {outcome.changed} changed, {outcome.unchanged} unchanged"
        done = "would be accepted; nothing was saved" if dry_run else "was accepted"
        click.echo(f"{name} {done}. Rows: {outcome.rows}. Figures: {counts}.")
    for label in outcome.opened:
        click.echo(f"Period {'to be opened' if dry_run else 'opened'}: {label}.", err=not aloud)
    for line, column in outcome.rounded:
        click.echo(f"Line {line}, {column}: rounded to the six places that are kept.", err=not aloud)


def place_of(fault: Fault) -> str:
    """ "Line 3, actual: "; empty for the whole file."""
    places = [f"line {fault.line}" if fault.line else "", fault.column or ""]
    place = ", ".join(place for place in places if place)
    return f"{place[0].upper()}{place[1:]}: " if place else ""
