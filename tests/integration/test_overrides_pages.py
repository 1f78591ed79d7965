"""The page on which another status is set, and what the figure's page says of it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask

from tests.integration.administration import browser_of, words
from tests.integration.council import found
from tests.integration.promised_figures import FRIDAY
from tests.integration.test_quality_pages import Scene, mark_on
from webapp.services.clock import moment
from webapp.services.periods.steps import lock

PATH = "/indicators/1/figures/2014-10"


@pytest.fixture
def scene(app: Flask) -> Iterator[Scene]:
    with moment(FRIDAY):
        with app.app_context():
            council = found()
        yield Scene(app, council)


def test_it_is_set_seen_and_taken_away(scene: Scene) -> None:
    team = scene.browser("performance")
    assert f'href="{PATH}/status"' in team.get(PATH).text
    seen = mark_on(team.get(f"{PATH}/status").text)
    answer = team.post(f"{PATH}/status", status="amber", reason="", seen=seen)
    assert (answer.status_code, "Say why its status differs" in words(answer)) == (422, True)
    answer = team.post(f"{PATH}/status", status="", reason="Disputed", seen=seen)
    assert (answer.status_code, "Choose red, amber or green." in words(answer)) == (422, True)
    answer = team.post(f"{PATH}/status", status="amber", reason="Disputed", seen=seen)
    assert (answer.status_code, answer.headers["Location"]) == (303, PATH)
    page = words(team.get(PATH))
    assert "Amber Set by Priya Nair" in page
    assert "Set to amber by Priya Nair on 14 November 2014: “Disputed”. By the rule it is red: 439.1 is" in page
    for path in ("/indicators/1", "/periods/2014-10"):
        assert "Set to amber by Priya Nair on 14 November 2014: “Disputed”." in words(team.get(path))
    again = team.post(f"{PATH}/status", status="green", reason="Counted", seen=seen)
    assert (again.status_code, "Somebody else changed this figure" in words(again)) == (409, True)
    seen = mark_on(team.get(f"{PATH}/status").text)
    empty = team.post(f"{PATH}/status/remove", reason="", seen=seen)
    assert (empty.status_code, "Say why the rule decides again." in words(empty)) == (422, True)
    done = team.post(f"{PATH}/status/remove", reason="It is agreed", seen=seen)
    assert (done.status_code, "Set to amber" in words(team.get(PATH))) == (303, False)


def test_readers_see_who_set_it_and_no_way_to_change_it(scene: Scene) -> None:
    team = scene.browser("performance")
    seen = mark_on(team.get(f"{PATH}/status").text)
    team.post(f"{PATH}/status", status="amber", reason="Disputed", seen=seen)
    team.post("/periods/2014-10/release")
    reader = browser_of(scene.app, scene.council.reader)
    page = reader.get(PATH)
    assert "Amber Set by Priya Nair" in words(page)
    assert f"{PATH}/status" not in page.text
    year = words(reader.get("/indicators/1/year?by=month"))
    assert year.count("Amber Set by Priya Nair") == 2  # in the box of the newest status, and in the table
    assert "October 2014, status set by Priya Nair." in words(reader.get("/indicators/1?view=xmr"))
    assert reader.get(f"{PATH}/status").status_code == 403


def test_a_locked_period_says_so_and_offers_nothing(scene: Scene) -> None:
    with scene.app.app_context():
        lock(who=scene.council.performance, key="2014-10")
    team = scene.browser("performance")
    page = team.get(f"{PATH}/status")
    assert "October 2014 was locked by Priya Nair" in words(page)
    assert "Set status" not in words(page)
    assert f"{PATH}/status" not in team.get(PATH).text
