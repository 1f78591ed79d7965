"""The pages of an old form: pasted or chosen, checked, answered and saved, without a line of JavaScript."""

from __future__ import annotations

import html
import re
from io import BytesIO

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.builders import make_indicator, make_person, sign_in
from tests.integration.old_form_example import TEXT, TITLE
from webapp.domain.rights import Role, Who
from webapp.services.plans.records import load_plan

ANSWERS = {
    "period": "Q3 2014/15",
    "indicator": "new",
    "code": "LIB1",
    "polarity": "higher",
    "tolerance": "5%",
    "decimals": "1",
    "directorate_id": "0",
    "director": "new",
    "lead": "new",
}


@pytest.fixture
def performance(app: Flask) -> Who:
    with app.app_context():
        return make_person("Priya Nair", Role.PERFORMANCE)


@pytest.fixture
def token(client: FlaskClient, performance: Who) -> str:
    return sign_in(client, performance)


def words(response: TestResponse) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", response.text)).split())


def post(client: FlaskClient, step: str, token: str, **fields: object) -> TestResponse:
    return client.post(f"/plans/old-form/{step}", data={"csrf_token": token, **fields})


def test_a_pasted_form_is_shown_as_read(client: FlaskClient, token: str) -> None:
    page = words(post(client, "check", token, text=TEXT.replace("\n", "\r\n")))
    assert "Nothing is saved yet" in page
    assert "1250.0 (ESTIMATED Quarter 3 2014/15)" in page
    assert "−68.6 (−5.5%) −68.1 (−5.4%) an actual of 1181.4, or a target of 1250.5" in page
    assert "Due date read: 31 March 2015" in page
    assert "Everything was read." in page


def test_a_chosen_file_does_as_well(client: FlaskClient, token: str) -> None:
    file = (BytesIO(TEXT.encode("utf-16")), "form.txt")
    answer = post(client, "check", token, text="", file=file)
    assert answer.status_code == 200
    assert "Tomasz Zieliński" in words(answer)


def test_what_was_not_read_is_listed(client: FlaskClient, token: str) -> None:
    page = words(post(client, "check", token, text=f"{TEXT}\nWard\t<script>North\n"))
    assert "What could not be read Ward <script>North" in page


def test_a_suggested_period_stands_in_its_box(client: FlaskClient, token: str) -> None:
    page = post(client, "check", token, text=TEXT).text
    assert re.search(r'name="period"[^>]*value="Quarter 3 2014/15"', page)


FILES = {
    "a damaged document": (b"PK\x03\x04rest", "damaged or cut short"),
    "a large file": (b"x" * 1_000_001, "larger than 1 MB"),
    "an empty file": (b"", "This is not a performance action plan form"),
}


@pytest.mark.parametrize(("content", "sentence"), FILES.values(), ids=FILES)
def test_a_file_that_is_no_form_is_refused(client: FlaskClient, token: str, content: bytes, sentence: str) -> None:
    answer = post(client, "check", token, file=(BytesIO(content), "form.txt"))
    assert (answer.status_code, sentence in words(answer)) == (422, True)


def test_a_text_that_is_no_form_is_refused_and_kept(client: FlaskClient, token: str) -> None:
    answer = post(client, "check", token, text="Dear all,\nplease find enclosed")
    assert (answer.status_code, "This is not a performance action plan form" in words(answer)) == (422, True)
    assert "please find enclosed</textarea>" in answer.text


def test_nothing_or_too_much_is_refused(client: FlaskClient, token: str) -> None:
    nothing = post(client, "check", token, text=" ")
    assert (nothing.status_code, "Paste the text of the form, or choose a file." in words(nothing)) == (422, True)
    both = post(client, "check", token, text=TEXT, file=(BytesIO(b"x"), "form.txt"))
    assert (both.status_code, "not both" in words(both)) == (422, True)


def test_the_answers_are_saved_and_the_plan_is_shown(app: Flask, client: FlaskClient, token: str) -> None:
    answer = post(client, "save", token, text=TEXT, **ANSWERS)
    assert (answer.status_code, answer.headers["Location"]) == (303, "/plans/1")
    page = words(client.get("/plans/1"))
    assert "LIB1 has its figures, and this draft plan" in page
    assert "What the old form stated" in page
    with app.app_context():
        assert load_plan(1).indicator.rules.own.polarity == "higher"


def test_an_error_keeps_the_form_and_every_answer(client: FlaskClient, token: str) -> None:
    wrong = {**ANSWERS, "period": "Q9 2014/15", "tolerance": "some"}
    answer = post(client, "save", token, text=TEXT, **wrong)
    assert answer.status_code == 422
    assert 'value="Q9 2014/15"' in answer.text
    assert 'value="some"' in answer.text
    assert 'value="LIB1"' in answer.text
    assert re.search(r'value="higher"\s+checked', answer.text)
    assert "Door counters miss" in answer.text.partition('name="text"')[2]
    assert "A tolerance is 5% of target or 2.5 units." in words(answer)


def test_checking_again_keeps_the_answers(client: FlaskClient, token: str) -> None:
    answer = post(client, "check", token, text=TEXT.replace("1,181.9", "1,180"), **ANSWERS)
    assert answer.status_code == 200
    assert 'value="LIB1"' in answer.text
    assert "Figure read 1180" in words(answer)


def test_a_missing_answer_is_asked_for(client: FlaskClient, token: str) -> None:
    answer = post(client, "save", token, text=TEXT, **{**ANSWERS, "period": "", "code": ""})
    assert "Enter the period the form is about" in words(answer)
    answer = post(client, "save", token, text=TEXT, **{**ANSWERS, "code": ""})
    assert (answer.status_code, "Enter the code of the indicator" in words(answer)) == (422, True)


def test_similar_people_have_to_be_told_apart(app: Flask, client: FlaskClient, token: str) -> None:
    with app.app_context():
        make_person("Tomas Zielinski", Role.LEAD)
    page = words(post(client, "check", token, text=TEXT))
    assert "Tomas Zielinski, Post of Tomas Zielinski (tomas.zielinski@council.example)" in page
    without = {name: value for name, value in ANSWERS.items() if name != "lead"}
    assert "Choose the departmental lead." in words(post(client, "save", token, text=TEXT, **without))


def test_an_indicator_of_the_same_title_is_offered_with_what_would_change(
    app: Flask, client: FlaskClient, token: str, performance: Who
) -> None:
    with app.app_context():
        indicator = make_indicator(
            code="OLD1", who=performance, title=TITLE.upper(), frequency="quarter", unit="per 1,000", polarity="higher"
        )
    page = words(post(client, "check", token, text=TEXT))
    assert "Actual, Quarter 3 2014/15 nothing 1,181.9 added" in page
    first = {**ANSWERS, "indicator": str(indicator), "code": ""}
    assert post(client, "save", token, text=TEXT, **first).status_code == 303
    again = post(client, "save", token, text=TEXT, **first)
    assert again.status_code == 422
    assert 'href="/plans/1"' in again.text
    assert "already, plan 1. Nothing was saved." in words(again)


@pytest.mark.parametrize("role", [Role.LEAD, Role.DIRECTOR, Role.READER])
def test_others_are_kept_out(app: Flask, client: FlaskClient, role: Role) -> None:
    with app.app_context():
        somebody = make_person("Olu Bright", role)
    token = sign_in(client, somebody)
    assert client.get("/plans/old-form").status_code == 403
    assert post(client, "save", token, text=TEXT, **ANSWERS).status_code == 403


def test_the_lists_lead_to_it_for_those_who_may(app: Flask, client: FlaskClient, token: str) -> None:
    assert 'href="/plans/old-form"' in client.get("/plans").text
    assert 'href="/plans/old-form"' in client.get("/indicators").text
    with app.app_context():
        lead = make_person("Ann Lee", Role.LEAD)
    browser = app.test_client()
    sign_in(browser, lead)
    assert 'href="/plans/old-form"' not in browser.get("/plans").text
