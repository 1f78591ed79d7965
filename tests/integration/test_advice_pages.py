"""Advice on the plan's form: of what is saved where the page opens, of what is typed where the script asks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from tests.builders import REASON, set_figures
from tests.integration.administration import Browser, browser_of, words
from tests.integration.council import Council, found
from tests.integration.signed_actions import sign
from webapp.services.clock import moment
from webapp.services.plans.editing import show_plan
from webapp.services.plans.starting import start_plan

HTMX = {"HX-Request": "true"}
TYPED = {
    "version": "2",
    "reason": "Performance was 438.1 in October 2014.",
    "actions-0-what": "Close cases",
    "actions-0-who": "Head of Service",
    "actions-0-due": "31 February 2015",
}


@dataclass(frozen=True)
class Scene:
    """A council, its draft, and the lead's browser on it."""

    app: Flask
    council: Council
    plan: int
    browser: Browser

    def ask(self, *, htmx: bool, **fields: str) -> TestResponse:
        data = {"csrf_token": self.browser.token, **TYPED, **fields}
        return self.browser.client.post(f"/plans/{self.plan}/advice", data=data, headers=HTMX if htmx else {})


@pytest.fixture
def scene(app: Flask) -> Iterator[Scene]:
    with moment(datetime(2014, 11, 14, 12, tzinfo=UTC)):
        with app.app_context():
            council = found()
            plan = council.plan()
        yield Scene(app, council, plan, browser_of(app, council.lead))


def test_the_form_opens_with_advice_on_what_is_saved(scene: Scene) -> None:
    page = scene.browser.get(f"/plans/{scene.plan}/edit")
    said = words(page)
    assert "1 thing to look at." in said
    assert "Prints on one page in 12 point type." in said
    assert "No result can be measured." in said
    assert re.search(r'<meter[^>]* value="\d+"', page.text)
    assert 'href="#actions-0-what"' in page.text


@pytest.mark.parametrize("htmx", [True, False], ids=["fragment", "whole page"])
def test_what_is_typed_is_looked_at_and_not_saved(scene: Scene, htmx: bool) -> None:
    answer = scene.ask(htmx=htmx)
    assert answer.status_code == 200
    assert ("<html" in answer.text) is not htmx
    said = words(answer)
    assert "Performance was 438.1 in October 2014." in said
    assert "It says 438.1. The stored actual of October 2014 is 439.1 per 10,000." in said
    assert "“Head of Service” names no person." in said
    assert "There is no date." in said
    with scene.app.app_context():
        assert show_plan(who=scene.council.lead, plan_id=scene.plan).record.version == 2
    if not htmx:
        assert "31 February 2015" in answer.text


def test_notes_stand_under_their_topics_and_lead_to_their_fields(scene: Scene) -> None:
    page = scene.ask(htmx=True, reason="Many words. " * 600).text
    assert re.findall(r'advice__topic">([^<]+)<', page) == ["Actions"]
    assert set(re.findall(r'href="#([\w-]+)"', page)) == {"reason", "actions-0-who", "actions-0-due", "actions-0-what"}
    said = words(scene.ask(htmx=True, reason="Many words. " * 600))
    assert "3 things to look at, and too long for its page." in said
    assert "too long for one page in 10 point, the smallest type. Shorten “Non-compliance reason”" in said


def test_hostile_words_are_text(scene: Scene) -> None:
    hostile = "Performance was 438.1 <script>alert(1)</script>"
    page = scene.ask(htmx=True, reason=hostile, **{"actions-0-who": "<img src=x onerror=alert(2)>"}).text
    assert "<script" not in page
    assert "<img" not in page
    assert "&lt;script&gt;" in page


def test_nothing_at_all_is_answered_too(scene: Scene) -> None:
    answer = scene.browser.client.post(
        f"/plans/{scene.plan}/advice", data={"csrf_token": scene.browser.token}, headers=HTMX
    )
    assert answer.status_code == 200
    assert "Nothing to look at." in words(answer)


@pytest.mark.parametrize("htmx", [True, False])
def test_others_get_no_advice(scene: Scene, htmx: bool) -> None:
    for who in (scene.council.director, scene.council.other_lead, scene.council.reader):
        browser = browser_of(scene.app, who)
        data = {"csrf_token": browser.token, **TYPED}
        answer = browser.client.post(f"/plans/{scene.plan}/advice", data=data, headers=HTMX if htmx else {})
        assert answer.status_code == 403


def test_the_last_plan_stands_beside_the_form_with_what_came_of_it(scene: Scene) -> None:
    council = scene.council
    with scene.app.app_context():
        sign(council, scene.plan)
        set_figures(council.indicator, "2014-11", actual="440", who=council.performance, targets={"2014-11": "385.6"})
        following = start_plan(who=council.lead, indicator_id=council.indicator, period_key="2014-11")
    said = words(scene.browser.get(f"/plans/{following}/edit"))
    assert "The last plan, for October 2014" in said
    assert "439.1 per 10,000 in October 2014, 440.0 per 10,000 in November 2014: 0.9 per 10,000 higher" in said
    assert "Close finished cases ○ Not started" in said
    answer = scene.browser.client.post(
        f"/plans/{following}/advice",
        data={"csrf_token": scene.browser.token, "reason": REASON},
        headers=HTMX,
    )
    assert "The reason is the same as that of October 2014." in words(answer)
    assert f'href="/plans/{scene.plan}"' in answer.text
