"""Indicators as the performance team keeps them: added, changed, renamed, retired, with nothing lost."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from threading import Barrier, Thread

import pytest
from flask import Flask
from sqlalchemy import select

from tests.builders import make_indicator, make_person, set_figures
from webapp.domain.errors import Conflict, NotAllowed, Refusal, Refusals
from webapp.domain.rights import Role, Who
from webapp.extensions import db
from webapp.models import Change
from webapp.services.directorates import add_directorate, retire_directorate
from webapp.services.indicators.defining import (
    Definition,
    change_indicator,
    create_indicator,
    definition_of,
    find_indicator,
)
from webapp.services.indicators.lists import PAGE, Wanted, list_indicators
from webapp.services.indicators.pages import show_indicator
from webapp.services.indicators.retirement import bring_back, retire_indicator


@pytest.fixture
def team(app: Flask) -> Iterator[Who]:
    """A performance officer, inside the application."""
    with app.app_context():
        yield make_person("Priya Nair", Role.PERFORMANCE)


def change(team: Who, indicator_id: int, *, reason: str = "", **fields: object) -> None:
    """Change some fields of an indicator as it is now."""
    definition, version = definition_of(indicator_id)
    wanted = replace(definition, **fields)  # type: ignore[arg-type]
    change_indicator(who=team, indicator_id=indicator_id, version=version, definition=wanted, reason=reason)


def changes(indicator_id: int) -> dict[str, tuple[str | None, str | None, str]]:
    """The latest recorded change of each field."""
    query = select(Change).where(Change.kind == "indicator", Change.subject_id == indicator_id).order_by(Change.id)
    return {row.field: (row.old, row.new, row.reason) for row in db.session.execute(query).scalars()}


def test_everything_decided_is_stored_and_recorded(team: Who) -> None:
    lead = make_person("Ann Lee")
    directorate = add_directorate(who=team, name="Families")
    wanted = Definition(
        code="CIN1",
        title="Rate of children in need",
        frequency="quarter",
        definition="Counted on the last day.",
        unit="per 10,000",
        decimals=2,
        polarity="lower",
        tolerance=Decimal("2.5"),
        tolerance_kind="units",
        accumulation="average",
        directorate_id=directorate,
        departmental_lead_id=lead.id,
        departmental_lead_acting=True,
    )
    indicator_id = create_indicator(who=team, definition=wanted)
    assert definition_of(indicator_id) == (wanted, 1)
    recorded = changes(indicator_id)
    assert recorded["tolerance"] == (None, "2.5 per 10,000", "")
    assert recorded["directorate"] == (None, "Families", "")
    assert recorded["departmental lead"] == (None, "Ann Lee (acting)", "")


def test_a_named_lead_gets_the_right_to_be_one(team: Who) -> None:
    lead, director = make_person("Ann Lee"), make_person("Dan Roe")
    make_indicator(who=team, lead=lead, director=director)
    query = select(Change.subject, Change.new).where(Change.kind == "right").order_by(Change.id.desc()).limit(2)
    assert {(row.subject, row.new) for row in db.session.execute(query)} == {
        ("Ann Lee", "Departmental lead"),
        ("Dan Roe", "Strategic director"),
    }


def test_only_the_performance_team_adds_indicators(team: Who) -> None:
    with pytest.raises(NotAllowed):
        make_indicator(who=make_person("Ann Lee", Role.LEAD, Role.DIRECTOR))


@pytest.mark.parametrize("code", ["CS01", "cs01"])
def test_a_code_belongs_to_one_indicator(team: Who, code: str) -> None:
    make_indicator(code="CS01", who=team)
    with pytest.raises(Refusal, match="belongs to “Rate of CS01” already") as refused:
        make_indicator(code=code, who=team)
    assert refused.value.field == "code"


def test_two_people_adding_one_code_at_once_get_one_indicator_and_one_sentence(app: Flask, team: Who) -> None:
    answers: list[object] = []
    ready = Barrier(4)

    def add() -> None:
        with app.app_context():
            ready.wait()
            try:
                answers.append(make_indicator(code="NEW1", who=team))
            except Refusal as refusal:
                answers.append(refusal.field)

    people = [Thread(target=add) for _ in range(4)]
    for person in people:
        person.start()
    for person in people:
        person.join()
    assert sorted(map(str, answers))[1:] == ["code"] * 3


def test_an_old_code_goes_on_finding_its_indicator(team: Who) -> None:
    indicator_id = make_indicator(code="OLD1", who=team)
    change(team, indicator_id, code="NEW1", reason="Renumbered")
    assert find_indicator("old1") == find_indicator("NEW1") == indicator_id
    assert changes(indicator_id)["code"] == ("OLD1", "NEW1", "Renumbered")
    assert [line.former_codes for line in list_indicators(Wanted(text="old1")).lines] == [("OLD1",)]


def test_nobody_else_gets_a_former_code(team: Who) -> None:
    first, second = make_indicator(code="A1", who=team), make_indicator(code="B1", who=team)
    change(team, first, code="A2")
    with pytest.raises(Refusal, match="used to be that of “Rate of A1”") as refused:
        change(team, second, code="A1")
    assert refused.value.field == "code"
    with pytest.raises(Refusal, match="used to be that of"):
        make_indicator(code="a1", who=team)


def test_an_indicator_can_have_its_own_old_code_back(team: Who) -> None:
    indicator_id = make_indicator(code="A1", who=team)
    change(team, indicator_id, code="A2")
    change(team, indicator_id, code="A1")
    assert show_indicator(who=team, indicator_id=indicator_id).sheet.former_codes == ("A2",)


def test_the_second_of_two_editors_is_told_and_nothing_is_saved(team: Who) -> None:
    indicator_id = make_indicator(who=team)
    opened, version = definition_of(indicator_id)
    change(team, indicator_id, title="The first editor’s title")
    with pytest.raises(Conflict, match="Somebody else changed this indicator"):
        change_indicator(who=team, indicator_id=indicator_id, version=version, definition=replace(opened, unit="%"))
    assert definition_of(indicator_id)[0].title == "The first editor’s title"
    assert definition_of(indicator_id)[0].unit == "per 10,000"


def test_a_save_that_changes_nothing_records_nothing(team: Who) -> None:
    indicator_id = make_indicator(who=team)
    before = changes(indicator_id)
    change(team, indicator_id)
    assert changes(indicator_id) == before
    assert definition_of(indicator_id)[1] == 1


def test_the_frequency_of_an_indicator_with_figures_stays(team: Who) -> None:
    indicator_id = make_indicator(who=team)
    change(team, indicator_id, frequency="quarter")
    change(team, indicator_id, frequency="month")
    set_figures(indicator_id, "2014-10", actual="5", who=team)
    with pytest.raises(Refusal, match="has monthly figures or plans") as refused:
        change(team, indicator_id, frequency="quarter")
    assert refused.value.field == "frequency"


def test_no_indicator_moves_into_a_retired_directorate(team: Who) -> None:
    directorate = add_directorate(who=team, name="Old")
    retire_directorate(who=team, directorate_id=directorate, reason="Gone")
    with pytest.raises(Refusal, match="Old is retired") as refused:
        make_indicator(who=team, directorate_id=directorate)
    assert refused.value.field == "directorate_id"


def test_a_retired_indicator_expects_no_figures_and_keeps_those_it_has(team: Who) -> None:
    indicator_id = make_indicator(who=team)
    for key in ("2014-04", "2014-05", "2014-06"):
        set_figures(indicator_id, key, actual="5" if key == "2014-05" else None, who=team)
    retire_indicator(who=team, indicator_id=indicator_id, retired_on=date(2014, 5, 1), reason="Replaced by CS02")
    figures = show_indicator(who=team, indicator_id=indicator_id).figures
    assert [(line.period, line.actual) for line in figures] == [("May 2014", "5.0"), ("April 2014", "Overdue")]
    assert changes(indicator_id)["retired"] == (None, "1 May 2014", "Replaced by CS02")
    assert [list_indicators(Wanted(retired=each)).found for each in ("no", "yes", "all")] == [0, 1, 1]


def test_a_retired_indicator_comes_back(team: Who) -> None:
    indicator_id = make_indicator(who=team)
    with pytest.raises(Conflict, match="not retired"):
        bring_back(who=team, indicator_id=indicator_id, reason="Needed")
    retire_indicator(who=team, indicator_id=indicator_id, retired_on=date(2014, 5, 1), reason="Replaced")
    with pytest.raises(Conflict, match="is retired from 1 May 2014 on"):
        retire_indicator(who=team, indicator_id=indicator_id, retired_on=date(2014, 6, 1), reason="Replaced")
    bring_back(who=team, indicator_id=indicator_id, reason="Needed again")
    assert changes(indicator_id)["retired"] == ("1 May 2014", None, "Needed again")


RETIRING = {
    "no day": (None, "Replaced", "retired_on"),
    "a day no council knows": (date(1066, 10, 14), "Replaced", "retired_on"),
    "no reason": (date(2014, 5, 1), " ", "reason"),
}


@pytest.mark.parametrize(("day", "reason", "field"), RETIRING.values(), ids=RETIRING)
def test_retiring_needs_a_day_and_a_reason(team: Who, day: date | None, reason: str, field: str) -> None:
    indicator_id = make_indicator(who=team)
    with pytest.raises(Refusal) as refused:
        retire_indicator(who=team, indicator_id=indicator_id, retired_on=day, reason=reason)
    assert refused.value.field == field


def test_a_long_list_is_searched_filtered_sorted_and_paged(team: Who) -> None:
    directorate = add_directorate(who=team, name="Environment")
    for number in range(PAGE + 5):
        make_indicator(code=f"W{number:03d}", title=f"Waste {PAGE + 5 - number:03d}", who=team, polarity=None)
    make_indicator(code="X1", title="Recycling rate", who=team, directorate_id=directorate, frequency="quarter")
    every = list_indicators()
    assert (every.found, every.total, every.pages, len(every.lines)) == (PAGE + 6, PAGE + 6, 2, PAGE)
    assert [line.code for line in list_indicators(Wanted(page=99)).lines][-1] == "X1"
    assert list_indicators(Wanted(sort="title")).lines[0].code == "X1"
    assert not every.lines[0].rated
    for wanted in (
        Wanted(text="recycl RATE"),
        Wanted(text="environment"),
        Wanted(directorate=str(directorate)),
        Wanted(frequency="quarter"),
    ):
        assert [line.code for line in list_indicators(wanted).lines] == ["X1"], wanted
    assert list_indicators(Wanted(text="nothing such")).found == 0


def test_refusals_of_a_definition_name_their_fields(team: Who) -> None:
    with pytest.raises(Refusals) as refused:
        make_indicator(code="", title="", who=team)
    assert [each.field for each in refused.value.refusals] == ["code", "title"]
