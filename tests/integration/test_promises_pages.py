"""The page of figures still to be final, and where other pages lead to it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from flask import Flask

from tests.integration.administration import Browser, browser_of, words
from tests.integration.council import Council, found
from tests.integration.promised_figures import FRIDAY, LATER, OVERDUE, promise, say
from tests.integration.sent_files import counts
from tests.table_files import cells_of
from webapp.services.clock import moment
from webapp.services.uploads.uploading import upload_figures

PATH = "/figures/promises"
HTMX = {"HX-Request": "true"}


@dataclass
class Scene:
    """CS02 of Ann Lee is overdue, CS03 of Olu Bright is due later; it is 14 November 2014."""

    app: Flask
    council: Council

    def browser(self, name: str) -> Browser:
        return browser_of(self.app, getattr(self.council, name))

    def make_final(self) -> None:
        with self.app.app_context():
            say(self.council.performance, 2, quality="final")


@pytest.fixture
def scene(app: Flask) -> Iterator[Scene]:
    with moment(FRIDAY):
        with app.app_context():
            council = found()
            promise(council, "CS02", OVERDUE, lead=council.lead)
            promise(council, "CS03", LATER, lead=council.other_lead)
        yield Scene(app, council)


def test_the_page_tells_each_figure_and_leads_on(scene: Scene) -> None:
    page = scene.browser("performance").get(PATH)
    assert page.status_code == 200
    assert "2 still to be final , 1 overdue , 1 not overdue , 0 without a date ." in words(page)
    for text in ("50.0 per 10,000 ESTIMATED", "One return is late", "2 November 2014 ◆ Overdue by 12 days"):
        assert text in words(page)
    for path in ("/indicators/2/figures/2014-10", "/indicators/2/figures/2014-10/quality"):
        assert f'href="{path}"' in page.text
    assert "No provisional or estimated figure has become final in 2014/15 so far." in words(page)


def test_the_list_alone_comes_for_htmx(scene: Scene) -> None:
    client = scene.browser("performance").client
    fragment = client.get(f"{PATH}?show=overdue", headers=HTMX).text
    assert fragment.lstrip().startswith('<div id="promise-list">')
    assert ("CS02" in fragment, "CS03" in fragment) == (True, False)


@pytest.mark.parametrize(
    ("query", "codes"),
    [
        ("show=overdue", {"CS02"}),
        ("show=open", {"CS03"}),
        ("whose=own", set()),
        ("lead=3", set()),
        ("lead=nobody&page=x", set()),
        ("period=2014-10&directorate=", {"CS02", "CS03"}),
        ("show=%00&whose=%F0%9F%92%A9&lead=%00&directorate=x%27&year=99999999999999&page=-7", set()),
        ("period=x%00", {"CS02", "CS03"}),
        ("year=0&page=99999999999999999999", {"CS02", "CS03"}),
    ],
)
def test_the_address_carries_the_filter_and_nonsense_holds_nobody_up(scene: Scene, query: str, codes: set[str]) -> None:
    page = scene.browser("performance").get(f"{PATH}?{query}")
    assert page.status_code == 200
    assert {code for code in ("CS02", "CS03") if f"{code} Rate" in words(page)} == codes


def test_a_period_that_is_not_open_is_no_page(scene: Scene) -> None:
    assert scene.browser("performance").get(f"{PATH}?period=2019-10").status_code == 404


def test_readers_have_no_such_page_and_are_led_to_none(scene: Scene) -> None:
    reader = scene.browser("reader")
    assert reader.get(PATH).status_code == 403
    assert PATH not in reader.get("/").text


def test_what_became_of_estimates_is_told_with_both_figures(scene: Scene) -> None:
    scene.make_final()
    page = words(scene.browser("performance").get(PATH))
    assert "1 provisional or estimated figure became final in 2014/15." in page
    assert "50.0 ESTIMATED – Not rated 50.0 – Not rated Neither has a colour 14 November 2014 12 days late" in page
    before = words(scene.browser("performance").get(f"{PATH}?year=2013"))
    assert "No provisional or estimated figure has become final in 2013/14 so far." in before


def test_the_board_and_your_work_lead_there(scene: Scene) -> None:
    team, lead = scene.browser("performance"), scene.browser("lead")
    board = team.get("/periods/2014-10").text
    for query, text in (("", "2 still to be final"), ("&amp;show=overdue", "1 past its date")):
        assert f">{text}</a>" in board
        assert query in board
    assert "2 figures are provisional or estimated , 1 is past the day" in words(team.get("/"))
    work = words(lead.get("/"))
    assert "Final figures overdue or due in seven days (1)" in work
    assert "CS02 Rate of CS02" in work
    assert "provisional or estimated" not in work
    scene.make_final()
    assert "Final figures overdue" not in words(lead.get("/"))


def test_a_list_without_any_says_what_would_stand_there(scene: Scene) -> None:
    page = scene.browser("performance").get(f"{PATH}?show=undated")
    assert "No figure here: without a date" in words(page)
    assert f'href="{PATH}?whose=all"' in page.text


def rows_of(content: bytes) -> list[dict[str, str]]:
    headings, *rows = cells_of(content)
    return [dict(zip(headings, row, strict=True)) for row in rows]


def test_the_list_as_a_file_comes_back_as_an_upload(scene: Scene) -> None:
    team = scene.browser("performance")
    content = team.get(f"{PATH}?show=overdue&format=csv").data
    (row,) = rows_of(content)
    assert (row["indicator_code"], row["actual"], row["quality"], row["quality_reason"], row["final_due"]) == (
        "CS02", "50", "estimated", "One return is late", "2014-11-02",
    )  # fmt: skip
    assert (row["promise"], row["days_overdue"]) == ("overdue", "12")
    with scene.app.app_context():
        assert counts(upload_figures(who=scene.council.performance, file_name="sent.csv", content=content)) == (0, 0, 1)


def test_what_became_of_estimates_as_a_file(scene: Scene) -> None:
    scene.make_final()
    (row,) = rows_of(scene.browser("performance").get(f"{PATH}?format=csv&table=became-final").data)
    assert (row["first_value"], row["first_quality"], row["actual"], row["colour_changed"]) == (
        "50", "estimated", "50", "no",
    )  # fmt: skip
    assert (row["promised_for"], row["punctual"]) == ("2014-11-02", "12 days late")
