"""Files that define indicators and hold no figures: what they change, what follows, and how it is taken back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from flask import Flask
from sqlalchemy import select

from tests.builders import make_indicator, sign, submit
from tests.integration.council import Council, found
from tests.integration.ruled_council import FIFTEEN, UP_TO, add, refer
from tests.integration.sent_files import counts, faults, send, try_out
from webapp.domain.plans import PlanState, SealState
from webapp.extensions import db
from webapp.models import Change
from webapp.outgoing.tables import csv_file
from webapp.services.directorates import add_directorate, retire_directorate
from webapp.services.indicators.defining import change_indicator, definition_of, find_indicator
from webapp.services.indicators.exporting import indicator_table
from webapp.services.indicators.lists import Wanted
from webapp.services.plans.editing import show_plan
from webapp.services.rules.saving import retire_rule
from webapp.services.uploads.definition_records import indicators_page
from webapp.services.uploads.effect_stream import every_effect
from webapp.services.uploads.states import load_upload
from webapp.services.uploads.undo_preview import preview_undo
from webapp.services.uploads.undoing import begin_undo, undo
from webapp.services.uploads.uploading import Outcome, save_file, upload_figures

HEADER = "indicator_code,title,unit,polarity,tolerance,directorate,frequency"


@pytest.fixture
def council(app: Flask) -> Iterator[Council]:
    with app.app_context():
        yield found()


def define(council: Council, *rows: str, header: str = HEADER, create: bool = False) -> Outcome:
    return send(council.performance, *rows, header=header, create=create)


def take_back(council: Council, outcome: Outcome) -> None:
    begin_undo(who=council.performance, upload_id=outcome.upload.id, reason="Not agreed")
    undo(council.performance, outcome.upload.id)


def test_known_indicators_are_defined_anew_and_blanks_change_nothing(council: Council) -> None:
    directorate = add_directorate(who=council.performance, name="Children")
    before, version = definition_of(council.indicator)
    outcome = define(council, "CS01,Children in need,,,10% of target,CHILDREN,")
    assert counts(outcome) == (0, 0, 0)
    assert outcome.upload.summary["indicators"] == {"new": 0, "changed": 1, "unchanged": 0}
    expected = replace(before, title="Children in need", tolerance=Decimal(10), directorate_id=directorate)
    assert definition_of(council.indicator) == (expected, version + 1)
    shown = [(each.field, each.stored, each.wanted) for each in indicators_page(outcome.upload.id)[0].fields]
    assert shown == [
        ("Title", "Rate of CS01", "Children in need"),
        ("Tolerance", "5% of target", "10% of target"),
        ("Directorate", "blank", "Children"),
    ]
    recorded = db.session.execute(select(Change.field).where(Change.upload_id == outcome.upload.id)).scalars().all()
    assert sorted(recorded) == ["directorate", "title", "tolerance"]


def test_the_same_file_again_changes_nothing(council: Council) -> None:
    row = "CS01,Children in need,per 1 000,lower,10,,monthly"
    define(council, row)
    again = define(council, row)
    assert again.upload.summary["indicators"] == {"new": 0, "changed": 0, "unchanged": 1}


def test_what_follows_from_another_rule_is_shown_and_done(council: Council) -> None:
    plan = council.plan()
    tried = try_out(council.performance, "CS01,,,,20% of target,,", header=HEADER)
    effects = [
        (each.indicator, each.period_key, each.before, each.after, each.plan) for each in every_effect(tried.upload.id)
    ]
    assert effects == [("CS01", "2014-10", "red", "amber", "not required")]
    saved = save_file(who=council.performance, upload_id=tried.upload.id)
    assert saved.moved_plans == (plan,)
    assert show_plan(who=council.lead, plan_id=plan).record.state is PlanState.NOT_REQUIRED
    take_back(council, saved)
    assert show_plan(who=council.lead, plan_id=plan).record.state is PlanState.DRAFT


def test_a_signed_plan_goes_out_of_date_by_another_rule(council: Council) -> None:
    plan = council.plan()
    submit(plan, who=council.lead)
    sign(plan, who=council.director)
    outcome = define(council, "CS01,,,,2% of target,,")
    assert [each.signed for each in every_effect(outcome.upload.id)] == ["out of date"]
    seal = show_plan(who=council.lead, plan_id=plan).record.seal
    assert seal is not None
    assert seal.state is SealState.OUT_OF_DATE


def test_an_unknown_code_is_created_only_if_wanted(council: Council) -> None:
    row = "NEW1,New measure,days,higher,,,quarter"
    assert [(each.line, each.column) for each in faults(define(council, row))] == [(2, "indicator_code")]
    outcome = define(council, row, "NEW2,Second,,,,,year", create=True)
    assert outcome.upload.summary["indicators"] == {"new": 2, "changed": 0, "unchanged": 0}
    created = find_indicator("NEW1")
    assert created is not None
    kept, _ = definition_of(created)
    assert (kept.title, kept.frequency, kept.polarity, kept.decimals) == ("New measure", "quarter", "higher", 1)


def test_every_fault_is_told_at_its_cell(council: Council) -> None:
    gone = add_directorate(who=council.performance, name="Old")
    retire_directorate(who=council.performance, directorate_id=gone, reason="Closed")
    outcome = define(
        council,
        "CS01,A title,,upwards,,Old,quarter",
        "CS01,Another,,,,,",
        "NEW1,New,,,5,,",
        "NEW1,New,,,,,month",
        create=True,
    )
    assert [(each.line, each.column) for each in faults(outcome)] == [
        (2, "polarity"),
        (2, "directorate"),
        (2, "frequency"),
        (3, "indicator_code"),
        (4, "tolerance"),
        (4, "frequency"),
        (5, "indicator_code"),
    ]
    by_place = {(each.line, each.column): each.message for each in faults(outcome)}
    assert by_place[3, "indicator_code"] == "Lines 2 and 3 both define CS01: keep one of them."
    assert "figures or plans, which another frequency would leave behind" in by_place[2, "frequency"]
    assert definition_of(council.indicator)[0].title == "Rate of CS01"


def test_a_definition_that_somebody_changed_meanwhile_is_checked_again(council: Council) -> None:
    tried = try_out(council.performance, "CS01,Children in need,,,,,", header=HEADER)
    now, version = definition_of(council.indicator)
    by_hand = replace(now, unit="per 1,000")
    change_indicator(who=council.performance, indicator_id=council.indicator, version=version, definition=by_hand)
    assert save_file(who=council.performance, upload_id=tried.upload.id).accepted
    assert definition_of(council.indicator)[0] == replace(by_hand, title="Children in need")


def test_taken_back_definitions_are_as_before(council: Council) -> None:
    before, _ = definition_of(council.indicator)
    outcome = define(council, "CS01,Children in need,cases,higher,,,")
    preview = preview_undo(who=council.performance, upload_id=outcome.upload.id)
    assert (preview.restored, preview.indicators, preview.kept_indicators) == (0, 1, ())
    take_back(council, outcome)
    assert definition_of(council.indicator)[0] == before


def test_what_was_changed_since_is_kept_by_name(council: Council) -> None:
    make_indicator(code="CS02", who=council.performance)
    outcome = define(council, "CS01,Children in need,,,,,", "CS02,Second,,,,,")
    now, version = definition_of(council.indicator)
    later = replace(now, unit="per 1,000")
    change_indicator(who=council.performance, indicator_id=council.indicator, version=version, definition=later)
    preview = preview_undo(who=council.performance, upload_id=outcome.upload.id)
    assert (preview.indicators, [(each.code, each.why) for each in preview.kept_indicators]) == (
        1,
        [("CS01", "What is decided about it was changed since.")],
    )
    take_back(council, outcome)
    assert definition_of(council.indicator)[0] == later
    second = find_indicator("CS02")
    assert second is not None
    assert definition_of(second)[0].title == "Rate of CS02"
    summary = load_upload(outcome.upload.id).summary
    assert (summary["indicators_restored"], summary["indicators_kept"]) == (1, 1)


def test_what_cannot_be_as_before_any_more_is_kept_by_name(council: Council) -> None:
    old, new = (add_directorate(who=council.performance, name=name) for name in ("Old", "New"))
    define(council, "CS01,,,,,Old,")
    outcome = define(council, "CS01,,,,,New,")
    retire_directorate(who=council.performance, directorate_id=old, reason="Closed")
    kept = preview_undo(who=council.performance, upload_id=outcome.upload.id).kept_indicators
    assert [each.why for each in kept] == ["Old is retired, so it cannot be as before."]
    take_back(council, outcome)
    assert definition_of(council.indicator)[0].directorate_id == new


def test_the_exported_list_of_indicators_comes_back_unchanged(council: Council) -> None:
    directorate = add_directorate(who=council.performance, name="Children, young people")
    make_indicator(
        code="PC01",
        who=council.performance,
        lead=council.lead,
        title="=1+1 is no formula",
        definition='Of "all" cases,\nthose closed',
        unit="%",
        polarity=None,
        tolerance=Decimal("2.5"),
        tolerance_kind="units",
        accumulation="cumulative",
        frequency="quarter",
        directorate_id=directorate,
        reported_from=date(2014, 10, 1),
        tags=("Corporate plan", "=safe"),
    )
    content = csv_file(indicator_table(wanted=Wanted(retired="all")))
    outcome = upload_figures(who=council.performance, file_name="indicators.csv", content=content)
    assert outcome.accepted, (outcome.upload, faults(outcome))
    assert outcome.upload.summary["indicators"] == {"new": 0, "changed": 0, "unchanged": 2}


def test_a_file_names_the_rag_rule_of_an_indicator(council: Council) -> None:
    rule = add(council, FIFTEEN, "Fifteen percent")
    header = "indicator_code,rag_rule"
    outcome = define(council, "CS01,fifteen PERCENT", header=header)
    assert outcome.accepted
    assert definition_of(council.indicator)[0].rule_set_id == rule
    (effect,) = every_effect(outcome.upload.id)
    assert (effect.before, effect.after) == ("red", "amber")
    exported = csv_file(indicator_table(wanted=Wanted(retired="all"))).decode()
    assert "Fifteen percent" in exported
    unknown = faults(define(council, "CS01,Sixteen percent", header=header))
    assert [each.message for each in unknown] == [
        'No RAG rule in use is called "Sixteen percent": write Fifteen percent, or leave it blank.'
    ]
    take_back(council, outcome)
    assert definition_of(council.indicator)[0].rule_set_id is None


def test_a_rule_that_does_not_go_with_the_polarity_is_a_fault(council: Council) -> None:
    add(council, UP_TO, "Up to 450")
    (fault,) = faults(define(council, "CS01,Up to 450,higher", header="indicator_code,rag_rule,polarity"))
    assert fault.message.startswith("The rule Up to 450 does not go with that.")
    assert define(council, "CS01,Up to 450,lower", header="indicator_code,rag_rule,polarity").accepted
    (fault,) = faults(define(council, "CS01,higher", header="indicator_code,polarity"))
    assert fault.message.startswith("The rule Up to 450 does not go with that.")


def test_a_rule_that_was_retired_since_keeps_what_the_file_said(council: Council) -> None:
    rule = add(council, FIFTEEN, "Fifteen percent")
    refer(council, rule)
    outcome = define(council, "CS01,own tolerance", header="indicator_code,rag_rule")
    retire_rule(who=council.performance, rule_id=rule, reason="Nobody uses it")
    (kept,) = preview_undo(who=council.performance, upload_id=outcome.upload.id).kept_indicators
    assert kept.why == "Fifteen percent is retired: choose another rule."
    take_back(council, outcome)
    assert definition_of(council.indicator)[0].rule_set_id is None
