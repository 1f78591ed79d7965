"""Taking an upload back by its page: what it would do, why it is done, and what its receipt says then."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import update

from tests.integration.upload_team import Desk, csv_of, desk_of, text_of
from webapp.domain.jobs import JobState
from webapp.models import Job
from webapp.services.store import transaction

FILE = csv_of("CS01,2014-10,431.5,,", "CS01,2014-11,432.5,,")


@pytest.fixture
def desk(app: Flask) -> Desk:
    return desk_of(app)


def test_an_upload_is_taken_back_with_a_reason(desk: Desk) -> None:
    path = desk.saved(FILE)
    assert "Take this upload back" in desk.page(path)
    assert "2 figures become what they were before" in desk.page(f"{path}/undo")
    refused = desk.post(f"{path}/undo", reason=" ")
    assert refused.status_code == 422
    assert "Say why this upload is taken back" in text_of(refused)
    assert desk.post(f"{path}/undo", reason="The wrong month").location == path
    assert "Taking back october.csv" in desk.page(path)
    desk.work()
    page = desk.page(path)
    assert "This upload was taken back by Priya Nair" in page
    assert "The wrong month" in page
    assert "2 figures are as before." in page
    assert "Take this upload back" not in page
    assert "439.1" in desk.page(f"/indicators/{desk.council.indicator}")


def test_figures_that_somebody_changed_since_stay_and_are_named(desk: Desk) -> None:
    path = desk.saved(FILE)
    desk.saved(csv_of("CS01,2014-11,433.5,,"), "later.csv")
    page = desk.page(f"{path}/undo")
    assert "1 figure becomes what it was before" in page
    for told in ("1 figure was changed by somebody since", "CS01", "November 2014", "Priya Nair"):
        assert told in page
    desk.post(f"{path}/undo", reason="The wrong month")
    desk.work()
    page = desk.page(path)
    assert "1 figure is as before." in page
    assert "Changed by somebody meanwhile, and kept as that is: CS01, November 2014, actual: by Priya Nair" in page
    assert "figures: 1 as before, 1 changed since and kept" in desk.page("/audit")


def test_a_locked_period_is_to_be_reopened_first(desk: Desk) -> None:
    path = desk.saved(FILE)
    desk.post("/periods/2014-10/lock")
    page = desk.page(f"{path}/undo")
    assert "It cannot be taken back now." in page
    assert "October 2014 was locked by Priya Nair" in page
    assert desk.post(f"{path}/undo", reason="The wrong month").location == path
    assert "reopen it before this upload is taken back" in desk.page(path)


def test_a_period_locked_meanwhile_leaves_the_upload_as_it_is(desk: Desk) -> None:
    path = desk.saved(FILE)
    desk.post(f"{path}/undo", reason="The wrong month")
    desk.post("/periods/2014-10/lock")
    desk.work()
    assert "It was not taken back: October 2014 was locked by Priya Nair" in desk.page(path)


def test_taking_back_that_broke_off_is_gone_on_with(desk: Desk) -> None:
    path = desk.saved(FILE)
    desk.post(f"{path}/undo", reason="The wrong month")
    with desk.app.app_context(), transaction() as session:
        session.execute(update(Job).where(Job.state == JobState.WAITING).values(state=JobState.FAILED, trouble="Alas."))
    page = desk.page(path)
    assert "The work broke off. Alas." in page
    assert "Go on taking it back" in page
    desk.post(f"{path}/again")
    desk.work()
    assert "This upload was taken back by Priya Nair" in desk.page(path)


def test_only_a_saved_upload_is_taken_back(desk: Desk) -> None:
    path = desk.send(FILE)
    assert desk.get(f"{path}/undo").location == path
    assert "Only an upload that is saved can be taken back." in desk.page(path)
    assert desk.get("/uploads/99/undo").status_code == 404


def test_indicators_that_the_upload_created_are_retired_again(desk: Desk) -> None:
    header = "indicator_code,title,unit,frequency,period,actual\n"
    path = desk.saved(csv_of("NEW1,Visits,visits,month,2014-10,12", header=header), create="y")
    assert "1 indicator was created or defined anew" in desk.page(path)
    assert "1 indicator is defined as before, or retired" in desk.page(f"{path}/undo")
    desk.post(f"{path}/undo", reason="Not ours")
    desk.work()
    assert "1 figure is as before. So is 1 indicator." in desk.page(path)
