"""The command that reads an old form: its JSON, what it saves, and how it refuses."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from flask import Flask

from tests.builders import make_indicator, make_person
from tests.integration.old_form_example import FILE, TITLE
from webapp.app import create_app
from webapp.cli import commands
from webapp.config import Settings
from webapp.domain.rights import Role
from webapp.services.plans.records import load_plan

Run = Callable[..., Result]
BY = ("--save", "--by", "Priya.Nair@council.example")
RULE = ("--polarity", "higher", "--tolerance", "5%")
WHOLE = (*BY, "--code", "LIB1", *RULE, "--period", "Q3 2014/15")


@pytest.fixture
def run(app: Flask, settings: Settings) -> Run:
    with app.app_context():
        make_person("Priya Nair", Role.PERFORMANCE)
        make_person("Tom Bell", Role.READER)

    def run(*words: str) -> Result:
        return CliRunner().invoke(commands, ["read-form", *words], obj=lambda _: create_app(settings))

    return run


def read_only(*words: str) -> Result:
    """Run without any application: whoever asks for one fails."""
    return CliRunner().invoke(commands, ["read-form", *words], obj=None)


def answer(result: Result) -> dict[str, Any]:
    parsed: dict[str, Any] = json.loads(result.stdout)
    return parsed


def test_reading_prints_exactly_the_promised_keys_and_asks_no_database(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BTG_INSTANCE_PATH", str(tmp_path / "instance"))
    result = read_only(str(FILE))
    assert result.exit_code == 0, result.output
    assert list(answer(result)) == [
        *("indicator_title", "strategic_director_lead", "departmental_lead", "unit", "targets", "actual"),
        *("stated_variance", "stated_percent", "non_compliance_reason", "actions", "disagreements", "unread"),
    ]
    assert not (tmp_path / "instance").exists()


def test_figures_are_strings_and_periods_keys() -> None:
    read = answer(read_only(str(FILE)))
    assert read["targets"] == [
        {"value": "1250.0", "estimated": True, "period": "2014-Q3"},
        {"value": "1300", "estimated": False, "period": "2014-FY"},
    ]
    assert (read["actual"], read["stated_variance"], read["stated_percent"]) == ("1181.9", "-68.6", "-5.5")
    assert [action["due"] for action in read["actions"]] == ["2015-03-31", "2014-12-01"]
    assert read["disagreements"] == [
        {
            "against": "2014-Q3",
            "stated_variance": "-68.6",
            "computed_variance": "-68.1",
            "stated_percent": "-5.5",
            "computed_percent": "-5.4",
            "would_reconcile": [{"figure": "actual", "value": "1181.4"}, {"figure": "target", "value": "1250.5"}],
        }
    ]


def test_a_percent_that_would_reconcile_has_one_decimal(tmp_path: Path) -> None:
    form = tmp_path / "form.txt"
    form.write_text("Indicator Title: X\nTarget: 100 (Oct 2014)\nPerformance this Period: 114 +Target: 14 (15.0%)\n")
    (found,) = answer(read_only(str(form)))["disagreements"]
    assert {"figure": "percent", "value": "14.0"} in found["would_reconcile"]


def test_saving_prints_the_same_and_where_it_went(app: Flask, run: Run) -> None:
    result = run(str(FILE), *WHOLE)
    assert result.exit_code == 0, result.output
    saved = answer(result)
    assert (saved.pop("indicator"), saved.pop("plan")) == ("LIB1", 1)
    assert saved == answer(read_only(str(FILE)))
    with app.app_context():
        record = load_plan(1)
        assert (record.indicator.rules.own.polarity, record.period.key, record.state) == ("higher", "2014-Q3", "draft")


def test_a_polarity_left_out_stays_undecided(app: Flask, run: Run) -> None:
    assert run(str(FILE), *BY, "--code", "LIB1", "--period", "2014-Q3").exit_code == 0
    with app.app_context():
        assert load_plan(1).indicator.rules.own.polarity is None


def test_an_indicator_of_the_same_title_and_code_is_used(app: Flask, run: Run) -> None:
    with app.app_context():
        who = make_person("Ada Min", Role.ADMINISTRATOR)
        about: dict[str, Any] = {"title": TITLE, "frequency": "quarter", "unit": "per 1,000", "polarity": "higher"}
        indicator = make_indicator(code="OLD1", who=who, **about)
    assert "--polarity" in refusal(run(str(FILE), *BY, "--code", "OLD1", "--polarity", "lower", "--period", "2014-Q3"))
    assert run(str(FILE), *BY, "--code", "old1", *RULE, "--period", "2014-Q3").exit_code == 0
    with app.app_context():
        assert load_plan(1).indicator.id == indicator


def test_a_new_code_for_a_title_that_is_there_saves_and_offers_the_other(app: Flask, run: Run) -> None:
    with app.app_context():
        who = make_person("Ada Min", Role.ADMINISTRATOR)
        make_indicator(code="OLD1", who=who, title=TITLE, frequency="quarter")
    result = run(str(FILE), *WHOLE)
    assert result.exit_code == 0
    assert answer(result)["indicator"] == "LIB1"
    assert "OLD1" in result.stderr


def refusal(result: Result) -> str:
    """The one sentence of a refusal, which stands as JSON on standard output and in one line on the other."""
    assert result.exit_code == 1, result.output
    (error,) = answer(result)["errors"]
    assert (error["line"], error["column"], error["value"]) == (None, None, None)
    assert result.stderr == f"Error: {error['message']}\n"
    return str(error["message"])


REFUSED = {
    "nobody": (("--save", "--code", "X", "--period", "2014-Q3"), "needs --by"),
    "somebody unknown": (("--save", "--by", "who@council.example", "--code", "X", "--period", "2014-Q3"), "Nobody has"),
    "a reader": (
        ("--save", "--by", "tom.bell@council.example", "--code", "X", "--period", "2014-Q3"),
        "performance team",
    ),
    "no code": ((*BY, "--period", "2014-Q3"), "needs --code"),
    "no period": ((*BY, "--code", "X"), "needs --period"),
    "a period that is none": ((*BY, "--code", "X", "--period", "soon"), "--period"),
    "a polarity that is none": ((*BY, "--code", "X", "--period", "2014-Q3", "--polarity", "up"), "lower, higher"),
    "a tolerance that is none": ((*BY, "--code", "X", "--period", "2014-Q3", "--tolerance", "x"), "A tolerance is"),
    "a tolerance below 0": ((*BY, "--code", "X", "--period", "2014-Q3", "--tolerance", "-1"), "not possible"),
}


@pytest.mark.parametrize(("words", "sentence"), REFUSED.values(), ids=REFUSED)
def test_a_save_is_refused_in_one_line(run: Run, words: tuple[str, ...], sentence: str) -> None:
    assert sentence in refusal(run(str(FILE), *words))


def test_the_same_form_twice_is_refused(run: Run) -> None:
    assert run(str(FILE), *WHOLE).exit_code == 0
    assert "already, plan 1" in refusal(run(str(FILE), *WHOLE))


BAD = {
    "empty": (b"", "not a performance action plan form"),
    "another text": (b"Dear all", "not a performance action plan form"),
    "a workbook": (b"PK\x03\x04", "Excel workbook"),
    "binary": (b"Target: 1\x00\x01\x02 Indicator Title: 2", "NUL"),
    "endless": (b"x" * 1_000_001, "larger than 1 MB"),
}


@pytest.mark.parametrize(("content", "sentence"), BAD.values(), ids=BAD)
def test_a_file_that_is_no_form_is_refused_in_one_line(tmp_path: Path, content: bytes, sentence: str) -> None:
    file = tmp_path / "form.txt"
    file.write_bytes(content)
    assert sentence in refusal(read_only(str(file)))


def test_a_missing_file_and_a_folder_are_refused(tmp_path: Path) -> None:
    assert "No such file" in refusal(read_only(str(tmp_path / "none.txt")))
    assert "Is a directory" in refusal(read_only(str(tmp_path)))
