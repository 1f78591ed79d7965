"""The steps in a plan's life on its page: each form keeps what was typed, and says what came of it."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from tests.builders import make_indicator, make_plan, set_figures, sign_in, submit
from tests.integration.council import found
from tests.integration.signed_council import SignedCouncil, signed_council
from webapp.domain.plans import PlanState
from webapp.domain.rights import Who
from webapp.services.periods.steps import release


@dataclass(frozen=True)
class Scene:
    """A signed plan, and anybody's browser on it."""

    app: Flask
    signed: SignedCouncil

    def post(self, who: Who, path: str, **fields: str) -> TestResponse:
        client = self.app.test_client()
        token = sign_in(client, who)
        with self.app.app_context():
            seen = self.signed.shown().differing_mark
        data = {"csrf_token": token, "differing": seen, **fields}
        return client.post(f"/plans/{self.signed.plan}{path}", data=data)

    def get(self, who: Who, path: str = "") -> TestResponse:
        client = self.app.test_client()
        sign_in(client, who)
        return client.get(f"/plans/{self.signed.plan}{path}")

    def state(self) -> PlanState:
        with self.app.app_context():
            return self.signed.state()

    def drift(self) -> None:
        with self.app.app_context():
            self.signed.set_actual("2014-10", "431.2")

    def back_to_green(self) -> None:
        council = self.signed.council
        with self.app.app_context():
            set_figures(council.indicator, "2014-11", actual="300", who=council.performance, targets={"2014-11": "385"})


@pytest.fixture
def scene(app: Flask) -> Scene:
    with app.app_context():
        return Scene(app, signed_council())


def words(response: TestResponse) -> str:
    """The text of a page, on one line."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", response.text)).split())


@pytest.mark.parametrize(
    ("name", "path", "field", "sentence"),
    [
        ("director", "/no-change-needed", "confirm_reason", "Say why the plan needs no change."),
        ("director", "/withdraw", "withdraw_reason", "Say why the plan is withdrawn."),
        ("lead", "/close", "what_worked", "Say in a sentence or two what worked."),
    ],
)
def test_each_step_asks_for_its_answer_and_then_takes_it(
    scene: Scene, name: str, path: str, field: str, sentence: str
) -> None:
    scene.drift()
    scene.back_to_green()
    who = getattr(scene.signed.council, name)
    refused = scene.post(who, path, **{field: "  "})
    assert refused.status_code == 422
    assert sentence in words(refused)
    assert f'href="#{field}"' in refused.text
    assert scene.state() is PlanState.OUT_OF_DATE
    assert scene.post(who, path, **{field: "For a <b>good</b> reason"}).status_code == 303
    assert scene.state() is not PlanState.OUT_OF_DATE
    page = scene.get(who)
    assert "For a <b>good</b> reason" in words(page)
    assert "<b>good</b>" not in page.text


def test_what_the_director_did_not_see_needs_another_look(scene: Scene) -> None:
    scene.drift()
    director = scene.signed.council.director
    seen = re.search(r'name="differing" value="(\w+)"', scene.get(director).text)
    assert seen
    with scene.app.app_context():
        scene.signed.set_actual("2014-10", "612.0")
    answer = scene.post(director, "/no-change-needed", confirm_reason="Only a rounding", differing=seen[1])
    assert (answer.status_code, scene.state()) == (409, PlanState.OUT_OF_DATE)
    assert "Read it again before you confirm it." in words(answer)


def test_the_lead_begins_and_gives_up_a_new_version(scene: Scene) -> None:
    lead = scene.signed.council.lead
    assert "Write a new version" in words(scene.get(lead))
    answer = scene.post(lead, "/new-version")
    assert (answer.status_code, answer.headers["Location"]) == (303, f"/plans/{scene.signed.plan}/edit")
    page = words(scene.get(lead))
    assert "stays until a new one is signed" in page
    assert "Give up the new version" in page
    assert scene.get(lead, "/signed.pdf").data.startswith(b"%PDF")
    assert scene.post(lead, "/give-up").status_code == 303
    assert scene.state() is PlanState.SIGNED_OFF


def test_the_lead_takes_a_submitted_plan_back(scene: Scene) -> None:
    lead = scene.signed.council.lead
    scene.post(lead, "/new-version")
    with scene.app.app_context():
        shown = scene.signed.shown()
    fields = {f"actions-0-{name}": getattr(shown.actions[0], name) for name in ("what", "how", "who", "when", "key")}
    data = {**fields, "actions-0-due": "31 December 2014", "reason": "Why", "version": str(shown.record.revision)}
    assert scene.post(lead, "/edit", submit="1", **data).status_code == 303
    assert scene.state() is PlanState.SUBMITTED
    assert "Take back to draft" in words(scene.get(lead))
    assert scene.post(lead, "/take-back").status_code == 303
    assert scene.state() is PlanState.DRAFT


def test_a_submitted_plan_without_a_director_says_that_nobody_can_sign(app: Flask) -> None:
    with app.app_context():
        council = found()
        indicator = make_indicator(code="CS02", who=council.performance, lead=council.lead)
        set_figures(indicator, "2014-10", actual="439.1", who=council.performance, targets={"2014-10": "385.6"})
        plan = make_plan(indicator, who=council.lead)
        submit(plan, who=council.lead)
    client = app.test_client()
    sign_in(client, council.lead)
    assert "Nobody can sign this plan yet: its indicator has no strategic director." in words(
        client.get(f"/plans/{plan}")
    )


@pytest.mark.parametrize("path", ["/sign", "/return", "/take-back", "/give-up", "/no-change-needed"])
def test_a_step_that_the_state_does_not_allow_is_refused_in_a_sentence(scene: Scene, path: str) -> None:
    council = scene.signed.council
    who = council.lead if path in {"/take-back", "/give-up"} else council.director
    answer = scene.post(who, path, reason="Why", confirm_reason="Why")
    assert answer.status_code == 409
    assert re.search(r"This plan is signed off|No signed page|nothing to go back to", words(answer))
    assert scene.state() is PlanState.SIGNED_OFF


@pytest.mark.parametrize("path", ["/sign", "/return", "/no-change-needed", "/withdraw", "/new-version", "/close"])
def test_another_lead_takes_no_step(scene: Scene, path: str) -> None:
    scene.drift()
    fields = dict.fromkeys(("reason", "confirm_reason", "withdraw_reason", "what_worked"), "Mine")
    assert scene.post(scene.signed.council.other_lead, path, **fields).status_code in {403, 409}
    assert scene.state() is PlanState.OUT_OF_DATE


def test_a_reader_is_shown_that_a_plan_is_out_of_date_but_no_step_and_no_history(scene: Scene) -> None:
    council = scene.signed.council
    with scene.app.app_context():
        release(who=council.performance, key="2014-10")
    scene.drift()
    page = words(scene.get(council.reader))
    assert "Out of date" in page
    assert "signed with 439.1 , now 431.2" in page
    for hidden in ("History", "Write a new version", "No change needed", "Withdraw", "Since this plan"):
        assert hidden not in page, hidden


def test_the_work_lists_lead_to_what_asks_for_an_answer(scene: Scene) -> None:
    scene.drift()
    scene.back_to_green()
    council = scene.signed.council
    for who, heading in (
        (council.lead, "Signed plans that are out of date (1)"),
        (council.lead, "Back to green: plans to close (1)"),
        (council.director, "Signed plans that are out of date (1)"),
    ):
        client = scene.app.test_client()
        sign_in(client, who)
        assert heading in words(client.get("/"))
