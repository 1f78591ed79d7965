"""The scorecard: what the database finds, counts and orders is what the rules say of every figure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import event

from tests.builders import make_indicator, make_person, set_figures
from tests.integration.scorecard_council import Scored, found, released
from webapp.config import Settings
from webapp.domain.errors import NotFound
from webapp.domain.rights import Role
from webapp.domain.scorecard import COLUMNS, NO_PLAN, SORTS, STATUSES
from webapp.extensions import db
from webapp.models import PeriodRow
from webapp.services.clock import today
from webapp.services.figures.readings import readings
from webapp.services.plans.starting import start_plan
from webapp.services.scorecard.lines import standing_of
from webapp.services.setting_changes import change_settings
from webapp.services.settings import CouncilSettings, council_settings


@pytest.fixture
def settings(settings: Settings) -> Settings:
    return replace(settings, today=date(2015, 1, 14))


@pytest.fixture
def council(app: Flask) -> Iterator[Scored]:
    with app.app_context():
        yield found()


@pytest.mark.parametrize("keys", [("2014-12",), ("2014-Q3", "2014-12"), ("2014-11",), ("2014-FY",)])
def test_the_database_says_what_the_rules_say(council: Scored, keys: tuple[str, ...]) -> None:
    policy, calendar = council_settings().policy, council_settings().calendar
    judged = readings(PeriodRow.key.in_(keys), policy=policy, calendar=calendar)
    expected = {reading.indicator.code: standing_of(reading, today()) for reading in judged}
    card = council.card(keys[0])
    assert {line.board.code: line.standing for line in card.lines} == expected
    assert card.tally.counts == {status: Counter(expected.values())[status] for status in STATUSES}
    for status in STATUSES:
        asked = council.codes(keys[0], status=status)
        assert sorted(asked) == sorted(code for code, standing in expected.items() if standing == status)


def test_what_is_no_colour_is_left_out_of_the_colours(council: Scored) -> None:
    tally = council.card(status="red").tally
    assert {status: sorted(council.codes(status=status)) for status in STATUSES} == {
        "red": ["BETWEEN", "HIGH", "RED", "RED2", "YEARLY", "ZERO"],
        "amber": ["AMBER"],
        "green": ["GREEN"],
        "not rated": ["EMPTY2", "NOTHING", "OLDRULE", "TOTAL", "UNDECIDED"],
        "no data": ["FIXED"],
        "not applicable": ["EMPTY"],
    }
    assert (tally.rated, tally.total) == (8, 15)
    assert tally.left_out == (("not rated", 5), ("no data", 1), ("not applicable", 1))


@pytest.mark.parametrize(
    ("view", "codes"),
    [
        ({"text": "zebra"}, ["RED"]),
        ({"text": "red 2"}, ["RED2"]),
        ({"text": "100%"}, []),
        ({"text": "re_"}, []),
        ({"tag": "Priority"}, ["GREEN", "RED"]),
        ({"tag": "Priority", "status": "red"}, ["RED"]),
        ({"directorate": "none", "status": "amber"}, []),
        ({"lead": "99999"}, []),
        ({"plan": NO_PLAN, "status": "amber"}, []),
        ({"sort": "status", "text": "RED"}, ["RED", "RED2"]),
        ({"sort": "title", "text": "e", "status": "red"}, ["RED2", "BETWEEN", "HIGH", "YEARLY", "ZERO", "RED"]),
        ({"sort": "percent", "status": "red"}, ["ZERO", "RED", "HIGH", "YEARLY", "BETWEEN", "RED2"]),
        ({"sort": "percent", "tag": "Priority"}, ["RED", "GREEN"]),
        ({"sort": "change", "tag": "Priority"}, ["RED", "GREEN"]),
        ({"sort": "change", "text": "d2"}, ["RED2"]),
        ({"page": 9, "tag": "Roads"}, ["GREEN"]),
    ],
)
def test_what_is_asked_for_is_found_in_order(council: Scored, view: dict[str, Any], codes: list[str]) -> None:
    assert council.codes(**view) == codes


def test_the_greatest_worsening_comes_first_and_what_cannot_be_compared_last(council: Scored) -> None:
    ordered = council.codes(sort="change")
    assert ordered[:5] == ["HIGH", "RED", "AMBER", "RED2", "GREEN"]
    assert ordered[5:] == sorted(ordered[5:])


def test_directorates_and_leads_are_filters(council: Scored) -> None:
    card = council.card()
    directorates = {option.name: str(option.id) for option in card.choices.directorates}
    leads = {option.name: str(option.id) for option in card.choices.leads}
    assert council.codes(directorate=directorates["Families"]) == ["AMBER", "RED"]
    assert council.codes(lead=leads["Olu Bright"]) == ["RED2"]
    assert "RED" not in council.codes(lead="none")
    assert council.codes(sort="directorate", status="red")[-1] == "RED2"


def test_every_order_finds_every_indicator(council: Scored) -> None:
    everyone = sorted(council.codes())
    for sort in SORTS:
        assert sorted(council.codes(sort=sort)) == everyone


@pytest.mark.parametrize(("policy", "lacking"), [("no", 6), ("yes", 7), ("worsening", 7)])
def test_required_plans_that_nobody_wrote_are_found_as_the_lines_say(
    council: Scored, policy: str, lacking: int
) -> None:
    wanted = CouncilSettings(plans_for_amber=policy)
    change_settings(who=make_person("Ada Min", Role.ADMINISTRATOR), wanted=wanted)
    said = [line.board.code for line in council.card().lines if line.board.lacks_plan]
    assert council.codes(plan=NO_PLAN) == said
    assert len(said) == lacking
    assert council.codes("2014-11", plan=NO_PLAN) == []
    start_plan(who=council.team, indicator_id=council.ids["RED"], period_key="2014-12")
    assert council.codes(plan=NO_PLAN) == [code for code in said if code != "RED"]
    assert council.codes(plan="draft") == ["RED"]


def test_readers_see_released_periods_and_no_unsigned_plan(council: Scored) -> None:
    start_plan(who=council.team, indicator_id=council.ids["RED"], period_key="2014-12")
    with pytest.raises(NotFound):
        council.card(who=council.reader)
    released(council, "2014-Q3")
    assert council.codes("2014-Q3", who=council.reader) == ["QUARTER"]
    released(council, "2014-12")
    card = council.card(who=council.reader, text="zebra", beside="2014-11")
    line = card.lines[0]
    assert (line.board.plan_state, line.board.lacks_plan, line.short.text) == (None, False, "no earlier figure")
    assert (card.beside, card.view.beside, card.plans) == (None, "", card.plans)
    assert "draft" not in card.plans
    assert council.codes(who=council.reader, plan="draft") == []
    assert council.card(text="zebra").lines[0].short.text == "worsening ↓"


def test_two_periods_stand_side_by_side(council: Scored) -> None:
    card = council.card(beside="2014-11", text="zebra")
    beside = card.lines[0].beside
    assert beside is not None
    assert (beside.actual, beside.status) == ("120.0", "not rated")
    assert beside.change == "30.0 per 10,000 higher, which is worse"
    assert [option.label for option in card.choices.periods] == ["November 2014"]


def test_a_longer_period_shows_the_last_month_and_says_so(council: Scored) -> None:
    lines = {line.board.code: line for line in council.card("2014-Q3").lines}
    assert lines["QUARTER"].board.period_note == ""
    assert lines["RED"].board.period_note == "December 2014"


def test_pages_hold_fifty_and_a_whole_view_holds_all(council: Scored) -> None:
    for number in range(60):
        make_indicator(code=f"P{number:02d}", who=council.team)
    first, second = council.codes(page=1), council.codes(page=2)
    assert (len(first), len(second)) == (50, 25)
    assert council.codes(whole=True) == sorted([*first, *second])
    card = council.card(page=2)
    assert (card.found, card.first, card.page, card.pages) == (75, 51, 2, 2)


def test_a_page_asks_as_often_however_many_there_are(council: Scored) -> None:
    asked: list[str] = []
    event.listen(db.engine, "before_cursor_execute", lambda *statement: asked.append(statement[2]))
    few = _asked(council, asked)
    for number in range(80):
        extra = make_indicator(code=f"P{number:02d}", who=council.team)
        set_figures(extra, "2014-12", actual=str(number), who=council.team, targets={"2014-12": "40"})
    assert _asked(council, asked) == few <= 18


def _asked(council: Scored, asked: list[str]) -> int:
    db.session.rollback()
    asked.clear()
    council.card(columns=tuple(COLUMNS))
    return len(asked)
