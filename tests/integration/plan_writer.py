"""Somebody who has the form of a plan open: it is read from the page, typed in, and posted as a browser does."""

from __future__ import annotations

import html
import re
from html.parser import HTMLParser

from flask import Flask
from werkzeug.test import TestResponse

from tests.builders import sign_in
from webapp.domain.rights import Who

HTMX = {"HX-Request": "true"}


class _Fields(HTMLParser):
    """The values of a form's fields, as they would be posted."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.values: dict[str, str] = {}
        self._area: str | None = None
        self._select = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        name = given.get("name") or ""
        if tag == "input" and name:
            self.values[name] = given.get("value") or ""
        elif tag == "textarea":
            self._area, self.values[name] = name, ""
        elif tag == "select":
            self._select, self.values[name] = name, ""
        elif tag == "option" and "selected" in given:
            self.values[self._select] = given.get("value") or ""

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self._area = None

    def handle_data(self, data: str) -> None:
        if self._area is not None:
            # The line end behind the start tag is none of the text's.
            self.values[self._area] += data if self.values[self._area] else data.removeprefix("\n")


def fields_of(text: str) -> dict[str, str]:
    """The fields of the plan's form in a page or fragment, in the order of the page."""
    reader = _Fields()
    reader.feed(text[text.index('id="plan-form"') :] if 'id="plan-form"' in text else text)
    reader.close()
    return reader.values


def words(response: TestResponse) -> str:
    """The text of a page or fragment, on one line."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", response.text)).split())


class Writer:
    """One person, and the form as it stands in their browser."""

    def __init__(self, app: Flask, who: Who, plan: int) -> None:
        self.client, self.plan = app.test_client(), plan
        sign_in(self.client, who)
        self.fields: dict[str, str] = {}
        self.open()

    def open(self, query: str = "") -> TestResponse:
        """Open the form afresh."""
        answer = self.client.get(f"/plans/{self.plan}/edit{query}")
        self.fields = fields_of(answer.text)
        return answer

    def type(self, **texts: str) -> None:
        """Type into fields; ``__`` in a name stands for its dashes."""
        self.fields |= {name.replace("__", "-"): text for name, text in texts.items()}

    def post(self, path: str, *, htmx: bool = False, **extra: str) -> TestResponse:
        """Send the form to a path of the plan's."""
        return self.client.post(f"/plans/{self.plan}/{path}", data=self.fields | extra, headers=HTMX if htmx else {})

    def autosave(self, **extra: str) -> TestResponse:
        """Let the form save itself, and take the answer over as the script does."""
        answer = self.post("autosave", htmx=True, **extra)
        if answer.status_code == 200:
            found = fields_of(answer.text)
            self.fields = found if "reason" in found else self.fields | found
        return answer
