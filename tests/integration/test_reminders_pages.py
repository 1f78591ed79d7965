"""Reminders in the browser: what each person chooses, what became of each digest, and when a plan is due."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from flask import Flask

from tests.builders import submit
from tests.integration.administration import Browser, browser_of, changes, words
from tests.integration.council import Council, found
from webapp.domain.mail import MailServer, Sender
from webapp.domain.reminders import CHOOSABLE, DigestState, Kind, Reminder
from webapp.domain.rights import Role, Who
from webapp.services.clock import moment
from webapp.services.periods.steps import release
from webapp.services.reminders.claims import claim, settle
from webapp.services.reminders.digests import PersonDigest
from webapp.services.reminders.preferences import wanted_kinds
from webapp.services.setting_changes import change_settings
from webapp.services.settings import CouncilSettings
from webapp.web.outgoing_links import mail_links

FRIDAY = datetime(2014, 11, 14, 12, tzinfo=UTC)
THAT_DAY = FRIDAY.date()
NASTY = "<b>CS01</b> & “more”"
NOBODY_IS = "At present nobody is reminded"


@pytest.fixture
def council(app: Flask) -> Council:
    with app.app_context():
        return found()


@pytest.fixture
def friday() -> Iterator[None]:
    with moment(FRIDAY):
        yield


def digest(app: Flask, who: Who, state: DigestState, trouble: str = "", *, day: date = THAT_DAY) -> None:
    """A digest that came to that state; "sending" is left as it was claimed."""
    reminder = Reminder(Kind.PLAN_DUE, NASTY, "due tomorrow", day)
    with app.app_context():
        claimed = claim(PersonDigest(who.id, who.name, "x@y.example", (reminder,)), day=day, domain="council.example")
        assert claimed
        if state is not DigestState.SENDING:
            settle(claimed, state, trouble)


def test_somebody_chooses_what_to_be_reminded_of(app: Flask, council: Council) -> None:
    browser = browser_of(app, council.lead)
    page = browser.get("/account")
    assert page.text.count(" checked") == 9
    assert NOBODY_IS in words(page)
    answer = browser.post("/account/reminders", kinds=["plan overdue", "action overdue"])
    assert (answer.status_code, answer.location) == (303, "/account")
    page = browser.get("/account")
    assert "Your reminders were saved." in words(page)
    assert page.text.count(" checked") == 2
    with app.app_context():
        assert sorted(wanted_kinds(council.lead.id)) == ["action overdue", "plan overdue"]
        assert set(wanted_kinds(council.director.id)) == set(CHOOSABLE)
    assert len([change for change in changes(app, "person") if change[1].startswith("reminder: ")]) == 7
    browser.post("/account/reminders", kinds=["plan overdue", "action overdue"])
    assert "Nothing was changed." in words(browser.get("/account"))


def test_a_kind_that_is_none_is_refused(app: Flask, council: Council) -> None:
    answer = browser_of(app, council.lead).post("/account/reminders", kinds=["outcome unknown"])
    assert answer.status_code == 422
    assert "Choose among the kinds on the page." in words(answer)


def test_the_account_page_says_whether_anybody_is_reminded(app: Flask, council: Council) -> None:
    browser = browser_of(app, council.lead)
    without = app.config["BTG"]
    app.config["BTG"] = replace(without, mail_server=MailServer("localhost", 25), mail_from=Sender("", "a@b.example"))
    assert NOBODY_IS not in words(browser.get("/account"))
    app.config["BTG"] = replace(app.config["BTG"], demo=True)
    assert NOBODY_IS in words(browser.get("/account"))


@pytest.mark.usefixtures("friday")
def test_what_became_of_the_digests(app: Flask, council: Council) -> None:
    browser = browser_of(app, council.performance)
    assert "No reminder was sent yet" in words(browser.get("/reminders"))
    digest(app, council.lead, DigestState.SENT)
    digest(app, council.director, DigestState.REFUSED, "550 No <such> user")
    digest(app, council.other_lead, DigestState.UNKNOWN, "It broke off.")
    digest(app, council.reader, DigestState.SENDING)
    page = browser.get("/reminders")
    text = words(page)
    assert "To look into (1)" in text
    assert "Olu Bright 14 November 2014 Plan due: <b>CS01</b> & “more”, due tomorrow Begun on 14 November 2014" in text
    assert "It broke off. In the log of your mail server it is <2014-11-14." in text
    assert "Ann Lee 14 November 2014 Sent" in text
    assert "Dan Roe 14 November 2014 Refused" in text
    assert "550 No <such> user" in text
    assert "Tom Bell 14 November 2014 Sending" in text
    assert re.findall(r'aria-label="(I have looked at it: [^"]+)"', page.text) == [
        "I have looked at it: Olu Bright, 14 November 2014"
    ]
    answer = browser.post("/reminders/3/looked-at")
    assert (answer.status_code, answer.location) == (303, "/reminders")
    text = words(browser.get("/reminders"))
    assert "To look into" not in text
    assert "Olu Bright 14 November 2014 Looked at" in text
    assert browser.post("/reminders/3/looked-at").status_code == 409
    assert browser.post("/reminders/99/looked-at").status_code == 404


@pytest.mark.usefixtures("friday")
def test_many_digests_stand_on_several_pages(app: Flask, council: Council) -> None:
    for number in range(1, 29):
        for who in (council.lead, council.director):
            digest(app, who, DigestState.SENT, day=date(2014, 9, number))
    browser = browser_of(app, council.performance)
    first, second, beyond = (browser.get(f"/reminders?page={page}") for page in (1, 2, 99))
    assert first.text.count("September 2014</td>") == 50
    assert second.text.count("September 2014</td>") == beyond.text.count("September 2014</td>") == 6
    assert browser.get("/reminders?page=x").status_code == 200


@pytest.mark.parametrize("name", ["lead", "director", "reader"])
def test_only_the_team_sees_what_became_of_them(app: Flask, council: Council, name: str) -> None:
    digest(app, council.lead, DigestState.UNKNOWN)
    browser = browser_of(app, getattr(council, name))
    assert browser.get("/reminders").status_code == 403
    assert browser.post("/reminders/1/looked-at").status_code == 403


@pytest.fixture
def deadlines(app: Flask, council: Council) -> Council:
    """Plans are wanted of every month, and due twenty days after it."""
    with app.app_context():
        wanted = CouncilSettings(plans_required_at="both", plans_due_days=20)
        administrator = replace(council.performance, roles=frozenset({Role.ADMINISTRATOR}))
        change_settings(who=administrator, wanted=wanted)
    return council


def both_pages(app: Flask, council: Council) -> tuple[str, str]:
    """*Your work* of the lead, and the board as the performance team sees it."""
    lead, team = (browser_of(app, who) for who in (council.lead, council.performance))
    return words(lead.get("/")), words(team.get("/periods/2014-10"))


@pytest.mark.parametrize(
    ("at", "said"),
    [("2014-11-14", "Due 20 November 2014"), ("2014-11-21", "Overdue since 20 November 2014")],
)
def test_a_plan_that_is_not_submitted_shows_when_it_is_due(app: Flask, deadlines: Council, at: str, said: str) -> None:
    with moment(datetime.fromisoformat(f"{at} 12:00").replace(tzinfo=UTC)):
        for page in both_pages(app, deadlines):
            assert said in page, "required"
        with app.app_context():
            plan = deadlines.plan()
        for page in both_pages(app, deadlines):
            assert said in page, "in draft"
        with app.app_context():
            submit(plan, who=deadlines.lead)
        for page in both_pages(app, deadlines):
            assert said not in page, "submitted"


def _submit(app: Flask, council: Council, plan: int) -> None:
    from tests.builders import submit

    with app.app_context():
        submit(plan, who=council.lead)


@pytest.mark.usefixtures("friday")
def test_readers_see_no_deadline(app: Flask, deadlines: Council) -> None:
    with app.app_context():
        release(who=deadlines.performance, key="2014-10")
    page = browser_of(app, deadlines.reader).get("/periods/2014-10")
    assert page.status_code == 200
    assert "Due 20 November" not in words(page)


def test_settings_lead_to_the_reminders(app: Flask, council: Council) -> None:
    team: Browser = browser_of(app, council.performance)
    assert 'href="/reminders"' in team.get("/audit").text


def test_a_message_leads_to_the_figure_and_the_team_to_the_list(app: Flask) -> None:
    app.config["BTG"] = replace(app.config["BTG"], public_url="https://plans.council.example")
    links = mail_links(app)
    assert links
    one = Reminder(Kind.FINAL_OVERDUE, "CS01", "", THAT_DAY, indicator_id=1, period_key="2014-10")
    assert links.of(one) == "https://plans.council.example/indicators/1/figures/2014-10"
    every = Reminder(Kind.FINAL_OVERDUE, "2 final figures", "", THAT_DAY, count=2)
    assert links.of(every) == "https://plans.council.example/figures/promises?whose=all&show=overdue"
