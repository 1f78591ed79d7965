"""Indicators that a file creates from its rows: what they become, what is refused, and how they are taken back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from flask import Flask
from sqlalchemy import func, select

from tests.builders import CALENDAR, make_indicator, make_person, make_plan
from tests.integration.council import Council, found
from tests.integration.sent_files import counts, faults, notes, send, try_out, warnings
from webapp.domain.definitions import Definition
from webapp.domain.rights import Role
from webapp.extensions import db
from webapp.models import Actual, Change, Indicator, Revision, TargetRow
from webapp.services.directorates import add_directorate, retire_directorate
from webapp.services.figures.storing import ActualEntry, get_actual, put_actual
from webapp.services.indicators.defining import change_indicator, create_indicator, definition_of, find_indicator
from webapp.services.indicators.lists import Wanted, list_indicators
from webapp.services.periods.opened import find_opened
from webapp.services.periods.steps import ensure_open
from webapp.services.store import transaction
from webapp.services.uploads.definition_records import indicators_page
from webapp.services.uploads.effect_stream import every_effect
from webapp.services.uploads.states import load_upload
from webapp.services.uploads.undo_preview import preview_undo
from webapp.services.uploads.undoing import begin_undo, undo
from webapp.services.uploads.uploading import Outcome, save_file

HEADER = "indicator_code,period,actual,target,title,unit,directorate"
REASON = "The wrong file"
INSTEAD = (
    "write a period such as October 2014, Q3 2014/15 or 2014/15, or month, quarter, half-year or year "
    'in a column "frequency".'
)
NO_QUARTER = "so there cannot be an actual for a quarter: correct one of them."


@pytest.fixture
def council(app: Flask) -> Iterator[Council]:
    with app.app_context():
        yield found()


def create(council: Council, *rows: str, header: str = HEADER) -> Outcome:
    return send(council.performance, *rows, header=header, create=True)


def told(council: Council, *rows: str, header: str = HEADER) -> list[tuple[int | None, str | None, str]]:
    outcome = try_out(council.performance, *rows, header=header, create=True)
    assert not outcome.accepted
    return [(fault.line, fault.column, fault.message) for fault in faults(outcome)]


def indicator(code: str) -> int:
    found_id = find_indicator(code)
    assert found_id is not None
    return found_id


def definition(code: str) -> Definition:
    return definition_of(indicator(code))[0]


def take_back(council: Council, outcome: Outcome) -> dict[str, int]:
    begin_undo(who=council.performance, upload_id=outcome.upload.id, reason=REASON)
    undo(council.performance, outcome.upload.id)
    return load_upload(outcome.upload.id).summary


def test_an_unknown_code_is_a_fault_unless_it_is_to_be_created(council: Council) -> None:
    outcome = send(council.performance, "NEW1,2014-10,5,4,New measure,days,", header=HEADER)
    assert [(each.line, each.column, each.value) for each in faults(outcome)] == [(2, "indicator_code", "NEW1")]
    assert find_indicator("NEW1") is None


def test_an_indicator_is_created_from_its_row(council: Council) -> None:
    directorate = add_directorate(who=council.performance, name="Children's Services")
    row = "NEW1,Q3 2014/15,12.25,10,Days to decide,days,children's services"
    outcome = create(council, row)
    assert counts(outcome) == (2, 0, 0)
    assert outcome.upload.summary["indicators"] == {"new": 1, "changed": 0, "unchanged": 0}
    expected = Definition(
        "NEW1",
        "Days to decide",
        "quarter",
        unit="days",
        decimals=2,
        polarity=None,
        directorate_id=directorate,
        reported_from=date(2014, 10, 1),
    )
    assert definition("NEW1") == expected
    assert get_actual(indicator("NEW1"), find_opened("2014-Q3").id).value == Decimal("12.25")
    change = (
        db.session.execute(select(Change).where(Change.kind == "indicator", Change.field == "title")).scalars().all()
    )
    assert change[-1].upload_id == outcome.upload.id


def test_it_is_not_rated_until_a_person_says_which_way_is_better(council: Council) -> None:
    outcome = create(council, "NEW1,2014-10,12,10,Days to decide,days,")
    assert list(every_effect(outcome.upload.id)) == []
    assert definition("NEW1").polarity is None


def test_a_polarity_that_is_said_is_taken_as_said_and_what_follows_is_shown(council: Council) -> None:
    header = f"{HEADER},polarity,tolerance,decimals,accumulation"
    outcome = create(
        council, "NEW1,2014-12,12,10,Days to decide,days,,Lower is better,5% of target,0,snapshot", header=header
    )
    kept = definition("NEW1")
    assert (kept.polarity, kept.tolerance, kept.tolerance_kind, kept.decimals) == ("lower", Decimal(5), "percent", 0)
    effects = [(each.indicator, each.after) for each in every_effect(outcome.upload.id)]
    assert effects == [("NEW1", "red")]


def test_several_rows_of_a_code_make_one_indicator(council: Council) -> None:
    outcome = create(
        council,
        "NEW1,2014-10,5,4,New measure,days,",
        "NEW1,2014-11,6.5,4,,,",
        "NEW1,2014/15,,4,New measure,days,",
        "NEW2,2014/15,7,,Another,,",
    )
    assert counts(outcome) == (6, 0, 0)
    assert (definition("NEW1").frequency, definition("NEW1").decimals) == ("month", 1)
    assert (definition("NEW2").frequency, definition("NEW2").decimals) == ("year", 0)


def test_rows_that_disagree_are_faults_that_name_both_lines(council: Council) -> None:
    assert told(
        council,
        "NEW1,2014-10,5,,New measure,days,",
        "NEW1,2014-11,6,,New mesure,days,",
        "NEW1,2014-12,6,,New measure,weeks,",
        "new1,2015-01,6,,New measure,days,",
        "NEW2,2014-10,5,,Another,,",
        "NEW2,Q3 2014/15,5,,Another,,",
    ) == [
        (
            3,
            "title",
            "Lines 2 and 3 are both NEW1, which would be new, and differ here: "
            'write "New measure" or "New mesure" in both.',
        ),
        (
            4,
            "unit",
            'Lines 2 and 4 are both NEW1, which would be new, and differ here: write "days" or "weeks" in both.',
        ),
        (5, "indicator_code", "Lines 2 and 5 write it as NEW1 and new1: write it one way."),
        (7, "period", f"Line 6 says that NEW2 is monthly, {NO_QUARTER}"),
    ]


def test_everything_that_cannot_be_is_told_with_what_to_write(council: Council) -> None:
    add_directorate(who=council.performance, name="Adult Social Care")
    gone = add_directorate(who=council.performance, name="Old Housing")
    retire_directorate(who=council.performance, directorate_id=gone, reason="Merged")
    make_person("Sam Roe", Role.LEAD, email="sam.one@council.example")
    make_person("Sam Roe", Role.LEAD, email="sam.two@council.example")
    header = f"{HEADER},polarity,Lead officer"
    faulty = told(
        council,
        "NEW1,2014-10,5,,,days,,,",
        "NEW2,2014-10,5,,Two,,Adult Social Cares,,",
        "NEW3,2014-10,5,,Three,,Old Housing,,",
        "NEW4,2014-10,5,,Four,,,up,",
        "NEW5,2014-10,5,,Five,,,,Nobody Known",
        "NEW6,2014-10,5,,Six,,,,Sam Roe",
        "NEW7,31/12/2014,5,,Seven,,,,",
        f"{'N' * 41},2014-10,5,,Eight,,,,",
        header=header,
    )
    assert [(line, column) for line, column, _ in faulty] == [
        (2, "title"),
        (3, "directorate"),
        (4, "directorate"),
        (5, "polarity"),
        (6, "Lead officer"),
        (7, "Lead officer"),
        (8, "period"),
        (9, "indicator_code"),
    ]
    by_line = {line: message for line, _, message in faulty}
    assert by_line[2] == "NEW1 would be a new indicator. Enter the title of the indicator, as it is printed on a plan."
    assert "write Adult Social Care, or leave it blank." in by_line[3]
    assert "The directorate Old Housing is retired: write another one" in by_line[4]
    assert "add the person first, or leave it blank" in by_line[6]
    assert "2 people are called" in by_line[7]
    assert '"31/12/2014" does not say how often a new indicator is reported' in by_line[8]


def test_leads_are_found_by_name_or_address(council: Council) -> None:
    header = f"{HEADER},strategic_lead,departmental_lead"
    create(council, "NEW1,2014-10,5,,New,,,DAN.ROE@council.example,Ann Lee (acting)", header=header)
    kept = definition("NEW1")
    assert (kept.strategic_lead_id, kept.departmental_lead_id) == (council.director.id, council.lead.id)
    assert (kept.strategic_lead_acting, kept.departmental_lead_acting) == (False, True)


def test_a_column_says_how_often_where_a_date_does_not(council: Council) -> None:
    outcome = create(council, "NEW1,31/12/2014,5,,New,,,quarterly", header=f"{HEADER},frequency")
    assert counts(outcome) == (1, 0, 0)
    assert definition("NEW1").frequency == "quarter"
    assert get_actual(indicator("NEW1"), find_opened("2014-Q3").id).value == Decimal(5)


def test_dates_say_it_together(council: Council) -> None:
    outcome = create(
        council,
        "NEW1,31/12/2014,5,,New,,",
        "NEW1,31/10/2014,3,,,,",
        "NEW2,31/12/2014,5,,Second,,",
        "NEW2,Q2 2014/15,3,,,,",
        "NEW3,2010-11,5,,Third,,",
        "NEW3,October 2010,3,,,,",
        "NEW3,2010-12-31,,4,,,",
    )
    assert [each.message for each in faults(outcome)] == []
    assert counts(outcome) == (7, 0, 0)
    assert [definition(code).frequency for code in ("NEW1", "NEW2", "NEW3")] == ["month", "quarter", "month"]
    december, quarter, november = (find_opened(key).id for key in ("2014-12", "2014-Q3", "2010-11"))
    assert get_actual(indicator("NEW1"), december).value == Decimal(5)
    assert get_actual(indicator("NEW2"), quarter).value == Decimal(5)
    assert get_actual(indicator("NEW3"), november).value == Decimal(5)


def test_dates_that_contradict_the_rest_are_faults(council: Council) -> None:
    assert told(
        council,
        "NEW1,31/10/2014,5,,New,,",
        "NEW1,Q2 2014/15,3,,,,",
        "NEW2,2014/15,5,,Second,,",
        "NEW2,31/12/2014,3,,,,",
        "NEW3,31/12/2014,3,,Third,,",
        "NEW3,Dec 2014,4,,,,",
        "NEW4,15/12/2014,4,,Fourth,,",
        "NEW5,2014-12-31,4,,Fifth,,",
    ) == [
        (3, "period", f"Line 2 says that NEW1 is monthly, {NO_QUARTER}"),
        (5, "period", '"31/12/2014" is neither the first nor the last day of a year: write 2014/15.'),
        (7, "period", "Lines 6 and 7 are both NEW3 for December 2014: keep one of them."),
        (8, "period", '"15/12/2014" is neither the first nor the last day of a month: write December 2014.'),
        (9, "period", f'"2014-12-31" does not say how often a new indicator is reported: {INSTEAD}'),
    ]


def test_a_code_nearly_known_is_a_warning(council: Council) -> None:
    outcome = try_out(council.performance, "CS-01,2014-11,5,,New,,", header=HEADER, create=True)
    assert [(each.kind, each.line) for each in warnings(outcome)] == [("code", 2)]


def test_what_a_file_of_figures_says_of_known_indicators_is_left_and_said_once(council: Council) -> None:
    rows = ("CS01,2014-11,440,,Rate of CS01,per 10 000,", "CS01,2014-12,440,,Another title,,")
    outcome = send(council.performance, *rows, header=HEADER)
    assert counts(outcome) == (2, 0, 0)
    assert definition("CS01").title == "Rate of CS01"
    said = [each.message for each in notes(outcome)]
    assert len(said) == 1
    assert said[0].startswith("CS01 is defined otherwise here than in the list of indicators")


def test_the_check_shows_what_would_be_created_and_saves_nothing(council: Council) -> None:
    outcome = try_out(council.performance, "NEW1,2014-10,5,,New measure,days,", header=HEADER, create=True)
    shown = indicators_page(outcome.upload.id)
    assert [(each.line, each.code, each.title, each.is_new, each.indicator_id) for each in shown] == [
        (2, "NEW1", "New measure", True, None)
    ]
    assert ("Unit", "", "days") in [(each.field, each.stored, each.wanted) for each in shown[0].fields]
    assert find_indicator("NEW1") is None


def test_a_code_that_somebody_else_created_meanwhile_is_checked_again(council: Council) -> None:
    outcome = try_out(council.performance, "NEW1,2014-10,5,,New measure,days,", header=HEADER, create=True)
    create_indicator(who=council.performance, definition=Definition("new1", "By hand", "month"))
    saved = save_file(who=council.performance, upload_id=outcome.upload.id)
    assert saved.accepted
    assert definition("NEW1").title == "By hand"
    assert get_actual(indicator("NEW1"), find_opened("2014-10").id).value == Decimal(5)
    assert db.session.execute(select(func.count()).where(Indicator.code.in_(("NEW1", "new1")))).scalar_one() == 1


def test_taken_back_it_is_retired_and_leaves_no_figure(council: Council) -> None:
    outcome = create(council, "NEW1,2014-10,5,4,New measure,days,", "CS01,2014-11,441,,,,")
    created = indicator("NEW1")
    preview = preview_undo(who=council.performance, upload_id=outcome.upload.id)
    assert (preview.restored, preview.indicators, preview.kept_indicators) == (3, 1, ())
    summary = take_back(council, outcome)
    assert (summary["restored"], summary["indicators_restored"], summary["indicators_kept"]) == (3, 1, 0)
    for table in (Actual, TargetRow):
        assert db.session.execute(select(func.count()).where(table.indicator_id == created)).scalar_one() == 0
    assert db.session.execute(select(func.count()).where(Revision.indicator_id == created)).scalar_one() == 4
    assert "NEW1" not in {line.code for line in list_indicators().lines}
    assert "NEW1" in {line.code for line in list_indicators(Wanted(retired="yes")).lines}
    changes = db.session.execute(
        select(Change).where(Change.subject_id == created, Change.field == "retired")
    ).scalars()
    assert [(each.upload_id, each.reason) for each in changes] == [
        (outcome.upload.id, f"Taken back with upload {outcome.upload.id}: {REASON}")
    ]


def test_figures_of_an_indicator_that_is_gone_meanwhile_are_checked_again(council: Council) -> None:
    created = create(council, "NEW1,2014-10,5,,New measure,days,")
    waiting = try_out(council.performance, "NEW1,2014-11,6,,,,", header=HEADER)
    take_back(council, created)
    saved = save_file(who=council.performance, upload_id=waiting.upload.id)
    assert not saved.accepted
    assert faults(saved)[0].message.startswith('No indicator has the code "NEW1".')


def test_taken_back_and_sent_again_it_is_reinstated(council: Council) -> None:
    first = create(council, "NEW1,2014-10,5,,New measure,days,")
    created = indicator("NEW1")
    take_back(council, first)
    unknown = try_out(council.performance, "NEW1,2014-10,5,,,,", header=HEADER)
    assert faults(unknown)[0].message.startswith('No indicator has the code "NEW1".')
    second = create(council, "NEW1,Q3 2014/15,6,,Better title,weeks,")
    assert counts(second) == (1, 0, 0)
    assert indicator("NEW1") == created
    kept = definition("NEW1")
    assert (kept.title, kept.unit, kept.frequency) == ("Better title", "weeks", "quarter")
    assert "NEW1" in {line.code for line in list_indicators().lines}
    take_back(council, second)
    assert definition("NEW1").title == "New measure"
    assert "NEW1" not in {line.code for line in list_indicators().lines}


def test_what_later_work_touched_is_kept_by_name(council: Council) -> None:
    outcome = create(
        council,
        "NEW1,2014-10,5,4,Decided since,days,",
        "NEW2,2014-10,5,4,Figures since,days,",
        "NEW3,2014-10,5,4,Nothing since,days,",
    )
    decided, version = definition_of(indicator("NEW1"))
    better = replace(decided, polarity="higher")
    change_indicator(who=council.performance, indicator_id=indicator("NEW1"), version=version, definition=better)
    with transaction() as session:
        row = session.get_one(Indicator, indicator("NEW2"))
        period, _ = ensure_open(council.performance, CALENDAR.from_key("2014-11"))
        put_actual(council.performance, row, period, ActualEntry(Decimal(7)))
    preview = preview_undo(who=council.performance, upload_id=outcome.upload.id)
    assert (preview.indicators, [(each.code, each.by) for each in preview.kept_indicators]) == (
        1,
        [("NEW1", "Priya Nair"), ("NEW2", "Priya Nair")],
    )
    summary = take_back(council, outcome)
    assert (summary["restored"], summary["indicators_restored"], summary["indicators_kept"]) == (6, 1, 2)
    assert {"NEW1", "NEW2"} <= {line.code for line in list_indicators().lines}
    assert "NEW3" not in {line.code for line in list_indicators().lines}


def test_an_indicator_with_a_plan_is_kept(council: Council) -> None:
    header = f"{HEADER},polarity,departmental_lead"
    outcome = create(council, "NEW1,2014-12,5,4,New measure,days,,lower,Ann Lee", header=header)
    make_plan(indicator("NEW1"), "2014-12", who=council.lead)
    preview = preview_undo(who=council.performance, upload_id=outcome.upload.id)
    assert [(each.code, each.why) for each in preview.kept_indicators] == [
        ("NEW1", "It has a plan, or figures of later work.")
    ]


def test_wide_files_create_indicators_too(council: Council) -> None:
    header = "Indicator code,Title,Unit,Q1 2014/15,Q2 2014/15,Q2 2014/15 target"
    outcome = create(council, "NEW1,New measure,%,90.5,91,95", "NEW2,Another,,1,2,", header=header)
    assert counts(outcome) == (5, 0, 0)
    assert (definition("NEW1").frequency, definition("NEW1").unit, definition("NEW1").decimals) == ("quarter", "%", 1)


def test_existing_codes_of_other_indicators_stay_untouched(council: Council) -> None:
    make_indicator(code="CS02", who=council.performance, title="Kept")
    create(council, "CS02,2014-10,5,,Another title,,", "NEW1,2014-10,5,,New,,")
    assert definition("CS02").title == "Kept"
