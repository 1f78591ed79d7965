"""Uploads: saved as a whole or refused as a whole, with every fault; and nothing twice."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from decimal import Decimal

import pytest
from flask import Flask

from tests.builders import make_indicator
from tests.integration.council import Council, found
from tests.integration.sent_files import counts, csv, faults, notes, try_out
from tests.integration.sent_files import send as send_as
from webapp.domain.errors import NotAllowed
from webapp.models import Actual, FormerCode, Indicator, TargetRow
from webapp.services.figures.storing import get_actual
from webapp.services.periods.opened import find_opened, opened_by_key
from webapp.services.periods.steps import lock, reopen
from webapp.services.store import transaction
from webapp.services.uploads.files import parts_of_file
from webapp.services.uploads.lists import UploadLine, list_uploads
from webapp.services.uploads.receipts import get_receipt
from webapp.services.uploads.revised import every_figure
from webapp.services.uploads.uploading import Outcome, upload_figures


@pytest.fixture
def council(app: Flask) -> Iterator[Council]:
    with app.app_context():
        yield found()


def send(council: Council, *rows: str) -> Outcome:
    return send_as(council.performance, *rows)


def actual(council: Council, key: str) -> Decimal | None:
    return get_actual(council.indicator, find_opened(key).id).value


def saved_files(council: Council) -> tuple[UploadLine, ...]:
    return list_uploads(who=council.performance, show="saved").lines


def test_an_actual_and_a_target_count_as_a_figure_each(council: Council) -> None:
    outcome = send(council, "CS01,2014-10,440,385.6,,,", "CS01,Nov 2014,441,,yes,,A first count")
    assert counts(outcome) == (1, 1, 1)
    assert (outcome.upload.rows, outcome.upload.summary["opened"]) == (2, ["2014-11"])
    assert actual(council, "2014-10") == Decimal(440)
    november = get_actual(council.indicator, find_opened("2014-11").id)
    assert (november.quality, november.comment) == ("estimated", "A first count")


def test_the_same_file_again_changes_nothing(council: Council) -> None:
    rows = ("CS01,2014-10,440,390,yes,no,Later", "CS01,2014/15,,370,,yes,Agreed", "CS01,2014-11,,,,,")
    assert counts(send(council, *rows)) == (1, 2, 0)
    assert counts(send(council, *rows)) == (0, 0, 3)
    assert len(saved_files(council)) == 2


def test_a_blank_changes_nothing_and_opens_nothing(council: Council) -> None:
    assert counts(send(council, "CS01,2014-10,,,,,,,", "CS01,2016-01,,,,no,")) == (0, 0, 0)
    assert actual(council, "2014-10") == Decimal("439.1")
    assert "2016-01" not in opened_by_key()


def test_a_zero_is_a_figure(council: Council) -> None:
    assert counts(send(council, "CS01,2014-10,0,,,,")) == (0, 1, 0)
    assert actual(council, "2014-10") == Decimal(0)


def test_one_fault_refuses_the_whole_file_and_every_fault_is_named(council: Council) -> None:
    retired = make_indicator(code="CS09", who=council.performance)
    make_indicator(code="YR01", who=council.performance, frequency="year")
    with transaction() as session:
        session.get_one(Indicator, retired).retired_on = date(2014, 10, 1)
    outcome = send(
        council,
        "CS01,2014-10,1,,,,",
        "cs-01,2014-09,1,,,,",
        "CS01,Octember,1,,,,",
        "CS01,2014-08,1..2,,,,",
        "CS01,2014-Q3,5,,,,",
        "YR01,2014-10,,7,,,",
        "CS09,2014-10,1,,,,",
        "CS01,October 2014,2,,,,",
        "CS01,2014-07,,,,,A comment of nothing",
        "CS01,2014-06,9999999999999,,,,",
    )
    assert not outcome.accepted
    assert [(fault.line, fault.column) for fault in faults(outcome)] == [
        (3, "indicator_code"),
        (4, "period"),
        (5, "actual"),
        (6, "period"),
        (7, "period"),
        (8, "indicator_code"),
        (9, "period"),
        (11, "actual"),
    ]
    by_line = {fault.line: fault.message for fault in faults(outcome)}
    assert by_line[3] == 'No indicator has the code "cs-01". Write CS01.'
    assert "write December 2014 or another month" in by_line[6]
    assert by_line[9] == "Lines 2 and 9 are both CS01 for October 2014: keep one of them."
    assert [note.line for note in notes(outcome)] == [10]
    assert outcome.upload.rows == 10
    assert actual(council, "2014-10") == Decimal("439.1")
    assert saved_files(council) == ()


def test_a_target_may_be_dated_for_a_longer_period(council: Council) -> None:
    assert counts(send(council, "CS01,2015/16,,360,,yes,Agreed by cabinet")) == (1, 0, 0)
    with transaction() as session:
        stored = session.query(TargetRow).filter_by(value=Decimal(360)).one()
        assert stored.estimated is True
        assert session.query(Actual).count() == 1


def test_a_former_code_finds_its_indicator(council: Council) -> None:
    with transaction() as session:
        session.add(FormerCode(code="OLD1", indicator_id=council.indicator))
    assert counts(send(council, "OLD1,2014-10,441,,,,")) == (0, 1, 0)


def test_a_locked_period_says_who_locked_it(council: Council) -> None:
    lock(who=council.performance, key="2014-10")
    outcome = send(council, "CS01,2014-10,440,,,,", "CS01,2014-11,1,,,,")
    assert [fault.line for fault in faults(outcome)] == [2]
    assert faults(outcome)[0].message.startswith("October 2014 was locked by Priya Nair on ")
    assert counts(send(council, "CS01,2014-10,439.1,,,,")) == (0, 0, 1)
    reopen(who=council.performance, key="2014-10", reason="A late return")
    assert counts(send(council, "CS01,2014-10,440,,,,")) == (0, 1, 0)


def test_places_beyond_the_sixth_are_reported(council: Council) -> None:
    outcome = send(council, "CS01,2014-10,1.1234565,,,,,2.0000001,3")
    assert [(note.line, note.column) for note in notes(outcome)] == [(2, "actual"), (2, "numerator")]
    assert actual(council, "2014-10") == Decimal("1.123457")


def test_a_check_saves_nothing_and_says_what_saving_would_do(council: Council) -> None:
    outcome = try_out(council.performance, "CS01,2014-10,440,,,,", "CS01,2014-12,441,,,,")
    assert counts(outcome) == (1, 1, 0)
    assert outcome.upload.summary["opened"] == ["2014-12"]
    assert actual(council, "2014-10") == Decimal("439.1")
    assert saved_files(council) == ()


def test_the_receipt_lists_what_changed_and_keeps_the_file(council: Council) -> None:
    content = csv("CS01,2014-10,440,,yes,,", "CS01,2014-11,441,,,,")
    outcome = upload_figures(who=council.performance, file_name="october.csv", content=content)
    receipt = get_receipt(outcome.upload.id)
    assert outcome.upload.by == "Priya Nair"
    told = [(figure.period, figure.kind, figure.is_new, figure.told.old, figure.told.new) for figure in receipt.figures]
    assert told == [
        ("October 2014", "actual", False, "439.1", "440.0, ESTIMATED"),
        ("November 2014", "actual", True, "", "441.0"),
    ]
    assert [each.period for each in every_figure(outcome.upload.id, receipt.steps)] == ["October 2014", "November 2014"]
    assert receipt.counts == {"changed": 1, "new": 1}
    assert [figure.period for figure in get_receipt(outcome.upload.id, step="new").figures] == ["November 2014"]
    assert b"".join(parts_of_file(outcome.upload.id)) == content


def test_only_the_performance_team_uploads(council: Council) -> None:
    for who in (council.lead, council.director, council.reader):
        with pytest.raises(NotAllowed):
            upload_figures(who=who, file_name="x.csv", content=csv("CS01,2014-10,1,,,,"))
        with pytest.raises(NotAllowed):
            try_out(who, "CS01,2014-10,1,,,,")


def test_uploads_at_once_lose_nothing(app: Flask, council: Council) -> None:
    codes = [f"AT{number:02d}" for number in range(8)]
    for code in codes:
        make_indicator(code=code, who=council.performance)

    def one(code: str) -> Outcome:
        with app.app_context():
            rows = [f"{code},2016-{month:02d},{month},,,," for month in range(1, 13)]
            content = csv(*rows, "CS01,2016-01,7,,,,")
            return upload_figures(who=council.performance, file_name=f"{code}.csv", content=content)

    with ThreadPoolExecutor(max_workers=8) as pool:
        outcomes = list(pool.map(one, codes))
    assert [outcome.accepted for outcome in outcomes] == [True] * 8
    assert sum(outcome.upload.created for outcome in outcomes) == 8 * 12 + 1
    assert sum(outcome.upload.unchanged for outcome in outcomes) == 7
    opened = [key for outcome in outcomes for key in outcome.upload.summary["opened"]]
    assert len(opened) == len(set(opened)) == 12


def test_a_thousand_rows_are_saved_and_found_again(council: Council) -> None:
    for number in range(50):
        make_indicator(code=f"N{number}", who=council.performance)
    months = [f"{2010 + month // 12}-{month % 12 + 1:02d}" for month in range(20)]
    rows = [f"N{number},{month},{number},5,,,," for number in range(50) for month in months]
    assert counts(send(council, *rows)) == (2000, 0, 0)
    assert counts(send(council, *rows)) == (0, 0, 2000)
