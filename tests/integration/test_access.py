"""The access table says who may call what: every endpoint stands in it, and every role is tried on each."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.builders import make_person, sign_in, token_of
from tests.integration.applications import hash_quickly
from tests.integration.test_security import path_of
from webapp.app import create_app
from webapp.config import Settings
from webapp.domain.rights import Role, Who
from webapp.services.migrating import close_database
from webapp.web.access import ACCESS, Access

ALLOWED = {
    Access.PUBLIC: {None, *Role},
    Access.SIGNED_IN: set(Role),
    Access.STAFF: {Role.LEAD, Role.DIRECTOR, Role.PERFORMANCE, Role.ADMINISTRATOR},
    Access.PERFORMANCE: {Role.PERFORMANCE, Role.ADMINISTRATOR},
    Access.ADMINISTRATOR: {Role.ADMINISTRATOR},
}
UNDERSTOOD = {200, 204, 302, 303, 304, 400, 404, 409, 422}
"""Answers of a view that was reached: a page, the next page, or a refusal of what was sent."""
ENDS_THE_SESSION = "security.logout"
TURNED_AWAY_LATER = {"plans.start"}
"""Reached by every member of staff; refused (403) to those who do not lead the indicator named."""


def test_every_endpoint_stands_in_the_table_and_nothing_else_does(app: Flask) -> None:
    assert {rule.endpoint for rule in app.url_map.iter_rules()} == set(ACCESS)


def test_every_id_in_an_address_has_a_type(app: Flask) -> None:
    bare = [
        rule.rule
        for rule in app.url_map.iter_rules()
        for part in rule.rule.split("<")[1:]
        if ":" not in part.split(">")[0] and rule.endpoint not in {"static", "account.password_by_link"}
    ]
    assert bare == []


@pytest.mark.parametrize("role", [None, *Role], ids=lambda role: role or "nobody")
def test_each_endpoint_lets_in_whom_the_table_names(app: Flask, role: Role | None) -> None:
    with app.app_context():
        person = make_person("Ann Lee", role) if role else None
    client = app.test_client()
    token = _token(client, person)
    wrong = []
    for rule in app.url_map.iter_rules():
        if rule.endpoint == ENDS_THE_SESSION:
            continue
        for method in sorted((rule.methods or set()) & {"GET", "POST"}):
            data = {"csrf_token": token} if method == "POST" else None
            answer = client.open(path_of(rule), method=method, data=data)
            let_in = answer.status_code in UNDERSTOOD and not _sends_to_sign_in(answer.headers.get("Location"))
            if rule.endpoint in TURNED_AWAY_LATER and role in ALLOWED[ACCESS[rule.endpoint]]:
                let_in = let_in or answer.status_code == 403
            if let_in != (role in ALLOWED[ACCESS[rule.endpoint]]):
                wrong.append((rule.endpoint, method, answer.status_code))
            if not let_in and answer.status_code != (303 if role is None else 403):
                wrong.append((rule.endpoint, method, answer.status_code))
    assert wrong == []


def test_an_endpoint_that_is_not_in_the_table_is_refused(settings: Settings) -> None:
    app = create_app(settings)
    hash_quickly()
    app.add_url_rule("/forgotten", endpoint="forgotten", view_func=lambda: "open")
    with app.app_context():
        person = make_person("Ann Lee", *Role)
    client = app.test_client()
    assert client.get("/forgotten").status_code == 403
    sign_in(client, person)
    assert client.get("/forgotten").status_code == 403
    with app.app_context():
        close_database()


def _token(client: FlaskClient, person: Who | None) -> str:
    return sign_in(client, person) if person else token_of(client.get("/sign-in"))


def _sends_to_sign_in(location: str | None) -> bool:
    return location is not None and location.startswith("/sign-in")
