"""The upload pages: choose, check, save; every fault on one page; the receipt and the file as it came."""

from __future__ import annotations

import hashlib
import re
from io import BytesIO

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.builders import sign_in, token_of
from tests.integration.council import Council, found
from webapp.domain.rights import Who

HEADER = "indicator_code,period,actual,target,actual_estimated,target_estimated,comment\n"
GOOD = (HEADER + "CS01,2014-10,440,,yes,,\nCS01,2014-11,441.1234567,,,,\n").encode()
BAD = (HEADER + "<b>,2014-10,1,,,,\nCS01,2014-10,x,,,,\n").encode()


@pytest.fixture
def council(app: Flask) -> Council:
    with app.app_context():
        return found()


def send(client: FlaskClient, content: bytes, *, name: str = "october.csv", check: bool = False) -> TestResponse:
    data = {"csrf_token": token_of(client.get("/uploads/new")), "file": (BytesIO(content), name)}
    return client.post("/uploads/new", data={**data, "check": "1"} if check else data)


def test_an_accepted_file_leads_to_its_receipt(client: FlaskClient, council: Council) -> None:
    sign_in(client, council.performance)
    answer = send(client, GOOD)
    assert (answer.status_code, answer.location) == (303, "/uploads/1")
    receipt = client.get("/uploads/1").text
    told = (
        "october.csv", hashlib.sha256(GOOD).hexdigest(), "Priya Nair", "439.1", "440", "441.123457",
        "November 2014 was not open yet", "Line 3, actual: rounded",
    )  # fmt: skip
    for text in told:
        assert text in receipt
    assert "october.csv" in client.get("/uploads").text


def test_the_file_comes_back_as_it_came(client: FlaskClient, council: Council) -> None:
    sign_in(client, council.performance)
    send(client, GOOD, name='../up "1".csv')
    answer = client.get("/uploads/1/file")
    assert answer.data == GOOD
    assert answer.mimetype == "text/csv"
    assert answer.headers["Content-Disposition"].startswith("attachment;")


def test_every_fault_stands_on_the_page_and_nothing_is_saved(client: FlaskClient, council: Council) -> None:
    sign_in(client, council.performance)
    answer = send(client, BAD)
    assert answer.status_code == 422
    assert "Nothing was saved" in answer.text
    assert "it has 2 faults" in answer.text
    assert "<code>&lt;b&gt;</code>" in answer.text
    assert "is not a figure" in answer.text
    assert "No file was uploaded yet" in client.get("/uploads").text


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        pytest.param(b"", "The file is empty", id="empty"),
        pytest.param(b"PK\x03\x04\x00\x00", "Nothing was saved", id="a workbook"),
        pytest.param(b"a,b\n1,2\n", "This is not the header row", id="no header"),
    ],
)
def test_a_file_that_is_none_is_refused_as_a_whole(
    client: FlaskClient, council: Council, content: bytes, sentence: str
) -> None:
    sign_in(client, council.performance)
    answer = send(client, content)
    assert answer.status_code == 422
    assert sentence in answer.text


def test_a_check_shows_the_changes_and_its_button_saves_them(client: FlaskClient, council: Council) -> None:
    sign_in(client, council.performance)
    page = send(client, GOOD, check=True)
    assert page.status_code == 200
    for text in ("nothing is saved yet", "439.1", "440", "November 2014 is not open yet"):
        assert text in page.text
    assert client.get("/uploads/1").status_code == 404
    carried = dict(re.findall(r'name="(csrf_token|file_name|content)"[^>]*value="([^"]*)"', page.text))
    answer = client.post("/uploads/checked", data=carried)
    assert answer.location == "/uploads/1"
    assert client.get("/uploads/1/file").data == GOOD


def test_a_check_with_faults_shows_them(client: FlaskClient, council: Council) -> None:
    sign_in(client, council.performance)
    assert "it has 2 faults" in send(client, BAD, check=True).text


def test_no_file_is_said_beside_the_field(client: FlaskClient, council: Council) -> None:
    sign_in(client, council.performance)
    answer = client.post("/uploads/new", data={"csrf_token": token_of(client.get("/uploads/new"))})
    assert answer.status_code == 422
    assert "Choose the CSV file to upload." in answer.text
    broken = {"csrf_token": token_of(answer), "content": "not base64!"}
    assert "choose the file again" in client.post("/uploads/checked", data=broken).text


@pytest.mark.parametrize("person", ["lead", "director", "reader"])
def test_others_neither_upload_nor_read_receipts(app: Flask, council: Council, person: str) -> None:
    client = app.test_client()
    who: Who = getattr(council, person)
    token = sign_in(client, who)
    for path in ("/uploads", "/uploads/new", "/uploads/1", "/uploads/1/file"):
        assert client.get(path).status_code == 403
    data = {"csrf_token": token, "file": (BytesIO(GOOD), "x.csv")}
    assert client.post("/uploads/new", data=data).status_code == 403
