"""The page on which the quality of a figure is said, and what other pages tell of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
from flask import Flask

from tests.integration.administration import Browser, browser_of, words
from tests.integration.council import Council, found
from tests.integration.promised_figures import FRIDAY, LATER, say
from webapp.services.clock import moment
from webapp.services.figures.storing import get_actual
from webapp.services.periods.opened import find_opened
from webapp.services.periods.steps import lock

SAID: dict[str, Any] = {"quality": "provisional", "reason": "Two returns are late", "final_due": LATER}
PATH = "/indicators/1/figures/2014-10"


@dataclass
class Scene:
    """A council on 14 November 2014, and what is stored of its one figure."""

    app: Flask
    council: Council

    def browser(self, name: str) -> Browser:
        return browser_of(self.app, getattr(self.council, name))

    def told(self) -> tuple[str, str, date | None]:
        with self.app.app_context():
            entry = get_actual(self.council.indicator, find_opened("2014-10").id)
        return entry.quality, entry.quality_reason, entry.final_due

    def say(self, name: str, **said: Any) -> None:
        with self.app.app_context():
            say(getattr(self.council, name), self.council.indicator, **said)


@pytest.fixture
def scene(app: Flask) -> Iterator[Scene]:
    with moment(FRIDAY):
        with app.app_context():
            council = found()
        yield Scene(app, council)


def mark_on(page: str) -> str:
    return page.partition('name="seen" value="')[2].partition('"')[0]


def test_the_page_is_led_to_asks_and_saves(scene: Scene) -> None:
    lead = scene.browser("lead")
    assert f'href="{PATH}/quality"' in lead.get(PATH).text
    seen = mark_on(lead.get(f"{PATH}/quality").text)
    typed = {"quality": "estimated", "quality_reason": "Two returns\r\nare late", "seen": seen}
    answer = lead.post(f"{PATH}/quality", **typed, final_due="30/10/2014", why="")
    assert answer.status_code == 422
    assert "cannot be due on 30 October 2014, before the period ends on 31 October 2014" in words(answer)
    assert "30/10/2014" in answer.text
    answer = lead.post(f"{PATH}/quality", **typed, final_due="2 November 2014", why="")
    assert (answer.status_code, "Say why you change this." in words(answer)) == (422, True)
    answer = lead.post(f"{PATH}/quality", **typed, final_due="2 November 2014", why="Two schools are late")
    assert (answer.status_code, answer.headers["Location"]) == (303, PATH)
    page = words(lead.get(PATH))
    assert "Final figure due 2 November 2014 Final figure overdue by 12 days, since 2 November 2014" in page
    assert scene.told() == ("estimated", "Two returns\nare late", date(2014, 11, 2))


def test_without_a_choice_or_with_an_unread_date_nothing_is_saved(scene: Scene) -> None:
    team = scene.browser("performance")
    seen = mark_on(team.get(f"{PATH}/quality").text)
    answer = team.post(f"{PATH}/quality", quality="", final_due="soon", seen=seen)
    assert answer.status_code == 422
    for text in ("Choose whether the figure is final", "is not a date we can read"):
        assert text in words(answer)
    assert scene.told() == ("final", "", None)


def test_the_second_of_two_sees_what_the_first_said(scene: Scene) -> None:
    team = scene.browser("performance")
    seen = mark_on(team.get(f"{PATH}/quality").text)
    scene.say("lead", **SAID)
    typed = {"quality": "estimated", "quality_reason": "Mine", "final_due": ""}
    answer = team.post(f"{PATH}/quality", **typed, seen=seen)
    assert answer.status_code == 409
    for text in ("Somebody else changed this figure meanwhile", "Said of it now Provisional", "Two returns are late"):
        assert text in words(answer)
    assert "Mine" in answer.text
    assert team.post(f"{PATH}/quality", **typed, seen=mark_on(answer.text)).status_code == 303
    assert scene.told() == ("estimated", "Mine", None)


def test_a_locked_period_has_no_form(scene: Scene) -> None:
    with scene.app.app_context():
        lock(who=scene.council.performance, key="2014-10")
    page = scene.browser("performance").get(f"{PATH}/quality")
    assert "October 2014 was locked by Priya Nair" in words(page)
    assert "Save quality" not in words(page)


def test_who_may_not_is_not_led_there(scene: Scene) -> None:
    director = scene.browser("director")
    assert "/quality" not in director.get(PATH).text
    assert director.get(f"{PATH}/quality").status_code == 403


def test_the_page_of_a_plan_says_why_its_figure_is_not_final(scene: Scene) -> None:
    with scene.app.app_context():
        plan = scene.council.plan()
    lead = scene.browser("lead")
    assert "PROVISIONAL" not in words(lead.get(f"/plans/{plan}"))
    scene.say("performance", **SAID)
    page = words(lead.get(f"/plans/{plan}"))
    assert "The figure of October 2014 is PROVISIONAL. Two returns are late" in page
    assert "Final figure due 31 December 2014, in 47 days." in page


def test_the_form_of_a_plan_corrects_figure_and_quality_at_once(scene: Scene) -> None:
    scene.say("performance", **SAID)
    with scene.app.app_context():
        plan = scene.council.plan()
    lead = scene.browser("lead")
    form = lead.get(f"/plans/{plan}/edit").text
    assert f'href="{PATH}/quality"' in form
    typed = {"version": "2", "actual": "418", "correction_reason": "The last return", "reason": "Typed"}
    answer = lead.post(f"/plans/{plan}/actual", **typed, quality="guessed")
    assert (answer.status_code, scene.told()[0]) == (422, "provisional")
    assert "Choose whether the figure is final, provisional or estimated." in words(answer)
    assert lead.post(f"/plans/{plan}/actual", **typed, quality="final").status_code == 303
    assert scene.told() == ("final", "", None)
