"""The command that uploads a period's figures."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from webapp.cli.answers import print_json
from webapp.cli.group import Factory, application, commands
from webapp.domain.errors import Refusal
from webapp.services.people.identity import who_has_email
from webapp.services.uploads.remarks import Remark, every_remark
from webapp.services.uploads.uploading import Outcome, check_file, forget_upload, save_file


@commands.command("upload")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--by", required=True, metavar="EMAIL", help="Who uploads: performance team or administrator.")
@click.option("--dry-run", is_flag=True, help="Check and count only; save nothing.")
@click.option("--json", "as_json", is_flag=True, help="Print the outcome as JSON.")
@click.pass_obj
def upload(factory: Factory, file: Path, by: str, dry_run: bool, as_json: bool) -> None:
    """Upload the figures of the CSV in FILE: all of them, or none and every fault."""
    with application(factory):
        who = who_has_email(by)
        try:
            source = file.open("rb")
        except OSError as error:
            raise Refusal(f"{file}: {error.strerror}.") from None
        with source:
            outcome = check_file(who=who, file_name=file.name, source=source)
        if outcome.accepted and not dry_run:
            outcome = save_file(who=who, upload_id=outcome.upload.id)
        faults = tuple(every_remark(outcome.upload.id, "fault"))
        if not outcome.accepted or dry_run:
            forget_upload(who=who, upload_id=outcome.upload.id)
    if as_json:
        print_json(_plain(outcome, faults))
    sys.exit(0 if outcome.accepted else 1)


def _plain(outcome: Outcome, faults: tuple[Remark, ...]) -> dict[str, object]:
    upload = outcome.upload
    return {
        "accepted": outcome.accepted,
        "rows": upload.rows,
        "created": upload.created,
        "changed": upload.changed,
        "unchanged": upload.unchanged,
        "errors": [
            {"line": fault.line, "column": fault.column, "value": fault.value, "message": fault.message}
            for fault in faults
        ],
    }
