"""The page of the coverage board: with and without HTMX, on another day, as a file, and where pages lead to it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

import pytest
from flask import Flask

from tests.builders import make_person
from tests.integration.administration import Browser, browser_of, words
from tests.integration.council import Council, found
from tests.integration.covered_council import covered_council
from tests.table_files import cells_of
from webapp.config import Settings
from webapp.domain.rights import Role

PATH = "/coverage/2014-Q3"
HTMX = {"HX-Request": "true"}


@dataclass
class Scene:
    """It is 20 January 2015."""

    app: Flask
    council: Council

    def browser(self, name: str = "performance") -> Browser:
        return browser_of(self.app, getattr(self.council, name))


@pytest.fixture
def settings(settings: Settings) -> Settings:
    return replace(settings, today=date(2015, 1, 20))


@pytest.fixture
def scene(app: Flask) -> Scene:
    with app.app_context():
        council = covered_council()
    return Scene(app, council)


def test_the_page_tells_each_red_and_leads_on(scene: Scene) -> None:
    page = scene.browser().get(PATH)
    assert page.status_code == 200
    told = words(page)
    for text in (
        "Quarter 3 2014/15, as of 20 January 2015",
        "2 of 9 reds have a current signed plan.",
        "Housing 0 of 1 covered",
        "Not signed: returned to its lead Returned",
        "Performance of December 2014: 439.1 then, 450.0 now",
        "Of a new version: the signed page stands",
        "Due 30 January 2015",
    ):
        assert text in told
    for path in ("/indicators/1", "/plans/3", f"{PATH}?kind=unsigned+plan", f"{PATH}?format=csv"):
        assert f'href="{path}"' in page.text
    assert page.text.count('aria-label="Write plan for ') == 3


def test_the_board_alone_comes_for_htmx(scene: Scene) -> None:
    client = scene.browser().client
    fragment = client.get(f"{PATH}?kind=withdrawn+plan", headers=HTMX).text
    assert fragment.lstrip().startswith('<div id="coverage">')
    assert ("CS08" in fragment, "CS01" in fragment) == (True, False)
    assert "1 of 9 figures that need a plan" in fragment


def test_another_day_stays_while_filtering(scene: Scene) -> None:
    page = scene.browser().get(f"{PATH}?on=31+December+2014")
    assert "as of 31 December 2014" in words(page)
    assert '<input type="hidden" name="on" value="2014-12-31">' in page.text
    assert f'href="{PATH}?on=2014-12-31&amp;kind=in+order"' in page.text


def test_a_day_that_cannot_be_read_is_told_and_kept(scene: Scene) -> None:
    page = scene.browser().get(f"{PATH}?on=the+ides")
    assert page.status_code == 422
    assert 'value="the ides"' in page.text
    assert 'href="#on"' in page.text
    assert "2 of 9 reds" in words(page)


@pytest.mark.parametrize(
    ("query", "address"),
    [
        ("", PATH),
        ("?period=2014-12", "/coverage/2014-12"),
        ("?period=2014-12&on=31/12/2014", "/coverage/2014-12?on=2014-12-31"),
        ("?period=2014-12&on=the+ides", "/coverage/2014-12?on=the+ides"),
        ("?period=nonsense", PATH),
    ],
)
def test_a_period_and_a_day_are_chosen(scene: Scene, query: str, address: str) -> None:
    answer = scene.browser().get(f"/coverage{query}")
    assert (answer.status_code, answer.headers["Location"]) == (303, address)


def test_what_is_not_there_is_not_found(scene: Scene) -> None:
    assert scene.browser().get("/coverage/2031-12").status_code == 404
    nothing = scene.browser().get(f"{PATH}?kind=nonsense&directorate=Nowhere")
    assert "Nothing matches" in words(nothing)


def test_a_council_without_periods_is_told_what_to_do(app: Flask) -> None:
    with app.app_context():
        team, lead = make_person("Priya Nair", Role.PERFORMANCE), make_person("Ann Lee", Role.LEAD)
    assert "Open a financial year" in words(browser_of(app, team).get("/coverage"))
    assert "The performance team opens" in words(browser_of(app, lead).get("/coverage"))


def test_a_period_without_reds_says_so(app: Flask) -> None:
    with app.app_context():
        council = found()
    assert "No figure needs a plan yet" in words(browser_of(app, council.lead).get("/coverage/2015-03"))


def test_staff_see_it_and_readers_do_not(scene: Scene) -> None:
    for name, status in (("lead", 200), ("director", 200), ("reader", 403)):
        assert scene.browser(name).get(PATH).status_code == status


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_it_leaves_as_a_file_as_it_is_filtered(scene: Scene, kind: str) -> None:
    answer = scene.browser().get(f"{PATH}?kind=no+plan&on=2014-12-31&format={kind}")
    header, *rows = cells_of(answer.data)
    assert header[:2] == ["indicator_code", "title"]
    told = [dict(zip(header, row, strict=True)) for row in rows]
    assert [(row["indicator_code"], row["gaps"], row["plan_state"]) for row in told] == [
        ("QS01", "No plan", "required"),
        ("CS01", "No plan, 3 reds in a row", "required"),
    ]
    assert answer.headers["Content-Disposition"].endswith(f"coverage-2014-Q3.{kind}")


@pytest.mark.parametrize("path", ["/", "/periods", "/periods/2014-Q3"])
def test_pages_of_staff_lead_there(scene: Scene, path: str) -> None:
    assert 'href="/coverage' in scene.browser("director").get(path).text
    assert 'href="/coverage' not in scene.browser("reader").get("/periods").text


def test_a_plan_is_begun_from_it(scene: Scene) -> None:
    answer = scene.browser("lead").post("/plans/start", indicator_id="1", period_key="2014-12")
    assert answer.status_code == 303
