"""Taking an upload back: everything as it was, but for what later work has touched."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from random import Random
from typing import Any

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from tests.builders import make_indicator, set_figures
from tests.integration.council import Council, found
from tests.integration.sent_files import counts, send
from webapp.domain.errors import Conflict, NotAllowed, Refusal
from webapp.domain.plans import PlanState
from webapp.domain.rights import Who
from webapp.domain.uploads import UploadState
from webapp.extensions import db
from webapp.models import Actual, PeriodRow, Revision, TargetRow
from webapp.services.indicators.defining import find_indicator
from webapp.services.periods.steps import lock
from webapp.services.plans.editing import show_plan
from webapp.services.uploads.states import load_upload
from webapp.services.uploads.undo_preview import preview_undo
from webapp.services.uploads.undoing import begin_undo, undo


@pytest.fixture
def council(app: Flask) -> Iterator[Council]:
    with app.app_context():
        yield found()


def take_back(who: Who, upload_id: int) -> None:
    begin_undo(who=who, upload_id=upload_id, reason="The wrong file")
    assert undo(who, upload_id) is UploadState.UNDONE


def everything() -> set[tuple[Any, ...]]:
    """Every figure with all its columns, but for the number of its row."""
    db.session.rollback()
    rows: set[tuple[Any, ...]] = set()
    for table in (Actual, TargetRow):
        columns = [column for column in table.__table__.c if column.name not in ("id", "period_id")]
        query = select(PeriodRow.key, *columns).join(PeriodRow, PeriodRow.id == table.period_id)
        rows |= {(table.__tablename__, *row) for row in db.session.execute(query)}
    return rows


def test_new_figures_go_and_changed_ones_are_as_before(council: Council) -> None:
    send(council.performance, "CS01,2014-09,400,390,yes,yes,A first count,4,10")
    before = everything()
    rows = (
        "CS01,2014-09,401,391,no,no,,5,11",
        "CS01,2014-11,450,,,,,,",
        "CS01,2014/15,,300,,,,,",
        "CS01,2014-10,,,yes,,,,",
    )
    outcome = send(council.performance, *rows)
    assert counts(outcome) == (2, 3, 0)
    preview = preview_undo(who=council.performance, upload_id=outcome.upload.id)
    assert (preview.restored, preview.touched_count, preview.locked) == (5, 0, ())
    take_back(council.performance, outcome.upload.id)
    assert everything() == before
    assert load_upload(outcome.upload.id).summary["restored"] == 5


def test_what_somebody_touched_since_stays_and_is_named(council: Council) -> None:
    make_indicator(code="CS02", who=council.performance)
    first = send(council.performance, "CS01,2014-11,450,,,,", "CS02,2014-11,7,,,,", "CS01,2014-12,9,,,,")
    send(council.performance, "CS02,2014-11,8,,,,")
    set_figures(council.indicator, "2014-12", actual="10", who=council.performance)
    preview = preview_undo(who=council.performance, upload_id=first.upload.id)
    assert (preview.restored, preview.touched_count) == (1, 2)
    assert [(each.code, each.period, each.kind, each.by) for each in preview.touched] == [
        ("CS01", "December 2014", "actual", "Priya Nair"),
        ("CS02", "November 2014", "actual", "Priya Nair"),
    ]
    take_back(council.performance, first.upload.id)
    assert set(db.session.execute(select(Actual.value)).scalars()) == {8, 10, Decimal("439.1")}
    assert load_upload(first.upload.id).summary["kept"] == 2


def test_an_upload_over_an_upload_gives_back_the_first(council: Council) -> None:
    first = send(council.performance, "CS01,2014-11,450,,,,")
    between = everything()
    second = send(council.performance, "CS01,2014-11,460,,,,")
    take_back(council.performance, second.upload.id)
    assert everything() == between
    take_back(council.performance, first.upload.id)
    assert "2014-11" not in {row[1] for row in everything() if row[0] == "actual"}


def test_plans_follow(council: Council) -> None:
    plan = council.plan()
    outcome = send(council.performance, "CS01,2014-10,380,,,,")
    assert show_plan(who=council.lead, plan_id=plan).record.state is PlanState.NOT_REQUIRED
    take_back(council.performance, outcome.upload.id)
    assert show_plan(who=council.lead, plan_id=plan).record.state is PlanState.DRAFT


def test_a_locked_period_keeps_the_upload(council: Council) -> None:
    outcome = send(council.performance, "CS01,2014-11,450,,,,")
    lock(who=council.performance, key="2014-11")
    assert (
        preview_undo(who=council.performance, upload_id=outcome.upload.id)
        .locked[0]
        .startswith("November 2014 was locked by Priya Nair on ")
    )
    with pytest.raises(Conflict, match="November 2014 was locked by Priya Nair"):
        begin_undo(who=council.performance, upload_id=outcome.upload.id, reason="Wrong")


def test_who_takes_back_says_why_and_once(council: Council) -> None:
    outcome = send(council.performance, "CS01,2014-11,450,,,,")
    with pytest.raises(NotAllowed):
        begin_undo(who=council.lead, upload_id=outcome.upload.id, reason="Wrong")
    with pytest.raises(Refusal, match="Say why"):
        begin_undo(who=council.performance, upload_id=outcome.upload.id, reason=" ")
    take_back(council.performance, outcome.upload.id)
    with pytest.raises(Conflict):
        begin_undo(who=council.performance, upload_id=outcome.upload.id, reason="Again")
    assert undo(council.performance, outcome.upload.id) is UploadState.UNDONE
    revisions = select(Revision.undone, Revision.reason, Revision.new_present).where(
        Revision.upload_id == outcome.upload.id
    )
    assert db.session.execute(revisions.order_by(Revision.id)).all() == [
        (False, "", True),
        (True, "The wrong file", False),
    ]


CELLS = st.one_of(st.just(""), st.decimals(-999, 999, places=2, allow_nan=False).map(str))
ROWS = st.dictionaries(
    st.tuples(st.sampled_from(["CS01", "CS02"]), st.integers(1, 12)),
    st.tuples(CELLS, CELLS, st.sampled_from(["", "yes", "no"])),
    max_size=8,
)


def lines(rows: dict[tuple[str, int], tuple[str, str, str]]) -> list[str]:
    return [
        f"{code},2014-{month:02d},{actual},{target},{estimated if actual else ''},,"
        for (code, month), (actual, target, estimated) in rows.items()
    ]


@given(first=ROWS, second=ROWS, seed=st.integers())
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_undo_after_upload_is_the_identity_and_the_order_of_rows_does_not_matter(
    council: Council, first: dict[Any, Any], second: dict[Any, Any], seed: int
) -> None:
    if find_indicator("CS02") is None:
        make_indicator(code="CS02", who=council.performance)
    if first:
        send(council.performance, *lines(first))
    before = everything()
    if not second:
        return
    outcome = send(council.performance, *lines(second))
    assert outcome.upload.state is UploadState.SAVED
    after = everything()
    take_back(council.performance, outcome.upload.id)
    assert everything() == before
    shuffled = lines(second)
    Random(seed).shuffle(shuffled)
    again = send(council.performance, *shuffled)
    without = {row[:-1] for row in everything()}
    assert without == {row[:-1] for row in after}
    take_back(council.performance, again.upload.id)
