"""The audit page: who changed what, when, from what to what and why; filtered, paged and as a file."""

from __future__ import annotations

import html
import re
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from tests.builders import make_indicator, make_person, set_figures
from tests.integration.administration import Browser, browser_of, make_administrator, words
from tests.table_files import csv_cells
from webapp.domain.rights import Role, Who
from webapp.models import Change
from webapp.services.audit.reading import PAGE_LENGTH, AuditFilter, audit_lines, audit_page
from webapp.services.audit.recording import Subject, record
from webapp.services.clock import moment
from webapp.services.store import transaction
from webapp.services.targets.saving import remove_target
from webapp.services.uploads.uploading import upload_figures


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


def link(page: TestResponse, words: str) -> str:
    """Where the link to newer or older changes leads; "" where there is none."""
    found = re.search(rf'href="([^"]+)"[^>]*rel="(?:prev|next)">(?:(?!</a>).)*{words} changes', page.text, re.DOTALL)
    return html.unescape(found[1]) if found else ""


def test_a_corrected_figure_says_who_what_when_and_why(app: Flask, browser: Browser, administrator: Who) -> None:
    with app.app_context():
        director = make_person("Dan Roe", Role.DIRECTOR)
        indicator = make_indicator(who=administrator, director=director)
        set_figures(indicator, "2014-10", actual="439.1", who=administrator, targets={"2014-10": "385.6"})
        set_figures(indicator, "2014-10", actual="439.7", who=administrator)
    page = words(browser.get("/audit?kind=actual"))
    assert "Actual of CS01, October 2014" in page
    assert "Figure 439.1 439.7" in page
    assert "Figure – Nothing 439.1" in page
    assert "Morag Lewis" in page
    assert "385.6" not in page
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
    "query",
    [
        "?before=x",
        "?after=20141399T000000.000000-0-1",
        "?before=00010101T000000.000000-0-1",
        "?after=99991231T235959.999999-9-999999999999999999",
        "?before=20141026T000000.000000-1-1&after=20141026T000000.000000-2-1",
        "?by=x",
        "?indicator=%00",
    ],
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
    first = browser.get("/audit?kind=directorate")
    assert first.text.count("Directorate 0") == PAGE_LENGTH
    assert not link(first, "Newer")
    second = browser.get(link(first, "Older"))
    assert second.text.count("Directorate 0") == 5
    assert not link(second, "Older")
    assert f"{PAGE_LENGTH + 5} changes" in words(second)
    assert words(browser.get(link(second, "Newer"))) == words(first)
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


def test_pages_follow_each_other_through_changes_and_revisions_of_one_moment(
    app: Flask, browser: Browser, administrator: Who
) -> None:
    with app.app_context():
        indicator = make_indicator(who=administrator)
        for year in range(2012, 2016):
            with moment(datetime(year, 5, 1, tzinfo=UTC)):
                for month in range(1, 13):
                    key = f"{year}-{month:02}"
                    set_figures(indicator, key, actual=str(month), who=administrator, targets={key: "5"})
        team = Who(administrator.id, administrator.name, frozenset({Role.ADMINISTRATOR}))
        whole = [line.place for line in audit_lines(who=team, wanted=AuditFilter())]
        assert len(whole) > 3 * PAGE_LENGTH
        assert whole == sorted(whole, reverse=True)
        pages = [audit_page(who=team, wanted=AuditFilter())]
        while pages[-1].older:
            pages.append(audit_page(who=team, wanted=AuditFilter(), before=pages[-1].older))
        assert [line.place for page in pages for line in page.lines] == whole
        for page, newer in zip(pages[:0:-1], pages[-2::-1], strict=True):
            assert audit_page(who=team, wanted=AuditFilter(), after=page.newer) == newer
        (last,) = [line for line in pages[-1].lines if line.place == whole[-1]]
        assert audit_page(who=team, wanted=AuditFilter(), before=str(last.place)).lines == ()


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?kind=actual", ["Actual of CS01, November 2014", "Actual of CS01, October 2014"]),
        ("?kind=target", ["Target of CS01, October 2014"]),
        ("?kind=target&by=0", []),
        ("?kind=actual&by=1", ["Actual of CS01, November 2014", "Actual of CS01, October 2014"]),
        ("?kind=actual&indicator=rate", ["Actual of CS01, November 2014", "Actual of CS01, October 2014"]),
        ("?kind=actual&indicator=cs02", []),
        ("?kind=actual&first_day=2014-11-05", ["Actual of CS01, November 2014"]),
        ("?kind=actual&last_day=2014-11-04", ["Actual of CS01, October 2014"]),
    ],
)
def test_figures_are_filtered_like_every_change(
    app: Flask, browser: Browser, administrator: Who, query: str, found: list[str]
) -> None:
    with app.app_context():
        indicator = make_indicator(who=administrator)
        for day, key, targets in ((4, "2014-10", {"2014-10": "385.6"}), (5, "2014-11", {})):
            with moment(datetime(2014, 11, day, 12, tzinfo=UTC)):
                set_figures(indicator, key, actual="439.1", who=administrator, targets=targets)
    assert [row[4] for row in rows(browser, query)] == found
    page = words(browser.get(f"/audit{query}"))
    assert all(subject in page for subject in found)


def test_an_indicator_among_many_is_found_by_what_they_share(
    app: Flask, browser: Browser, administrator: Who, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("webapp.services.audit.filtering.FEW", 1)
    with app.app_context():
        for code in ("CS01", "CS02"):
            set_figures(make_indicator(code=code, who=administrator), "2014-10", actual="1", who=administrator)
        set_figures(make_indicator(code="HO01", who=administrator), "2014-10", actual="1", who=administrator)
    assert [row[5] for row in rows(browser, "?kind=actual&indicator=cs")] == ["CS02", "CS01"]


def test_more_changes_than_are_counted_are_said_without_a_number(
    browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("webapp.services.audit.reading.COUNTED", 1)
    assert "More than 10,000 changes" in words(browser.get("/audit"))


def test_a_target_that_is_removed_and_an_upload_stand_in_the_record(
    app: Flask, browser: Browser, administrator: Who
) -> None:
    with app.app_context():
        indicator = make_indicator(who=administrator)
        set_figures(indicator, "2014-10", who=administrator, targets={"2014-10": "385.6"})
        remove_target(who=administrator, indicator_id=indicator, period_key="2014-10", reason="Set by mistake")
        content = b"indicator_code,period,actual,actual_estimated,comment\nCS01,2014-10,419,yes,Two are late\n"
        assert upload_figures(who=administrator, file_name="october.csv", content=content).accepted
    (removed, _) = rows(browser, "?kind=target")
    assert removed[7:] == ["385.6", "", "Set by mistake", ""]
    (uploaded,) = rows(browser, "?kind=actual")
    assert uploaded[7:] == ["", "419.0, ESTIMATED, comment “Two are late”", "", "october.csv"]


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
    assert [row[8] for row in rows(browser, "?kind=actual")] == ["-1234.5"]
