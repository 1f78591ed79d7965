"""The board of a period: which figures stand on it, what is missing, and who sees what."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from flask import Flask

from tests.builders import make_indicator, make_person, set_figures, submit
from tests.integration.council import Council, found
from webapp.config import Settings
from webapp.domain.errors import NotFound
from webapp.domain.frequency import Frequency
from webapp.domain.plans import PlanState
from webapp.domain.rag import Status
from webapp.domain.rights import Role
from webapp.models import Indicator, PeriodRow
from webapp.services.figures.readings import Missing
from webapp.services.figures.storing import ActualEntry, put_actual
from webapp.services.periods.board import NO_PLAN, NOT_RETURNED, Board, BoardView, period_board
from webapp.services.periods.board_lines import BoardLine
from webapp.services.periods.progress import periods_by_year
from webapp.services.periods.steps import open_parts, release
from webapp.services.periods.years import open_year
from webapp.services.plans.editing import show_plan
from webapp.services.plans.signing import sign_plan
from webapp.services.setting_changes import change_settings
from webapp.services.settings import CouncilSettings
from webapp.services.store import transaction


@pytest.fixture
def settings(settings: Settings) -> Settings:
    return replace(settings, today=date(2014, 11, 14))


@pytest.fixture
def council(app: Flask) -> Iterator[Council]:
    with app.app_context():
        council = found()
        open_year(who=council.performance, first_year=2014, frequencies=list(Frequency))
        yield council


def board(council: Council, key: str = "2014-10", **view: str) -> Board:
    return period_board(who=council.performance, key=key, view=BoardView(**view))


def lines(board: Board) -> dict[str, BoardLine]:
    return {line.code: line for group in board.groups for line in group.lines}


@pytest.mark.parametrize(
    ("before", "fields", "required"),
    [
        ("390", {}, True),
        ("410", {}, False),
        ("400", {}, False),
        (None, {}, False),
        ("410", {"polarity": "higher"}, True),
        ("390", {"accumulation": "cumulative"}, False),
    ],
)
def test_amber_that_worsens_needs_a_plan_where_the_council_says_so(
    council: Council, before: str | None, fields: dict[str, str], required: bool
) -> None:
    administrator = make_person("Ada Min", Role.ADMINISTRATOR)
    wanted = CouncilSettings(plans_required_at="months", plans_for_amber="worsening")
    change_settings(who=administrator, wanted=wanted)
    target = "410" if fields.get("polarity") == "higher" else "390"
    indicator = make_indicator(code="CS02", who=council.performance, **fields)  # type: ignore[arg-type]
    set_figures(indicator, "2014-09", actual=before, who=council.performance)
    set_figures(indicator, "2014-10", actual="400", who=council.performance, targets={"2014-10": target})
    line = lines(board(council))["CS02"]
    assert (line.status, line.lacks_plan) == (Status.AMBER, required)


def test_a_line_says_everything_in_words(council: Council) -> None:
    with transaction() as session:
        indicator = session.get_one(Indicator, council.indicator)
        period = session.query(PeriodRow).filter_by(key="2014-10").one()
        put_actual(council.performance, indicator, period, ActualEntry(Decimal("439.1"), "estimated"))
    line = lines(board(council))["CS01"]
    assert (line.actual, line.quality, line.target) == ("439.1", "ESTIMATED", "385.6")
    assert (line.variance, line.percent, line.status) == ("+53.5", "+13.9%", Status.RED)
    assert (line.unit, line.lead) == ("per 10,000", "Ann Lee")


def test_a_variance_that_rounds_to_nothing_is_said_in_words(council: Council) -> None:
    fine = make_indicator(code="PC1", who=council.performance, unit="%", polarity="higher", tolerance=Decimal(0))
    set_figures(fine, "2014-10", actual="94.96", targets={"2014-10": "95"}, who=council.performance)
    line = lines(board(council))["PC1"]
    assert (line.actual, line.variance, line.status) == ("95.0%", "0.0 percentage points", Status.RED)
    assert line.variance_note == "less than 0.1 percentage points below target, which is worse"


def test_overdue_not_yet_due_and_not_applicable_stay_apart(council: Council) -> None:
    late = make_indicator(code="LATE", who=council.performance)
    spared = make_indicator(code="SPARED", who=council.performance)
    with transaction() as session:
        october = session.query(PeriodRow).filter_by(key="2014-10").one()
        put_actual(council.performance, session.get_one(Indicator, spared), october, ActualEntry(None))
    shown = board(council)
    assert lines(shown)["LATE"].missing is Missing.OVERDUE
    assert lines(shown)["SPARED"].missing is Missing.NOT_APPLICABLE
    assert (shown.returned, shown.expected) == (1, 2)
    assert {line.missing for line in lines(board(council, "2014-11")).values()} == {Missing.NOT_YET_DUE}
    assert set(lines(board(council, returned=NOT_RETURNED))) == {"LATE"}
    assert late in {line.indicator_id for line in lines(board(council, returned="overdue")).values()}


def test_a_missing_figure_is_in_no_colour(council: Council) -> None:
    waiting = make_indicator(code="WAIT", who=council.performance)
    set_figures(waiting, "2014-10", targets={"2014-10": "5"}, who=council.performance)
    assert board(council).statuses == {Status.RED: 1, Status.NO_DATA: 1}


def test_a_quarter_shows_shorter_frequencies_at_their_last_period(council: Council) -> None:
    make_indicator(code="QU1", who=council.performance, frequency="quarter")
    make_indicator(code="YR1", who=council.performance, frequency="year")
    shown = lines(board(council, "2014-Q3"))
    assert {code: (line.period.key, line.period_note) for code, line in shown.items()} == {
        "CS01": ("2014-12", "December 2014"),
        "QU1": ("2014-Q3", ""),
    }


def test_a_shorter_period_that_is_not_open_is_said_and_opened(council: Council) -> None:
    open_year(who=council.performance, first_year=2016, frequencies=[Frequency.QUARTER])
    before = board(council, "2016-Q1")
    assert [(part.period.label, part.indicators) for part in before.unopened] == [("June 2016", 1)]
    assert (before.returned, before.expected, before.total) == (0, 1, 0)
    open_parts(who=council.performance, key="2016-Q1")
    after = board(council, "2016-Q1")
    assert (after.unopened, after.total) == ((), 1)


def test_a_red_without_a_plan_is_found_and_its_plan_counted_by_state(council: Council) -> None:
    # Plans are required at quarters: September ends one, October does not.
    set_figures(council.indicator, "2014-09", actual="430", targets={"2014-09": "380"}, who=council.performance)
    assert (board(council, "2014-09").without_plan, board(council).without_plan) == (1, 0)
    assert set(lines(board(council, "2014-09", plan=NO_PLAN))) == {"CS01"}
    assert lines(period_board(who=council.lead, key="2014-09"))["CS01"].may_write
    assert not lines(period_board(who=council.other_lead, key="2014-09"))["CS01"].may_write
    council.plan()
    assert board(council).plans == {PlanState.DRAFT: 1}
    assert set(lines(board(council, plan="draft"))) == {"CS01"}


def test_readers_see_released_periods_and_signed_plans_only(council: Council) -> None:
    plan = council.plan()
    with pytest.raises(NotFound):
        period_board(who=council.reader, key="2014-10")
    assert periods_by_year(who=council.reader) == ()
    release(who=council.performance, key="2014-10")
    line = lines(period_board(who=council.reader, key="2014-10"))["CS01"]
    assert (line.plan_id, line.plan_state, line.lacks_plan) == (None, None, False)
    submit(plan, who=council.lead)
    shown = show_plan(who=council.director, plan_id=plan)
    sign_plan(who=council.director, plan_id=plan, mark=shown.content_mark)
    assert lines(period_board(who=council.reader, key="2014-10"))["CS01"].plan_id == plan


def test_a_readers_quarter_holds_no_month_that_is_not_released(council: Council) -> None:
    release(who=council.performance, key="2014-Q2")
    assert lines(period_board(who=council.reader, key="2014-Q2")) == {}
    release(who=council.performance, key="2014-09")
    assert set(lines(period_board(who=council.reader, key="2014-Q2"))) == {"CS01"}


def test_releasing_a_quarter_may_release_its_last_month_too(council: Council) -> None:
    release(who=council.performance, key="2014-Q2", with_parts=True)
    released = [line.opened.period.key for year in periods_by_year(who=council.reader) for line in year.lines]
    assert released == ["2014-09", "2014-Q2"]


def test_a_retired_indicator_leaves_later_boards_and_stays_on_earlier_ones(council: Council) -> None:
    with transaction() as session:
        session.get_one(Indicator, council.indicator).retired_on = date(2014, 10, 15)
    assert set(lines(board(council, "2014-10"))) == {"CS01"}
    assert lines(board(council, "2014-11")) == {}


@pytest.mark.parametrize(
    ("sort", "codes"),
    [
        ("directorate", ["AA1", "BB1", "CS01"]),
        ("indicator", ["AA1", "BB1", "CS01"]),
        ("status", ["CS01", "AA1", "BB1"]),
        ("percent", ["CS01", "AA1", "BB1"]),
    ],
)
def test_lines_are_sorted_worst_first_where_asked(council: Council, sort: str, codes: list[str]) -> None:
    for code, actual in (("AA1", "5"), ("BB1", "4")):
        number = make_indicator(code=code, who=council.performance)
        set_figures(number, "2014-10", actual=actual, targets={"2014-10": "5"}, who=council.performance)
    assert list(lines(board(council, sort=sort))) == codes


def test_the_list_counts_as_the_board_does(council: Council) -> None:
    make_indicator(code="QU1", who=council.performance, frequency="quarter")
    set_figures(council.indicator, "2014-09", actual="430", who=council.performance)
    listed = {
        line.opened.period.key: (line.returned, line.expected)
        for year in periods_by_year(who=council.performance)
        for line in year.lines
    }
    assert listed["2014-Q2"] == (1, 2)
    for key, counts in listed.items():
        shown = board(council, key)
        assert (shown.returned, shown.expected) == counts, key
