"""The coverage board: which reds have a current signed plan, and what is missing of the others."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import event

from tests.builders import make_indicator, set_figures
from tests.integration.council import Council
from tests.integration.covered_council import DECEMBER, QUARTER, covered_council
from webapp.config import Settings
from webapp.domain.errors import NotFound
from webapp.domain.frequency import Frequency
from webapp.domain.rights import Role
from webapp.extensions import db
from webapp.services.coverage.board import (
    IN_ORDER,
    UNCOVERED,
    CoverageBoard,
    CoverageLine,
    CoverageView,
    coverage_board,
    default_period,
)
from webapp.services.periods.years import open_year
from webapp.services.setting_changes import change_settings
from webapp.services.settings import CouncilSettings


@pytest.fixture
def settings(settings: Settings) -> Settings:
    return replace(settings, today=date(2015, 1, 20))


@pytest.fixture
def council(app: Flask) -> Iterator[Council]:
    with app.app_context():
        yield covered_council()


def board(
    council: Council, key: str = QUARTER, view: CoverageView | None = None, *, on: date | None = None
) -> CoverageBoard:
    return coverage_board(who=council.performance, key=key, on=on, view=view)


def lines(board: CoverageBoard) -> dict[str, CoverageLine]:
    return {line.covered.reading.indicator.code: line for group in board.groups for line in group.lines}


def missing(board: CoverageBoard) -> dict[str, str]:
    return {code: ", ".join(line.covered.gap_words) for code, line in lines(board).items()}


def decide(council: Council, **decided: object) -> None:
    administrator = replace(council.performance, roles=frozenset({Role.ADMINISTRATOR}))
    change_settings(who=administrator, wanted=CouncilSettings(**decided))  # type: ignore[arg-type]


def test_every_red_with_what_is_missing(council: Council) -> None:
    found = board(council)
    assert missing(found) == {
        "QS01": "No plan",
        "CS01": "No plan, 3 reds in a row",
        "CS02": "Not signed: in draft",
        "CS03": "Not signed: returned to its lead",
        "CS04": "Not signed: with the director",
        "CS05": "1 action overdue",
        "CS06": "1 action overdue",
        "CS07": "Signed page out of date, 1 action overdue",
        "CS08": "Signed page withdrawn",
    }
    assert found.summary == "2 of 9 reds have a current signed plan"
    assert [(group.directorate, group.covered, group.required) for group in found.groups] == [
        ("Housing", 0, 1),
        ("No directorate", 2, 8),
    ]


def test_it_is_as_of_the_day_of_the_committee(council: Council) -> None:
    found = board(council, on=date(2014, 12, 31))
    assert [missing(found)[code] for code in ("CS05", "CS06")] == ["", ""]
    assert found.counts[IN_ORDER] == 2
    assert lines(found)["CS01"].deadline == "due 30 January 2015"
    assert lines(board(council, on=date(2015, 1, 31)))["CS01"].deadline == "overdue since 30 January 2015"


def test_the_lines_say_who_and_what_plan(council: Council) -> None:
    found = lines(board(council))
    first = found["CS01"].covered
    assert (first.reading.departmental_lead, first.reading.strategic_lead) == ("Ann Lee", "Dan Roe")
    assert {code: line.covered.plan_state for code, line in found.items()} == {
        "QS01": "required",
        "CS01": "required",
        "CS02": "draft",
        "CS03": "returned",
        "CS04": "submitted",
        "CS05": "signed off",
        "CS06": "draft",
        "CS07": "out of date",
        "CS08": "withdrawn",
    }
    assert [code for code, line in found.items() if line.covered.is_rewritten] == ["CS06"]
    assert {code: line.period_note for code, line in found.items() if line.period_note} == {
        f"CS0{number}": "December 2014" for number in range(1, 9)
    }


@pytest.mark.parametrize(
    ("view", "codes"),
    [
        ({"kind": "no plan"}, ["QS01", "CS01"]),
        ({"kind": "no plan", "directorate": "Housing"}, ["QS01"]),
        ({"kind": "unsigned plan"}, ["CS02", "CS03", "CS04"]),
        ({"kind": "out-of-date plan"}, ["CS07"]),
        ({"kind": "withdrawn plan"}, ["CS08"]),
        ({"kind": "overdue actions"}, ["CS05", "CS06", "CS07"]),
        ({"kind": "red again"}, ["CS01"]),
        ({"kind": UNCOVERED}, ["QS01", "CS01", "CS02", "CS03", "CS04", "CS07", "CS08"]),
        ({"kind": IN_ORDER}, []),
        ({"directorate": "Nowhere"}, []),
    ],
)
def test_it_is_filtered_while_its_counts_stay(council: Council, view: dict[str, str], codes: list[str]) -> None:
    found = board(council, view=CoverageView(**view))
    assert list(lines(found)) == codes
    assert (found.shown, found.required, found.covered) == (len(codes), 9, 2)
    whole = board(council)
    assert found.counts == whole.counts


def test_only_who_may_write_is_offered_to(council: Council) -> None:
    assert [code for code, line in lines(board(council)).items() if line.may_write] == ["QS01", "CS01", "CS08"]
    theirs = coverage_board(who=council.lead, key=QUARTER)
    assert [code for code, line in lines(theirs).items() if line.may_write] == ["CS01", "CS08"]


def test_reds_between_reporting_periods_need_none(council: Council) -> None:
    found = board(council, "2014-11")
    assert (found.required, found.uncounted, found.summary) == (0, 1, "No figure needs a plan")
    assert found.why_uncounted == "plans are written for the ends of quarters"
    decide(council, plans_required_at="both")
    assert board(council, "2014-11").required == 1
    decide(council, plans_required_at="both", plans_required_from=date(2014, 12, 1))
    assert board(council, "2014-11").why_uncounted == "plans are required from 1 December 2014 on"


def test_what_the_council_adds_is_on_the_board(council: Council) -> None:
    amber = make_indicator(code="CS10", who=council.performance)
    set_figures(amber, DECEMBER, actual="390", who=council.performance, targets={DECEMBER: "385.6"})
    assert "CS10" not in missing(board(council))
    decide(council, plans_for_amber="yes")
    found = board(council)
    assert missing(found)["CS10"] == "No plan"
    assert found.summary == "2 of 10 figures that need a plan have a current signed plan"


def test_figures_that_have_not_come_in_are_told(council: Council) -> None:
    make_indicator(code="CS11", who=council.performance)
    assert (board(council).awaited, board(council, DECEMBER).awaited) == (1, 1)
    open_year(who=council.performance, first_year=2013, frequencies=[Frequency.QUARTER])  # and no month
    assert board(council, "2013-Q3").awaited == 11


def test_the_newest_period_that_ended_and_needs_plans_comes_first(council: Council) -> None:
    set_figures(council.indicator, "2015-01", actual="439.1", who=council.performance)
    found = default_period(who=council.performance)
    assert found is not None
    assert found.period.key == QUARTER


def test_it_asks_for_as_much_however_many_reds_there_are(council: Council) -> None:
    def statements() -> int:
        asked: list[str] = []

        def note(*given: Any) -> None:
            asked.append(given[2])

        event.listen(db.engine, "before_cursor_execute", note)
        board(council)
        event.remove(db.engine, "before_cursor_execute", note)
        return len(asked)

    few = statements()
    for number in range(5):
        red = make_indicator(code=f"R{number}", who=council.performance)
        set_figures(red, DECEMBER, actual="500", who=council.performance, targets={DECEMBER: "385.6"})
    assert statements() == few


def test_a_period_that_is_not_open_has_no_board(council: Council) -> None:
    with pytest.raises(NotFound):
        board(council, "2019-Q3")
