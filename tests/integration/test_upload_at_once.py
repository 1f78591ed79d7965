"""Uploads beside uploads, corrections, locks and drafts: what was confirmed happens, and nobody's save fails."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from threading import Event
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from tests.builders import complete_action, make_indicator, set_figures
from tests.integration.council import Council, found
from tests.integration.sent_files import faults, send, try_out
from webapp.domain.uploads import UploadState
from webapp.extensions import db
from webapp.models import Actual, Revision, UploadEffect
from webapp.services.jobs.running import run_next
from webapp.services.periods.steps import lock
from webapp.services.plans.editing import show_plan
from webapp.services.plans.writing import Draft, save_draft
from webapp.services.uploads import saving
from webapp.services.uploads.merging import merge
from webapp.services.uploads.saving import MEANWHILE, confirm, save, save_in_background
from webapp.services.uploads.states import load_upload
from webapp.services.uploads.uploading import save_file

MONTHS = [f"{year}-{month:02d}" for year in range(2010, 2014) for month in range(1, 13)]


@pytest.fixture
def council(app: Flask) -> Iterator[Council]:
    with app.app_context():
        yield found()


def old_value(upload_id: int) -> Decimal | None:
    return db.session.execute(select(Revision.old_value).where(Revision.upload_id == upload_id)).scalar_one()


def test_the_second_of_two_uploads_is_checked_against_the_first(council: Council) -> None:
    first = try_out(council.performance, "CS01,2014-10,450,,,,")
    second = try_out(council.performance, "CS01,2014-10,380,,,,")
    save_file(who=council.performance, upload_id=first.upload.id)
    save_in_background(who=council.performance, upload_id=second.upload.id, accepted=None)
    assert run_next()
    again = load_upload(second.upload.id)
    assert (again.state, again.trouble) == (UploadState.CHECKED, MEANWHILE)
    assert db.session.execute(select(Actual.value)).scalar_one() == 450
    save_in_background(who=council.performance, upload_id=second.upload.id, accepted=None)
    assert run_next()
    assert load_upload(second.upload.id).state is UploadState.SAVED
    assert (old_value(first.upload.id), old_value(second.upload.id)) == (Decimal("439.1"), Decimal(450))


@pytest.mark.parametrize(("value", "step"), [("450", "the same figure"), ("451", "another figure")])
def test_a_figure_that_was_new_and_is_no_more_is_seen(council: Council, value: str, step: str) -> None:
    outcome = try_out(council.performance, "CS01,2014-11,450,,,,")
    set_figures(council.indicator, "2014-11", actual=value, who=council.performance)
    confirm(who=council.performance, upload_id=outcome.upload.id, accepted=None)
    assert save(council.performance, outcome.upload.id).state is UploadState.CHECKING, step


def test_an_unchanged_figure_that_somebody_changes_is_seen_too(council: Council) -> None:
    outcome = try_out(council.performance, "CS01,2014-10,439.1,,,,")
    assert outcome.upload.unchanged == 1
    set_figures(council.indicator, "2014-10", actual="440", who=council.performance)
    saved = save_file(who=council.performance, upload_id=outcome.upload.id)
    assert (saved.upload.state, saved.upload.changed) == (UploadState.SAVED, 1)
    assert db.session.execute(select(Actual.value)).scalar_one() == Decimal("439.1")


def test_a_period_locked_meanwhile_refuses_and_says_who_locked_it(council: Council) -> None:
    outcome = try_out(council.performance, "CS01,2014-10,450,,,,")
    lock(who=council.performance, key="2014-10")
    save_in_background(who=council.performance, upload_id=outcome.upload.id, accepted=None)
    assert run_next()
    again = load_upload(outcome.upload.id)
    assert again.state is UploadState.FAULTY
    assert faults(outcome)[0].message.startswith("October 2014 was locked by Priya Nair on ")
    assert db.session.execute(select(UploadEffect.number)).all() == []
    assert db.session.execute(select(Actual.value)).scalar_one() == Decimal("439.1")


def test_drafts_are_saved_while_a_large_file_is_merged(
    app: Flask, council: Council, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The merge is held open until the writers have had time to come: they wait for it, and lose nothing."""
    codes = [f"L{number:02d}" for number in range(12)]
    for code in codes:
        make_indicator(code=code, who=council.performance)
    plan = council.plan()
    outcome = try_out(council.performance, "CS01,2014-10,450,,,,", *(f"{c},{m},1,,,," for c in codes for m in MONTHS))
    merging, begun = Event(), Event()

    def slowly(session: Any, upload_id: int, by_id: int) -> None:
        merge(session, upload_id, by_id)
        merging.set()
        assert begun.wait(60)

    monkeypatch.setattr(saving, "merge", slowly)

    def upload() -> UploadState:
        with app.app_context():
            return save_file(who=council.performance, upload_id=outcome.upload.id).upload.state

    def write() -> int:
        with app.app_context():
            assert merging.wait(60)
            revision = show_plan(who=council.lead, plan_id=plan).record.revision
            begun.set()
            for turn in range(6):
                draft = Draft(revision, f"Text {turn}", (complete_action(),))
                revision = save_draft(who=council.lead, plan_id=plan, draft=draft)
            return revision

    with ThreadPoolExecutor(2) as pool:
        saved, revision = pool.submit(upload), pool.submit(write)
        assert saved.result(120) is UploadState.SAVED
        assert revision.result(120) == 8
    db.session.rollback()
    assert show_plan(who=council.lead, plan_id=plan).record.reason_source == "Text 5"
    assert show_plan(who=council.lead, plan_id=plan).record.actual == 450


def test_uploads_of_the_same_figures_at_once_follow_each_other(app: Flask, council: Council) -> None:
    def one(number: int) -> UploadState:
        with app.app_context():
            rows = [f"CS01,{month},{number},,,," for month in MONTHS]
            return send(council.performance, *rows).upload.state

    with ThreadPoolExecutor(4) as pool:
        assert set(pool.map(one, range(1, 5))) == {UploadState.SAVED}
    db.session.rollback()
    chains = select(Revision.period_id, Revision.old_value, Revision.new_value).where(Revision.upload_id.is_not(None))
    last: dict[int, Decimal | None] = {}
    for period, old, new in db.session.execute(chains.order_by(Revision.id)):
        assert last.get(period) == old
        last[period] = new
    stored = dict(db.session.execute(select(Actual.period_id, Actual.value).where(Actual.upload_id.is_not(None))).all())
    assert stored == last
    assert len(set(stored.values())) == 1
