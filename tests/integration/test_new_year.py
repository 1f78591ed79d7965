"""A new financial year with last year's targets: copied as unconfirmed, named so, and confirmed by saving them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.builders import set_figures, sign_in, token_of
from tests.integration.council import Council, found
from webapp.domain.frequency import Frequency
from webapp.domain.variance import Target
from webapp.outgoing.tables import csv_file
from webapp.services.figures.sheets import figure_sheet
from webapp.services.indicators.pages import show_indicator
from webapp.services.indicators.retirement import retire_indicator
from webapp.services.periods.board import period_board
from webapp.services.periods.steps import lock
from webapp.services.periods.years import open_year
from webapp.services.plans.records import load_targets
from webapp.services.targets.rows import WantedTarget, mark_of
from webapp.services.targets.saving import save_targets
from webapp.services.uploads.uploading import upload_figures


@pytest.fixture
def council(app: Flask) -> Iterator[Council]:
    """Targets of October 2014 and March 2015, the financial year 2014/15."""
    with app.app_context():
        yield found()


def copy_year(council: Council, year: int = 2015) -> int:
    """Open the months of the year with the targets of the year before; how many were copied."""
    who = council.performance
    return open_year(who=who, first_year=year, frequencies=[Frequency.MONTH], with_targets=True).copied_targets


def targets_of(council: Council, key: str) -> Target | None:
    return next((target for target in load_targets(council.indicator) if target.period.key == key), None)


def test_each_target_comes_a_year_later_and_is_unconfirmed(council: Council) -> None:
    assert copy_year(council) == 2
    stored = [(each.period.key, each.value, each.unconfirmed) for each in load_targets(council.indicator)]
    assert stored[2:] == [("2015-10", Decimal("385.6"), True), ("2016-03", Decimal("375.1"), True)]
    revisions = show_indicator(who=council.performance, indicator_id=council.indicator).revisions.lines
    copied = [
        (each.kind, each.told.old, each.told.new, each.reason) for each in revisions if each.period == "October 2015"
    ]
    assert copied == [("target", "", "385.6, UNCONFIRMED", "Copied from October 2014")]


def test_nothing_is_copied_unless_wanted(council: Council) -> None:
    open_year(who=council.performance, first_year=2015, frequencies=list(Frequency))
    assert len(load_targets(council.indicator)) == 2


def test_what_is_there_stays_and_a_second_time_copies_nothing(council: Council) -> None:
    set_figures(council.indicator, "2015-10", who=council.performance, targets={"2015-10": "370"})
    assert copy_year(council) == 1
    assert copy_year(council) == 0
    kept = targets_of(council, "2015-10")
    assert kept is not None
    assert (kept.value, kept.unconfirmed) == (Decimal(370), False)


def test_locked_periods_and_retired_indicators_get_none(council: Council) -> None:
    open_year(who=council.performance, first_year=2015, frequencies=[Frequency.MONTH])
    lock(who=council.performance, key="2015-10")
    retire_indicator(
        who=council.performance, indicator_id=council.indicator, retired_on=date(2016, 3, 1), reason="No longer counted"
    )
    assert copy_year(council) == 0


def test_saving_the_row_as_shown_confirms_it_and_asks_no_reason(council: Council) -> None:
    copy_year(council)
    copied = targets_of(council, "2015-10")
    assert copied is not None
    row = WantedTarget("targets-0", "October 2015", Decimal("385.6"), was=mark_of(copied))
    other = WantedTarget("targets-1", "March 2016", Decimal(370), was=mark_of(load_targets(council.indicator)[3]))
    save_targets(who=council.performance, indicator_id=council.indicator, rows=[row, other], reason="")
    assert [(each.value, each.unconfirmed) for each in load_targets(council.indicator)[2:]] == [
        (Decimal("385.6"), False),
        (Decimal(370), False),
    ]


def test_an_upload_of_the_target_confirms_it_and_the_sheet_as_it_is_does_not(council: Council) -> None:
    copy_year(council)
    sheet = csv_file(figure_sheet(who=council.performance, key="2015-10"))
    as_it_is = b"Ann Lee,2015-10,439.1,October 2014,,,,,,,,,,,\r\n"
    assert as_it_is in sheet
    assert upload_figures(who=council.performance, file_name="sheet.csv", content=sheet).upload.changed == 0
    filled = sheet.replace(as_it_is, b"Ann Lee,2015-10,439.1,October 2014,,385.6,,,,,,no,,,\r\n")
    assert upload_figures(who=council.performance, file_name="filled.csv", content=filled).upload.changed == 1
    confirmed = targets_of(council, "2015-10")
    assert confirmed is not None
    assert not confirmed.unconfirmed


def test_the_board_names_an_unconfirmed_target(council: Council) -> None:
    copy_year(council)
    (line,) = [line for group in period_board(who=council.performance, key="2015-10").groups for line in group.lines]
    assert (line.target, line.target_note) == ("385.6", "UNCONFIRMED")


def test_pages_name_an_unconfirmed_target(app: Flask, client: FlaskClient) -> None:
    with app.app_context():
        council = found()
    sign_in(client, council.performance)
    data = {"csrf_token": token_of(client.get("/periods/open")), "year": "2015/16", "frequencies": ["month"]}
    answer = client.post("/periods/open", data={**data, "with_targets": "y"}, follow_redirects=True)
    assert "2 targets were copied from the year before, unconfirmed until they are saved." in answer.text
    assert "UNCONFIRMED" in client.get("/periods/2015-10").text
    assert "UNCONFIRMED" in client.get(f"/indicators/{council.indicator}").text
    assert "Unconfirmed: copied" in client.get(f"/indicators/{council.indicator}/targets?year=2015").text
