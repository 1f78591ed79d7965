"""The command that says which figures of a period lack a current signed plan."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from flask import Flask

from tests.builders import make_indicator, make_plan, set_figures, sign, submit
from tests.integration.council import Council, found
from tests.integration.covered_council import covered_council
from webapp.cli import commands
from webapp.config import Settings


@pytest.fixture
def settings(settings: Settings) -> Settings:
    return replace(settings, today=date(2015, 1, 20))


@pytest.fixture
def council(app: Flask) -> Iterator[Council]:
    with app.app_context():
        yield covered_council()


def run(app: Flask, *arguments: str) -> Result:
    return CliRunner().invoke(commands, ["coverage", *arguments], obj=lambda _settings: app)


def told(app: Flask, *arguments: str) -> dict[str, Any]:
    answer = run(app, *arguments, "--json")
    return json.loads(answer.stdout)  # type: ignore[no-any-return]


def test_what_is_missing_as_json(app: Flask, council: Council) -> None:
    answer = told(app, "2014-Q3")
    assert {name: value for name, value in answer.items() if name != "gaps"} == {
        "period": "2014-Q3",
        "on": "2015-01-20",
        "required": 9,
        "covered": 2,
        "in_order": 0,
        "awaited": 0,
    }
    assert answer["gaps"][1] == {
        "code": "CS01",
        "title": "Rate of CS01",
        "directorate": "No directorate",
        "period": "2014-12",
        "status": "red",
        "plan_state": "required",
        "gaps": ["no plan", "red again"],
        "overdue_actions": 0,
        "reds_in_a_row": 3,
        "plan_due": "2015-01-30",
        "departmental_lead": "Ann Lee",
        "strategic_lead": "Dan Roe",
        "plan_id": None,
    }
    gaps = {each["code"]: each["gaps"] for each in answer["gaps"]}
    assert gaps["CS07"] == ["out-of-date plan", "overdue actions"]
    assert gaps["CS08"] == ["withdrawn plan"]


def test_what_is_missing_in_lines(app: Flask, council: Council) -> None:
    answer = run(app, "Q3 2014/15")
    assert answer.exit_code == 1
    first, second, *_ = answer.stdout.splitlines()
    assert first == "2 of 9 reds have a current signed plan."
    assert second.split() == ["QS01", "2014-Q3", "red", "No", "plan"]


def test_as_of_another_day(app: Flask, council: Council) -> None:
    answer = told(app, "2014-Q3", "--on", "2014-12-31")
    assert (answer["on"], answer["in_order"]) == ("2014-12-31", 2)


def test_the_exit_status_is_0_once_each_has_a_current_signed_plan(app: Flask) -> None:
    with app.app_context():
        council = found()
        set_figures(council.indicator, "2014-12", actual="450", who=council.performance, targets={"2014-12": "385"})
        plan = make_plan(council.indicator, "2014-12", who=council.lead)
    assert run(app, "2014-12").exit_code == 1
    with app.app_context():
        submit(plan, who=council.lead)
    assert run(app, "2014-12").exit_code == 1
    with app.app_context():
        sign(plan, who=council.director)
    answer = run(app, "2014-12")  # an action is overdue, and the plan stands all the same
    assert (answer.exit_code, answer.stdout.splitlines()) == (
        0,
        [
            "1 of 1 red has a current signed plan.",
            "CS01       2014-12  red    1 action overdue",
        ],
    )


def test_a_period_without_reds_is_covered(app: Flask) -> None:
    with app.app_context():
        council = found()
        green = make_indicator(code="CS02", who=council.performance)
        set_figures(green, "2014-12", actual="1", who=council.performance, targets={"2014-12": "385"})
    answer = run(app, "2014-12")
    assert (answer.exit_code, answer.stdout) == (0, "No figure needs a plan.\n")


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("nonsense",), "nonsense"),
        (("2031-Q3",), "Error: There is no open period 2031-Q3."),
        (("2014-12", "--on", "soon"), "soon"),
        ((), "Missing argument 'PERIOD'"),
    ],
)
def test_a_wrong_period_or_day_ends_with_2(app: Flask, arguments: tuple[str, ...], sentence: str) -> None:
    answer = run(app, *arguments)
    assert answer.exit_code == 2
    assert sentence in answer.stderr


@pytest.mark.parametrize(
    ("words", "status"),
    [("coverage nonsense", 2), ("coverage", 2)],
)
def test_the_console_ends_as_the_command_says(tmp_path: Path, words: str, status: int) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "webapp", *words.split()],
        cwd=tmp_path,
        env={"PYTHONPATH": str(Path(__file__).parents[2]), "BTG_INSTANCE_PATH": str(tmp_path / "instance")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (status, "", 1), done.stderr
    assert done.stderr.startswith("Error: ")
