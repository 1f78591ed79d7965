"""What a check shows before anything changes: figures, warnings with their ticks, consequences, what is missing."""

from __future__ import annotations

import pytest
from flask import Flask

from tests.builders import make_indicator
from tests.integration.signed_council import signed_council
from tests.integration.upload_team import Desk, csv_of, desk_of, text_of

TABLE = "Figures as they are stored and as they will be"


@pytest.fixture
def desk(app: Flask) -> Desk:
    return desk_of(app)


def test_a_warning_wants_its_tick(desk: Desk) -> None:
    path = desk.send(csv_of("CS01,2014-11,4391,,"))
    page = desk.page(path)
    assert "Ten times as much, or a tenth, of the figure before" in page
    assert "4,391.0 is at least ten times 439.1 in October 2014." in page
    refused = desk.post(f"{path}/save")
    assert refused.status_code == 422
    assert "Tick that you have looked at these warnings" in text_of(refused)
    assert 'href="#accepted"' in refused.text
    desk.save(path, "ten times")
    assert "Receipt for" in desk.page(path)


def test_ticks_that_were_set_stay_set(desk: Desk) -> None:
    path = desk.send(csv_of("CS01,2014-10,,390,", "CS01,2014-11,-441,,"))
    refused = desk.post(f"{path}/save", accepted=["sign"])
    assert refused.status_code == 422
    assert 'value="sign" checked' in refused.text
    assert 'value="target changed" checked' not in refused.text


def test_all_warnings_of_a_kind_have_their_page(desk: Desk) -> None:
    rows = [f"CS01,20{10 + number // 12}-{1 + number % 12:02d},{10 ** (1 + number % 2 * 2)},," for number in range(40)]
    path = desk.send(csv_of(*rows))
    page = desk.page(path)
    assert "Show all" in page
    everything = desk.page(f"{path}/warnings?kind=ten+times")
    assert everything.count("is at ") > page.count("is at ")
    assert "There is nothing of this kind." in desk.page(f"{path}/warnings?kind=sign")
    assert desk.get(f"{path}/warnings?kind=none").status_code == 404


def test_the_colours_that_flip_and_the_plans_that_follow_are_shown(desk: Desk) -> None:
    with desk.app.app_context():
        desk.council.plan()
    path = desk.send(csv_of("CS01,2014-10,380,,", "CS01,2014-12,500,385,"))
    page = desk.page(path)
    for told in ("1 red disappears", "1 figure turns red", "1 plan becomes required", "1 plan is no longer required"):
        assert told in page
    assert "/plans/1" in desk.get(path).text
    desk.save(path)
    receipt = desk.page(path)
    assert "What followed from it" in receipt
    assert "1 red disappears" in receipt


def test_signed_plans_that_go_out_of_date_are_shown(app: Flask) -> None:
    with app.app_context():
        signed = signed_council()
    desk = Desk(app, signed.council, signed.council.performance)
    path = desk.send(csv_of("CS01,2014-10,431.2,,"))
    assert "1 signed plan goes out of date" in desk.page(path)
    assert "Signed page out of date" in desk.page(f"{path}/consequences?kind=out-of-date")
    assert desk.get(f"{path}/consequences?kind=nothing").status_code == 404


def test_what_is_still_missing_is_counted_by_period(desk: Desk) -> None:
    with desk.app.app_context():
        for code in ("CS02", "CS03"):
            make_indicator(code=code, who=desk.council.performance, lead=desk.council.lead)
        make_indicator(code="Q1", who=desk.council.performance, frequency="quarter")
    path = desk.send(csv_of("CS02,2014-10,5,,"))
    assert "October 2014: 1 of 3 indicators" in desk.page(path)
    missing = desk.page(f"{path}/missing/2014-10")
    assert "1 of 3 indicators have no figure for October 2014" in missing
    assert "CS03" in missing
    assert "Ann Lee" in missing
    assert "CS02" not in missing


def test_figures_are_filtered_by_what_becomes_of_them(desk: Desk) -> None:
    desk.saved(csv_of("CS01,2014-11,440.5,,"), "before.csv")
    path = desk.send(csv_of("CS01,2014-09,430.5,,", "CS01,2014-10,438.5,,", "CS01,2014-11,440.5,,"))
    shown = {each: desk.page(f"{path}?show={each}").partition(TABLE)[2] for each in
             ("", "new", "changed", "restated", "unchanged", "nonsense")}  # fmt: skip
    has = {each: tuple(figure in page for figure in ("430.5", "438.5", "440.5")) for each, page in shown.items()}
    assert has == {
        "": (True, True, False),
        "new": (True, False, False),
        "changed": (False, True, False),
        "restated": (False, True, False),
        "unchanged": (False, False, True),
        "nonsense": (True, True, False),
    }


def test_many_figures_have_several_pages(desk: Desk) -> None:
    months = [(2000 + number // 12, 1 + number % 12) for number in range(150)]
    path = desk.send(csv_of(*(f"CS01,{year}-{month:02d},{400 + month},," for year, month in months)))
    assert 'href="/uploads/1?page=2#figures"' in desk.get(path).text
    assert "June 2012" in desk.page(f"{path}?page=2").partition(TABLE)[2]
    assert "June 2012" not in desk.page(path).partition(TABLE)[2]


def test_words_in_a_cell_are_said_to_mean_no_data_yet(desk: Desk) -> None:
    path = desk.send(csv_of("CS01,2014-11,TBC,,", "CS01,2014-10,441,,"))
    page = desk.page(path)
    assert "What the file is taken to mean" in page
    assert "TBC" in page
    assert "TBC" in desk.page(f"{path}/notes")


def test_indicators_that_are_created_or_defined_anew_are_shown(desk: Desk) -> None:
    header = "indicator_code,title,unit,frequency,period,actual\n"
    content = csv_of("NEW1,Visits to libraries,visits,month,2014-10,12", header=header)
    refused = desk.send(content)
    assert "No indicator has the code" in desk.page(refused)
    fields = {f"role__{at}": name for at, name in enumerate(header.strip().split(","))}
    desk.post(f"{refused}/columns", **fields, create="y")
    desk.work()
    page = desk.page(refused)
    for told in ("1 indicator is created or defined anew", "Visits to libraries", "Unit: visits", "will be created"):
        assert told in page
    assert "Polarity: not decided" in desk.page(f"{refused}/indicators")
    again = desk.send(csv_of("CS01,Rate of something else", header="indicator_code,title\n"), "definitions.csv")
    assert "Title: Rate of CS01 → becomes Rate of something else" in desk.page(again)


def test_what_a_file_is_called_is_never_markup(desk: Desk) -> None:
    path = desk.send(csv_of("CS01,2014-10,441,,<script>alert(1)</script>"), "<i>x</i>.csv")
    for page in (path, "/uploads", "/"):
        text = desk.get(page).text
        assert "<script>alert" not in text
        assert "<i>x" not in text
