"""The sheet of an indicator: written, changed by two at once, recorded, listed by what it lacks, and read by all."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select
from werkzeug.test import TestResponse

from tests.builders import make_indicator
from tests.integration.administration import Browser, browser_of, words
from tests.integration.council import Council, found
from tests.table_files import cells_of
from webapp.config import Settings
from webapp.domain.data_quality import PARTS, IndicatorSheet
from webapp.domain.errors import Conflict, NotAllowed, NotFound
from webapp.extensions import db
from webapp.models import Change
from webapp.services.indicators.data_sheet_lists import list_sheets
from webapp.services.indicators.data_sheets import change_sheet, data_sheet

PATH = "/indicators/1/sheet"
SAID: dict[str, Any] = dict.fromkeys(PARTS, "Said")
WHOLE = IndicatorSheet(**SAID)


@dataclass
class Scene:
    """It is 14 November 2014; nothing is stated yet about CS01, a rate."""

    app: Flask
    council: Council

    def browser(self, name: str = "performance") -> Browser:
        return browser_of(self.app, getattr(self.council, name))

    def write(self, sheet: IndicatorSheet, *, version: int = 0) -> None:
        with self.app.app_context():
            change_sheet(who=self.council.performance, indicator_id=1, version=version, sheet=sheet)


@pytest.fixture
def settings(settings: Settings) -> Settings:
    return replace(settings, today=date(2014, 11, 14))


@pytest.fixture
def scene(app: Flask) -> Scene:
    with app.app_context():
        return Scene(app, found())


def told(page: TestResponse) -> str:
    return words(page)


def test_a_sheet_is_written_on_its_page_and_read_on_the_indicators(scene: Scene) -> None:
    team = scene.browser()
    assert team.get(PATH).status_code == 200
    answer = team.post(
        PATH, version="0", data_source="The case system", timeliness="Ten days\r\nafter", reviewed_on="31/03/2014"
    )
    assert (answer.status_code, answer.headers["Location"]) == (303, "/indicators/1#sheet-section")
    for name in ("performance", "lead", "reader"):
        page = told(scene.browser(name).get("/indicators/1"))
        assert "Data source The case system Timeliness Ten days after Last reviewed on 31 March 2014" in page
        assert (
            "Nothing is stated about the numerator, the denominator, the owner of the data, accuracy, validity, "
            "reliability, relevance and completeness yet."
        ) in page
        assert ("Change its sheet" in page) is (name == "performance")


def test_a_blank_sheet_says_so(scene: Scene) -> None:
    page = told(scene.browser().get("/indicators/1"))
    assert "Nothing is stated yet about how it is measured, or how far its data can be relied on." in page
    assert "Write its sheet" in page


def test_what_is_wrong_is_told_and_what_was_typed_is_kept(scene: Scene) -> None:
    page = scene.browser().post(PATH, version="0", accuracy="Good", reviewed_on="2015-01-01", owner="x" * 201)
    assert page.status_code == 422
    for text in ("Good</textarea>", 'value="2015-01-01"', 'href="#owner"', 'href="#reviewed_on"'):
        assert text in page.text
    with scene.app.app_context():
        assert data_sheet(1).version == 0


def test_the_second_of_two_writers_sees_what_the_first_wrote(scene: Scene) -> None:
    team = scene.browser()
    team.get(PATH)
    scene.write(IndicatorSheet(accuracy="Theirs"))
    page = team.post(PATH, version="0", accuracy="Mine")
    assert page.status_code == 409
    assert "Accuracy Theirs Mine" in told(page)
    assert team.post(PATH, version="1", accuracy="Mine").status_code == 303
    with scene.app.app_context():
        assert (data_sheet(1).stated.accuracy, data_sheet(1).version) == ("Mine", 2)


def test_a_first_sheet_that_is_no_longer_the_first_is_a_conflict(scene: Scene) -> None:
    scene.write(WHOLE)
    with pytest.raises(Conflict):
        scene.write(WHOLE)


def test_each_part_is_recorded_and_nothing_where_nothing_changes(scene: Scene) -> None:
    scene.write(IndicatorSheet())
    scene.write(IndicatorSheet(accuracy="One", reviewed_on=date(2014, 3, 31)))
    scene.write(IndicatorSheet(accuracy="Two", reviewed_on=date(2014, 3, 31)), version=1)
    scene.write(IndicatorSheet(accuracy="Two", reviewed_on=date(2014, 3, 31)), version=2)
    with scene.app.app_context():
        rows = db.session.execute(select(Change.field, Change.old, Change.new).order_by(Change.id))
        changes = [tuple(row) for row in rows if row.field in ("accuracy", "reviewed on")]
        assert changes == [
            ("accuracy", None, "One"),
            ("reviewed on", None, "31 March 2014"),
            ("accuracy", "One", "Two"),
        ]
        assert data_sheet(1).version == 2


def test_only_the_performance_team_writes(scene: Scene) -> None:
    assert scene.browser("lead").post(PATH, version="0").status_code == 403
    with scene.app.app_context(), pytest.raises(NotAllowed):
        change_sheet(who=scene.council.lead, indicator_id=1, version=0, sheet=WHOLE)


def test_an_indicator_that_is_not_there_has_no_sheet(scene: Scene) -> None:
    assert scene.browser().get("/indicators/99/sheet").status_code == 404
    with scene.app.app_context(), pytest.raises(NotFound):
        change_sheet(who=scene.council.performance, indicator_id=99, version=0, sheet=WHOLE)


def test_sheets_that_lack_parts_are_listed(scene: Scene) -> None:
    assert "No sheet is complete yet" in told(scene.browser("lead").get("/indicators/sheets?show=complete"))
    with scene.app.app_context():
        make_indicator(code="CS02", who=scene.council.performance, unit="days")
        count = replace(WHOLE, numerator="", denominator="")
        change_sheet(who=scene.council.performance, indicator_id=2, version=0, sheet=count)
        assert [each.code for each in list_sheets().sheets] == ["CS01"]
        assert list_sheets().counts == {"lacking": 1, "complete": 1, "every": 2}
    browser = scene.browser("lead")
    page = told(browser.get("/indicators/sheets"))
    assert "1 of 2 sheets complete." in page
    assert "CS01 Rate of CS01 No directorate Nothing is stated yet Not yet" in page
    assert 'href="/indicators/1/sheet"' in scene.browser().get("/indicators/sheets").text
    assert 'href="/indicators/1/sheet"' not in browser.get("/indicators/sheets").text
    fragment = browser.client.get("/indicators/sheets?show=complete", headers={"HX-Request": "true"}).text
    assert fragment.lstrip().startswith('<div id="sheet-list">')
    assert ("CS02" in fragment, "CS01" in fragment) == (True, False)
    assert "/indicators/sheets" in browser.get("/indicators").text
    assert "/indicators/sheets" not in scene.browser("reader").get("/indicators").text


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_the_sheets_leave_as_a_file(scene: Scene, kind: str) -> None:
    scene.write(replace(WHOLE, validity="", reviewed_on=date(2014, 3, 31), accuracy="=1+1"))
    answer = scene.browser("lead").get(f"/indicators/sheets?show=every&format={kind}")
    header, row = cells_of(answer.data)
    line = dict(zip(header, row, strict=True))
    assert (line["indicator_code"], line["accuracy"], line["missing"]) == ("CS01", "=1+1", "Validity")
    assert line["reviewed_on"] == "2014-03-31"
