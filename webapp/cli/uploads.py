"""The command that uploads a file of figures or definitions, and takes an upload back."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from webapp.cli.group import Factory, application, commands
from webapp.cli.upload_answers import LAST_YEAR, Options, answers_of, questions
from webapp.cli.upload_telling import Told, tell_refusal, tell_upload
from webapp.cli.upload_undoing import take_back, tell_not_taken_back
from webapp.domain.errors import Refusal
from webapp.domain.rights import Who
from webapp.domain.uploads import UploadState
from webapp.services.people.identity import who_has_email
from webapp.services.uploads.states import load_upload
from webapp.services.uploads.uploading import Outcome, check_file, forget_upload, save_file

LARGEST = 2**31 - 1
"""The largest number an upload can have in either database."""

AGAIN = "Somebody else kept changing the same figures meanwhile: try again."


@commands.command("upload")
@click.argument("file", type=click.Path(path_type=Path), required=False)
@click.option("--by", required=True, metavar="EMAIL", help="Who uploads: performance team or administrator.")
@click.option("--dry-run", is_flag=True, help="Check and count only; save nothing.")
@click.option("--json", "as_json", is_flag=True, help="Print the outcome as JSON.")
@click.option("--mapping", default="", metavar="NAME", help="What the columns hold, as remembered by this name.")
@click.option("--period", default="", help='The period of a file that does not say it, such as "Q3 2014/15".')
@click.option("--sheet", default="", metavar="NAME", help="The sheet, where several hold figures.")
@click.option("--create-indicators", "create", is_flag=True, help="Create unknown codes from their rows.")
@click.option("--warnings", type=click.Choice(["accept"]), help="Save in spite of warnings.")
@click.option("--last-year", type=click.Choice([*LAST_YEAR]), default=None, help="What “last year” is in the file.")
@click.option("--undo", type=click.IntRange(1, LARGEST), metavar="UPLOAD", help="Take this upload back instead.")
@click.option("--reason", default="", help="Why it is taken back.")
@click.pass_obj
def upload(
    factory: Factory,
    file: Path | None,
    by: str,
    dry_run: bool,
    as_json: bool,
    mapping: str,
    period: str,
    sheet: str,
    create: bool,
    warnings: str | None,
    last_year: str | None,
    undo: int | None,
    reason: str,
) -> None:
    """Upload the figures or definitions in FILE: all of them, or none and every fault.

    Exit status 0 means accepted.
    """
    if (file is None) == (undo is None) or (undo is not None and dry_run):
        raise click.UsageError("Name a FILE to upload, or with --undo an upload to take back, which has no dry run.")
    try:
        with application(factory):
            who = who_has_email(by)
            if file is None:
                assert undo is not None
                done = take_back(who, undo, reason, as_json=as_json)
            else:
                options = Options(mapping, period, sheet, last_year or "", create)
                told = _upload(who, file, options, dry_run=dry_run, accept=warnings == "accept")
                done = told.accepted
                tell_upload(told, file.name, as_json=as_json)
                if not told.is_saved:
                    forget_upload(who=who, upload_id=told.upload.id)
    except (Refusal, click.ClickException) as refusal:
        done = False
        if undo is not None:
            tell_not_taken_back(undo, str(refusal), as_json=as_json)
        else:
            tell_refusal(str(refusal), str(file and file.name), as_json=as_json)
    sys.exit(0 if done else 1)


def _upload(who: Who, file: Path, options: Options, *, dry_run: bool, accept: bool) -> Told:
    answers = answers_of(options)
    try:
        source = file.open("rb")
    except OSError as error:
        raise Refusal(f"{file}: {error.strerror}.") from None
    with source:
        outcome = check_file(who=who, file_name=file.name, source=source, answers=answers)
    checked = outcome.upload
    if checked.state is UploadState.ASKING:
        return Told(checked, dry_run, questions(checked.found, options))
    if dry_run or not outcome.accepted:
        return Told(checked, dry_run)
    return _save(who, outcome, accept=accept)


def _save(who: Who, outcome: Outcome, *, accept: bool) -> Told:
    try:
        saved = save_file(who=who, upload_id=outcome.upload.id, accepted=None if accept else ()).upload
    except Refusal as refusal:
        if refusal.field != "accepted":
            raise
        checked = load_upload(outcome.upload.id)
        return Told(checked, False, (_not_accepted(checked.warnings),))
    return Told(saved, False, () if saved.state is not UploadState.CHECKED else (AGAIN,))


def _not_accepted(warnings: int) -> str:
    are = "is 1 warning that is" if warnings == 1 else f"are {warnings} warnings that are"
    return f"There {are} not accepted: correct the file, or add --warnings accept to save it all the same."
