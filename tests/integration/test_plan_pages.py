"""The plan's pages: with and without HTMX, and with nothing that was typed ever lost."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.builders import set_figures, sign_in, submit
from tests.integration.council import Council, found
from webapp.domain.plans import PlanState
from webapp.domain.rights import Who
from webapp.services.plans.editing import show_plan

HTMX = {"HX-Request": "true"}


@dataclass(frozen=True)
class Scene:
    """One council, one draft, and the lead's browser on it."""

    app: Flask
    council: Council
    plan: int
    client: FlaskClient
    token: str

    def browser(self, who: Who) -> tuple[FlaskClient, str]:
        client = self.app.test_client()
        return client, sign_in(client, who)

    def post(self, path: str, **fields: str) -> TestResponse:
        """Post the form as a browser without HTMX does; a name's ``__`` stands for its dashes."""
        return self._send(path, fields, {})

    def ask(self, path: str, **fields: str) -> TestResponse:
        """Post the form as HTMX does, for a fragment."""
        return self._send(path, fields, HTMX)

    def _send(self, path: str, fields: dict[str, str], headers: dict[str, str]) -> TestResponse:
        typed = {name.replace("__", "-"): text for name, text in fields.items()}
        data = {"csrf_token": self.token, "version": "2", **typed}
        return self.client.post(f"/plans/{self.plan}{path}", data=data, headers=headers)

    def state(self) -> PlanState:
        with self.app.app_context():
            return show_plan(who=self.council.lead, plan_id=self.plan).record.state

    def reason(self) -> str:
        with self.app.app_context():
            return show_plan(who=self.council.lead, plan_id=self.plan).record.reason_source


@pytest.fixture
def scene(app: Flask) -> Scene:
    with app.app_context():
        council = found()
        plan = council.plan()
    client = app.test_client()
    return Scene(app, council, plan, client, sign_in(client, council.lead))


def words(response: TestResponse) -> str:
    """The text of a page or fragment, on one line."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", response.text)).split())


ACTION = {
    "actions__0__what": "Close cases",
    "actions__0__how": "Weekly list",
    "actions__0__who": "Ann Lee",
    "actions__0__when": "By Christmas",
    "actions__0__due": "24 December 2014",
}


@pytest.mark.parametrize("htmx", [True, False], ids=["fragment", "whole page"])
def test_tried_figures_stand_against_every_dated_target(scene: Scene, htmx: bool) -> None:
    send = scene.ask if htmx else scene.post
    answer = send(
        "/live", actual="1,439.1", targets__0__period="2014-10", targets__0__value="385.6",
        targets__1__period="2015-03", targets__1__value="400", reason="Half a sentence",
    )  # fmt: skip
    said = words(answer)
    assert answer.status_code == 200
    assert "+1,053.5" in said
    assert "+1,039.1" in said
    assert "Red" in said
    assert "only tried" in said
    assert ("<html" in answer.text) is not htmx
    assert ("Half a sentence" in answer.text) is not htmx
    with scene.app.app_context():
        assert str(show_plan(who=scene.council.lead, plan_id=scene.plan).record.actual) == "439.100000"


@pytest.mark.parametrize("htmx", [True, False], ids=["fragment", "whole page"])
@pytest.mark.parametrize("typed", ["NaN", "sNaN", "Infinity", "1_000", "12.3.4", "TBC", "1e5", "٣"])
def test_a_figure_that_cannot_be_read_says_so_in_a_sentence(scene: Scene, typed: str, htmx: bool) -> None:
    answer = (scene.ask if htmx else scene.post)("/live", actual=typed)
    assert answer.status_code == (200 if htmx else 422)
    assert typed in words(answer)


def test_nothing_tried_is_no_data(scene: Scene) -> None:
    assert "No data" in words(scene.ask("/live", actual=""))


@pytest.mark.parametrize("htmx", [True, False])
def test_another_lead_is_refused_page_and_fragment(scene: Scene, htmx: bool) -> None:
    client, token = scene.browser(scene.council.other_lead)
    headers = HTMX if htmx else {}
    for path in ("/live", "/preview", "/edit", "/actual"):
        data = {"csrf_token": token, "version": "2", "actual": "1", "reason": "Mine"}
        assert client.post(f"/plans/{scene.plan}{path}", data=data, headers=headers).status_code == 403, path
    assert client.get(f"/plans/{scene.plan}/edit", headers=headers).status_code == 403
    assert "Mine" not in scene.reason()


def test_saving_answers_303_and_shows_the_text(scene: Scene) -> None:
    answer = scene.post("/edit", reason="It **was** late.\r\n\r\n1. one\r\n2. two", **ACTION)
    assert answer.status_code == 303
    page = scene.client.get(f"/plans/{scene.plan}")
    assert "<strong>was</strong>" in page.text
    assert "<li>two</li>" in page.text
    assert "Due 24 December 2014" in words(page)


def test_hostile_markup_is_text_on_every_page(scene: Scene) -> None:
    hostile = "<script>alert(1)</script><img src=x onerror=alert(2)>"
    fields = {**ACTION, "actions__0__what": hostile}
    assert scene.post("/edit", reason=hostile + " [x](javascript:alert(3))", **fields).status_code == 303
    for path in ("", "/edit", "/versions/3"):
        page = scene.client.get(f"/plans/{scene.plan}{path}").text
        assert "<script>alert" not in page
        assert "<img src=x" not in page
        assert 'href="javascript' not in page
    preview = scene.post("/preview", reason=hostile).text
    assert "<script" not in preview
    assert "onerror=alert(2)&gt;" in preview


def test_a_stale_save_keeps_both_texts_and_saves_knowingly(scene: Scene) -> None:
    assert scene.post("/edit", reason="First saved", **ACTION).status_code == 303
    answer = scene.post("/edit", reason="Second typed", **ACTION)
    assert answer.status_code == 409
    assert "First saved" in words(answer)
    assert "Second typed" in answer.text
    assert 'name="version" value="3"' in answer.text
    assert scene.reason() == "First saved"
    assert scene.post("/edit", version="3", reason="Second typed", **ACTION).status_code == 303
    assert scene.reason() == "Second typed"


def test_a_bad_date_is_named_and_every_word_is_kept(scene: Scene) -> None:
    answer = scene.post("/edit", reason="Kept text", **{**ACTION, "actions__0__due": "31 February 2015"})
    assert answer.status_code == 422
    assert "31 February 2015" in words(answer)
    assert "Kept text" in answer.text
    assert 'href="#actions-0-due"' in answer.text


def test_submitting_a_plan_that_lacks_parts_links_to_each_field(scene: Scene) -> None:
    answer = scene.post("/edit", submit="1", reason="", **{**ACTION, "actions__0__who": ""})
    assert answer.status_code == 422
    assert 'href="#reason"' in answer.text
    assert 'href="#actions-0-who"' in answer.text
    assert "Weekly list" in answer.text
    assert scene.state() is PlanState.DRAFT


def test_add_and_remove_work_by_plain_posts(scene: Scene) -> None:
    answer = scene.post("/edit", add="1", reason="Why", **ACTION)
    assert answer.headers["Location"].endswith("rows=2")
    assert 'name="actions-1-what"' in scene.client.get(answer.headers["Location"]).text
    second = {name.replace("__0__", "__1__"): text for name, text in ACTION.items()} | {"actions__1__what": "Hire"}
    assert scene.post("/edit", version="3", remove="0", reason="Why", **ACTION, **second).status_code == 303
    page = words(scene.client.get(f"/plans/{scene.plan}"))
    assert "Hire" in page
    assert "Close cases" not in page


def test_every_remove_button_says_which_action_it_removes(scene: Scene) -> None:
    page = scene.client.get(f"/plans/{scene.plan}/edit?rows=3").text
    buttons = re.findall(r'<button[^>]*name="remove"[^>]*>', page)
    assert [re.findall(r'value="(\d+)"', button) for button in buttons] == [["0"], ["1"], ["2"]]


def test_a_form_opens_at_its_top_and_an_added_row_has_the_focus(scene: Scene) -> None:
    assert "autofocus" not in scene.client.get(f"/plans/{scene.plan}/edit").text
    scene.post("/edit", reason="Actions come later")
    assert "autofocus" not in scene.client.get(f"/plans/{scene.plan}/edit").text
    assert "autofocus" in scene.client.get(f"/plans/{scene.plan}/edit?rows=1").text


def test_a_correction_needs_its_reason_and_saves_the_draft_with_it(scene: Scene) -> None:
    answer = scene.post("/actual", actual="430", correction_reason="", reason="Typed", **ACTION)
    assert answer.status_code == 422
    assert "Say why the figure is corrected." in words(answer)
    assert "Typed" in answer.text
    answer = scene.post("/actual", actual="430", correction_reason="Two counted twice", reason="Typed", **ACTION)
    assert answer.status_code == 303
    assert "430.0 +Target: 44.4 per 10,000 (11.5%)" in words(scene.client.get(f"/plans/{scene.plan}"))
    assert scene.reason() == "Typed"


def test_the_director_reads_signs_and_the_paper_stays(scene: Scene) -> None:
    with scene.app.app_context():
        submit(scene.plan, who=scene.council.lead)
    client, token = scene.browser(scene.council.director)
    page = client.get(f"/plans/{scene.plan}")
    mark = re.search(r'name="read" value="([0-9a-f]+)"', page.text)
    assert mark
    answer = client.post(f"/plans/{scene.plan}/sign", data={"csrf_token": token, "read": mark[1]})
    assert answer.status_code == 303
    assert scene.state() is PlanState.SIGNED_OFF
    paper = client.get(f"/plans/{scene.plan}/plan.pdf")
    assert paper.mimetype == "application/pdf"
    with scene.app.app_context():
        set_figures(scene.council.indicator, "2014-10", actual="1", who=scene.council.performance)
    assert client.get(f"/plans/{scene.plan}/plan.pdf").data == paper.data
    assert "Signed off by Dan Roe, Post of Dan Roe" in words(client.get(f"/plans/{scene.plan}"))


def test_a_second_signature_is_refused_in_a_sentence(scene: Scene) -> None:
    with scene.app.app_context():
        submit(scene.plan, who=scene.council.lead)
    client, token = scene.browser(scene.council.director)
    mark = re.search(r'name="read" value="([0-9a-f]+)"', client.get(f"/plans/{scene.plan}").text)
    assert mark
    data = {"csrf_token": token, "read": mark[1]}
    assert client.post(f"/plans/{scene.plan}/sign", data=data).status_code == 303
    again = client.post(f"/plans/{scene.plan}/sign", data=data)
    assert again.status_code == 409
    assert "only a submitted plan can be signed" in words(again)


@pytest.mark.parametrize(
    "path", ["/plans/999999", "/plans/99999999999999999999", "/plans/0", "/plans/1x", "/plans/1/versions/999"]
)
def test_what_does_not_exist_is_a_404_page(scene: Scene, path: str) -> None:
    answer = scene.client.get(path)
    assert answer.status_code == 404
    assert "<h1" in answer.text


def test_a_tried_figure_that_cannot_be_read_keeps_no_text_from_being_saved(scene: Scene) -> None:
    assert scene.post("/edit", actual="about 400", reason="Saved all the same", **ACTION).status_code == 303
    assert scene.reason() == "Saved all the same"
    answer = scene.post("/actual", version="3", actual="about 400", correction_reason="Wrong", reason="More", **ACTION)
    assert answer.status_code == 422
    assert scene.reason() == "Saved all the same"


def test_your_own_second_click_is_not_somebody_else(scene: Scene) -> None:
    assert scene.post("/edit", reason="First", **ACTION).status_code == 303
    assert "You saved this plan while you were writing" in words(scene.post("/edit", reason="Second", **ACTION))
