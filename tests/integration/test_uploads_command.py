"""The upload command: its JSON, its lines for people, its exit status."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from flask import Flask

from tests.integration.council import found
from webapp.app import create_app
from webapp.cli import commands
from webapp.config import Settings

Run = Callable[..., Result]
BY = "priya.nair@council.example"
HEADER = "indicator_code,period,actual,target,actual_estimated,target_estimated,comment\n"


@pytest.fixture
def run(app: Flask, settings: Settings) -> Run:
    with app.app_context():
        found()

    def run(*words: str) -> Result:
        return CliRunner().invoke(commands, ["upload", *words], obj=lambda _: create_app(settings))

    return run


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "figures.csv"
    path.write_text(HEADER + "CS01,2014-10,440,385.6,,,\nCS01,2014-11,441.1234567,,yes,,\n")
    return path


def answer(result: Result) -> dict[str, Any]:
    parsed: dict[str, Any] = json.loads(result.stdout)
    return parsed


def test_an_accepted_file_is_counted_in_json(run: Run, file: Path) -> None:
    result = run(str(file), "--by", BY.upper(), "--json")
    assert result.exit_code == 0, result.output
    assert answer(result) == {
        "accepted": True, "rows": 2, "created": 1, "changed": 1, "unchanged": 1, "errors": []
    }  # fmt: skip
    assert "Period opened: November 2014." in result.stderr
    assert "Line 3, actual: rounded" in result.stderr
    again = answer(run(str(file), "--by", BY, "--json"))
    assert (again["created"], again["changed"], again["unchanged"]) == (0, 0, 3)


def test_a_dry_run_counts_and_saves_nothing(run: Run, file: Path) -> None:
    for _ in range(2):
        result = run(str(file), "--by", BY, "--json", "--dry-run")
        assert result.exit_code == 0
        assert answer(result)["created"] == 1


def test_a_refused_file_names_every_fault(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "bad.csv"
    file.write_text(HEADER + "NONE,2014-10,1,,,,\nCS01,2014-10,x,,,,\n")
    result = run(str(file), "--by", BY, "--json")
    assert result.exit_code == 1
    told = answer(result)
    assert (told["accepted"], told["rows"], told["created"]) == (False, 2, 0)
    assert [(fault["line"], fault["column"], fault["value"]) for fault in told["errors"]] == [
        (2, "indicator_code", "NONE"),
        (3, "actual", "x"),
    ]
    aloud = run(str(file), "--by", BY)
    assert aloud.exit_code == 1
    assert aloud.stdout == ""
    assert "Line 2, indicator_code: No indicator has the code" in aloud.stderr


@pytest.mark.parametrize("by", ["ann.lee@council.example", "nobody@council.example"])
def test_only_the_performance_team_uploads_and_the_refusal_is_json(run: Run, file: Path, by: str) -> None:
    result = run(str(file), "--by", by, "--json")
    assert result.exit_code == 1
    told = answer(result)
    assert told["accepted"] is False
    assert [fault["line"] for fault in told["errors"]] == [None]


def test_a_missing_file_is_refused_in_json(run: Run, tmp_path: Path) -> None:
    result = run(str(tmp_path / "none.csv"), "--by", BY, "--json")
    assert result.exit_code == 1
    assert answer(result)["errors"][0]["line"] is None


def test_people_read_a_line(run: Run, file: Path) -> None:
    result = run(str(file), "--by", BY)
    assert result.exit_code == 0
    assert result.stdout.startswith("figures.csv was accepted. Rows: 2. Figures: 1 new, 1 changed, 1 unchanged.")
