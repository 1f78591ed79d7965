"""What tests about people share: browsers that are signed in, and one way to ask the tables."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from tests.builders import make_person, sign_in, token_of
from webapp.domain.rights import Role, Who
from webapp.extensions import db
from webapp.models import Change, Person


@dataclass
class Browser:
    """A browser with a session; its token goes with every post."""

    client: FlaskClient
    token: str

    def get(self, path: str) -> TestResponse:
        return self.client.get(path)

    def post(self, path: str, /, **fields: Any) -> TestResponse:
        """Post a form; a name's ``__`` stands for its dashes."""
        typed = {name.replace("__", "-"): value for name, value in fields.items()}
        return self.client.post(path, data={"csrf_token": self.token, **typed})


def visitor(app: Flask) -> Browser:
    """Somebody who is not signed in."""
    client = app.test_client()
    return Browser(client, token_of(client.get("/sign-in")))


def browser_of(app: Flask, who: Who, **password: str) -> Browser:
    """The browser of somebody who has just signed in."""
    client = app.test_client()
    return Browser(client, sign_in(client, who, **password))


def make_administrator(app: Flask, name: str = "Morag Lewis") -> Who:
    """An administrator with a password."""
    with app.app_context():
        return make_person(name, Role.ADMINISTRATOR)


def asked(app: Flask, query: Any) -> list[Any]:
    """The rows of a query."""
    with app.app_context():
        return list(db.session.execute(query).all())


def person_row(app: Flask, person_id: int) -> Any:
    """The columns of one person."""
    return asked(app, select(*Person.__table__.columns).where(Person.id == person_id))[0]


def changes(app: Flask, kind: str) -> list[tuple[str, str, str | None, str | None]]:
    """Subject, field, old and new of every change of a kind, oldest first."""
    query = select(Change.subject, Change.field, Change.old, Change.new).where(Change.kind == kind)
    return [tuple(row) for row in asked(app, query.order_by(Change.id))]


def words(response: TestResponse) -> str:
    """The page as it reads."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", response.text)).split())
