"""The audit page: who changed what, when, from what to what and why; filtered, paged and as a file."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal

import pytest
from flask import Flask

from tests.builders import make_indicator, make_person, set_figures
from tests.integration.administration import Browser, browser_of, make_administrator, words
from tests.table_files import csv_cells
from webapp.domain.rights import Role, Who
from webapp.models import Change
from webapp.services.audit.reading import PAGE_LENGTH
from webapp.services.audit.recording import Subject, record
from webapp.services.store import transaction


@pytest.fixture
def administrator(app: Flask) -> Who:
    return make_administrator(app)


@pytest.fixture
def browser(app: Flask, administrator: Who) -> Browser:
    return browser_of(app, administrator)


def note(app: Flask, who: Who | None, subject: str, *, kind: str = "directorate", **more: str | None) -> None:
    """One change on record."""
    values = {"field": "name", "old": "Old", "new": "New", "reason": "", **more}
    with app.app_context(), transaction():
        record(who=who, subject=Subject(kind, 1, subject), **values)  # type: ignore[arg-type]


def rows(browser: Browser, query: str = "") -> list[list[str]]:
    """The file's rows without its heading."""
    answer = browser.get(f"/audit?format=csv&{query.lstrip('?')}")
    assert answer.mimetype == "text/csv"
    return csv_cells(answer.data)[1:]


def test_a_corrected_figure_says_who_what_when_and_why(app: Flask, browser: Browser, administrator: Who) -> None:
    with app.app_context():
        director = make_person("Dan Roe", Role.DIRECTOR)
        indicator = make_indicator(who=administrator, director=director)
        set_figures(indicator, "2014-10", actual="439.1", who=administrator, targets={"2014-10": "385.6"})
        set_figures(indicator, "2014-10", actual="439.7", who=administrator)
    page = words(browser.get("/audit?kind=actual"))
    assert "Actual of CS01, October 2014" in page
    assert "439.1 439.7" in page
    assert "Morag Lewis" in page
    definition = words(browser.get("/audit?kind=indicator"))
    assert "Strategic director lead – Nothing Dan Roe" in definition


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", {"Housing", "Children", "Roads"}),
        ("?kind=period", {"Roads"}),
        ("?by=0", {"Children"}),
        ("?first_day=2014-10-26&last_day=2014-10-26", {"Children"}),
        ("?first_day=26+October+2014", {"Children", "Roads"}),
        ("?last_day=25/10/2014", {"Housing"}),
        ("?kind=nonsense", {"Housing", "Children", "Roads"}),
        ("?indicator=nothing+like+it", set()),
    ],
)
def test_the_filter(app: Flask, browser: Browser, administrator: Who, query: str, found: set[str]) -> None:
    """The days are London's: on 26 October 2014 the clocks went back."""
    note(app, administrator, "Housing")
    note(app, None, "Children")
    note(app, administrator, "Roads", kind="period")
    moments = {
        "Housing": datetime(2014, 10, 25, 22, 59, tzinfo=UTC),
        "Children": datetime(2014, 10, 25, 23, 1, tzinfo=UTC),
        "Roads": datetime(2014, 10, 27, 0, 0, tzinfo=UTC),
    }
    with app.app_context(), transaction() as session:
        for change in session.query(Change):
            change.at = moments.get(change.subject, datetime(2001, 1, 1, tzinfo=UTC))
    shown = words(browser.get(f"/audit{query}"))
    assert {name for name in moments if name in shown} == found
    assert {row[4] for row in rows(browser, query)} & set(moments) == found


def test_an_indicator_is_found_by_code_title_and_its_wildcards_are_letters(
    app: Flask, browser: Browser, administrator: Who
) -> None:
    with app.app_context():
        make_indicator(code="CS01", title="Children in need", who=administrator)
        make_indicator(code="HO_9", title="100% of repairs", who=administrator)
    assert {row[5] for row in rows(browser, "?indicator=cs01")} == {"CS01"}
    assert {row[5] for row in rows(browser, "?indicator=REPAIRS")} == {"HO_9"}
    assert {row[5] for row in rows(browser, "?indicator=0%25")} == {"HO_9"}
    assert {row[5] for row in rows(browser, "?indicator=_")} == {"HO_9"}


@pytest.mark.parametrize(
    "query", ["?first_day=soon", "?last_day=31/12/9999", "?first_day=0001-01-01", "?last_day=31/02/2014"]
)
def test_a_day_that_cannot_be_read_is_said(browser: Browser, query: str) -> None:
    for asked in (query, f"{query}&format=csv"):
        answer = browser.get(f"/audit{asked}")
        assert answer.status_code == 422
        assert "There is a problem" in words(answer)


@pytest.mark.parametrize(
    "query", ["?page=0", "?page=-5", "?page=x", "?page=99999999999999999999", "?by=x", "?indicator=%00"]
)
def test_a_strange_address_is_still_answered(browser: Browser, query: str) -> None:
    assert browser.get(f"/audit{query}").status_code in {200, 422}


def test_an_empty_answer_says_what_to_do(browser: Browser) -> None:
    page = words(browser.get("/audit?indicator=nothing"))
    assert "No change like that" in page
    assert "show everything" in page


def test_long_records_come_in_pages_and_whole_in_the_file(app: Flask, browser: Browser, administrator: Who) -> None:
    with app.app_context(), transaction():
        for number in range(PAGE_LENGTH + 5):
            subject = Subject("directorate", number, f"Directorate {number:03}")
            record(who=administrator, subject=subject, field="name", old="a", new="b")
    first, second = (browser.get(f"/audit?kind=directorate&page={page}").text for page in (1, 2))
    assert first.count("Directorate 0") == PAGE_LENGTH
    assert second.count("Directorate 0") == 5
    assert "kind=directorate&amp;page=2" in first
    assert len(rows(browser, "?kind=directorate")) == PAGE_LENGTH + 5


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("=1+1", "'=1+1"),
        ("+44 20", "'+44 20"),
        ("-1+2", "'-1+2"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"),
        ("\r=1", "'\r=1"),
        ("-12.5", "-12.5"),
        ("+3", "+3"),
        ('plain, with "quotes"\nand lines', 'plain, with "quotes"\nand lines'),
        ("£5 – żółć", "£5 – żółć"),
    ],
)
def test_no_cell_of_the_file_is_a_formula(
    app: Flask, browser: Browser, administrator: Who, text: str, written: str
) -> None:
    note(app, administrator, text, old=text, new=text, reason=text)
    row = rows(browser, "?kind=directorate")[0]
    assert [row[4], row[7], row[8], row[9]] == [written] * 4


def test_texts_are_escaped_on_the_page(app: Flask, browser: Browser, administrator: Who) -> None:
    note(app, administrator, "<script>alert(1)</script>", reason="<b>")
    assert "<script>alert" not in browser.get("/audit").text


def test_the_performance_team_reads_figures_and_not_rights(app: Flask, administrator: Who) -> None:
    with app.app_context():
        performance = make_person("Priya Nair", Role.PERFORMANCE)
        indicator = make_indicator(who=performance)
        set_figures(indicator, "2014-10", actual="1.5", who=performance)
    browser = browser_of(app, performance)
    assert {row[3] for row in rows(browser)} == {"Actual", "Indicator", "Period"}
    assert rows(browser, "?kind=right") == rows(browser)
    page = browser.get("/audit")
    assert "Role" not in words(page)
    assert 'value="right"' not in page.text


@pytest.mark.parametrize("role", [Role.LEAD, Role.DIRECTOR, Role.READER])
def test_others_do_not_read_it(app: Flask, role: Role) -> None:
    with app.app_context():
        person = make_person("Ann Lee", role)
    browser = browser_of(app, person)
    assert browser.get("/audit").status_code == 403
    assert browser.get("/audit?format=csv").status_code == 403


def test_figures_are_plain_in_the_file(app: Flask, browser: Browser, administrator: Who) -> None:
    with app.app_context():
        indicator = make_indicator(who=administrator, tolerance=Decimal("2.5"))
        set_figures(indicator, "2014-10", actual="-1234.5", who=administrator)
    assert [row[8] for row in rows(browser, "?kind=actual") if row[6] == "Value"] == ["-1234.5"]
