"""Tags of indicators: set by form and file, one spelling for all, and gone with their last indicator."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest
from flask import Flask
from sqlalchemy import select

from tests.builders import make_indicator
from tests.integration.council import Council, found
from tests.integration.sent_files import faults, send
from webapp.extensions import db
from webapp.models import Change
from webapp.services.indicators.defining import change_indicator, create_indicator, definition_of, find_indicator
from webapp.services.indicators.lists import Wanted, list_indicators
from webapp.services.indicators.tags import every_tag, tags_of
from webapp.services.uploads.definition_records import definition_in, indicators_page, kept
from webapp.services.uploads.states import load_upload
from webapp.services.uploads.undoing import begin_undo, undo


@pytest.fixture
def council(app: Flask) -> Iterator[Council]:
    with app.app_context():
        yield found()


def put(council: Council, indicator_id: int, *tags: str) -> None:
    stored, version = definition_of(indicator_id)
    wanted = replace(stored, tags=tags)
    change_indicator(who=council.performance, indicator_id=indicator_id, version=version, definition=wanted)


def test_tags_are_kept_in_order_and_recorded(council: Council) -> None:
    put(council, council.indicator, "safe", "Corporate plan")
    assert definition_of(council.indicator)[0].tags == ("Corporate plan", "safe")
    put(council, council.indicator, "safe")
    changes = db.session.execute(select(Change.old, Change.new).where(Change.field == "tags").order_by(Change.id))
    assert [tuple(each) for each in changes] == [(None, "Corporate plan, safe"), ("Corporate plan, safe", "safe")]


def test_the_same_tags_again_change_nothing(council: Council) -> None:
    put(council, council.indicator, "safe")
    version = definition_of(council.indicator)[1]
    put(council, council.indicator, " safe ", "SAFE")
    assert definition_of(council.indicator)[1] == version


def test_a_tag_is_spelled_as_other_indicators_have_it(council: Council) -> None:
    put(council, council.indicator, "Corporate plan")
    other = make_indicator(code="CS02", who=council.performance, tags=("corporate PLAN",))
    assert tags_of([other])[other] == ("Corporate plan",)
    put(council, other)
    put(council, council.indicator, "Corporate Plan")
    assert every_tag() == ("Corporate Plan",)


def test_a_tag_that_nobody_uses_any_more_goes(council: Council) -> None:
    put(council, council.indicator, "one", "two")
    make_indicator(code="CS02", who=council.performance, tags=("two",))
    put(council, council.indicator)
    assert every_tag() == ("two",)
    assert tags_of() == {find_indicator("CS02"): ("two",)}


def test_the_list_is_filtered_and_searched_by_tag(council: Council) -> None:
    make_indicator(code="CS02", who=council.performance, tags=("Corporate plan",))
    for wanted in (Wanted(tag="Corporate plan"), Wanted(text="corporate")):
        assert [line.code for line in list_indicators(wanted).lines] == ["CS02"]


def test_a_file_sets_tags_and_first_day_and_leaves_blank_ones(council: Council) -> None:
    put(council, council.indicator, "Corporate plan")
    header = "indicator_code,tags,reported_from"
    rows = ("CS01,,October 2014,,", 'NEW1,"corporate plan, new",1 April 2014,New measure,month')
    outcome = send(council.performance, *rows, header=f"{header},title,frequency", create=True)
    assert outcome.accepted, faults(outcome)
    told = [(each.field, each.wanted) for each in indicators_page(outcome.upload.id)[0].fields]
    assert told == [("Reported from", "1 October 2014")]
    created = find_indicator("NEW1")
    assert created is not None
    new = definition_of(created)[0]
    assert (new.tags, new.reported_from) == (("Corporate plan", "new"), date(2014, 4, 1))
    assert definition_of(council.indicator)[0].tags == ("Corporate plan",)
    cleared = send(council.performance, "CS01,none,", header=header)
    assert definition_of(council.indicator)[0].tags == ()
    begin_undo(who=council.performance, upload_id=cleared.upload.id, reason="Not agreed")
    undo(council.performance, cleared.upload.id)
    assert definition_of(council.indicator)[0].tags == ("Corporate plan",)


def test_what_of_a_file_cannot_be_kept_is_told_at_its_cell(council: Council) -> None:
    header = "indicator_code,tags,reported_from"
    outcome = send(council.performance, f"CS01,{'x' * 61},some day", header=header)
    assert [(each.line, each.column) for each in faults(outcome)] == [(2, "tags"), (2, "reported_from")]
    sentence = '"some day" names no day: write one such as 1 October 2014, or a period, or leave it blank.'
    assert faults(outcome)[1].message == sentence


def test_a_definition_that_an_earlier_release_kept_is_still_read(council: Council) -> None:
    definition, version = definition_of(council.indicator)
    stored = kept(definition, version)
    for name in ("tags", "reported_from"):
        del stored["definition"][name]
    assert definition_in(stored) == definition


def test_many_new_indicators_share_their_tags(council: Council) -> None:
    rows = [f"N{number},Title {number},month,{tag}" for number, tag in enumerate(("Shared", "shared", "SHARED"))]
    outcome = send(council.performance, *rows, header="indicator_code,title,frequency,tags", create=True)
    assert every_tag() == ("Shared",)
    assert len(tags_of()) == 3
    begin_undo(who=council.performance, upload_id=outcome.upload.id, reason="Not agreed")
    undo(council.performance, outcome.upload.id)
    assert load_upload(outcome.upload.id).summary["indicators_restored"] == 3


def test_an_indicator_is_created_with_tags_in_any_order(council: Council) -> None:
    definition = replace(definition_of(council.indicator)[0], code="CS03", tags=("b", "A"))
    created = create_indicator(who=council.performance, definition=definition)
    assert definition_of(created)[0].tags == ("A", "b")
