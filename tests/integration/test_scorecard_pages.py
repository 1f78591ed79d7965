"""The pages of the scorecard: with and without HTMX, saved views, files that come back, and who lands where."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from urllib.parse import urlsplit

import pytest
from flask import Flask

from tests.integration.administration import Browser, browser_of, changes, words
from tests.integration.scorecard_council import Scored, found, released
from tests.table_files import cells_of
from webapp.config import Settings
from webapp.domain.figure_columns import BESIDE
from webapp.domain.rights import Who
from webapp.services.uploads.uploading import upload_figures

HTMX = {"HX-Request": "true"}


@dataclass
class Scene:
    """The council, and browsers of its people."""

    app: Flask
    council: Scored

    def browser(self, who: Who | None = None) -> Browser:
        return browser_of(self.app, who or self.council.team)


@pytest.fixture
def settings(settings: Settings) -> Settings:
    return replace(settings, today=date(2015, 1, 14))


@pytest.fixture
def scene(app: Flask) -> Scene:
    with app.app_context():
        council = found()
    return Scene(app, council)


@pytest.mark.parametrize("htmx", [False, True])
def test_the_scorecard_is_filtered_by_its_address(scene: Scene, htmx: bool) -> None:
    browser = scene.browser()
    path = "/scorecard/2014-12?q=&status=red&directorate=&sort=code&tag="
    answer = browser.client.get(path, headers=HTMX if htmx else {})
    assert answer.status_code == 200
    assert "6 indicators found: status red" in words(answer)
    assert ("<!DOCTYPE html>" in answer.text) is not htmx
    assert answer.text.count('id="scorecard"') == 1
    assert answer.headers.get("HX-Push-Url") == ("/scorecard/2014-12?status=red" if htmx else None)


def test_the_newest_ended_period_is_shown_and_filters_are_kept(scene: Scene) -> None:
    answer = scene.browser().get("/scorecard?status=red&columns=actual&columns=status")
    assert answer.status_code == 303
    assert answer.location == "/scorecard/2014-12?status=red&columns=actual&columns=status"


@pytest.mark.parametrize("query", ["endpoint=x", "values=x", "_anchor=x", "_method=POST", "_scheme=ftp&_external=1"])
def test_an_address_of_the_newest_period_may_ask_for_anything(scene: Scene, query: str) -> None:
    answer = scene.browser().client.get(f"/scorecard?{query}&status=red&status=green&key=2014-11")
    assert answer.status_code == 303
    assert answer.location == f"/scorecard/2014-12?{query}&status=red&status=green&key=2014-11"


def test_a_reader_lands_on_the_newest_released_period(scene: Scene) -> None:
    reader = scene.browser(scene.council.reader)
    assert "No period is released yet" in words(reader.client.get("/", follow_redirects=True))
    with scene.app.app_context():
        released(scene.council, "2014-11")
    page = reader.client.get("/", follow_redirects=True)
    assert "Scorecard, November 2014" in words(page)
    assert reader.get("/scorecard/2014-12").status_code == 404
    navigation = page.text.partition("govuk-service-navigation__list")[2].partition("</ul>")[0]
    assert navigation.index("Scorecard") < navigation.index("Indicators")
    assert "Your work" not in navigation


def test_every_count_leads_to_its_status(scene: Scene) -> None:
    page = scene.browser().get("/scorecard/2014-12").text
    for status in ("red", "amber", "green", "not+rated", "no+data", "not+applicable"):
        assert f'href="/scorecard/2014-12?status={status}"' in page
    assert 'aria-sort="ascending"' in page


def test_columns_are_chosen_by_the_address(scene: Scene) -> None:
    page = scene.browser().get("/scorecard/2014-12?columns=actual&columns=tags&tag=Roads").text
    row = page.partition("<tbody>")[2].partition("</tbody>")[0]
    assert 'data-label="Actual"' in row
    assert "Priority" in row
    assert 'data-label="Target"' not in row
    assert "/scorecard/2014-12?tag=Roads&amp;sort=title&amp;columns=actual&amp;columns=tags" in page


@pytest.mark.parametrize(
    "query",
    ["status=purple", "directorate=x", "lead=99999999999", "plan=lost", "sort=size", "columns=all", "page=-3",
     "beside=2014-13", "beside=1066-12", "q=%00", "page=x", "beside=2014-12"],
)  # fmt: skip
def test_what_no_page_offers_asks_for_nothing(scene: Scene, query: str) -> None:
    answer = scene.browser().get(f"/scorecard/2014-12?{query}")
    assert answer.status_code == 200
    assert "All 15 indicators" in words(answer)


@pytest.mark.parametrize("key", ["2014-13", "1066-01", "2013-12"])
def test_a_period_that_is_not_open_is_not_found(scene: Scene, key: str) -> None:
    assert scene.browser().get(f"/scorecard/{key}").status_code == 404


def test_a_filter_that_finds_nothing_says_what_to_do(scene: Scene) -> None:
    page = words(scene.browser().get("/scorecard/2014-12?q=nowhere"))
    assert "Nothing matches" in page
    assert "Show all indicators" in page


def test_a_view_is_saved_replaced_renamed_shared_and_deleted(scene: Scene) -> None:
    browser, other = scene.browser(), scene.browser(scene.council.lead)
    view = {"query": "status=red&page=3&colour=blue&sort=status", "key": "2014-12"}
    answer = browser.post("/scorecard/views", name=" Our  reds ", **view)
    assert urlsplit(answer.location).query == "status=red&sort=status"
    assert "Our reds" in words(browser.get("/scorecard/2014-12"))
    assert "Our reds" not in words(other.get("/scorecard/2014-12"))
    browser.post("/scorecard/views", name="Our reds", query="status=amber", shared="y")
    assert 'href="/scorecard/2014-12?status=amber"' in other.get("/scorecard/2014-12").text
    assert "Our reds by Priya Nair" in words(other.get("/scorecard/2014-12"))
    assert browser.post("/scorecard/views/1", name="").status_code == 422
    assert browser.post("/scorecard/views/1", name="Ambers").status_code == 303
    assert "Ambers" not in words(other.get("/scorecard/2014-12"))
    for path in ("/scorecard/views/1", "/scorecard/views/1/delete"):
        assert other.post(path, name="Mine").status_code == 404
    assert "Ambers" in words(browser.get("/scorecard/views"))
    assert browser.post("/scorecard/views/1/delete").status_code == 303
    assert "You have saved no view yet" in words(browser.get("/scorecard/views"))
    recorded = [(field, new) for _, field, _, new in changes(scene.app, "saved view")]
    assert ("view", "status=amber") in recorded
    assert recorded[-1] == ("name", None)


def test_a_name_that_is_taken_or_too_long_is_refused_and_kept(scene: Scene) -> None:
    browser = scene.browser()
    for name in ("One", "Two"):
        browser.post("/scorecard/views", name=name, query="")
    answer = browser.post("/scorecard/views/2", name="One")
    assert answer.status_code == 422
    assert "You have a view called" in words(answer)
    answer = browser.post("/scorecard/views", name="x" * 81, query="status=red")
    assert answer.status_code == 422
    assert "shorten it to 80 or fewer" in words(answer)
    assert "x" * 81 in answer.text


def test_a_reader_keeps_views_and_shares_none(scene: Scene) -> None:
    with scene.app.app_context():
        released(scene.council, "2014-12")
    reader = scene.browser(scene.council.reader)
    assert reader.post("/scorecard/views", name="Reds", query="status=red").status_code == 303
    assert reader.post("/scorecard/views", name="Reds", query="status=red", shared="y").status_code == 403
    assert "Everybody finds it" not in reader.get("/scorecard/2014-12").text


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_the_file_has_all_that_is_found_and_comes_back_unchanged(scene: Scene, kind: str) -> None:
    browser = scene.browser()
    path = f"/scorecard/2014-12?columns=actual&page=2&beside=2014-11&format={kind}"
    answer = browser.get(path)
    rows = cells_of(answer.data)
    assert len(rows) == 16
    red = dict(zip(rows[0], next(row for row in rows if row[0] == "RED"), strict=True))
    assert (red["actual"], red["target"], red["status"], red["tagged"]) == ("150", "100", "red", "Priority")
    assert (red["direction_short_term"], red["direction_long_term"]) == ("worsening", "no earlier figure")
    assert (red["beside_period"], red["beside_figure"], red["beside_status"]) == ("2014-11", "120", "not rated")
    with scene.app.app_context():
        outcome = upload_figures(
            who=scene.council.team, file_name=f"card.{kind}", content=answer.data, answers={"warnings": True}
        )
    assert (outcome.upload.created, outcome.upload.changed) == (0, 0)


def test_the_file_is_that_of_the_filter(scene: Scene) -> None:
    rows = cells_of(scene.browser().get("/scorecard/2014-12?status=amber&format=csv").data)
    assert [row[0] for row in rows[1:]] == ["AMBER"]
    assert {"direction_short_term", "tagged", "beside_figure"} <= set(BESIDE)
