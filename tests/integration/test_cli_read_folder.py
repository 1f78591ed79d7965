"""The command on Word documents, pages and zipped folders: its JSON, what it saves, and how it refuses."""

from __future__ import annotations

import json
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from flask import Flask
from sqlalchemy import func, select

from tests.builders import make_indicator, make_person
from tests.integration.old_form_example import FILE
from tests.integration.old_form_folder import FORM, Filled, folder
from tests.word_forms import from_text
from webapp.app import create_app
from webapp.cli import commands
from webapp.config import Settings
from webapp.domain.rag import Polarity
from webapp.domain.rights import Role
from webapp.extensions import db
from webapp.models import Plan
from webapp.services.plans.records import load_plan

Run = Callable[..., Result]
BY = ("--save", "--by", "priya.nair@council.example")
KEYS = [
    *("indicator_title", "strategic_director_lead", "departmental_lead", "unit", "targets", "actual"),
    *("stated_variance", "stated_percent", "non_compliance_reason", "actions", "disagreements", "unread"),
]
OCTOBER, SEPTEMBER = FORM.but(target="90 (Oct 2014)"), FORM.but(target="90 (Sep 2014)")


@pytest.fixture
def run(app: Flask, settings: Settings, tmp_path: Path) -> Run:
    """Run the command on a folder of these forms; the council knows one indicator."""
    with app.app_context():
        who = make_person("Priya Nair", Role.PERFORMANCE)
        make_indicator(code="REP9", who=who, title=FORM.title, unit="%", polarity="higher")

    def run(*words: str, **forms: Filled | str | bytes) -> Result:
        return on_folder(tmp_path, *words, obj=lambda _: create_app(settings), **forms)

    return run


def on_folder(path: Path, *words: str, obj: Any = None, **forms: Filled | str | bytes) -> Result:
    file = path / "forms.zip"
    file.write_bytes(folder(**forms))
    return CliRunner().invoke(commands, ["read-form", str(file), *words], obj=obj)


def forms_of(result: Result) -> dict[str, dict[str, Any]]:
    """What is answered about each file."""
    return {each.pop("file").removesuffix(".txt"): each for each in json.loads(result.stdout)["forms"]}


def message(outcome: dict[str, Any]) -> str:
    (error,) = outcome["errors"]
    assert (error["line"], error["column"], error["value"]) == (None, None, None)
    return str(error["message"])


def test_a_word_document_answers_exactly_as_its_text_does(tmp_path: Path) -> None:
    document = tmp_path / "form.docx"
    document.write_bytes(from_text(FILE.read_text(encoding="utf-8")))
    answers = [CliRunner().invoke(commands, ["read-form", str(each)], obj=None) for each in (document, FILE)]
    assert [each.exit_code for each in answers] == [0, 0]
    assert answers[0].stdout == answers[1].stdout


def test_a_page_of_html_is_read(tmp_path: Path) -> None:
    page = tmp_path / "form.html"
    page.write_text("<table><tr><td>Indicator Title<td>Bins<tr><td>Target<td>90</table>", encoding="utf-8")
    answer = CliRunner().invoke(commands, ["read-form", str(page)], obj=None)
    assert json.loads(answer.stdout)["indicator_title"] == "Bins"


def test_a_document_of_the_older_kind_is_refused_in_one_line(tmp_path: Path) -> None:
    file = tmp_path / "form.doc"
    file.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
    answer = CliRunner().invoke(commands, ["read-form", str(file)], obj=None)
    assert answer.exit_code == 1
    assert answer.stderr == f"Error: {message(json.loads(answer.stdout))}\n"


def test_every_form_of_a_folder_is_printed_and_no_database_asked(tmp_path: Path) -> None:
    result = on_folder(tmp_path, a=FORM, **{"b.docx": FORM.document})
    assert (result.exit_code, result.stderr) == (0, "")
    forms = forms_of(result)
    assert [list(each) for each in forms.values()] == [KEYS, KEYS]
    assert forms["a"] == forms["b.docx"]


def test_one_that_cannot_be_read_is_listed_beside_the_others(tmp_path: Path) -> None:
    result = on_folder(tmp_path, a=FORM, b="Dear all", **{"c.doc": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"})
    forms = forms_of(result)
    assert result.exit_code == 1
    assert result.stderr == "Error: of 3 forms, 2 could not be read: their errors say why.\n"
    assert (list(forms["a"]), list(forms["b"])) == (KEYS, ["errors"])
    assert "older kind (.doc)" in message(forms["c.doc"])


def test_a_damaged_zip_is_refused_as_any_file(tmp_path: Path) -> None:
    file = tmp_path / "forms.zip"
    file.write_bytes(folder(a=FORM)[:-30])
    result = CliRunner().invoke(commands, ["read-form", str(file)], obj=None)
    assert (result.exit_code, list(json.loads(result.stdout))) == (1, ["errors"])


def test_forms_of_known_titles_are_saved_each_by_itself(app: Flask, run: Run) -> None:
    result = run(*BY, a=OCTOBER, b=SEPTEMBER, c=OCTOBER.but(title="Bins"), d="Dear all")
    forms = forms_of(result)
    assert result.exit_code == 1
    assert result.stderr == "Error: of 4 forms, 1 could not be read and 1 could not be saved: their errors say why.\n"
    assert [(forms[name]["indicator"], forms[name]["plan"]) for name in "ab"] == [("REP9", 1), ("REP9", 2)]
    assert list(forms["a"]) == [*KEYS, "indicator", "plan"]
    assert "new here: give that a code" in message(forms["c"])
    assert list(forms["c"]) == [*KEYS, "errors"]
    with app.app_context():
        assert [load_plan(number).period.key for number in (1, 2)] == ["2014-10", "2014-09"]


def test_new_indicators_take_the_code_with_a_number_and_the_rule_given(app: Flask, run: Run) -> None:
    rule = ("--code", "REP", "--polarity", "higher", "--tolerance", "5%", "--period", "Oct 2014")
    result = run(*BY, *rule, a=FORM.but(title="Bins"), b=FORM.but(title="Potholes"), c=FORM)
    forms = forms_of(result)
    assert [each["indicator"] for each in forms.values()] == ["REP1", "REP2", "REP9"]
    assert result.exit_code == 0, result.output
    with app.app_context():
        rules = [load_plan(number).indicator.rules.own for number in (1, 2)]
        assert {(each.polarity, each.tolerance.amount) for each in rules} == {(Polarity.HIGHER, Decimal(5))}


def test_forms_of_one_new_title_are_of_one_indicator(run: Run) -> None:
    forms = forms_of(run(*BY, "--code", "BIN", a=OCTOBER.but(title="Bins"), b=SEPTEMBER.but(title="Bins")))
    assert [each["indicator"] for each in forms.values()] == ["BIN1", "BIN1"]


DOUBTS = {
    "two periods that have begun": (FORM, ("--code", "X"), "give --period"),
    "no period at all": (FORM.but(target="90"), (), "give --period"),
    "nearly the same title": (FORM.but(title="Repairs done in times"), ("--period", "2014-10"), "It may be about REP9"),
    "another frequency": (FORM, ("--period", "2014-Q3"), "REP9 is monthly"),
    "no title": (FORM.but(title=""), ("--period", "2014-10"), "names no indicator"),
}


@pytest.mark.parametrize(("form", "words", "sentence"), DOUBTS.values(), ids=DOUBTS)
def test_a_form_that_gives_doubt_is_not_saved(
    app: Flask, run: Run, form: Filled, words: tuple[str, ...], sentence: str
) -> None:
    result = run(*BY, *words, a=form)
    assert (result.exit_code, sentence in message(forms_of(result)["a"])) == (1, True)
    with app.app_context():
        assert db.session.execute(select(func.count()).select_from(Plan)).scalar_one() == 0


def test_two_forms_for_one_plan_are_both_left(run: Run) -> None:
    forms = forms_of(run(*BY, "--period", "2014-10", a=FORM, b=FORM.but(what="Wait.")))
    assert message(forms["a"]) == "“b.txt” is about the same indicator and period: leave one of them out."
    assert "“a.txt” is about the same" in message(forms["b"])


def test_the_same_folder_twice_saves_nothing_twice(run: Run) -> None:
    assert run(*BY, a=OCTOBER).exit_code == 0
    again = run(*BY, a=OCTOBER)
    assert "There is a plan of this indicator for October 2014 already" in message(forms_of(again)["a"])


REFUSED = {
    "nobody": (("--save",), "needs --by"),
    "somebody unknown": (("--save", "--by", "who@council.example"), "Nobody has"),
    "a period that is none": ((*BY, "--period", "soon"), "--period"),
    "a polarity that is none": ((*BY, "--polarity", "up"), "lower, higher"),
    "a tolerance that is none": ((*BY, "--tolerance", "x"), "A tolerance is"),
}


@pytest.mark.parametrize(("words", "sentence"), REFUSED.values(), ids=REFUSED)
def test_options_that_cannot_be_understood_are_refused_in_one_line(
    run: Run, words: tuple[str, ...], sentence: str
) -> None:
    result = run(*words, a=FORM)
    said = message(json.loads(result.stdout))
    assert (result.exit_code, sentence in said, result.stderr) == (1, True, f"Error: {said}\n")


def test_a_reader_saves_no_folder(app: Flask, run: Run) -> None:
    with app.app_context():
        make_person("Tom Bell", Role.READER)
    assert "performance team" in message(json.loads(run("--save", "--by", "tom.bell@council.example", a=FORM).stdout))
