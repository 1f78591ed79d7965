"""A file with faults: every one of them on its page, and a copy of the file with the faults beside the rows."""

from __future__ import annotations

import pytest
from flask import Flask

from tests.integration.upload_team import Desk, csv_of, desk_of, workbook_of
from tests.table_files import cells_of, csv_cells

BAD = csv_of("<b>,2014-10,1,,", "CS01,2014-10,x,,", "CS01,2014-11,441,,=1+1")


@pytest.fixture
def desk(app: Flask) -> Desk:
    return desk_of(app)


def test_every_fault_stands_on_the_page_and_nothing_is_saved(desk: Desk) -> None:
    path = desk.send(BAD)
    page = desk.page(path)
    for told in ("Nothing was saved", "october.csv has 2 faults", "is not a figure", "No indicator has the code"):
        assert told in page
    assert "<code>&lt;b&gt;</code>" in desk.get(path).text
    assert "cannot be saved: correct it" in desk.page(desk.post(f"{path}/save").location)


def test_many_faults_have_several_pages(desk: Desk) -> None:
    path = desk.send(csv_of(*(f"X{number},2014-10,1,," for number in range(250))))
    assert "has 250 faults" in desk.page(path)
    assert "X99" in desk.page(path)
    assert "X100" not in desk.page(path)
    assert "X249" in desk.page(f"{path}?page=3")
    assert "X249" in desk.page(f"{path}?page=99")


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_copy_has_the_faults_beside_the_rows(desk: Desk, kind: str) -> None:
    path = desk.send(BAD)
    answer = desk.get(f"{path}/faults?format={kind}")
    assert answer.headers["Content-Disposition"].startswith("attachment;")
    head, first, second, third = cells_of(answer.data)
    assert head == ["indicator_code", "period", "actual", "target", "comment", "fault"]
    assert first[:3] == ["<b>", "2014-10", "1"]
    assert first[5].startswith('indicator_code: No indicator has the code "<b>".')
    assert second[5].startswith('actual: "x" is not a figure')
    assert third == ["CS01", "2014-11", "441", "", "=1+1", ""]


def test_no_cell_of_the_copy_is_run_as_a_formula(desk: Desk) -> None:
    path = desk.send(BAD)
    assert "'=1+1" in csv_cells(desk.get(f"{path}/faults?format=csv").data)[3]


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_the_copy_of_a_workbook_with_title_lines_comes_back_in_once_corrected(desk: Desk, kind: str) -> None:
    rows: list[list[object]] = [
        ["Return of October"],
        [],
        ["Ref", "Period", "Outturn"],
        ["CS01", "October 2014", "about 440"],
    ]
    path = desk.send(workbook_of(Return=rows), "return.xlsx")
    copied = cells_of(desk.get(f"{path}/faults?format={kind}").data)
    assert [row[-1] for row in copied[:2]] == ["", "fault"]
    assert copied[2][-1].startswith("Outturn:")
    corrected = [[cell.replace("about ", "") for cell in row] for row in copied]
    again = desk.send(workbook_of(Return=corrected), "corrected.xlsx")  # type: ignore[arg-type]
    assert "440" in desk.page(again)
    assert "Nothing is saved yet" in desk.page(again)


def test_columns_that_were_explained_are_known_in_the_copy_too(desk: Desk) -> None:
    header = "indicator_code,period,Ist\n"
    roles = {"role__0": "indicator_code", "role__1": "period", "role__2": "actual"}
    path = desk.send(csv_of("CS01,2014-10,x", header=header))
    desk.post(f"{path}/columns", **roles, name="German return")
    desk.work()
    copied = desk.get(f"{path}/faults?format=csv").data
    again = desk.send(copied.replace(b",x,", b",440.5,"), "corrected.csv")
    assert "Nothing is saved yet" in desk.page(again)


def test_a_file_that_is_no_table_has_no_copy(desk: Desk) -> None:
    path = desk.send(b"\x89PNG\r\n\x1a\n" + bytes(100), "chart.csv")
    assert "faults beside the rows" not in desk.page(path)
    assert desk.get(f"{path}/faults?format=csv").status_code == 409


def test_a_locked_period_is_a_fault_that_says_who_locked_it(desk: Desk) -> None:
    desk.post("/periods/2014-10/lock")
    page = desk.page(desk.send(csv_of("CS01,2014-10,441,,")))
    assert "October 2014 was locked by Priya Nair" in page
