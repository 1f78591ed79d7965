"""An indicator that begins: earlier periods are neither overdue nor asked for, and figures that came stay."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import product

import pytest
from flask import Flask
from sqlalchemy import select

from tests.builders import CALENDAR, make_indicator, period_id, set_figures
from tests.integration.council import Council, found
from tests.integration.old_form_example import save
from tests.integration.sent_files import send
from webapp.config import Settings
from webapp.domain.frequency import Frequency
from webapp.domain.reporting_life import is_expected
from webapp.extensions import db
from webapp.models import Indicator, PeriodRow
from webapp.services.figures.sheets import figure_sheet
from webapp.services.indicators.defining import definition_of, find_indicator
from webapp.services.indicators.expected import IS_EXPECTED
from webapp.services.periods.board import Board, period_board
from webapp.services.periods.progress import periods_by_year
from webapp.services.periods.years import open_year
from webapp.services.store import transaction
from webapp.services.targets.copying import copy_targets
from webapp.services.uploads.missing import missing_page

OCTOBER = date(2014, 10, 1)


@pytest.fixture
def settings(settings: Settings) -> Settings:
    return replace(settings, today=date(2014, 11, 14))


@pytest.fixture
def council(app: Flask) -> Iterator[Council]:
    """CS02 is reported from October 2014 on; every month of the year is open."""
    with app.app_context():
        council = found()
        make_indicator(code="CS02", who=council.performance, lead=council.other_lead, reported_from=OCTOBER)
        open_year(who=council.performance, first_year=2014, frequencies=[Frequency.MONTH])
        yield council


def board(council: Council, key: str) -> Board:
    return period_board(who=council.performance, key=key)


def codes(found: Board) -> list[str]:
    return [line.code for group in found.groups for line in group.lines]


def second() -> int:
    indicator = find_indicator("CS02")
    assert indicator is not None
    return indicator


def test_earlier_boards_do_not_expect_it(council: Council) -> None:
    assert (codes(board(council, "2014-09")), board(council, "2014-09").expected) == (["CS01"], 1)
    assert (codes(board(council, "2014-10")), board(council, "2014-10").expected) == (["CS01", "CS02"], 2)


def test_the_list_of_periods_counts_as_the_boards_do(council: Council) -> None:
    set_figures(second(), "2014-08", actual="400", who=council.performance)
    counted = {
        line.opened.period.key: (line.returned, line.expected)
        for year in periods_by_year(who=council.performance)
        for line in year.lines
    }
    assert {key: counted[key] for key in ("2014-07", "2014-08", "2014-09", "2014-10")} == {
        "2014-07": (0, 1),
        "2014-08": (1, 2),
        "2014-09": (0, 1),
        "2014-10": (1, 2),
    }
    for key, numbers in counted.items():
        if len(key) == len("2014-10"):
            assert (board(council, key).returned, board(council, key).expected) == numbers


def test_a_figure_that_came_for_an_earlier_period_is_shown(council: Council) -> None:
    set_figures(second(), "2014-08", actual="400", who=council.performance)
    assert codes(board(council, "2014-08")) == ["CS01", "CS02"]


def test_sheets_do_not_ask_for_it(council: Council) -> None:
    asked = {key: [row[0] for row in figure_sheet(who=council.performance, key=key).rows] for key in
             ("2014-09", "2014-10")}  # fmt: skip
    assert asked == {"2014-09": ["CS01"], "2014-10": ["CS01", "CS02"]}


def test_a_check_does_not_miss_it(council: Council) -> None:
    outcome = send(council.performance, "CS01,2014-09,400,,,,,,", "CS01,2014-10,400,,,,,,")
    missing = {key: missing_page(outcome.upload.id, key) for key in ("2014-09", "2014-10")}
    assert {key: ([line.code for line in each.lines], each.expected) for key, each in missing.items()} == {
        "2014-09": ([], 1),
        "2014-10": (["CS02"], 2),
    }


def test_a_period_that_is_not_open_is_missed_only_by_who_is_reported_then(council: Council) -> None:
    open_year(who=council.performance, first_year=2013, frequencies=[Frequency.QUARTER])
    assert [each.indicators for each in board(council, "2013-Q4").unopened] == [1]


def test_no_target_is_copied_to_before_it_begins(council: Council) -> None:
    begins = make_indicator(code="CS03", who=council.performance, reported_from=date(2015, 11, 1))
    for indicator in (second(), begins):
        set_figures(indicator, "2014-10", who=council.performance, targets={"2014-10": "5", "2014-11": "5"})
    wanted = tuple(CALENDAR.from_key(key) for key in ("2015-10", "2015-11"))
    open_year(who=council.performance, first_year=2015, frequencies=[Frequency.MONTH])
    with transaction() as session:
        rows = {row.key: row for row in session.execute(select(PeriodRow)).scalars()}
        copied = copy_targets(session, council.performance, rows, wanted, CALENDAR)
    assert copied == 4  # both of CS02, one of CS03, one of CS01


def test_an_old_form_begins_its_indicator_at_its_period(council: Council) -> None:
    created = save(council.performance)
    indicator = find_indicator("LIB1")
    assert indicator is not None
    assert (created.plan_id, definition_of(indicator)[0].reported_from) == (1, OCTOBER)


@pytest.mark.parametrize(
    ("header", "rows", "since"),
    [
        ("period,actual", ["2014-11,5", "2014-10,4"], OCTOBER),
        ("period,actual,target", ["2014-10,5,", "2014/15,,4"], OCTOBER),
        ("period,actual", ["Q3 2014/15,5", "Q2 2014/15,4"], date(2014, 7, 1)),
        ("period,actual", ["31/12/2014,5", "October 2014,4"], OCTOBER),
        ("period,actual,frequency", ["31/12/2014,5,quarter"], OCTOBER),
        ("period,actual,reported_from", ["2014-11,5,April 2014"], date(2014, 4, 1)),
        ("frequency", ["month"], None),
    ],
    ids=["months", "a target of the year", "quarters", "days", "days of quarters", "as it says", "no figures"],
)
def test_a_file_begins_its_indicators_at_its_earliest_period(
    council: Council, header: str, rows: list[str], since: date | None
) -> None:
    lines = [f"NEW1,New measure,{row}" for row in rows]
    outcome = send(council.performance, *lines, header=f"indicator_code,title,{header}", create=True)
    assert outcome.accepted
    created = find_indicator("NEW1")
    assert created is not None
    assert definition_of(created)[0].reported_from == since


def test_statements_and_the_domain_agree(council: Council) -> None:
    days = (None, date(2014, 9, 30), OCTOBER, date(2014, 10, 31), date(2014, 11, 1))
    period, row = CALENDAR.from_key("2014-10"), period_id("2014-10")
    for since, until in product(days, days):
        with transaction() as session:
            indicator = session.get_one(Indicator, second())
            indicator.reported_from, indicator.retired_on = since, until
        query = select(IS_EXPECTED).where(Indicator.id == second(), PeriodRow.id == row)
        assert bool(db.session.execute(query).scalar_one()) is is_expected(period, since, until)
