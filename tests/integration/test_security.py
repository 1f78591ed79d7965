"""What every answer carries and what no request may do: headers, cookies, tokens, hosts."""

from __future__ import annotations

import dataclasses
import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.routing import Rule

from tests.builders import PASSWORD, make_person, sign_in, token_of
from webapp.app import create_app
from webapp.config import Settings
from webapp.domain.rights import Role, Who
from webapp.web.headers import HEADERS

EXAMPLES = {
    "action_key": "0" * 32,
    "token": "x" * 43,
    "period": "2014-10",
    "filename": "app.css",
    "key": "2014-10",
    "code": "CS01",
}


def path_of(rule: Rule) -> str:
    """An address of a rule, with ids of 1."""

    def example(part: re.Match[str]) -> str:
        converter, _, name = part[1].rpartition(":")
        return "2014-10" if converter == "period" else EXAMPLES.get(name, "1")

    return re.sub(r"<([^>]+)>", example, rule.rule)


@pytest.fixture
def ann(app: Flask) -> Who:
    with app.app_context():
        return make_person("Ann Lee", *Role)


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/sign-in", 200),
        ("/", 303),
        ("/help", 200),
        ("/nothing", 404),
        ("/sign-out", 405),
        ("/static/app.css", 200),
        ("/static/nothing.css", 404),
        ("/brand.css", 200),
        ("/password/x", 404),
    ],
)
def test_every_answer_carries_the_headers(client: FlaskClient, path: str, status: int) -> None:
    answer = client.get(path)
    assert answer.status_code == status
    for name, value in HEADERS.items():
        assert answer.headers.getlist(name) == [value]


def test_a_failure_carries_the_headers_too(app: Flask) -> None:
    app.config["PROPAGATE_EXCEPTIONS"] = False

    def broken() -> str:
        raise RuntimeError("broken on purpose")

    app.view_functions["help.index"] = broken
    answer = app.test_client().get("/help")
    assert answer.status_code == 500
    assert answer.headers["Content-Security-Policy"] == HEADERS["Content-Security-Policy"]
    assert "broken on purpose" not in answer.text


def test_the_policy_allows_this_site_only(client: FlaskClient) -> None:
    policy = client.get("/sign-in").headers["Content-Security-Policy"]
    directives = dict(part.strip().split(" ", 1) for part in policy.split(";"))
    assert directives["default-src"] == "'self'"
    assert set(directives.values()) <= {"'self'", "'none'"}
    assert not set(directives) & {"script-src", "style-src", "img-src", "connect-src", "font-src"}
    assert "unsafe" not in policy


def test_the_session_cookie_is_for_this_site_and_no_script(client: FlaskClient) -> None:
    cookie = client.get("/sign-in").headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert "Secure" not in cookie


def test_over_https_cookies_are_secure_and_browsers_stay_with_it(client: FlaskClient) -> None:
    answer = client.get("/sign-in", base_url="https://localhost")
    assert "Secure" in answer.headers["Set-Cookie"]
    assert answer.headers["Strict-Transport-Security"].startswith("max-age=")


def test_a_proxy_is_believed_only_where_the_settings_name_one(settings: Settings) -> None:
    forwarded = {"X-Forwarded-Proto": "https", "X-Forwarded-For": "203.0.113.9", "X-Forwarded-Host": "plans.example"}
    alone = create_app(settings).test_client().get("/sign-in", headers=forwarded)
    assert "Secure" not in alone.headers["Set-Cookie"]
    behind = create_app(dataclasses.replace(settings, proxy_hops=1)).test_client()
    assert "Secure" in behind.get("/sign-in", headers=forwarded).headers["Set-Cookie"]


def test_the_https_setting_makes_cookies_secure(settings: Settings) -> None:
    client = create_app(dataclasses.replace(settings, https=True)).test_client()
    assert "Secure" in client.get("/sign-in").headers["Set-Cookie"]


def test_an_unknown_host_is_refused_where_hosts_are_named(settings: Settings) -> None:
    client = create_app(dataclasses.replace(settings, trusted_hosts=("plans.example",))).test_client()
    assert client.get("/sign-in", base_url="http://plans.example").status_code == 200
    assert client.get("/sign-in", base_url="http://evil.example").status_code == 400


def test_no_post_is_taken_without_a_token(app: Flask, ann: Who) -> None:
    client = app.test_client()
    sign_in(client, ann)
    posts = [rule for rule in app.url_map.iter_rules() if "POST" in (rule.methods or set())]
    assert len(posts) > 10
    taken = []
    for rule in posts:
        for data in ({}, {"csrf_token": "made up"}):
            answer = client.post(path_of(rule), data=data)
            if answer.status_code != 400 or "too old to be saved" not in answer.text:
                taken.append((rule.endpoint, answer.status_code))
    assert taken == []
    assert client.get("/account").status_code == 200, "not even signed out"


def test_no_address_changes_anything_with_another_method(app: Flask) -> None:
    methods = {method for rule in app.url_map.iter_rules() for method in rule.methods or ()}
    assert methods == {"GET", "HEAD", "OPTIONS", "POST"}


def test_another_sessions_token_is_not_taken(app: Flask, ann: Who) -> None:
    client, other = app.test_client(), app.test_client()
    sign_in(client, ann)
    foreign = token_of(other.get("/sign-in"))
    assert client.post("/sign-out", data={"csrf_token": foreign}).status_code == 400


def test_pages_are_not_kept_by_browsers_or_proxies(app: Flask, ann: Who) -> None:
    client = app.test_client()
    sign_in(client, ann)
    for path in ("/", "/people", "/audit", "/audit?format=csv", "/account"):
        assert client.get(path).headers["Cache-Control"] == "no-store"


def test_a_password_is_never_drawn_back(app: Flask, ann: Who) -> None:
    client = app.test_client()
    token = token_of(client.get("/sign-in"))
    answer = client.post("/sign-in", data={"csrf_token": token, "email": "x@council.example", "password": PASSWORD})
    assert PASSWORD not in answer.text


def test_a_file_asked_for_without_its_mark_is_asked_for_again(client: FlaskClient) -> None:
    assert client.get("/static/js/design.js").headers["Cache-Control"] == "no-cache"
    assert "max-age=3600" in client.get("/static/app.js?v=12345678").headers["Cache-Control"]
