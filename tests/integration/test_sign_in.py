"""Signing in: who gets in, who waits, and what nobody learns from a refusal."""

from __future__ import annotations

import statistics
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select, update

from tests.builders import PASSWORD, make_person
from tests.integration.administration import Browser, asked, browser_of, visitor, words
from webapp.domain.rights import Role, Who
from webapp.models import FailedSignIn, Person
from webapp.services.people.sign_in import FREE_TRIES, FREE_TRIES_FROM_ONE_PLACE, WINDOW
from webapp.services.store import transaction
from webapp.web.next_page import is_own

ANN = "ann.lee@council.example"
REFUSED = "The e-mail address or the password is not right."
WAIT = "Too many failed tries. Wait 2 seconds, then try again."


@pytest.fixture
def ann(app: Flask) -> Who:
    with app.app_context():
        return make_person("Ann Lee", Role.LEAD)


def attempt(browser: Browser, email: str, password: str, **fields: str) -> str:
    """Where signing in leads, or the sentence that refuses it."""
    answer = browser.post("/sign-in", email=email, password=password, **fields)
    if answer.status_code == 302:
        return answer.headers["Location"]
    found = [sentence for sentence in (REFUSED, "Too many failed tries.") if sentence in words(answer)]
    assert len(found) == 1, words(answer)
    return found[0]


def count_failures(app: Flask) -> int:
    return int(asked(app, select(func.count()).select_from(FailedSignIn))[0][0])


def age_failures(app: Flask, by: timedelta) -> None:
    with app.app_context(), transaction() as session:
        for row in session.execute(select(FailedSignIn)).scalars().all():
            row.at -= by


@pytest.mark.parametrize("email", [ANN, "Ann.Lee@Council.Example", f"  {ANN} "])
def test_the_right_password_leads_to_your_work(app: Flask, ann: Who, email: str) -> None:
    browser = visitor(app)
    assert attempt(browser, email, PASSWORD) == "/"
    assert browser.get("/").status_code == 200


@pytest.mark.parametrize(
    ("email", "password"),
    [
        (ANN, "not the password"),
        ("nobody@council.example", PASSWORD),
        ("no.password@council.example", PASSWORD),
        ("left@council.example", PASSWORD),
        ("not an address", PASSWORD),
        ("", ""),
        (ANN, ""),
        (ANN + "\x00", PASSWORD),
        (ANN, PASSWORD + "\x00"),
        (ANN, "x" * 100_000),
    ],
)
def test_every_refusal_reads_the_same(app: Flask, ann: Who, email: str, password: str) -> None:
    with app.app_context():
        make_person("No Password", Role.LEAD, password=None)
        left = make_person("Left", Role.LEAD, email="left@council.example")
        with transaction() as session:
            session.execute(update(Person).where(Person.id == left.id).values(active=False))
    browser = visitor(app)
    assert attempt(browser, email, password) == REFUSED
    assert browser.get("/").status_code == 303


def test_the_sixth_try_has_to_wait_even_with_the_right_password(app: Flask, ann: Who) -> None:
    browser = visitor(app)
    for _ in range(FREE_TRIES):
        assert attempt(browser, ANN, "wrong password") == REFUSED
    answer = browser.post("/sign-in", email=ANN, password=PASSWORD)
    assert answer.status_code == 200
    assert WAIT in words(answer)
    assert browser.get("/").status_code == 303
    assert count_failures(app) == FREE_TRIES


def test_after_the_wait_the_right_password_opens_and_forgets(app: Flask, ann: Who) -> None:
    browser = visitor(app)
    for _ in range(FREE_TRIES):
        attempt(browser, ANN, "wrong password")
    age_failures(app, timedelta(seconds=3))
    assert attempt(browser, ANN, PASSWORD) == "/"
    assert count_failures(app) == 0


def test_the_wait_doubles(app: Flask, ann: Who) -> None:
    browser = visitor(app)
    for _ in range(FREE_TRIES):
        attempt(browser, ANN, "wrong password")
    age_failures(app, timedelta(seconds=3))
    assert attempt(browser, ANN, "wrong password") == REFUSED
    assert "Wait 4 seconds" in words(browser.post("/sign-in", email=ANN, password=PASSWORD))


def test_failures_of_long_ago_count_no_more(app: Flask, ann: Who) -> None:
    browser = visitor(app)
    for _ in range(FREE_TRIES):
        attempt(browser, ANN, "wrong password")
    age_failures(app, WINDOW)
    assert attempt(browser, ANN, "wrong password") == REFUSED
    assert count_failures(app) == 1


def test_an_unknown_address_waits_like_a_known_one(app: Flask, ann: Who) -> None:
    browser = visitor(app)
    for _ in range(FREE_TRIES):
        assert attempt(browser, "nobody@council.example", "wrong password") == REFUSED
    assert WAIT in words(browser.post("/sign-in", email="nobody@council.example", password=PASSWORD))


def test_other_ways_to_write_an_address_are_counted_together(app: Flask, ann: Who) -> None:
    browser = visitor(app)
    ways = [ANN, ANN.upper(), f" {ANN}", "ann.lee@ｃouncil.example", "Ann.Lee@council.EXAMPLE"]
    for way in ways:
        attempt(browser, way, "wrong password")
    assert attempt(browser, ANN, PASSWORD).startswith("Too many")


def test_other_people_are_not_held_up(app: Flask, ann: Who) -> None:
    with app.app_context():
        make_person("Dan Roe", Role.DIRECTOR)
    browser = visitor(app)
    for _ in range(FREE_TRIES):
        attempt(browser, ANN, "wrong password")
    assert attempt(browser, "dan.roe@council.example", PASSWORD) == "/"


def test_one_machine_cannot_try_many_addresses(app: Flask, ann: Who) -> None:
    browser = visitor(app)
    for number in range(FREE_TRIES_FROM_ONE_PLACE):
        assert attempt(browser, f"somebody{number}@council.example", "wrong password") == REFUSED
    assert attempt(browser, ANN, PASSWORD).startswith("Too many")


def test_tries_made_at_the_same_moment_do_not_slip_through(app: Flask, ann: Who) -> None:
    browsers = [visitor(app) for _ in range(16)]
    with ThreadPoolExecutor(16) as threads:
        answers = list(threads.map(lambda browser: attempt(browser, ANN, "wrong password"), browsers))
    assert answers.count(REFUSED) == FREE_TRIES
    assert count_failures(app) == FREE_TRIES


def test_many_who_sign_in_rightly_at_the_same_moment_all_get_in(app: Flask, ann: Who) -> None:
    browsers = [visitor(app) for _ in range(16)]
    with ThreadPoolExecutor(16) as threads:
        answers = list(threads.map(lambda browser: attempt(browser, ANN, PASSWORD), browsers))
    assert answers == ["/"] * 16


def test_a_refusal_takes_as_long_for_an_unknown_address(app: Flask, ann: Who) -> None:
    """Both hash one password: that is most of the time, and what a stopwatch would notice if it were missing."""

    def seconds(email: str) -> float:
        browser = visitor(app)
        begun = time.perf_counter()
        attempt(browser, email, "wrong password")
        return time.perf_counter() - begun

    pairs = [(seconds(ANN), seconds(f"nobody{number}@council.example")) for number in range(FREE_TRIES)]
    known, unknown = (statistics.median(times) for times in zip(*pairs, strict=True))
    assert 0.4 < known / unknown < 2.5


@pytest.mark.parametrize("url", ["/", "/plans", "/plans?state=draft", "/plans/1/edit", "/a%20b?c=d&e=%2F"])
def test_a_path_of_this_site_is_its_own(url: str) -> None:
    assert is_own(url)


@pytest.mark.parametrize(
    "url",
    [
        "", "plans", "https://evil.example/", "//evil.example", "///evil.example", "/\\evil.example",
        "\\\\evil.example",
        "/\t/evil.example", "\t//evil.example", " //evil.example", "http://[", "http:evil.example",
        "javascript:alert(1)", "security.logout", "/plans\r\nX-Evil: 1", "/\u200a/evil.example", "/a\\b",
    ],
)  # fmt: skip
def test_anything_else_is_not(url: str) -> None:
    assert not is_own(url)


@pytest.mark.parametrize(
    ("wish", "leads_to"),
    [("/plans?state=draft", "/plans?state=draft"), ("//evil.example", "/"), ("http://[", "/")],
)
def test_signing_in_leads_to_a_page_of_ours_only(app: Flask, ann: Who, wish: str, leads_to: str) -> None:
    assert attempt(visitor(app), ANN, PASSWORD, next=wish) == leads_to
    browser = visitor(app)
    answer = browser.client.post(
        "/sign-in",
        query_string={"next": wish},
        data={"csrf_token": browser.token, "email": ANN, "password": PASSWORD},
    )
    assert (answer.status_code, answer.headers["Location"]) == (302, leads_to)
    assert browser.client.get("/sign-in", query_string={"next": wish}).headers["Location"] == "/"


def test_the_page_that_was_wanted_comes_after_signing_in(app: Flask, ann: Who) -> None:
    browser = visitor(app)
    answer = browser.get("/indicators?show=all")
    assert answer.status_code == 303
    page = browser.get(answer.headers["Location"])
    assert 'name="next" value="/indicators?show=all"' in page.text


def test_the_cookie_of_a_stay_signed_in_box_is_never_given(app: Flask, ann: Who) -> None:
    browser = visitor(app)
    browser.post("/sign-in", email=ANN, password=PASSWORD, remember="y")
    assert browser.client.get_cookie("remember_token") is None


def test_signing_out_is_a_post_and_ends_the_session(app: Flask, ann: Who) -> None:
    browser = browser_of(app, ann)
    assert browser.get("/sign-out").status_code == 405
    assert browser.get("/").status_code == 200
    assert browser.post("/sign-out").headers["Location"] == "/sign-in"
    assert browser.get("/").status_code == 303


def test_json_is_not_an_answer_of_the_sign_in_page(app: Flask, ann: Who) -> None:
    browser = visitor(app)
    headers = {"X-CSRFToken": browser.token, "Accept": "application/json"}
    refused = browser.client.post("/sign-in", json={"email": [ANN], "password": PASSWORD}, headers=headers)
    assert refused.status_code == 415
    assert browser.client.get("/sign-in", headers=headers).mimetype == "text/html"


@pytest.mark.parametrize("path", ["/login", "/register", "/reset", "/change", "/us-signin", "/tf-setup"])
def test_the_librarys_other_pages_do_not_exist(app: Flask, ann: Who, path: str) -> None:
    assert browser_of(app, ann).get(path).status_code == 404
