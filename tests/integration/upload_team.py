"""What tests of the uploads pages share: the performance team at its browser, and files as they come."""

from __future__ import annotations

import re
from dataclasses import dataclass
from io import BytesIO

from flask import Flask
from openpyxl import Workbook
from werkzeug.test import TestResponse

from tests.builders import sign_in
from tests.integration.council import Council, found
from webapp.domain.rights import Who
from webapp.services.jobs.running import run_next

HEADER = "indicator_code,period,actual,target,comment\n"
HTMX = {"HX-Request": "true"}


def csv_of(*lines: str, header: str = HEADER) -> bytes:
    """A file with these rows."""
    return (header + "".join(f"{line}\n" for line in lines)).encode()


def workbook_of(**sheets: list[list[object]]) -> bytes:
    """A workbook with these sheets."""
    book, file = Workbook(), BytesIO()
    for first in book.worksheets:
        book.remove(first)
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    book.save(file)
    return file.getvalue()


@dataclass
class Desk:
    """Somebody's browser, and the worker that does what it asks for."""

    app: Flask
    council: Council
    who: Who

    def __post_init__(self) -> None:
        self.client = self.app.test_client()
        self.token = sign_in(self.client, self.who)

    def get(self, path: str, *, htmx: bool = False) -> TestResponse:
        return self.client.get(path, headers=HTMX if htmx else None)

    def page(self, path: str) -> str:
        """The page as it reads, of one that there is."""
        answer = self.get(path)
        assert answer.status_code == 200, (answer.status_code, answer.location)
        return text_of(answer)

    def post(self, path: str, **fields: object) -> TestResponse:
        """Post a form; a list is posted as several fields, and a name's ``__`` stands for its dashes."""
        typed = {name.replace("__", "-"): value for name, value in fields.items()}
        return self.client.post(path, data={"csrf_token": self.token, **typed})

    def choose(self, content: bytes, name: str = "october.csv", **fields: object) -> TestResponse:
        """Choose a file, with nobody at work yet."""
        return self.post("/uploads/new", file=(BytesIO(content), name), **fields)

    def work(self) -> None:
        """Do everything that was asked for."""
        with self.app.app_context():
            while run_next():
                pass

    def send(self, content: bytes, name: str = "october.csv", **fields: object) -> str:
        """Choose a file and have it checked; returns the address of its page."""
        answer = self.choose(content, name, **fields)
        assert answer.status_code == 303, text_of(answer)
        self.work()
        return answer.location

    def save(self, path: str, *accepted: str) -> TestResponse:
        """Press the button of the check, with these kinds of warnings ticked, and have it done."""
        answer = self.post(f"{path}/save", accepted=list(accepted))
        self.work()
        return answer

    def saved(self, content: bytes, name: str = "october.csv", *accepted: str, **fields: object) -> str:
        """A file that is saved, as somebody who looks at everything does it."""
        path = self.send(content, name, **fields)
        assert self.save(path, *accepted).status_code == 303
        assert "Receipt for" in self.page(path)
        return path


def text_of(answer: TestResponse) -> str:
    """A page's words, with single spaces."""
    main = answer.text.partition("<main")[2] or answer.text
    return " ".join(_unescaped(re.sub(r"<[^>]+>", " ", main)).split())


def _unescaped(text: str) -> str:
    return (
        text.replace("&#39;", "'").replace("&#34;", '"').replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    )


def desk_of(app: Flask, name: str = "performance") -> Desk:
    """The small council, and one of its people at a browser."""
    with app.app_context():
        council = found()
    return Desk(app, council, getattr(council, name))
