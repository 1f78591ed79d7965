"""What a check says an upload will do is what it does: statuses, plans, signed pages."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask
from sqlalchemy import select

from tests.builders import make_indicator, set_figures
from tests.integration.council import Council, found
from tests.integration.sent_files import counts, send, try_out, warnings
from tests.integration.signed_council import SignedCouncil, signed_council
from webapp.domain.plans import PlanState, SealState
from webapp.extensions import db
from webapp.models import Plan, Signature, UploadEffect
from webapp.services.periods.board import period_board
from webapp.services.uploads.uploading import save_file


@pytest.fixture
def council(app: Flask) -> Iterator[Council]:
    with app.app_context():
        yield found()


@pytest.fixture
def signed(app: Flask) -> Iterator[SignedCouncil]:
    with app.app_context():
        yield signed_council()


def effects(upload_id: int) -> list[tuple[str, ...]]:
    rows = select(
        UploadEffect.period_key, UploadEffect.before, UploadEffect.after, UploadEffect.plan, UploadEffect.seal
    ).where(UploadEffect.upload_id == upload_id)
    return [tuple(row) for row in db.session.execute(rows.order_by(UploadEffect.number))]


@pytest.mark.parametrize(
    ("case", "row", "expected"),
    [
        (
            "a red appears at the end of a quarter",
            "CS01,2014-12,439.1,385.6",
            ("2014-12", "not rated", "red", "required", ""),
        ),
        ("a red between reporting periods", "CS01,2014-11,439.1,385.6", ("2014-11", "not rated", "red", "", "")),
        ("a green appears", "CS01,2014-11,380,385.6", ("2014-11", "not rated", "green", "", "")),
        ("a figure without a target", "CS01,2014-11,380,", None),
        ("the red is gone", "CS01,2014-10,380,", ("2014-10", "red", "green", "", "")),
        ("a target takes the red away", "CS01,2014-10,,450", ("2014-10", "red", "green", "", "")),
        ("not applicable", "CS01,2014-10,N/A,", ("2014-10", "red", "no data", "", "")),
        ("as it is", "CS01,2014-10,439.1,385.6", None),
    ],
)
def test_effects_of_one_row(council: Council, case: str, row: str, expected: tuple[str, ...] | None) -> None:
    outcome = try_out(council.performance, row, header="indicator_code,period,actual,target")
    assert outcome.accepted, case
    assert effects(outcome.upload.id) == ([expected] if expected else []), case


def test_a_draft_that_will_not_be_required_is_told_and_moved(council: Council) -> None:
    plan = council.plan()
    outcome = try_out(council.performance, "CS01,2014-10,380,,,,")
    assert effects(outcome.upload.id) == [("2014-10", "red", "green", "not required", "")]
    assert outcome.upload.summary["plans"] == {"not required": 1}
    saved = save_file(who=council.performance, upload_id=outcome.upload.id)
    assert saved.moved_plans == (plan,)
    back = try_out(council.performance, "CS01,2014-10,440,,,,")
    assert effects(back.upload.id) == [("2014-10", "green", "red", "required again", "")]


def test_a_target_of_the_year_is_felt_by_every_figure_within_it(council: Council) -> None:
    yearly = make_indicator(code="CS02", who=council.performance)
    for key in ("2014-11", "2014-12"):
        set_figures(yearly, key, actual="400", who=council.performance)
    outcome = try_out(council.performance, "CS02,2014/15,,300,,,")
    assert effects(outcome.upload.id) == [
        ("2014-11", "not rated", "red", "", ""),
        ("2014-12", "not rated", "red", "required", ""),
    ]


def test_signed_pages_that_go_out_of_date_are_told_and_go(signed: SignedCouncil) -> None:
    outcome = try_out(signed.council.performance, "CS01,2014-10,441,,,,")
    assert effects(outcome.upload.id) == [("2014-10", "red", "red", "", "out of date")]
    save_file(who=signed.council.performance, upload_id=outcome.upload.id)
    assert db.session.execute(select(Signature.state)).scalar_one() == SealState.OUT_OF_DATE
    assert db.session.execute(select(Plan.state)).scalar_one() == PlanState.OUT_OF_DATE
    again = try_out(signed.council.performance, "CS01,2014-10,439.1,,,,")
    assert effects(again.upload.id) == [("2014-10", "red", "red", "", "current again")]


def test_the_board_shows_after_saving_what_the_check_foretold(council: Council) -> None:
    for code, polarity in (("CS02", "higher"), ("CS03", None), ("CS04", "lower")):
        make_indicator(code=code, who=council.performance, polarity=polarity)
    rows = ["CS01,2014-10,400,,,,", "CS02,2014-10,10,20,,,", "CS03,2014-10,5,5,,,", "CS04,2014-10,5,5,,,"]
    outcome = try_out(council.performance, *rows)
    foretold = {row[2] for row in effects(outcome.upload.id)}
    flips = outcome.upload.summary["flips"]
    save_file(who=council.performance, upload_id=outcome.upload.id)
    board = period_board(who=council.performance, key="2014-10")
    statuses = {status.value: count for status, count in board.statuses.items() if count}
    assert statuses == {"amber": 1, "red": 1, "not rated": 1, "green": 1}
    assert foretold == {"amber", "red", "green"}
    assert flips == {"red>amber": 1, "not rated>red": 1, "not rated>green": 1}


def test_figures_worth_a_second_look(council: Council) -> None:
    share = make_indicator(code="CS02", who=council.performance, unit="%")
    for month, value in enumerate(("50", "52", "51", "53", "51", "52"), start=1):
        set_figures(share, f"2014-{month:02d}", actual=value, who=council.performance)
    rows = ("CS01,2014-10,4391,400,,,", "CS01,2014-11,-4391,,,,", "CS02,2014-07,101,,,,")
    outcome = try_out(council.performance, *rows)
    assert [(warning.line, warning.kind, warning.column) for warning in warnings(outcome)] == [
        (2, "target changed", "target"),
        (3, "sign", "actual"),
        (4, "control limits", "actual"),
        (4, "over 100", "actual"),
    ]
    assert warnings(outcome)[0].message == "CS01, October 2014: The target was 385.6 and becomes 400."
    send(council.performance, "CS02,2014-06,52,,,,,52,100")
    changed = try_out(council.performance, "CS02,2014-06,51,,,,,53,104")
    assert [warning.kind for warning in warnings(changed)] == ["denominator"]


def test_restated_figures_are_counted(council: Council) -> None:
    """March 2015 is the last period that is open: only what changes before it is restated."""
    assert counts(send(council.performance, "CS01,2014-11,441,,,,", "CS01,2015-03,1,,,,")) == (2, 0, 0)
    rows = ("CS01,2014-10,440,,,,", "CS01,2014-11,442,,,,", "CS01,2014-12,1,,,,", "CS01,2015-03,2,,,,")
    assert try_out(council.performance, *rows).upload.summary["restated"] == 2


def test_a_wide_sheet_with_a_target_in_a_column_of_its_own_is_one_row_a_period(council: Council) -> None:
    header = "code,Oct 2014,Target Oct 2014,Nov 2014"
    outcome = try_out(council.performance, "CS01,440,400,450", header=header)
    assert counts(outcome) == (1, 2, 0)


def test_two_columns_of_one_period_are_a_fault(council: Council) -> None:
    outcome = try_out(council.performance, "CS01,440,441", header="code,Oct 2014,October 2014")
    assert not outcome.accepted
