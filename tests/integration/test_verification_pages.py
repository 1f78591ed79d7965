"""The pages that check a signed plan: its state for anybody, and nothing more to somebody not signed in."""

from __future__ import annotations

import html
import io
import re
from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.builders import sign_in, token_of
from tests.integration.sealed import BECOMES, SITE, Sealed, sealed_plan
from webapp.domain.plans import SealState
from webapp.domain.rights import Who
from webapp.domain.verification import LARGEST_FILE, PaperState
from webapp.services.periods.steps import release

TOLD_TO_NOBODY = (
    "CS01",
    "Rate of",
    "October",
    "2014",
    "2015",
    "Dan Roe",
    "Ann Lee",
    "439",
    "385.6",
    "/plans/",
    "Version",
)


@pytest.fixture
def sealed(app: Flask) -> Sealed:
    with app.app_context():
        return sealed_plan()


def become(app: Flask, sealed: Sealed, state: SealState) -> None:
    with app.app_context():
        BECOMES[state](sealed)


def words(response: TestResponse) -> str:
    """What the page says, without its markup."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", response.text)).split())


def main_of(response: TestResponse) -> str:
    return response.text.partition("<main")[2].partition("</main>")[0]


def choose(client: FlaskClient, content: bytes, *, name: str = "plan.pdf") -> TestResponse:
    """Drop a file on the page."""
    token = token_of(client.get("/verify"))
    return client.post("/verify/file", data={"csrf_token": token, "file": (io.BytesIO(content), name)})


@pytest.mark.parametrize("state", BECOMES)
def test_anybody_is_told_the_state_and_nothing_more(
    app: Flask, client: FlaskClient, sealed: Sealed, state: SealState
) -> None:
    become(app, sealed, state)
    for answer in (client.get(f"/verify/{sealed.code}"), choose(client, sealed.pdf)):
        assert answer.status_code == 200
        assert f"{state.capitalize()} {PaperState.of(state).meaning}" in words(answer)
        assert [each for each in (*TOLD_TO_NOBODY, sealed.fingerprint) if each in main_of(answer)] == []


def test_no_state_of_an_unsigned_plan_can_be_asked_for(client: FlaskClient, sealed: Sealed) -> None:
    answer = client.get("/verify/0000-0000-0000")
    assert answer.status_code == 404
    assert f"Unknown {PaperState.UNKNOWN.meaning}" in words(answer)


@pytest.mark.parametrize("change", [str.lower, lambda code: code.replace("-", ""), lambda code: f" {code} "])
def test_a_code_is_typed_in_any_way(client: FlaskClient, sealed: Sealed, change: Callable[[str], str]) -> None:
    answer = client.get("/verify", query_string={"code": change(sealed.code)})
    assert (answer.status_code, answer.location) == (303, f"/verify/{sealed.code}")
    assert client.get(f"/verify/{change(sealed.code).strip()}").status_code == 200


@pytest.mark.parametrize("typed", ["", "7K3M", "not a code at all", "7K3M/9QXT/2B4D", "<script>", "\u05d0" * 12])
def test_what_is_no_code_is_told_so_and_kept(client: FlaskClient, sealed: Sealed, typed: str) -> None:
    answer = client.get("/verify", query_string={"code": typed})
    assert answer.status_code == 422
    assert "12 letters and digits, such as 7K3M-9QXT-2B4D" in words(answer)
    assert f'value="{html.escape(typed)}"' in answer.text or not typed


def test_the_page_asks_for_a_code_or_a_file(client: FlaskClient) -> None:
    answer = client.get("/verify")
    assert answer.status_code == 200
    assert "You need no account." in words(answer)
    assert 'href="/verify"' in client.get("/sign-in").text


@pytest.mark.parametrize(
    ("content", "name", "sentence"),
    [
        (b"", "", "Choose the PDF file to check."),
        (b"", "empty.pdf", "This file is empty"),
        (bytes(LARGEST_FILE + 1), "large.pdf", "more than 5 MB"),
    ],
)
def test_a_file_that_cannot_be_looked_at(client: FlaskClient, content: bytes, name: str, sentence: str) -> None:
    answer = choose(client, content, name=name)
    assert answer.status_code == 422
    assert sentence in words(answer)


def test_a_changed_file_is_altered_and_another_unknown(client: FlaskClient, sealed: Sealed) -> None:
    altered = choose(client, sealed.pdf + b"\n")
    assert f"Altered {PaperState.ALTERED.meaning}" in words(altered)
    assert [each for each in TOLD_TO_NOBODY if each in main_of(altered)] == []
    assert f"Unknown {PaperState.UNKNOWN.meaning}" in words(choose(client, b"%PDF-1.7\n%%EOF\n"))


def seen_by(app: Flask, who: Who, sealed: Sealed) -> str:
    browser = app.test_client()
    sign_in(browser, who)
    return main_of(browser.get(f"/verify/{sealed.code}"))


def test_who_may_read_the_plan_sees_whose_page_it_is(app: Flask, sealed: Sealed) -> None:
    page = seen_by(app, sealed.council.lead, sealed)
    for each in (f'href="/plans/{sealed.plan}"', "October 2014", "Dan Roe, Post of Dan Roe", sealed.fingerprint):
        assert each in page


def test_a_reader_sees_it_once_its_period_is_released(app: Flask, sealed: Sealed) -> None:
    reader = sealed.council.reader
    assert f'href="/plans/{sealed.plan}"' not in seen_by(app, reader, sealed)
    with app.app_context():
        release(who=sealed.council.performance, key="2014-10")
    assert f'href="/plans/{sealed.plan}"' in seen_by(app, reader, sealed)


def test_what_has_become_of_it_is_told_to_who_may_read_it(app: Flask, sealed: Sealed) -> None:
    become(app, sealed, SealState.OUT_OF_DATE)
    assert "signed with <strong>439.1" in seen_by(app, sealed.council.lead, sealed)
    become(app, sealed, SealState.WITHDRAWN)
    page = seen_by(app, sealed.council.lead, sealed)
    assert "Dan Roe: The target was read wrongly." in page
    assert "signed with" not in page


def test_paper_names_the_address_of_the_page(sealed: Sealed) -> None:
    assert f"QR code of the address {SITE}/verify/{sealed.code}".encode() in sealed.pdf
