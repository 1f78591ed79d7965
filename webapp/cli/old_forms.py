"""The command that reads a filled-in old form, and saves it if asked."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from webapp.cli.answers import print_json, read_bytes, whole_file
from webapp.cli.group import Factory, application, commands
from webapp.domain.errors import Refusal
from webapp.domain.periods import Calendar
from webapp.readers.form_json import as_json
from webapp.readers.old_form import read_form
from webapp.readers.text import decode
from webapp.services.old_forms.command import Wanted, offered, save_for_command
from webapp.services.people.identity import who_has_email

LARGEST = 1_000_000


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
    """Print what the old form in FILE says, as JSON; --save needs --by, --code and --period."""
    try:
        answer = _answer(factory, file, save, by, Wanted(**answers))
    except (Refusal, click.ClickException) as refusal:
        print_json(whole_file(str(refusal)))
        click.echo(f"Error: {refusal}", err=True)
        sys.exit(1)
    print_json(answer)


def _answer(factory: Factory, file: Path, save: bool, by: str, wanted: Wanted) -> dict[str, Any]:
    """The form as plain values; once saved, with the indicator's code and the plan's number as well."""
    content = read_bytes(file, largest=LARGEST, kind="form")
    if not save:
        # No database is asked, so the financial year is the one of nearly every council: from April.
        return as_json(read_form(content, Calendar()))
    if not by.strip():
        raise Refusal("--save needs --by: the e-mail address of the person who saves the form.")
    text = decode(content)
    with application(factory):
        form, saved = save_for_command(who=who_has_email(by), text=text, wanted=wanted)
        if offer := offered(title=form.indicator_title, code=wanted.code):
            click.echo(offer, err=True)
        for note in saved.rounded:
            click.echo(note, err=True)
        return {**as_json(form), "indicator": saved.code, "plan": saved.plan_id}
