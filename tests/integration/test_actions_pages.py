"""The pages of actions, with and without HTMX, and where an overdue one is seen."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from flask import Flask

from tests.builders import make_person
from tests.integration.administration import Browser, browser_of, words
from tests.integration.signed_actions import AFTER, BEFORE, SOON, Scene, set_scene, take
from webapp.domain.actions import ActionState
from webapp.domain.rights import Role, Who
from webapp.services.actions.showing import show_action
from webapp.services.clock import moment
from webapp.services.periods.steps import release

HTMX = {"HX-Request": "true"}


@pytest.fixture
def scene(app: Flask) -> Iterator[Scene]:
    with app.app_context(), moment(BEFORE):
        scene = set_scene(app)
    with moment(AFTER):
        yield scene


def tell(browser: Browser, scene: Scene, *, htmx: bool = False, **fields: str) -> tuple[int, str]:
    """Post how the owned action goes; returns the status and the words of the answer."""
    data = {"csrf_token": browser.token, "seen": "0", **fields}
    answer = browser.client.post(f"/actions/{scene.owned}", data=data, headers=HTMX if htmx else {})
    assert ("<html" in answer.text) is not htmx
    return answer.status_code, words(answer)


def state(scene: Scene) -> ActionState:
    with scene.app.app_context():
        return show_action(who=scene.council.performance, key=scene.owned).promise.state


@pytest.mark.parametrize("htmx", [True, False], ids=["fragment", "whole page"])
def test_the_owner_tells_how_it_goes(scene: Scene, htmx: bool) -> None:
    browser = browser_of(scene.app, scene.council.reader)
    assert "◆ Overdue" in words(browser.get(f"/actions/{scene.owned}"))
    status, said = tell(browser, scene, htmx=htmx, state="at risk", note="Two posts\r\nare vacant")
    assert status == (200 if htmx else 303)
    said = said if htmx else words(browser.get(f"/actions/{scene.owned}"))
    assert "Your progress was recorded." in said
    assert "▲ At risk ◆ Overdue" in said
    assert "Tom Bell ▲ At risk Two posts are vacant" in said
    assert state(scene) is ActionState.AT_RISK


@pytest.mark.parametrize("htmx", [True, False], ids=["fragment", "whole page"])
@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"state": "dropped", "note": " "}, "Say why the action is dropped."),
        ({"state": "nearly", "note": "Kept words"}, "Choose how the action goes."),
        ({"note": "Kept words"}, "Choose how the action goes."),
        ({"state": "done", "note": "Kept words\x00"}, "NUL"),
        ({"state": "done", "note": "Kept words", "seen": "many"}, "This form is incomplete"),
        ({"state": "not started", "note": ""}, "The action is not started already"),
    ],
    ids=["no reason", "no such state", "no state", "NUL", "no page of ours", "nothing new"],
)
def test_what_is_refused_says_so_and_keeps_the_words(
    scene: Scene, htmx: bool, fields: dict[str, str], sentence: str
) -> None:
    browser = browser_of(scene.app, scene.council.reader)
    status, said = tell(browser, scene, htmx=htmx, **fields)
    assert status == 422
    assert sentence in said
    assert fields["note"].strip().strip("\x00") in said
    assert state(scene) is ActionState.NOT_STARTED


@pytest.mark.parametrize("htmx", [True, False], ids=["fragment", "whole page"])
def test_the_second_of_two_sees_both_and_records_knowingly(scene: Scene, htmx: bool) -> None:
    tell(browser_of(scene.app, scene.council.reader), scene, state="done", note="Finished")
    lead = browser_of(scene.app, scene.council.lead)
    data = {"csrf_token": lead.token, "seen": "0", "state": "at risk", "note": "Still late"}
    answer = lead.client.post(f"/actions/{scene.owned}", data=data, headers=HTMX if htmx else {})
    assert answer.status_code == 409
    said = words(answer)
    assert "Tom Bell recorded “done” while you were writing" in said
    assert "Finished" in said
    assert "Still late" in answer.text
    seen = re.search(r'name="seen" value="(\d+)"', answer.text)
    assert seen
    assert tell(lead, scene, htmx=htmx, state="at risk", note="Still late", seen=seen[1])[0] == (200 if htmx else 303)
    assert state(scene) is ActionState.AT_RISK


@pytest.mark.parametrize("htmx", [True, False], ids=["fragment", "whole page"])
def test_who_may_not_is_refused(scene: Scene, htmx: bool) -> None:
    for name, expected in (("director", 403), ("other_lead", 403)):
        browser = browser_of(scene.app, getattr(scene.council, name))
        data = {"csrf_token": browser.token, "seen": "0", "state": "done"}
        answer = browser.client.post(f"/actions/{scene.owned}", data=data, headers=HTMX if htmx else {})
        assert answer.status_code == expected
        assert "Record progress" not in browser.get(f"/actions/{scene.owned}").text
    reader = browser_of(scene.app, scene.council.reader)
    assert reader.get(f"/actions/{scene.unowned}").status_code == 404
    assert state(scene) is ActionState.NOT_STARTED


@pytest.mark.parametrize("key", ["f" * 32, "f" * 31, "F" * 32, "1", "0" * 33])
def test_what_does_not_exist_is_a_404_page(scene: Scene, key: str) -> None:
    assert browser_of(scene.app, scene.council.lead).get(f"/actions/{key}").status_code == 404


def test_an_action_of_a_closed_plan_says_why_nothing_more_is_recorded(scene: Scene) -> None:
    with scene.app.app_context():
        take(scene.council, scene.plan, "close")
    browser = browser_of(scene.app, scene.council.reader)
    page = browser.get(f"/actions/{scene.owned}")
    assert "Its plan is closed, so nothing more is recorded of this action." in words(page)
    assert "Record progress" not in page.text
    assert tell(browser, scene, state="done")[0] == 409


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", 2),
        ("?show=overdue", 2),
        ("?show=due+soon", 0),
        ("?show=at+risk", 0),
        ("?show=nonsense&sort=nonsense&page=-3&whose=nobody&owner=x", 0),
        ("?owner=nobody", 1),
        ("?sort=owner", 2),
        ("?show=ended", 0),
    ],
)
def test_the_list_is_filtered_by_its_address(scene: Scene, query: str, found: int) -> None:
    browser = browser_of(scene.app, scene.council.performance)
    page = browser.get(f"/actions{query}")
    assert page.status_code == 200
    assert len(set(re.findall(r'href="/actions/([0-9a-f]{32})"', page.text))) == found
    fragment = browser.client.get(f"/actions{query}", headers=HTMX)
    assert fragment.text.lstrip().startswith('<div id="action-list">')


def seen_by(scene: Scene, who: Who, path: str) -> str:
    return words(browser_of(scene.app, who).get(path))


def test_overdue_is_seen_wherever_it_matters(scene: Scene) -> None:
    council = scene.council
    assert "◆ 2 actions overdue" in seen_by(scene, council.performance, "/periods/2014-10")
    assert "◆ 2 actions overdue" in seen_by(scene, council.director, "/plans")
    assert "How the actions go ◆ 2 actions overdue" in seen_by(scene, council.director, f"/plans/{scene.plan}")
    indicator = seen_by(scene, council.director, f"/indicators/{council.indicator}")
    assert "Actions being carried out ◆ 2 actions overdue" in indicator
    assert "Train the teams" in seen_by(scene, council.lead, "/")
    tell(browser_of(scene.app, council.lead), scene, state="done", note="Finished")
    assert "◆ 1 action overdue" in seen_by(scene, council.performance, "/periods/2014-10")
    assert "Ann Lee on" in seen_by(scene, council.director, f"/plans/{scene.plan}")


def test_your_work_names_what_is_overdue_and_what_is_due_soon(scene: Scene) -> None:
    assert "Your actions overdue or due in ten days (1)" in seen_by(scene, scene.council.lead, "/")
    with moment(SOON):
        said = seen_by(scene, scene.council.reader, "/")
        assert "Your actions overdue or due in ten days (1)" in said
        assert "◇ Due soon" in said
    with moment(BEFORE):
        assert "Your actions" not in seen_by(scene, scene.council.reader, "/")


def test_readers_see_how_it_goes_beside_a_released_plan_but_not_what_was_said(scene: Scene) -> None:
    tell(browser_of(scene.app, scene.council.lead), scene, state="at risk", note="Two posts are vacant")
    with scene.app.app_context():
        release(who=scene.council.performance, key="2014-10")
        member = make_person("Una Moss", Role.READER)
    page = browser_of(scene.app, member).get(f"/plans/{scene.plan}")
    assert "▲ At risk ◆ Overdue" in words(page)
    assert "Two posts are vacant" not in page.text
    assert "/actions/" not in page.text
    owner = browser_of(scene.app, scene.council.reader).get(f"/plans/{scene.plan}")
    assert "Two posts are vacant" in owner.text
    assert f"/actions/{scene.owned}" in owner.text
    assert f"/actions/{scene.unowned}" not in owner.text


def test_only_readers_with_an_action_find_actions_in_the_navigation(scene: Scene, app: Flask) -> None:
    link = 'href="/actions"'
    assert link in browser_of(app, scene.council.reader).get("/").text
    assert link in browser_of(app, scene.council.lead).get("/").text
    with app.app_context():
        other = make_person("Una Moss", Role.READER)
    browser = browser_of(app, other)
    assert link not in browser.get("/").text
    assert browser.get("/actions").status_code == 200
