"""The sheets of a period: what is expected, of all leads or of one, to be filled in."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

import pytest
from flask import Flask
from sqlalchemy import select

from tests.builders import CALENDAR, make_indicator, set_figures
from tests.integration.administration import browser_of, words
from tests.integration.council import Council, found
from tests.table_files import cells_of
from webapp.domain.errors import NotAllowed, NotFound
from webapp.domain.figure_columns import SHEET
from webapp.domain.uploads import UploadState
from webapp.domain.variance import Target
from webapp.extensions import db
from webapp.models import Actual, Indicator, TargetRow
from webapp.outgoing.tables import Table, csv_file, text_of
from webapp.services.figures.sheets import VACANT, figure_sheet
from webapp.services.figures.statuses import restate_unsettled
from webapp.services.figures.storing import ActualEntry, put_actual, put_target
from webapp.services.indicators.retirement import retire_indicator
from webapp.services.periods.steps import ensure_open
from webapp.services.store import transaction
from webapp.services.uploads.uploading import upload_figures


@pytest.fixture
def council(app: Flask) -> Iterator[Council]:
    with app.app_context():
        yield found()


def sheet_rows(table: Table) -> dict[str, dict[str, str]]:
    """The rows of a sheet as texts, by code and period."""
    rows = [dict(zip(table.headings, map(text_of, row), strict=True)) for row in table.rows]
    return {f"{row['indicator_code']} {row['period']}": row for row in rows}


def sheet(council: Council, key: str = "2014-10", lead_id: int | None = None) -> dict[str, dict[str, str]]:
    table = figure_sheet(who=council.performance, key=key, lead_id=lead_id)
    assert table.headings == SHEET
    return sheet_rows(table)


def test_everything_that_is_stored_stands_in_it(council: Council) -> None:
    with transaction() as session:
        row, _ = ensure_open(council.performance, CALENDAR.from_key("2014-10"))
        entry = ActualEntry(
            Decimal("439.123456"), "provisional", numerator=Decimal(2942), denominator=Decimal(67000), comment="Early"
        )
        put_actual(council.performance, session.get_one(Indicator, council.indicator), row, entry)
        stored = session.query(Actual).one()
        stored.quality_reason, stored.final_due = "Two teams to come", date(2014, 12, 31)
    assert sheet(council)["CS01 2014-10"] == {
        "indicator_code": "CS01",
        "title": "Rate of CS01",
        "directorate": "No directorate",
        "unit": "per 10,000",
        "lead": "Ann Lee",
        "period": "2014-10",
        "last_value": "",
        "last_value_of": "",
        "actual": "439.123456",
        "target": "385.6",
        "target_lower": "",
        "target_upper": "",
        "quality": "provisional",
        "quality_reason": "Two teams to come",
        "final_due": "2014-12-31",
        "target_estimated": "no",
        "numerator": "2942",
        "denominator": "67000",
        "comment": "Early",
    }


def test_the_last_value_is_the_newest_before_of_the_same_frequency(council: Council) -> None:
    who = council.performance
    quarterly = make_indicator(code="Q1", who=who, frequency="quarter", polarity="range")
    for key, value in (("2014-07", "400"), ("2014-08", "401.5"), ("2014-11", "500")):
        set_figures(council.indicator, key, actual=value, who=who)
    set_figures(quarterly, "2014-Q2", actual="7", who=who)
    with transaction() as session:
        indicator = session.get_one(Indicator, council.indicator)
        september, _ = ensure_open(who, CALENDAR.from_key("2014-09"))
        put_actual(who, indicator, september, ActualEntry(None))
        december, _ = ensure_open(who, CALENDAR.from_key("2014-Q3"))
        wanted = Target(CALENDAR.from_key("2014-Q3"), lower=Decimal(10), upper=Decimal("20.5"), estimated=True)
        put_target(who, session.get_one(Indicator, quarterly), december, wanted)
        ensure_open(who, CALENDAR.from_key("2014-12"))
    october, quarter = sheet(council), sheet(council, "2014-Q3")
    line = october["CS01 2014-10"]
    assert (line["last_value"], line["last_value_of"]) == ("401.5", "August 2014")
    assert quarter.keys() == {"CS01 2014-12", "Q1 2014-Q3"}
    assert (quarter["CS01 2014-12"]["last_value"], quarter["CS01 2014-12"]["actual"]) == ("500", "")
    line = quarter["Q1 2014-Q3"]
    assert (line["last_value"], line["last_value_of"]) == ("7", "Quarter 2 2014/15")
    assert (line["target"], line["target_lower"], line["target_upper"]) == ("", "10", "20.5")
    assert (line["target_estimated"], line["quality"]) == ("yes", "")
    assert sheet(council, "2014-09")["CS01 2014-09"]["actual"] == "not applicable"


def test_each_lead_has_a_sheet_and_so_have_vacant_posts(council: Council) -> None:
    who = council.performance
    make_indicator(code="CS02", who=who, lead=council.other_lead)
    make_indicator(code="CS03", who=who)
    assert sheet(council).keys() == {"CS01 2014-10", "CS02 2014-10", "CS03 2014-10"}
    assert sheet(council, lead_id=council.lead.id).keys() == {"CS01 2014-10"}
    assert sheet(council, lead_id=VACANT).keys() == {"CS03 2014-10"}
    table = figure_sheet(who=who, key="2014-10", lead_id=council.other_lead.id)
    assert table.name == "figures 2014-10 Olu Bright"
    with pytest.raises(NotFound, match="No figure of October 2014 is expected of that lead"):
        figure_sheet(who=who, key="2014-10", lead_id=council.reader.id)
    with pytest.raises(NotAllowed):
        figure_sheet(who=council.lead, key="2014-10", lead_id=council.lead.id)


def test_what_is_no_longer_reported_is_not_expected(council: Council) -> None:
    other = make_indicator(code="CS02", who=council.performance)
    retire_indicator(who=council.performance, indicator_id=other, retired_on=date(2014, 10, 1), reason="Dropped")
    assert sheet(council).keys() == {"CS01 2014-10"}


def test_the_board_lists_the_leads_with_what_they_miss(app: Flask) -> None:
    with app.app_context():
        council = found()
        who = council.performance
        make_indicator(code="CS02", who=who, lead=council.lead)
        make_indicator(code="CS03", who=who)
    browser = browser_of(app, who)
    page = browser.get("/periods/2014-10")
    assert "All figures 2 of 3 not returned Excel" in words(page)
    assert "Ann Lee 1 of 2 not returned Excel" in words(page)
    assert "Vacant 1 of 1 not returned Excel" in words(page)
    for lead, codes in (
        (f"lead={council.lead.id}&amp;", ["CS01", "CS02"]),
        ("lead=0&amp;", ["CS03"]),
        ("", ["CS01", "CS02", "CS03"]),
    ):
        contents = []
        for kind in ("csv", "xlsx"):
            link = f"/periods/2014-10/sheet?{lead}format={kind}"
            assert page.text.count(f'href="{link}"') == 1
            answer = browser.get(link.replace("&amp;", "&"))
            assert answer.headers["Content-Disposition"].startswith("attachment; filename=figures-2014-10")
            contents.append(cells_of(answer.data))
        assert contents[0] == contents[1]
        assert [row[0] for row in contents[0][1:]] == codes
    assert browser.get("/periods/2014-10/sheet?lead=99999&format=csv").status_code == 404


def test_those_who_do_not_upload_are_offered_no_sheet(app: Flask) -> None:
    with app.app_context():
        council = found()
    for person in (council.lead, council.director):
        browser = browser_of(app, person)
        assert "Sheets to fill in" not in words(browser.get("/periods/2014-10"))
        assert browser.get("/periods/2014-10/sheet").status_code == 403


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
@pytest.mark.parametrize(
    "address",
    [
        "/periods/2014-Q3/sheet",
        "/periods/2014-Q3",
        "/indicators/1?table=figures",
        "/indicators/1?table=targets",
        "/indicators",
    ],
)
def test_our_own_files_uploaded_as_they_are_change_nothing(app: Flask, address: str, kind: str) -> None:
    """Whatever is stored: a quality, a range, a target of the year, one nobody confirmed, a text like a formula."""
    with app.app_context():
        council = found()
        store_everything(council)
        retired = make_indicator(code="CS09", who=council.performance)
        retire_indicator(who=council.performance, indicator_id=retired, retired_on=date(2015, 1, 1), reason="Dropped")
        before = figures_stored()
    answer = browser_of(app, council.performance).get(f"{address}{'&' if '?' in address else '?'}format={kind}")
    content = answer.data
    with app.app_context():
        outcome = upload_figures(who=council.performance, file_name=f"sheet.{kind}", content=content)
        assert outcome.upload.state is UploadState.SAVED, outcome.upload
        assert (outcome.upload.created, outcome.upload.changed) == (0, 0)
        assert outcome.upload.unchanged + outcome.upload.summary["indicators"]["unchanged"] > 0
        assert outcome.upload.summary["indicators"]["changed"] == 0
        assert figures_stored() == before


def test_a_sheet_that_was_filled_in_changes_what_was_filled_in(app: Flask) -> None:
    with app.app_context():
        council = found()
        store_everything(council)
        table = figure_sheet(who=council.performance, key="2014-12")
        filled = [dict(zip(SHEET, row, strict=True)) for row in table.rows]
        line = next(row for row in filled if row["indicator_code"] == "CS01")
        line |= {"actual": Decimal("441.5"), "quality": "final", "last_value": Decimal(1), "lead": "Somebody else"}
        content = csv_file(Table("filled", SHEET, [list(row.values()) for row in filled]))
        outcome = upload_figures(who=council.performance, file_name="filled.csv", content=content)
        assert (outcome.upload.created, outcome.upload.changed) == (0, 1)
        kept = sheet(council, "2014-12")["CS01 2014-12"]
    assert (kept["actual"], kept["quality"], kept["lead"]) == ("441.5", "final", "Ann Lee")
    assert (kept["quality_reason"], kept["comment"]) == ("", "=SUM(A1) was typed, twice\nover")


def store_everything(council: Council) -> None:
    """Figures of the last month of a quarter and of the quarter, with everything that can be said of them."""
    who, key = council.performance, CALENDAR.from_key
    ranged = make_indicator(code="=Q1", who=who, frequency="quarter", polarity="range", title="-Range, of a quarter")
    copied = make_indicator(code="CS03", who=who)
    yearly = make_indicator(code="CS04", who=who)
    with transaction() as session:
        december, _ = ensure_open(who, key("2014-12"))
        quarter, _ = ensure_open(who, key("2014-Q3"))
        year, _ = ensure_open(who, key("2014-FY"))
        first, second, third, fourth = (
            session.get_one(Indicator, each) for each in (council.indicator, ranged, copied, yearly)
        )
        comment = "=SUM(A1) was typed, twice\nover"
        said = ActualEntry(Decimal("-439.123456"), "provisional", Decimal(2942), Decimal("67000.5"), comment)
        put_actual(who, first, december, said)
        put_target(who, first, december, Target(key("2014-12"), Decimal("385.6"), estimated=True))
        put_actual(who, second, quarter, ActualEntry(Decimal("123456789012.345678"), "estimated"))
        put_target(who, second, quarter, Target(key("2014-Q3"), lower=Decimal(-10), upper=Decimal("20.5")))
        put_actual(who, third, december, ActualEntry(None))
        november, _ = ensure_open(who, key("2014-11"))
        put_target(who, first, november, Target(key("2014-11"), Decimal(5), unconfirmed=True))
        put_target(who, third, december, Target(key("2014-12"), Decimal(5), unconfirmed=True))
        put_target(who, fourth, year, Target(key("2014-FY"), Decimal("7.25")))
        restate_unsettled(session)


def figures_stored() -> list[tuple[object, ...]]:
    """Every column of every actual and target, but from which upload it came."""
    tables = (Actual.__table__, TargetRow.__table__)
    columns = [[column for column in table.c if column.name != "upload_id"] for table in tables]
    return [tuple(row) for each in columns for row in db.session.execute(select(*each).order_by(each[0]))]
