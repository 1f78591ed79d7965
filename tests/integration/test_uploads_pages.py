"""The way of a file through its pages: chosen, checked, confirmed, its receipt; what each page says on the way."""

from __future__ import annotations

import hashlib
from dataclasses import replace

import pytest
from flask import Flask
from sqlalchemy import select, update

from tests.builders import make_person
from tests.integration.upload_team import Desk, csv_of, desk_of, text_of
from webapp.app import create_app
from webapp.config import Settings
from webapp.domain.jobs import JobState
from webapp.domain.limits import Limits
from webapp.domain.rights import Role
from webapp.extensions import db
from webapp.models import Job, Upload
from webapp.services.store import transaction

GOOD = csv_of("CS01,2014-10,440.1,,Two returns late", "CS01,2014-11,441.1234567,,")
BAD = csv_of("<b>,2014-10,1,,", "CS01,2014-10,x,,")


@pytest.fixture
def desk(app: Flask) -> Desk:
    return desk_of(app)


def test_a_file_is_chosen_checked_confirmed_and_has_its_receipt(desk: Desk) -> None:
    answer = desk.choose(GOOD)
    assert (answer.status_code, answer.location) == (303, "/uploads/1")
    assert "Checking october.csv" in desk.page("/uploads/1")
    desk.work()
    check = desk.page("/uploads/1")
    for words in ("Nothing is saved yet", "439.1", "440.1", "comment “Two returns late”", "Saving opens November 2014"):
        assert words in check
    assert desk.post("/uploads/1/save").location == "/uploads/1"
    assert "Saving october.csv" in desk.page("/uploads/1")
    desk.work()
    receipt = desk.page("/uploads/1")
    told = (
        "Receipt for october.csv", hashlib.sha256(GOOD).hexdigest(), "Priya Nair", "439.1", "440.1", "441.123457",
        "November 2014", "1 figure to six decimal places",
    )  # fmt: skip
    for words in told:
        assert words in receipt
    assert "october.csv" in desk.page("/uploads")


def test_the_progress_is_watched_and_ends_in_the_whole_page(desk: Desk) -> None:
    path = desk.choose(GOOD).location
    watching = desk.get(path, htmx=True)
    assert 'id="work"' in watching.text
    assert "<html" not in watching.text
    assert 'hx-trigger="every 1s"' in watching.text
    assert "You can leave this page and come back" in desk.page(path)
    with desk.app.app_context(), transaction() as session:
        session.execute(update(Job).values(state=JobState.RUNNING, done=3, total=8))
    assert "3 of 8 steps" in text_of(desk.get(path, htmx=True))
    with desk.app.app_context(), transaction() as session:
        session.execute(update(Job).values(state=JobState.WAITING))
    desk.work()
    done = desk.get(path, htmx=True)
    assert (done.status_code, done.headers["HX-Redirect"]) == (204, path)


def test_check_and_receipt_name_the_first_of_many_periods_that_are_opened(desk: Desk) -> None:
    months = (f"CS01,2001-{month:02d},{431.5 + month},," for month in range(1, 9))
    path = desk.send(csv_of(*months), "years.csv")
    assert "May 2001, June 2001 and 2 more." in desk.page(path)
    desk.save(path, "control limits")
    assert "May 2001, June 2001 and 2 more" in desk.page(path)


def test_a_colleague_sees_how_far_it_is_and_what_came_of_it(desk: Desk) -> None:
    path = desk.choose(GOOD).location
    with desk.app.app_context():
        colleague = make_person("Omar Okafor", Role.PERFORMANCE)
    other = Desk(desk.app, desk.council, colleague)
    assert "It begins in a moment" in other.page(path)
    desk.work()
    other.save(path)
    assert "Saved by Omar Okafor" in desk.page(path)


def test_work_that_broke_off_says_so_and_is_begun_again(desk: Desk) -> None:
    path = desk.choose(GOOD).location
    with desk.app.app_context(), transaction() as session:
        session.execute(update(Job).values(state=JobState.FAILED, trouble="The disk was full."))
    assert "The work broke off. The disk was full. Nothing was changed by it." in desk.page(path)
    assert desk.post(f"{path}/again").location == path
    desk.work()
    assert "Nothing is saved yet" in desk.page(path)


@pytest.mark.parametrize(
    ("state", "sentence"),
    [("checking", "No work is waiting here."), ("received", "october.csv was not checked yet")],
)
def test_an_upload_that_nobody_is_at_can_be_checked(desk: Desk, state: str, sentence: str) -> None:
    path = desk.choose(GOOD).location
    with desk.app.app_context(), transaction() as session:
        session.execute(update(Upload).values(state=state, job_id=None))
        session.execute(update(Job).values(state=JobState.FAILED))
    assert sentence in desk.page(path)
    desk.post(f"{path}/again")
    desk.work()
    assert "Nothing is saved yet" in desk.page(path)


def test_saving_that_broke_off_is_checked_again_and_confirmed_anew(desk: Desk) -> None:
    path = desk.send(GOOD)
    desk.post(f"{path}/save")
    desk.post(f"{path}/again")
    assert "still being worked on" in desk.page(path)
    with desk.app.app_context(), transaction() as session:
        session.execute(update(Job).values(state=JobState.FAILED, trouble="The disk was full."))
    desk.post(f"{path}/again")
    desk.work()
    assert "Nothing is saved yet" in desk.page(path)
    desk.save(path)
    assert "Receipt for" in desk.page(path)


def test_the_file_comes_back_as_it_came(desk: Desk) -> None:
    path = desk.send(GOOD, "../up 1.csv")
    answer = desk.get(f"{path}/file")
    assert answer.data == GOOD
    assert answer.mimetype == "text/csv"
    assert answer.content_length == len(GOOD)
    assert answer.headers["Content-Disposition"].startswith("attachment;")


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        pytest.param(b"\x89PNG\r\n\x1a\n" + bytes(100), "october.csv has 1 fault", id="a picture"),
        pytest.param(b"a,b\n1,2\n", "This is not the header row", id="no header"),
    ],
)
def test_a_file_that_is_no_table_is_refused_as_a_whole(desk: Desk, content: bytes, sentence: str) -> None:
    page = desk.page(desk.send(content))
    assert "Nothing was saved" in page
    assert sentence in page


def test_without_a_file_or_with_an_empty_one_the_field_says_so(desk: Desk) -> None:
    none, empty = desk.post("/uploads/new"), desk.choose(b"")
    assert (none.status_code, empty.status_code) == (422, 422)
    assert "Choose the file with the figures." in text_of(none)
    assert "The file is empty" in text_of(empty)
    assert "No file was uploaded yet" in desk.page("/uploads")


@pytest.mark.parametrize("size", [1_000_001, 2_500_000], ids=["a little", "much"])
def test_a_file_that_is_too_large_is_refused_with_a_sentence(settings: Settings, size: int) -> None:
    desk = desk_of(create_app(replace(settings, upload_limits=Limits(file_bytes=1_000_000))))
    answer = desk.choose(b"x" * size)
    assert answer.status_code in (413, 422)
    assert "The file is larger than 1 MB: split it, or leave out what is not needed." in text_of(answer)
    assert "Upload figures" in text_of(answer)
    with desk.app.app_context():
        db.engine.dispose()


def test_a_file_may_be_larger_than_any_other_request(desk: Desk) -> None:
    padding = "x" * 30_000
    rows = [f"CS01,2014-10,{'440' if at == 0 else ''},,{padding if at else ''}" for at in range(900)]
    answer = desk.choose(csv_of(*rows))
    assert answer.status_code == 303
    with desk.app.app_context():
        assert db.session.execute(select(Upload.size)).scalar_one() > 25 * 1024 * 1024


def test_nobody_else_may_send_so_much(app: Flask) -> None:
    desk = desk_of(app, "lead")
    assert desk.choose(b"x" * (26 * 1024 * 1024)).status_code == 413
    assert "That is too large" in text_of(desk.choose(b"x" * (26 * 1024 * 1024)))


def test_a_period_can_be_chosen_for_a_file_that_does_not_say_it(desk: Desk) -> None:
    page = desk.get("/uploads/new?period=2014-10").text
    assert '<option value="2014-10" selected' in page
    assert "/periods/2014-10/sheet?format=xlsx" in page
    assert "Choose one from the list." in text_of(desk.choose(GOOD, period="2014-13"))
    path = desk.send(csv_of("CS01,441.5", header="indicator_code,actual\n"), period="2014-10")
    assert "441.5" in desk.page(path)


def test_an_upload_is_put_aside_and_taken_up_again(desk: Desk) -> None:
    path = desk.send(GOOD)
    assert desk.post(f"{path}/aside").location == path
    assert "october.csv was put aside" in desk.page(path)
    assert desk.post(f"{path}/save").status_code == 303
    assert "october.csv was put aside" in desk.page(path)
    desk.post(f"{path}/again")
    desk.work()
    assert "Nothing is saved yet" in desk.page(path)


def test_a_saved_upload_is_neither_put_aside_nor_checked_again(desk: Desk) -> None:
    path = desk.saved(GOOD)
    for step in ("aside", "again", "save"):
        assert desk.post(f"{path}/{step}").location == path
        assert "Receipt for october.csv" in desk.page(path)
    assert desk.get(f"{path}/columns").location == path


def test_the_same_file_again_is_said_to_be_the_same(desk: Desk) -> None:
    desk.saved(GOOD)
    page = desk.page(desk.send(GOOD, "again.csv"))
    assert "The very same file was saved before: upload 1 by Priya Nair" in page
    assert "Everything in the file is stored already" in page


def test_figures_changed_meanwhile_are_checked_again_before_anything_is_saved(desk: Desk) -> None:
    first = desk.send(csv_of("CS01,2014-10,441,,"), "first.csv")
    desk.saved(csv_of("CS01,2014-10,442,,"), "second.csv")
    desk.save(first)
    page = desk.page(first)
    assert "Figures of this file, or the lock of a period, were changed by somebody else" in page
    assert "442.0" in page
    desk.save(first)
    assert "Receipt for first.csv" in desk.page(first)


def test_the_list_shows_what_waits_and_so_do_your_work_and_the_board(desk: Desk) -> None:
    desk.saved(GOOD, "saved.csv")
    desk.send(BAD, "faulty.csv")
    desk.send(csv_of("CS01,2014-11,442,,"), "november.csv")
    everything, waiting = desk.page("/uploads"), desk.page("/uploads?show=open")
    assert ("saved.csv" in everything, "saved.csv" in waiting) == (True, False)
    for page in (waiting, desk.page("/")):
        assert "faulty.csv" in page
        assert "Has faults" in page
        assert "november.csv" in page
        assert "Waits for your yes" in page
    board = desk.page("/periods/2014-10")
    assert (board.count("faulty.csv"), board.count("november.csv")) == (1, 0)
    lead = Desk(desk.app, desk.council, desk.council.lead)
    assert "faulty.csv" not in lead.page("/")
    assert "faulty.csv" not in lead.page("/periods/2014-10")


@pytest.mark.parametrize("person", ["lead", "director", "reader"])
def test_others_neither_upload_nor_read_receipts(app: Flask, person: str) -> None:
    desk = desk_of(app, person)
    for path in ("/uploads", "/uploads/new", "/uploads/1", "/uploads/1/file", "/uploads/layouts"):
        assert desk.get(path).status_code == 403
    assert desk.choose(GOOD).status_code == 403
