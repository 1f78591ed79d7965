"""The pages of a plan's versions, and what a director sees before the button."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.builders import set_figures, sign_in
from tests.integration.council import Council, found
from tests.integration.plan_writer import words
from tests.integration.saved_plan import SavedPlan
from webapp.domain.rights import Who
from webapp.services.plans.starting import start_plan


class Scene:
    """A saved plan, and browsers on its pages."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        with app.app_context():
            self.council: Council = found()
            self.plan = SavedPlan(self.council)

    def do(self, *steps: Callable[[], object]) -> None:
        with self.app.app_context():
            for step in steps:
                step()

    def save(self, reason: str) -> None:
        self.do(lambda: self.plan.save(reason, *self.plan.actions()))

    def revision(self) -> str:
        with self.app.app_context():
            return str(self.plan.revision())

    def browser(self, who: Who) -> Browser:
        return Browser(self.app.test_client(), who, self.plan.id)


class Browser:
    """Somebody's browser on the pages of the plan."""

    def __init__(self, client: FlaskClient, who: Who, plan: int) -> None:
        self.client, self.base = client, f"/plans/{plan}"
        self.token = sign_in(client, who)

    def get(self, path: str = "") -> TestResponse:
        return self.client.get(self.base + path)

    def post(self, path: str, **fields: str) -> TestResponse:
        return self.client.post(self.base + path, data={"csrf_token": self.token, **fields})


@pytest.fixture
def scene(app: Flask) -> Scene:
    return Scene(app)


def test_versions_are_listed_and_compared(scene: Scene) -> None:
    scene.save("Another reason")
    lead = scene.browser(scene.council.lead)
    page = lead.get("/versions")
    assert "Version 3" in words(page)
    assert "/changes?to=3&amp;from=2" in page.text
    changes = lead.get("/changes?from=2&to=3")
    assert "<ins>" in changes.text
    assert "[added: Another reason ]" in words(changes)
    assert "are the same" in words(lead.get("/changes?from=2&to=2"))


@pytest.mark.parametrize("path", ["/changes", "/changes?from=2&to=x", "/changes?from=2&to=99", "/versions/99"])
def test_a_version_that_is_not_there_is_a_404_page(scene: Scene, path: str) -> None:
    assert scene.browser(scene.council.lead).get(path).status_code == 404


def test_a_plan_without_a_version_says_what_to_do(scene: Scene) -> None:
    lead, indicator = scene.council.lead, scene.council.indicator
    with scene.app.app_context():
        targets, team = {"2014-09": "385.6"}, scene.council.performance
        set_figures(indicator, "2014-09", actual="439.1", targets=targets, who=team)
        scene.plan.id = start_plan(who=lead, indicator_id=indicator, period_key="2014-09")
    assert "Nothing is saved yet" in words(scene.browser(scene.council.lead).get("/versions"))


def test_a_version_is_brought_back_by_its_button(scene: Scene) -> None:
    scene.save("Another reason")
    lead, revision = scene.browser(scene.council.lead), scene.revision()
    assert "Go back to this text" not in words(lead.get("/versions/3"))
    assert "Go back to this text" in words(lead.get("/versions/2"))
    answer = lead.post("/versions/2/restore", version=revision)
    assert (answer.status_code, answer.headers["Location"]) == (303, f"{lead.base}/edit")
    assert "The text of version 2 is back, as version 4." in words(lead.get("/edit"))
    stale = lead.post("/versions/3/restore", version=revision)
    assert stale.status_code == 409
    assert "saved after you opened this page" in words(stale)
    assert lead.post("/versions/3/restore").status_code == 422


def test_before_the_button_the_director_sees_what_changed(scene: Scene) -> None:
    director = scene.browser(scene.council.director)
    scene.do(scene.plan.submit)
    assert "What changed since" not in words(director.get())
    scene.do(scene.plan.give_back)
    scene.save("Another reason")
    scene.do(scene.plan.submit)
    page = words(director.get())
    assert page.index("What changed since it was last returned or signed") < page.index("Sign off plan")
    assert "[added: Another reason ]" in page
    assert "What changed since it was" not in words(scene.browser(scene.council.lead).get())
