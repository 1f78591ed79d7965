"""One-time password links and one's own password: what opens, what dies, what ends."""

from __future__ import annotations

import hashlib
import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from flask import Flask
from flask_security.utils import hash_password
from sqlalchemy import select

from tests.builders import PASSWORD, make_person
from tests.integration.administration import (
    Browser,
    asked,
    browser_of,
    changes,
    make_administrator,
    person_row,
    visitor,
    words,
)
from webapp.app import create_app
from webapp.config import Settings
from webapp.domain.errors import Refusal
from webapp.domain.rights import Role, Who
from webapp.models import PasswordLink
from webapp.services.migrating import close_database
from webapp.services.people.accounts import create_administrator, ensure_good_password
from webapp.services.people.sign_in import FREE_TRIES
from webapp.services.store import transaction

NEW = "three random words"
DEAD = "This link is no longer valid."


@pytest.fixture
def administrator(app: Flask) -> Browser:
    return browser_of(app, make_administrator(app))


@pytest.fixture
def ann(app: Flask) -> Who:
    with app.app_context():
        return make_person("Ann Lee", Role.LEAD)


def make_link(administrator: Browser, who: Who) -> str:
    """The path of a new link, from the page that shows it once."""
    page = administrator.post(f"/people/{who.id}/password-link")
    assert page.status_code == 200
    found = re.search(r"http://localhost(/password/[\w-]{43})\s*<", page.text)
    assert found, page.text
    return found[1]


def set_by(browser: Browser, link: str, password: str = NEW, repeated: str | None = None) -> tuple[int, str]:
    answer = browser.post(link, password=password, repeated=password if repeated is None else repeated)
    return answer.status_code, words(answer)


def test_a_stored_password_is_an_argon2_hash_that_is_slow_to_guess(settings: Settings) -> None:
    app = create_app(settings)
    with app.app_context():
        found = re.match(r"\$argon2id\$v=19\$m=(\d+),t=(\d+),p=", hash_password(PASSWORD))
        close_database()
    assert found
    memory, passes = int(found[1]), int(found[2])
    assert memory >= 19 * 1024  # KiB, and two passes: the least that OWASP advises
    assert passes >= 2


def test_a_link_sets_a_password_once(app: Flask, administrator: Browser, ann: Who) -> None:
    old_session, guest = browser_of(app, ann), visitor(app)
    link = make_link(administrator, ann)
    assert "Ann Lee, who signs in as ann.lee@council.example" in words(guest.get(link))
    assert "Ann Lee, who signs in as" in words(guest.get(link)), "looking does not use it up"
    assert set_by(guest, link)[0] == 303
    assert old_session.get("/").status_code == 303, "sessions from before have ended"
    assert browser_of(app, ann, password=NEW).get("/").status_code == 200
    for answer in (guest.get(link), guest.post(link, password="another long one", repeated="another long one")):
        assert answer.status_code == 404
        assert DEAD in words(answer)
    assert ("Ann Lee", "password", None, "set by a one-time link") in changes(app, "person")


def test_only_the_hash_of_a_link_is_kept(app: Flask, administrator: Browser, ann: Who) -> None:
    token = make_link(administrator, ann).rsplit("/", 1)[1]
    stored = asked(app, select(PasswordLink.token_hash))
    assert [row[0] for row in stored] == [hashlib.sha256(token.encode()).hexdigest()]
    assert all(token not in str(change) for change in changes(app, "person"))


def test_a_newer_link_replaces_the_older(app: Flask, administrator: Browser, ann: Who) -> None:
    older, newer = make_link(administrator, ann), make_link(administrator, ann)
    assert set_by(visitor(app), older)[0] == 404
    assert set_by(visitor(app), newer)[0] == 303


def test_a_link_runs_out_after_72_hours(app: Flask, administrator: Browser, ann: Who) -> None:
    link = make_link(administrator, ann)
    age_links(app, timedelta(hours=71, minutes=59))
    assert visitor(app).get(link).status_code == 200
    age_links(app, timedelta(minutes=1))
    assert visitor(app).get(link).status_code == 404
    assert set_by(visitor(app), link)[0] == 404


def age_links(app: Flask, by: timedelta) -> None:
    with app.app_context(), transaction() as session:
        for row in session.execute(select(PasswordLink)).scalars().all():
            row.expires_at -= by


def test_one_link_used_twice_at_the_same_moment_sets_one_password(app: Flask, administrator: Browser, ann: Who) -> None:
    link = make_link(administrator, ann)
    guests = [visitor(app) for _ in range(4)]
    with ThreadPoolExecutor(4) as threads:
        answers = threads.map(lambda pair: set_by(pair[1], link, f"password number {pair[0]}")[0], enumerate(guests))
    assert sorted(answers) == [303, 404, 404, 404]


def test_a_link_dies_when_its_person_leaves(app: Flask, administrator: Browser, ann: Who) -> None:
    link = make_link(administrator, ann)
    administrator.post(f"/people/{ann.id}/leave", close="yes")
    assert set_by(visitor(app), link)[0] == 404
    administrator.post(f"/people/{ann.id}/reopen")
    assert set_by(visitor(app), link)[0] == 404


@pytest.mark.parametrize(
    ("password", "repeated", "sentence"),
    [
        ("short", "short", "at least 12 characters"),
        ("x" * 513, "x" * 513, "at most 512 characters"),
        ("\N{ARABIC LIGATURE SALLALLAHOU ALAYHE WASALLAM}" * 100, "", "at most 512 characters"),
        ("aaaaaaaaaaaaa", "aaaaaaaaaaaaa", "at least five different ones"),
        ("ann.lee@council.example", "ann.lee@council.example", "anybody would try first"),
        (NEW, NEW + " ", "The two passwords are not the same"),
        ("", "", "at least 12 characters"),
    ],
)
def test_a_refused_password_leaves_the_link_alive(
    app: Flask, administrator: Browser, ann: Who, password: str, repeated: str, sentence: str
) -> None:
    link, guest = make_link(administrator, ann), visitor(app)
    status, page = set_by(guest, link, password, repeated)
    assert status == 422
    assert sentence in page
    assert set_by(guest, link)[0] == 303


@pytest.mark.parametrize("token", ["x", "a" * 43, "%00", "é", "a" * 2000])
def test_an_unknown_link_is_dead(client_of_nobody: Browser, token: str) -> None:
    answer = client_of_nobody.get(f"/password/{token}")
    assert answer.status_code == 404
    assert DEAD in words(answer)


@pytest.fixture
def client_of_nobody(app: Flask) -> Browser:
    return visitor(app)


def change(browser: Browser, old: str, password: str = NEW, repeated: str = NEW) -> tuple[int, str]:
    answer = browser.post("/account/password", old=old, password=password, repeated=repeated)
    return answer.status_code, words(answer)


def test_changing_the_password_ends_every_other_session(app: Flask, ann: Who) -> None:
    here, elsewhere = browser_of(app, ann), browser_of(app, ann)
    assert change(here, PASSWORD)[0] == 303
    assert here.get("/account").status_code == 200
    assert elsewhere.get("/account").status_code == 303
    assert browser_of(app, ann, password=NEW).get("/account").status_code == 200
    assert ("Ann Lee", "password", None, "changed by its owner") in changes(app, "person")


def test_the_present_password_is_asked_and_guesses_are_counted(app: Flask, ann: Who) -> None:
    browser = browser_of(app, ann)
    before = person_row(app, ann.id).password
    for _ in range(FREE_TRIES):
        status, page = change(browser, "not the password")
        assert status == 422
        assert "This is not your present password." in page
    status, page = change(browser, PASSWORD)
    assert status == 422
    assert "Too many failed tries. Wait 2 seconds" in page
    assert person_row(app, ann.id).password == before


@pytest.mark.parametrize(("password", "repeated"), [("short", "short"), (NEW, "something else entirely")])
def test_a_bad_new_password_is_refused(app: Flask, ann: Who, password: str, repeated: str) -> None:
    browser = browser_of(app, ann)
    assert change(browser, PASSWORD, password, repeated)[0] == 422
    assert browser_of(app, ann).get("/").status_code == 200


def test_an_overlong_old_password_is_merely_wrong(app: Flask, ann: Who) -> None:
    assert change(browser_of(app, ann), "x" * 50_000)[0] == 422


def test_a_closed_account_is_signed_out_at_once(app: Flask, administrator: Browser, ann: Who) -> None:
    browser = browser_of(app, ann)
    administrator.post(f"/people/{ann.id}/leave", close="yes")
    answer = browser.get("/account")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/sign-in?next=/account")


def test_the_first_administrator_signs_in(app: Flask) -> None:
    with app.app_context():
        create_administrator(email="Root@Council.example", password=NEW)
    browser = visitor(app)
    answer = browser.post("/sign-in", email="root@council.example", password=NEW)
    assert answer.status_code == 302
    assert browser.get("/people").status_code == 200


def test_a_second_administrator_of_the_same_address_is_refused(app: Flask, ann: Who) -> None:
    with app.app_context(), pytest.raises(Refusal, match="has an account already: it is Ann Lee’s"):
        create_administrator(email="ANN.LEE@council.example", password=NEW)


@pytest.mark.parametrize("password", [NEW, "correct horse battery", "demonstration", "pässwörter sind gut"])
def test_a_good_password_is_taken(password: str) -> None:
    ensure_good_password(password)
