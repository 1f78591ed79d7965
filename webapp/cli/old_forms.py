"""The command that reads filled-in old forms, one or a zipped folder of them, and saves them if asked."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any, NoReturn

import click

from webapp.cli.answers import print_json, read_bytes, whole_file
from webapp.cli.group import Factory, application, commands
from webapp.domain.errors import Refusal
from webapp.domain.periods import Calendar
from webapp.readers.form_file import form_text
from webapp.readers.form_folder import FormFile, is_folder, read_folder
from webapp.readers.form_json import as_json
from webapp.readers.old_form import read_form
from webapp.services.old_forms.command import Wanted, offered, save_for_command
from webapp.services.old_forms.command_folder import Outcome, save_folder
from webapp.services.people.identity import who_has_email

LARGEST = 100_000_000
YEAR = Calendar()
"""Reading asks no database, so the financial year is the one of nearly every council: from April."""


@commands.command("read-form")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--save", is_flag=True, help="Save it as an indicator, its figures and a draft plan.")
@click.option("--by", default="", metavar="EMAIL", help="Who saves it: performance team or administrator.")
@click.option("--code", default="", help="The indicator's code; that of one with this title uses it.")
@click.option("--polarity", default="", help="lower, higher, range or none; left out, figures are not rated.")
@click.option("--tolerance", default="", help="Such as 5% (of target) or 2.5 (units); left out, 0.")
@click.option("--period", default="", help="The period the form is about, such as 2014-10 or October 2014.")
@click.pass_obj
def read_form_command(factory: Factory, /, file: Path, save: bool, by: str, **answers: str) -> None:
    """Print what the old form in FILE says, as JSON; --save needs --by, --code and --period.

    FILE is a Word document (.docx), a text, a page of HTML, or a zip of many. Of a zip, --save saves each form that
    gives no doubt: under the indicator of its title, or a new one whose code is --code with a number behind it.
    """
    try:
        content = read_bytes(file, largest=LARGEST, kind="form")
        if save and not by.strip():
            raise Refusal("--save needs --by: the e-mail address of the person who saves the form.")
        if is_folder(content):
            outcomes = _saved(factory, content, by, Wanted(**answers)) if save else _read(content)
            print_json({"forms": [_plain(each) for each in outcomes]})
            _end(outcomes, save=save)
        text = form_text(content)
        answer = _saved_form(factory, text, by, Wanted(**answers)) if save else as_json(read_form(text, YEAR))
    except (Refusal, click.ClickException) as refusal:
        print_json(whole_file(str(refusal)))
        click.echo(f"Error: {refusal}", err=True)
        sys.exit(1)
    print_json(answer)


def _saved_form(factory: Factory, text: str, by: str, wanted: Wanted) -> dict[str, Any]:
    """The form as plain values, with the indicator's code and the plan's number."""
    with application(factory):
        form, saved = save_for_command(who=who_has_email(by), text=text, wanted=wanted)
        if offer := offered(title=form.indicator_title, code=wanted.code):
            click.echo(offer, err=True)
        for note in saved.rounded:
            click.echo(note, err=True)
        return {**as_json(form), "indicator": saved.code, "plan": saved.plan_id}


def _read(content: bytes) -> list[Outcome]:
    """Every form of a folder."""
    return [_outcome(file) for file in read_folder(content)]


def _outcome(file: FormFile) -> Outcome:
    if file.trouble:
        return Outcome(file.name, faults=(file.trouble,))
    try:
        return Outcome(file.name, read_form(file.text, YEAR))
    except Refusal as refusal:
        return Outcome(file.name, faults=(refusal.sentence,))


def _saved(factory: Factory, content: bytes, by: str, wanted: Wanted) -> list[Outcome]:
    """Every form of a folder, saved where it gives no doubt."""
    files = read_folder(content)
    with application(factory):
        outcomes = save_folder(who=who_has_email(by), files=files, wanted=wanted)
        for each in outcomes:
            for note in each.saved.rounded if each.saved else ():
                click.echo(f"{each.file}: {note}", err=True)
        return outcomes


def _plain(outcome: Outcome) -> dict[str, Any]:
    plain: dict[str, Any] = {"file": outcome.file, **(as_json(outcome.form) if outcome.form else {})}
    if outcome.saved:
        plain |= {"indicator": outcome.saved.code, "plan": outcome.saved.plan_id}
    return {**plain, **(whole_file(" ".join(outcome.faults)) if outcome.faults else {})}


def _end(outcomes: list[Outcome], *, save: bool) -> NoReturn:
    """Say in one line how many were not read or saved; the exit status is 1 if there is one."""
    unread = sum(each.form is None for each in outcomes)
    unsaved = sum(save and each.form is not None and each.saved is None for each in outcomes)
    said = [f"{unread} could not be read"] * bool(unread) + [f"{unsaved} could not be saved"] * bool(unsaved)
    if said:
        click.echo(f"Error: of {len(outcomes)} forms, {' and '.join(said)}: their errors say why.", err=True)
    sys.exit(1 if said else 0)
