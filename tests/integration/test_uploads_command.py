"""The upload command: its JSON, its lines for people, its exit status, and what its options answer."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from flask import Flask
from openpyxl import Workbook
from sqlalchemy import func, insert, select

from tests.builders import make_indicator, set_figures
from tests.integration.council import Council, found
from tests.integration.sent_files import try_out
from webapp.app import create_app
from webapp.cli import commands
from webapp.config import Settings
from webapp.extensions import db
from webapp.models import StagedFigure, Upload, UploadLayout, UploadPart, UploadRemark
from webapp.readers.figures.layout import Column, Layout, Role
from webapp.services.clock import now
from webapp.services.figures.storing import get_actual
from webapp.services.indicators.defining import find_indicator
from webapp.services.periods.opened import find_opened
from webapp.services.periods.steps import lock
from webapp.services.store import transaction
from webapp.services.uploads.undoing import begin_undo

Run = Callable[..., Result]
BY = "priya.nair@council.example"
HEADER = "indicator_code,period,actual,target,actual_estimated,target_estimated,comment\n"
ACCEPT = "correct the file, or add --warnings accept to save it all the same."
NOTHING: dict[str, list[Any]] = {"errors": [], "warnings": [], "consequences": [], "indicators": []}


@pytest.fixture
def council(app: Flask) -> Iterator[Council]:
    with app.app_context():
        yield found()


@pytest.fixture
def run(council: Council, settings: Settings) -> Run:
    def run(*words: str, by: str = BY) -> Result:
        return CliRunner().invoke(commands, ["upload", *words, "--by", by], obj=lambda _: create_app(settings))

    return run


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., str]:
    def write(text: str, name: str = "figures.csv") -> str:
        path = tmp_path / name
        path.write_text(text)
        return str(path)

    return write


@pytest.fixture
def file(write: Callable[..., str]) -> str:
    return write(HEADER + "CS01,2014-10,440,385.6,,,\nCS01,2014-11,441.1234567,,yes,,\n")


def answer(result: Result) -> dict[str, Any]:
    parsed: dict[str, Any] = json.loads(result.stdout)
    return parsed


def left_behind() -> list[int]:
    """Rows of every table that an upload fills, but its own."""
    tables = (Upload, UploadPart, UploadRemark, StagedFigure)
    return [db.session.execute(select(func.count()).select_from(table)).scalar_one() for table in tables]


def actual(council: Council, key: str) -> Decimal | None:
    db.session.rollback()  # what was read before the command ran is no longer so
    return get_actual(council.indicator, find_opened(key).id).value


def test_an_accepted_file_is_counted_in_json(run: Run, file: str) -> None:
    result = run(file, "--json")
    assert result.exit_code == 0, result.output
    counts = {"rows": 2, "created": 1, "changed": 1, "unchanged": 1}
    assert answer(result) == {"accepted": True, **counts, **NOTHING, "upload": 1}
    assert "Period opened: November 2014." in result.stderr
    assert "Line 3, actual: rounded" in result.stderr
    again = answer(run(file, "--json"))
    assert (again["created"], again["changed"], again["unchanged"]) == (0, 0, 3)


def test_a_dry_run_counts_and_leaves_nothing_behind(run: Run, file: str, council: Council) -> None:
    for _ in range(2):
        result = run(file, "--json", "--dry-run")
        assert result.exit_code == 0
        told = answer(result)
        assert (told["accepted"], told["created"], told["upload"]) == (True, 1, None)
        assert "Period to be opened: November 2014." in result.stderr
    assert left_behind() == [0, 0, 0, 0]
    assert actual(council, "2014-10") == Decimal("439.1")


def test_a_refused_file_names_every_fault_and_leaves_nothing_behind(run: Run, write: Callable[..., str]) -> None:
    file = write(HEADER + "NONE,2014-10,1,,,,\nCS01,2014-10,x,,,,\n")
    result = run(file, "--json")
    assert result.exit_code == 1
    told = answer(result)
    assert (told["accepted"], told["rows"], told["created"], told["upload"]) == (False, 2, 0, None)
    assert [(fault["line"], fault["column"], fault["value"]) for fault in told["errors"]] == [
        (2, "indicator_code", "NONE"),
        (3, "actual", "x"),
    ]
    aloud = run(file)
    assert aloud.exit_code == 1
    assert aloud.stdout == ""
    assert "Line 2, indicator_code: No indicator has the code" in aloud.stderr
    assert left_behind() == [0, 0, 0, 0]


def test_many_faults_are_all_told(run: Run, write: Callable[..., str]) -> None:
    told = answer(run(write(HEADER + "NONE,2014-10,1,,,,\n" * 5_000), "--json"))
    assert [fault["line"] for fault in told["errors"]] == list(range(2, 5_002))


@pytest.mark.parametrize("by", ["ann.lee@council.example", "nobody@council.example"])
def test_only_the_performance_team_uploads_and_the_refusal_is_json(run: Run, file: str, by: str) -> None:
    result = run(file, "--json", by=by)
    assert result.exit_code == 1
    told = answer(result)
    assert told["accepted"] is False
    assert [fault["line"] for fault in told["errors"]] == [None]


def test_a_missing_file_is_refused_in_json(run: Run, tmp_path: Path) -> None:
    result = run(str(tmp_path / "none.csv"), "--json")
    assert result.exit_code == 1
    told = answer(result)
    assert (told["accepted"], told["upload"], told["errors"][0]["line"]) == (False, None, None)


def test_people_read_a_line_and_what_follows(run: Run, write: Callable[..., str]) -> None:
    result = run(write(HEADER + "CS01,2014-10,380,,,,\n"))
    assert result.exit_code == 0
    assert result.stdout == (
        "figures.csv was accepted. Rows: 1. Figures: 0 new, 1 changed, 0 unchanged.\n"
        "This is upload 1.\n"
        "CS01, October 2014: red to green.\n"
    )


def test_what_follows_is_in_the_json(run: Run, write: Callable[..., str], council: Council) -> None:
    council.plan()
    told = answer(run(write(HEADER + "CS01,2014-10,380,,,,\n"), "--json"))
    assert told["consequences"] == [
        {
            "indicator": "CS01",
            "period": "2014-10",
            "before": "red",
            "after": "green",
            "plan": "not required",
            "signed": None,
        }
    ]


def test_warnings_have_to_be_accepted(run: Run, write: Callable[..., str], council: Council) -> None:
    file = write(HEADER + "CS01,2014-11,4391,,,,\n")
    refused = run(file, "--json")
    assert refused.exit_code == 1
    told = answer(refused)
    assert (told["accepted"], told["created"], told["upload"]) == (False, 1, None)
    assert [(each["line"], each["message"]) for each in told["errors"]] == [
        (None, f"There is 1 warning that is not accepted: {ACCEPT}")
    ]
    assert [(each["kind"], each["line"], each["column"], each["value"]) for each in told["warnings"]] == [
        ("ten times", 2, "actual", "4391")
    ]
    assert "Warning. Line 2, actual: CS01, November 2014" in run(file).stderr
    assert answer(run(file, "--json", "--dry-run"))["accepted"] is True
    assert left_behind() == [0, 0, 0, 0]
    accepted = run(file, "--json", "--warnings", "accept")
    assert accepted.exit_code == 0
    assert len(answer(accepted)["warnings"]) == 1
    assert actual(council, "2014-11") == Decimal(4391)


def test_the_period_is_said_where_the_file_does_not(run: Run, write: Callable[..., str], council: Council) -> None:
    file = write("Indicator code,This month\nCS01,441\n")
    refused = run(file)
    assert refused.exit_code == 1
    assert "Say it with --period" in refused.stderr
    assert run(file, "--period", "Octember").exit_code == 1
    assert run(file, "--period", "November 2014").exit_code == 0
    assert actual(council, "2014-11") == Decimal(441)


def test_the_sheet_is_said_where_several_hold_figures(run: Run, tmp_path: Path, council: Council) -> None:
    workbook = Workbook()
    for name, value in (("Children", 441), ("Old", 1)):
        sheet = workbook.create_sheet(name)
        sheet.append(["Indicator code", "November 2014", "December 2014"])
        sheet.append(["CS01", value, None])
    workbook.create_sheet("Notes").append(["These are the figures of the quarter"])
    del workbook["Sheet"]
    workbook.save(tmp_path / "q3.xlsx")
    refused = run(str(tmp_path / "q3.xlsx"))
    assert refused.exit_code == 1
    assert "Say which one with --sheet" in refused.stderr
    assert '"Children"' in refused.stderr
    assert run(str(tmp_path / "q3.xlsx"), "--sheet", "Nowhere").exit_code == 1
    assert run(str(tmp_path / "q3.xlsx"), "--sheet", "children").exit_code == 0
    assert actual(council, "2014-11") == Decimal(441)


@pytest.mark.parametrize("words", [(), ("--json",)])
def test_a_refused_workbook_says_which_sheet_is_hidden(run: Run, tmp_path: Path, words: tuple[str, ...]) -> None:
    workbook = Workbook()
    workbook["Sheet"].append(["Indicator code", "November 2014"])
    workbook["Sheet"].sheet_state = "hidden"
    workbook.create_sheet("Notes")
    workbook.save(tmp_path / "q3.xlsx")
    refused = run(str(tmp_path / "q3.xlsx"), *words)
    assert refused.exit_code == 1
    assert 'The sheet "Sheet" is hidden and was left out' in refused.stderr


def test_a_file_without_sheets_has_none_to_choose(run: Run, file: str) -> None:
    told = answer(run(file, "--sheet", "Children", "--json"))
    assert [each["message"] for each in told["errors"]] == ['A CSV file has no sheets: leave "Children" out.']


def test_a_bound_is_told_under_its_own_heading(run: Run, write: Callable[..., str]) -> None:
    rows = "Code,Period,Actual,Target minimum,Target maximum\nCS01,2014-10,440,,2\nCS01,2014-11,440,3,\n"
    told = answer(run(write(rows), "--json"))
    assert [(each["line"], each["column"]) for each in told["errors"]] == [(2, "Target minimum"), (3, "Target maximum")]


def test_last_year_is_left_out_with_a_warning_unless_it_is_said(
    run: Run, write: Callable[..., str], council: Council
) -> None:
    make_indicator(code="QT01", who=council.performance, frequency="quarter")
    file = write("Indicator code,This quarter,Last year\nQT01,7,6\n")
    words = (file, "--period", "Q3 2014/15", "--json")
    told = answer(run(*words))
    assert (told["accepted"], [each["kind"] for each in told["warnings"]]) == (False, ["left out"])
    left_out = answer(run(*words, "--warnings", "accept"))
    assert (left_out["accepted"], left_out["created"]) == (True, 1)
    same = answer(run(*words, "--last-year", "same"))
    assert (same["accepted"], same["warnings"], same["created"], same["unchanged"]) == (True, [], 1, 1)
    whole = answer(run(*words, "--last-year", "whole"))
    assert "write Quarter 4 2013/14 or another quarter" in whole["errors"][0]["message"]


def test_unknown_columns_need_a_remembered_layout(run: Run, write: Callable[..., str], council: Council) -> None:
    file = write("Indicator code,period,Wert,Bezirk\nCS01,2014-11,441,Nord\n")
    refused = run(file, "--json")
    assert refused.exit_code == 1
    sentence = answer(refused)["errors"][0]["message"]
    assert sentence.startswith('Nobody has said what the columns "Wert" and "Bezirk" hold')
    assert "--mapping" in sentence
    unknown = answer(run(file, "--json", "--mapping", "Monthly"))["errors"][0]["message"]
    assert unknown == 'No layout is remembered as "Monthly": none is remembered yet.'
    columns = (
        Column("Indicator code", Role.INDICATOR),
        Column("period", Role.PERIOD),
        Column("Wert", Role.ACTUAL),
        Column("Bezirk", Role.IGNORED),
    )
    layout = Layout(columns)
    values = {"name": "Monthly", "fingerprint": "x" * 64, "columns": layout.to_plain(), "last_year": ""}
    with transaction() as session:
        session.execute(insert(UploadLayout).values(**values, by_id=council.performance.id, at=now()))
    assert run(file, "--mapping", "monthly", "--warnings", "accept").exit_code == 0
    assert actual(council, "2014-11") == Decimal(441)


def test_indicators_are_created_if_wanted(run: Run, write: Callable[..., str]) -> None:
    file = write("indicator_code,period,actual,title,unit\nNEW1,2014-10,5,New measure,days\n")
    assert run(file).exit_code == 1
    tried = answer(run(file, "--json", "--create-indicators", "--dry-run"))
    fields = [
        {"field": "Code", "before": None, "after": "NEW1"},
        {"field": "Title", "before": None, "after": "New measure"},
    ]
    assert tried["indicators"][0] == {
        "indicator": "NEW1", "line": 2, "new": True, "fields": tried["indicators"][0]["fields"]
    }  # fmt: skip
    assert tried["indicators"][0]["fields"][:2] == fields
    assert find_indicator("NEW1") is None
    db.session.rollback()
    result = run(file, "--create-indicators")
    assert "Indicators: 1 new, 0 changed." in result.stdout
    assert find_indicator("NEW1") is not None


def test_an_upload_is_taken_back(run: Run, file: str, council: Council) -> None:
    assert run(file).exit_code == 0
    set_figures(council.indicator, "2014-11", actual="450", who=council.performance)
    refused = run("--undo", "1", "--json")
    assert refused.exit_code == 1
    told = answer(refused)
    assert (told["upload"], told["restored"], told["kept"]) == (1, 0, [])
    assert told["errors"][0]["message"].startswith("Say why this upload is taken back")
    undone = run("--undo", "1", "--reason", "The wrong file", "--json")
    assert undone.exit_code == 0, undone.output
    told = answer(undone)
    assert (told["upload"], told["restored"], told["indicators"], told["errors"]) == (1, 1, 0, [])
    assert [(each["indicator"], each["period"], each["figure"], each["by"]) for each in told["kept"]] == [
        ("CS01", "2014-11", "actual", "Priya Nair")
    ]
    assert told["kept"][0]["at"].endswith("Z")
    assert actual(council, "2014-10") == Decimal("439.1")
    assert actual(council, "2014-11") == Decimal(450)
    again = run("--undo", "1", "--reason", "Again")
    assert again.exit_code == 1
    assert again.stderr == "Upload 1 was not taken back.\n  This upload was taken back already.\n"
    nowhere = run("--undo", "99", "--reason", "Again")
    assert "There is no upload with that number." in nowhere.stderr


def test_taking_back_that_was_broken_off_is_finished(run: Run, file: str, council: Council) -> None:
    assert run(file).exit_code == 0
    db.session.rollback()
    begin_undo(who=council.performance, upload_id=1, reason="The wrong file")
    finished = run("--undo", "1")
    assert finished.exit_code == 0, finished.output
    assert actual(council, "2014-10") == Decimal("439.1")


def test_only_what_is_saved_is_taken_back(run: Run, council: Council) -> None:
    tried = try_out(council.performance, "CS01,2014-11,440,,,,").upload.id
    result = run("--undo", str(tried), "--reason", "The wrong file")
    assert "Only an upload that is saved can be taken back." in result.stderr


def test_taking_back_is_said_to_people(run: Run, write: Callable[..., str], council: Council) -> None:
    run(write("indicator_code,period,actual,title\nNEW1,2014-10,5,New\nCS01,2014-11,441,\n"), "--create-indicators")
    set_figures(council.indicator, "2014-11", actual="450", who=council.performance)
    result = run("--undo", "1", "--reason", "The wrong file")
    assert result.exit_code == 0, result.output
    first, second = result.stdout.splitlines()
    assert first == "Upload 1 was taken back: 1 figure and 1 indicator are as before."
    assert second.startswith("Kept: CS01, November 2014, actual, touched since by Priya Nair on ")


def test_a_locked_period_forbids_taking_back(run: Run, file: str, council: Council) -> None:
    run(file)
    lock(who=council.performance, key="2014-11")
    result = run("--undo", "1", "--reason", "The wrong file", "--json")
    assert result.exit_code == 1
    assert "reopen it before this upload is taken back" in answer(result)["errors"][0]["message"]


@pytest.mark.parametrize("words", [(), ("figures.csv", "--undo", "1"), ("--undo", "1", "--dry-run")])
def test_a_file_or_an_upload_is_named(run: Run, words: tuple[str, ...]) -> None:
    result = run(*words)
    assert result.exit_code == 2
    assert "Name a FILE to upload" in result.stderr
