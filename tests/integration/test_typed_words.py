"""Whatever keeps a form from being saved, what was typed is on the page that says so."""

from __future__ import annotations

import html
import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.builders import PASSWORD, sign_in, submit
from tests.integration.council import Council, found

FROM_OUR_PAGE = {"Referer": "http://localhost/plans/1/edit"}
TYPED = {"version": "2", "reason": "Words that took <an hour>", "actions-0-what": "Hire two people"}


@pytest.fixture
def council(app: Flask) -> Council:
    with app.app_context():
        council = found()
        council.plan()
    return council


@pytest.fixture
def token(client: FlaskClient, council: Council) -> str:
    return sign_in(client, council.lead)


def kept(page: str) -> str:
    """What the page gives back to be copied."""
    found = re.search(r'<textarea[^>]*id="typed"[^>]*>(.*?)</textarea>', page, re.DOTALL)
    return html.unescape(found[1]).strip() if found else ""


@pytest.mark.usefixtures("council")
def test_a_session_that_ended_gives_the_words_back(client: FlaskClient) -> None:
    answer = client.post("/plans/1/edit", data=TYPED, headers=FROM_OUR_PAGE)
    assert answer.status_code == 400
    assert kept(answer.text) == "Reason:\nWords that took <an hour>\n\nActions 1 what:\nHire two people"


def test_a_refused_step_gives_the_words_back(client: FlaskClient, app: Flask, council: Council) -> None:
    token = sign_in(client, council.director)
    data = {"csrf_token": token, "reason": "Please name the owner"}
    answer = client.post("/plans/1/return", data=data, headers=FROM_OUR_PAGE)
    assert answer.status_code == 409
    assert "Please name the owner" in kept(answer.text)
    assert token not in kept(answer.text)


def test_a_lead_who_lost_the_indicator_meanwhile_keeps_the_words(client: FlaskClient, council: Council) -> None:
    token = sign_in(client, council.other_lead)
    answer = client.post("/plans/1/edit", data={"csrf_token": token, **TYPED}, headers=FROM_OUR_PAGE)
    assert answer.status_code == 403
    assert "Words that took <an hour>" in kept(answer.text)


@pytest.mark.usefixtures("council")
@pytest.mark.parametrize("headers", [{}, {"Referer": "https://elsewhere.example/"}])
def test_another_sites_words_are_not_shown(client: FlaskClient, headers: dict[str, str]) -> None:
    assert kept(client.post("/plans/1/edit", data=TYPED, headers=headers).text) == ""


@pytest.mark.usefixtures("council")
def test_no_password_is_given_back(client: FlaskClient) -> None:
    data = {"email": "ann.lee@council.example", "password": PASSWORD}
    answer = client.post("/sign-in", data=data, headers={"Referer": "http://localhost/sign-in"})
    assert answer.status_code == 400
    assert PASSWORD not in answer.text


@pytest.mark.parametrize("path", ["live", "preview"])
def test_htmx_tells_who_was_signed_out_and_leaves_the_page(
    client: FlaskClient, token: str, app: Flask, path: str
) -> None:
    with client.session_transaction() as session:
        session["_user_id"] = "a session that another password ended"
    answer = client.post(f"/plans/1/{path}", data={"csrf_token": token}, headers={"HX-Request": "true"})
    assert answer.status_code == 401
    assert "HX-Redirect" not in answer.headers
    assert "You were signed out. What you typed is still here" in answer.headers["HX-Trigger"]


def test_a_plan_that_can_no_longer_be_saved_says_so(
    client: FlaskClient, token: str, app: Flask, council: Council
) -> None:
    with app.app_context():
        submit(1, who=council.lead)
    answer = client.post("/plans/1/edit", data={"csrf_token": token, **TYPED})
    assert answer.status_code == 409
    assert "This plan is submitted now" in answer.text
    assert "saving then replaces it" not in answer.text
    assert "Words that took &lt;an hour&gt;" in answer.text
