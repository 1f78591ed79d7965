"""What a file does not say for certain is asked on one page, and remembered for the next file with these headings."""

from __future__ import annotations

import pytest
from flask import Flask

from tests.integration.administration import changes
from tests.integration.upload_team import Desk, csv_of, desk_of, text_of, workbook_of

UNKNOWN = csv_of("CS01,2014-10,440.5,seen", header="indicator_code,period,Ist,Zeichen\n")
NEXT = csv_of("CS01,2014-11,450.5,seen", header="indicator_code,period,Ist,Zeichen\n")
ROLES = {"role__0": "indicator_code", "role__1": "period", "role__2": "actual", "role__3": "ignored"}


@pytest.fixture
def desk(app: Flask) -> Desk:
    return desk_of(app)


def test_unknown_columns_are_asked_with_what_stands_in_them(desk: Desk) -> None:
    path = desk.send(UNKNOWN)
    assert desk.get(path).location == f"{path}/columns"
    page = desk.get(f"{path}/columns")
    for told in ("2 columns are not known by their headings", "Ist", "440.5", "Zeichen", "Please choose"):
        assert told in text_of(page)
    assert '<option value="indicator_code" selected' in page.text


def test_the_answer_leads_on_and_is_remembered(desk: Desk) -> None:
    path = desk.send(UNKNOWN)
    assert desk.post(f"{path}/columns", **ROLES, name="German return").location == path
    desk.work()
    assert "440.5" in desk.page(path)
    later = desk.send(NEXT, "november.csv")
    assert "450.5" in desk.page(later)
    assert ("German return", "remembered", None, "German return: 4 columns") in changes(desk.app, "upload layout")


def test_without_a_name_nothing_is_remembered(desk: Desk) -> None:
    path = desk.send(UNKNOWN)
    desk.post(f"{path}/columns", **ROLES, name=" ")
    desk.work()
    assert "440.5" in desk.page(path)
    assert "Nothing is remembered yet" in desk.page("/uploads/layouts")
    assert desk.get(desk.send(NEXT)).location.endswith("/columns")


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        pytest.param({"role__2": ""}, "Choose what this column holds, or leave it out.", id="one not chosen"),
        pytest.param({"role__3": "actual"}, "is the actual already: choose one of them.", id="the same twice"),
        pytest.param({"role__0": "ignored"}, "Say which column holds the code of the indicator.", id="no code"),
        pytest.param({"role__2": "magic"}, "Choose what this column holds, or leave it out.", id="not on the page"),
        pytest.param({"name": "x" * 121}, "Shorten the name to 120 characters or fewer.", id="too long a name"),
    ],
)
def test_a_bad_answer_has_its_sentence_and_keeps_what_was_chosen(
    desk: Desk, given: dict[str, str], sentence: str
) -> None:
    path = desk.send(UNKNOWN)
    answer = desk.post(f"{path}/columns", **{**ROLES, "name": "German return", **given})
    assert answer.status_code == 422
    assert sentence in text_of(answer)
    assert '<option value="period" selected' in answer.text


def test_the_period_that_the_file_leaves_open_is_asked(desk: Desk) -> None:
    path = desk.send(csv_of("CS01,441.5", header="indicator_code,actual\n"))
    page = desk.get(f"{path}/columns")
    assert "Period that the file is about" in text_of(page)
    roles = {"role__0": "indicator_code", "role__1": "actual"}
    assert "Choose one from the list." in text_of(desk.post(f"{path}/columns", **roles, period=""))
    desk.post(f"{path}/columns", **roles, period="2014-10")
    desk.work()
    assert "441.5" in desk.page(path)


@pytest.mark.parametrize(
    ("choice", "told"),
    [("same period", "October 2013"), ("leave out", "left out")],
)
def test_what_last_year_means_is_asked(desk: Desk, choice: str, told: str) -> None:
    content = csv_of("CS01,441.5,430.5", header="indicator_code,This month,Last year\n")
    path = desk.send(content, period="2014-10")
    assert "What does “last year” mean" in desk.page(f"{path}/columns")
    fields = {
        "role__0": "indicator_code", "role__1": "actual", "period__1": "this month", "role__2": "actual",
        "period__2": "last year", "period": "2014-10",
    }  # fmt: skip
    assert "Say what “last year” means" in text_of(desk.post(f"{path}/columns", **fields))
    desk.post(f"{path}/columns", **fields, last_year=choice)
    desk.work()
    page = desk.page(path)
    assert "441.5" in page
    assert told in page


def test_what_last_year_means_is_remembered_with_the_columns(desk: Desk) -> None:
    header = "indicator_code,This month,Last year\n"
    path = desk.send(csv_of("CS01,441.5,430.5", header=header), period="2014-10")
    fields = {
        "role__0": "indicator_code", "role__1": "actual", "period__1": "this month", "role__2": "actual",
        "period__2": "last year", "period": "2014-10", "last_year": "same period", "name": "Return",
    }  # fmt: skip
    desk.post(f"{path}/columns", **fields)
    later = desk.send(csv_of("CS01,442.5,431.5", header=header), period="2015-03")
    page = desk.page(later)
    assert "March 2014" in page
    assert '"same period" checked' in " ".join(desk.get(f"{later}/columns").text.split()).replace("value=", "")


def test_a_column_s_period_is_said_where_its_heading_does_not(desk: Desk) -> None:
    path = desk.send(csv_of("CS01,441.5,442.5", header="indicator_code,Erster,Zweiter\n"))
    fields = {"role__0": "indicator_code", "role__1": "actual", "role__2": "actual"}
    refused = desk.post(f"{path}/columns", **fields, period__1="Michaelmas", period__2="Nov 2014")
    assert refused.status_code == 422
    assert "Michaelmas" in text_of(refused)
    desk.post(f"{path}/columns", **fields, period__1="Oct 2014", period__2="Nov 2014")
    desk.work()
    page = desk.page(path)
    assert "441.5" in page
    assert "November 2014" in page


def test_which_of_several_sheets_is_asked_first(desk: Desk) -> None:
    head: list[object] = ["indicator_code", "period", "actual"]
    sheets = {"Draft": [head, ["CS01", "2014-10", 1]], "Agreed": [head, ["CS01", "2014-10", 441.5]]}
    path = desk.send(workbook_of(**sheets), "two.xlsx")
    assert "Which sheet?" in desk.page(f"{path}/columns")
    desk.post(f"{path}/columns", sheet="Agreed")
    desk.work()
    assert "441.5" in desk.page(path)
    assert "sheet “Agreed”" in desk.page(path)
    desk.post(f"{path}/columns", sheet="Draft", role__0="indicator_code", role__1="period", role__2="actual")
    desk.work()
    assert "sheet “Draft”" in desk.page(path)


def test_a_checked_file_can_still_be_said_to_mean_otherwise(desk: Desk) -> None:
    path = desk.send(csv_of("CS01,2014-10,440.5,,"))
    assert "Columns were understood wrongly?" in desk.page(path)
    fields = {
        "role__0": "indicator_code",
        "role__1": "period",
        "role__2": "target",
        "role__3": "actual",
        "role__4": "comment",
    }
    desk.post(f"{path}/columns", **fields)
    desk.work()
    assert "Target" in desk.page(path)


def test_a_remembered_layout_is_renamed_and_forgotten(desk: Desk) -> None:
    path = desk.send(UNKNOWN)
    desk.post(f"{path}/columns", **ROLES, name="German return")
    desk.work()
    page = desk.page("/uploads/layouts/1")
    for told in ("German return", "Ist", "Actual"):
        assert told in page
    assert "Give the layout a name" in text_of(desk.post("/uploads/layouts/1", name=""))
    assert desk.post("/uploads/layouts/1", name="Return in German").location == "/uploads/layouts"
    assert "Return in German" in desk.page("/uploads/layouts")
    desk.post("/uploads/layouts/1/forget")
    assert "Nothing is remembered yet" in desk.page("/uploads/layouts")
    assert desk.get(desk.send(NEXT)).location.endswith("/columns")
    kept = [(field, old, new) for _, field, old, new in changes(desk.app, "upload layout")]
    assert kept[1:] == [("name", "German return", "Return in German"), ("remembered", "Return in German", None)]


def test_two_layouts_are_never_called_the_same(desk: Desk) -> None:
    path = desk.send(UNKNOWN)
    desk.post(f"{path}/columns", **ROLES, name="Return")
    other = desk.send(csv_of("CS01,2014-10,440.5", header="indicator_code,period,Wert\n"))
    fields = {"role__0": "indicator_code", "role__1": "period", "role__2": "actual"}
    refused = desk.post(f"{other}/columns", **fields, name="Return")
    assert refused.status_code == 422
    assert 'Other columns are remembered as "Return" already' in text_of(refused)
