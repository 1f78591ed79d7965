"""The calendar of due days: a secret address, what stands at it, and when it stops."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime

import pytest
from flask import Flask
from flask.testing import FlaskClient
from icalendar import Calendar, Event
from sqlalchemy import select

from tests.builders import make_person, make_plan, sign, submit
from tests.integration.administration import Browser, asked, browser_of, changes
from tests.integration.promised_figures import OVERDUE, promise, say
from tests.integration.reminded_council import EVERY_MONTH, red_indicator
from tests.integration.signed_actions import BEFORE, Scene, set_scene
from webapp.domain.actions import ActionState
from webapp.domain.rights import Role
from webapp.models import CalendarLink
from webapp.services.clock import moment
from webapp.services.people.leaving import close_account, reopen_account
from webapp.services.people.posts import posts_of
from webapp.services.reminders.calendar_links import make_calendar_link
from webapp.services.setting_changes import change_settings
from webapp.services.settings import council_settings

LATER = BEFORE.replace(day=17)


@pytest.fixture
def scene(app: Flask) -> Iterator[Scene]:
    """A signed plan with two actions; a plan is wanted of every red month."""
    with moment(BEFORE):
        with app.app_context():
            administrator = make_person("Morag Lewis", Role.ADMINISTRATOR)
            change_settings(who=administrator, wanted=EVERY_MONTH)
            made = set_scene(app)
        yield made


def address_of(browser: Browser) -> str:
    """Make an address on the account page; returns its path."""
    page = browser.post("/account/calendar")
    assert page.status_code == 200
    found = re.search(r'id="calendar-link">http://localhost(/calendar/[\w-]{43}\.ics)<', page.text)
    assert found, page.text
    return found[1]


def events(app: Flask, path: str) -> list[Event]:
    """The events at an address, for somebody who is not signed in."""
    answer = app.test_client().get(path)
    assert answer.status_code == 200
    assert answer.mimetype == "text/calendar"
    return [event for event in Calendar.from_ical(answer.data).walk("VEVENT") if isinstance(event, Event)]


def said(found: list[Event]) -> list[tuple[date, str, str]]:
    """Day, title and address of each event."""
    return [(event.decoded("dtstart"), str(event["summary"]), str(event["url"])) for event in found]


def test_a_secret_address_is_made_shown_once_renewed_and_removed(app: Flask, scene: Scene) -> None:
    browser = browser_of(app, scene.council.lead)
    assert "Make a calendar address" in browser.get("/account").text
    first = address_of(browser)
    assert first not in browser.get("/account").text
    assert "Make a new calendar address" in browser.get("/account").text
    ((stored,),) = asked(app, select(CalendarLink.token_hash))
    assert (len(stored), stored in first) == (64, False)
    second = address_of(browser)
    assert [app.test_client().get(path).status_code for path in (first, second)] == [404, 200]
    assert browser.post("/account/calendar/remove").status_code == 303
    assert app.test_client().get(second).status_code == 404
    assert "Make a calendar address" in browser.get("/account").text
    browser.post("/account/calendar/remove")
    assert [change[1:] for change in changes(app, "person") if change[1] == "calendar address"] == [
        ("calendar address", None, "made"),
        ("calendar address", "made", "renewed"),
        ("calendar address", "made", None),
    ]


@pytest.mark.parametrize("token", ["x", "A" * 43, "%F0%9F%92%A9", "..%2F..%2Faccount", "%00"])
def test_an_unknown_address_is_no_page(client: FlaskClient, token: str) -> None:
    assert client.get(f"/calendar/{token}.ics").status_code == 404


def test_the_lead_sees_plans_and_actions_that_are_due(app: Flask, scene: Scene) -> None:
    council = scene.council
    with app.app_context():
        draft = make_plan(red_indicator("CS02", council, lead=council.other_lead), who=council.other_lead)
    path = address_of(browser_of(app, council.other_lead))
    (event,) = events(app, path)
    title = "CS02 Rate of CS02, October 2014"
    assert said([event]) == [(date(2014, 11, 30), f"Plan due: {title}", f"http://localhost/plans/{draft}")]
    uid = event["uid"]
    assert event.decoded("last-modified") == event.decoded("dtstamp") == BEFORE
    with moment(LATER), app.app_context():
        submit(draft, who=council.other_lead)
    assert events(app, path) == []
    (waiting,) = events(app, address_of(browser_of(app, council.director)))
    assert said([waiting])[0][:2] == (date(2014, 11, 30), f"Plan waits for your signature: {title}")
    assert (waiting["uid"], waiting.decoded("last-modified")) == (uid, LATER)
    with moment(LATER), app.app_context():
        sign(draft, who=council.director)
    assert len(events(app, path)) == 1, "now its action is due"


def test_a_plan_keeps_its_name_from_required_to_draft(app: Flask, scene: Scene) -> None:
    council = scene.council
    with app.app_context():
        make_plan(red_indicator("CS02", council, lead=council.other_lead), who=council.other_lead)
        change_settings(
            who=replace(council.performance, roles=frozenset({Role.ADMINISTRATOR})),
            wanted=replace(council_settings(), plans_due_days=31),
        )
        third = red_indicator("CS03", scene.council, lead=council.other_lead)
    path = address_of(browser_of(app, council.other_lead))
    before = {str(event["uid"]): event for event in events(app, path)}
    assert {event.decoded("dtstart") for event in before.values()} == {date(2014, 12, 1)}
    with app.app_context():
        make_plan(third, who=council.other_lead)
    after = {str(event["uid"]): event for event in events(app, path)}
    assert sorted(before) == sorted(after)
    uid = f"plan-{third}-2014-10@back-to-green"
    assert (str(before[uid]["url"]), "/plans/" in str(after[uid]["url"])) == ("http://localhost/", True)


def test_an_owner_sees_the_actions_until_they_are_done(app: Flask, scene: Scene) -> None:
    path = address_of(browser_of(app, scene.council.reader))
    (event,) = events(app, path)
    assert said([event]) == [
        (
            date(2014, 12, 31),
            "Action due: CS01 Rate of CS01, October 2014: Close finished cases",
            f"http://localhost/actions/{scene.owned}",
        )
    ]
    assert event["uid"] == f"action-{scene.owned}@back-to-green"
    assert event.decoded("last-modified") == BEFORE
    with moment(LATER), app.app_context():
        scene.tell(scene.council.reader, ActionState.AT_RISK, "Two posts are vacant.")
    assert events(app, path)[0].decoded("last-modified") == LATER
    with app.app_context():
        scene.tell(scene.council.reader, ActionState.DONE)
    assert events(app, path) == []


def test_a_lead_sees_when_final_figures_are_due(app: Flask, scene: Scene) -> None:
    council = scene.council
    with app.app_context():
        promised = promise(council, "CS02", OVERDUE, lead=council.other_lead)
        promise(council, "CS03", None, lead=council.other_lead)
    path = address_of(browser_of(app, council.other_lead))
    (event,) = events(app, path)
    address = f"http://localhost/indicators/{promised}/figures/2014-10"
    assert said([event]) == [(OVERDUE, "Final figure due: CS02 Rate of CS02, October 2014", address)]
    assert event["uid"] == f"final-{promised}-2014-10@back-to-green"
    assert event.decoded("last-modified") == BEFORE
    with moment(LATER), app.app_context():
        say(council.performance, promised, final_due=date(2014, 12, 1))
    (event,) = events(app, path)
    assert (event.decoded("dtstart"), event.decoded("last-modified")) == (date(2014, 12, 1), LATER)
    with moment(LATER), app.app_context():
        say(council.performance, promised, quality="final")
    assert events(app, path) == []


def test_the_same_data_gives_the_same_calendar(app: Flask, scene: Scene) -> None:
    path = address_of(browser_of(app, scene.council.lead))
    first = app.test_client().get(path).data
    with moment(datetime.fromisoformat("2014-11-20T09:00:00+00:00")):
        assert app.test_client().get(path).data == first
    assert b"END:VEVENT" in first


def test_whoever_leaves_has_no_calendar_any_more(app: Flask, scene: Scene) -> None:
    reader, administrator = (
        scene.council.reader,
        replace(scene.council.performance, roles=frozenset({Role.ADMINISTRATOR})),
    )
    path = address_of(browser_of(app, reader))
    with app.app_context():
        assert posts_of(reader.id) == ()
        close_account(who=administrator, person_id=reader.id, choices={})
    assert app.test_client().get(path).status_code == 404
    with app.app_context():
        reopen_account(who=administrator, person_id=reader.id)
    assert app.test_client().get(path).status_code == 404, "an address of before came back"


def test_the_public_address_wins_over_that_of_the_request(app: Flask, scene: Scene) -> None:
    app.config["BTG"] = replace(app.config["BTG"], public_url="https://plans.council.example")
    with app.app_context():
        token = make_calendar_link(who=scene.council.reader)
    ((_, _, url),) = said(events(app, f"/calendar/{token}.ics"))
    assert url == f"https://plans.council.example/actions/{scene.owned}"
    page = browser_of(app, scene.council.lead).post("/account/calendar")
    assert ">https://plans.council.example/calendar/" in page.text
