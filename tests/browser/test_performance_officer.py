"""From nobody and nothing to a released, locked period: the administrator, then the performance officer."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.administration import PASSWORD, add_person, first_administrator, newcomer, password_link
from tests.browser.people import PERFORMANCE, sign_in
from tests.browser.periods_work import UploadPage, add_directorate, add_indicator, add_targets, csv, open_year
from tests.browser.sites import Site
from tests.databases import KINDS

OFFICER = "omar.okafor@council.example"
LEAD = "lena.lloyd@council.example"
READER = "rhys.reed@council.example"
PERIOD, KEY = "Quarter 3 2014/15", "2014-Q3"
BINS, LIBRARIES = "Bins collected on the planned day", "Visits to libraries"
HEADER = "indicator_code,period,actual,target,actual_estimated,target_estimated,comment\n"
FAULTY = HEADER + "ENV1,Q3 2014/15,about 90,,,,\nENV9,Q3 2014/15,12,,,,\n"
RIGHT = HEADER + "ENV1,Q3 2014/15,88.25,,yes,,Two crews short in December\n"
LATE = HEADER + "ENV1,Q3 2014/15,97,,,,\n"


@pytest.mark.parametrize("database", KINDS, indirect=True, scope="session")
def test_from_an_empty_council_to_a_locked_period(page: Page, window: Callable[[], Page], empty_site: Site) -> None:
    site = empty_site
    first_administrator(page, site)
    add_person(page, site, "Dilys Davies", "dilys.davies@council.example", "Strategic director")
    lead = newcomer(page, site, window, "Lena Lloyd", LEAD, "Departmental lead")
    reader = newcomer(page, site, window, "Rhys Reed", READER, "Reader")
    officer = newcomer(page, site, window, "Omar Okafor", OFFICER, "Performance team", "Departmental lead")

    define(officer, site)
    upload(officer, site)
    read_board(officer)
    release(officer, reader, site)

    expect(lead.get_by_role("heading", name="Nothing waits for you")).to_be_visible()
    lead.reload()
    required = lead.get_by_role("table", name="Plans required of you").get_by_role("row").filter(has_text=BINS)
    expect(required).to_contain_text(PERIOD)
    expect(required).to_contain_text("88.3%")
    expect(required.get_by_role("button", name="Write plan")).to_be_visible()

    lock(officer, site)


def define(officer: Page, site: Site) -> None:
    """The directorate, two indicators, the year's periods, and dated targets."""
    officer.goto(f"{site.url}/indicators")
    expect(officer.get_by_role("heading", name="No indicators yet")).to_be_visible()
    add_directorate(officer, "Environment")
    add_indicator(
        officer,
        site,
        texts={
            "Code": "ENV1",
            "Title": BINS,
            "Definition": "Planned collections made on their day.\nCounted from the crews' sheets.",
            "Unit": "%",
            "Tolerance": "2.5",
        },
        lists={
            "Directorate": "Environment",
            "Decimal places shown": "1",
            "Strategic director lead": "Dilys Davies",
            "Departmental lead": "Lena Lloyd",
        },
        choices=["Quarterly", "Higher is better", "Percent of the target", "Acting strategic director"],
    )
    sheet = officer.locator(".definition")
    for words in ("crews' sheets", "Environment", "Dilys Davies (acting)", "Lena Lloyd", "2.5% of target", "Quarterly"):
        expect(sheet).to_contain_text(words)
    bins = officer.url
    add_indicator(
        officer,
        site,
        texts={"Code": "LIB1", "Title": LIBRARIES, "Tolerance": "0"},
        lists={},
        choices=["Quarterly", "Higher is better"],
    )
    open_year(officer, site, "2014/15")
    expect(officer.get_by_role("table").get_by_role("link")).to_have_count(12 + 4 + 2 + 1)
    officer.goto(bins)
    add_targets(officer, ("Q3 2014/15", "95", True), ("Q4 2014/15", "96", False), ("2014/15", "96.5", False))
    dated = officer.get_by_role("table", name="Dated targets")
    for period, figure, quality in ((PERIOD, "95.0%", "ESTIMATED"), ("2014/15", "96.5%", "Final")):
        row = dated.get_by_role("row").filter(has=officer.get_by_role("rowheader", name=period, exact=True))
        expect(row).to_contain_text(figure)
        expect(row).to_contain_text(quality)


def upload(officer: Page, site: Site) -> None:
    """A file with two faults is refused as a whole; the right one is checked first and then saved."""
    files = UploadPage(officer, site)
    files.check(csv("december.csv", FAULTY))
    expect(officer.locator(".govuk-error-summary")).to_be_focused()
    expect(officer.get_by_role("heading", name="Nothing was saved")).to_be_visible()
    expect(files.fault(2)).to_contain_text("actual")
    expect(files.fault(2)).to_contain_text("about 90")
    expect(files.fault(3)).to_contain_text("indicator_code")
    expect(files.fault(3)).to_contain_text("ENV9")
    files.check(csv("december.csv", RIGHT))
    expect(files.heading).to_have_text("Nothing is saved yet: this is what the file would do")
    expect(files.figures).to_contain_text("88.25")
    expect(officer.get_by_role("table", name="1 figure turns red")).to_contain_text(BINS)
    files.confirm()
    expect(files.heading).to_have_text("Receipt for december.csv")
    officer.get_by_role("button", name=f"Board of {PERIOD}").click()


def read_board(officer: Page) -> None:
    """Everything the board says of a red figure, and of one that has not come in."""
    expect(officer.get_by_role("heading", level=1)).to_contain_text(PERIOD)
    summary = officer.get_by_role("region", name=f"Summary of {PERIOD}")
    expect(summary).to_contain_text(re.compile(r"1 of 2\s+figures returned"))
    expect(summary).to_contain_text(re.compile(r"1\s+plan required, not written"))
    board = officer.get_by_role("table", name=f"Indicators of {PERIOD}")
    red = board.get_by_role("row").filter(has_text=BINS)
    for words in ("88.3%ESTIMATED", "95.0%ESTIMATED", "−6.8", "−7.1%", "Red", "Required"):
        expect(red).to_contain_text(words)
    missing = board.get_by_role("row").filter(has_text=LIBRARIES)
    expect(missing).to_contain_text("Overdue")
    officer.get_by_label("Plan", exact=True).select_option(label="Required, not written")
    expect(missing).to_have_count(0)
    expect(red).to_have_count(1)


def release(officer: Page, reader: Page, site: Site) -> None:
    """A reader sees the board from the release on, and not before."""
    board = f"{site.url}/periods/{KEY}"
    answer = reader.goto(board)
    assert answer is not None
    assert answer.status == 404
    officer.goto(board)
    officer.get_by_role("button", name="Release to readers").click()
    officer.get_by_role("button", name="Release to readers").click()
    expect(officer.get_by_text("Released to readers by Omar Okafor")).to_be_visible()
    reader.goto(f"{site.url}/periods")
    reader.get_by_role("link", name=PERIOD).click()
    expect(reader.get_by_role("row").filter(has_text=BINS)).to_contain_text("−7.1%")
    expect(reader.get_by_role("button", name="Lock period")).to_have_count(0)


def lock(officer: Page, site: Site) -> None:
    """In a locked period a file is refused, and says whom to ask."""
    officer.goto(f"{site.url}/periods/{KEY}")
    officer.get_by_role("button", name="Lock period").click()
    officer.get_by_role("button", name="Lock").click()
    files = UploadPage(officer, site)
    files.check(csv("late.csv", LATE))
    expect(files.fault(2)).to_contain_text(f"{PERIOD} was locked by Omar Okafor on")
    officer.goto(f"{site.url}/periods/{KEY}")
    expect(officer.get_by_role("row").filter(has_text=BINS)).to_contain_text("88.3")


def test_a_password_link_works_once(page: Page, window: Callable[[], Page], empty_site: Site) -> None:
    first_administrator(page, empty_site)
    add_person(page, empty_site, "Rhys Reed", READER, "Reader")
    link = password_link(page)
    theirs = window()
    theirs.goto(link)
    theirs.get_by_label("New password", exact=True).fill("short")
    theirs.get_by_label("New password again").fill("short")
    theirs.get_by_role("button", name="Set password").click()
    expect(theirs.locator(".govuk-error-summary")).to_be_focused()
    theirs.get_by_label("New password", exact=True).fill(PASSWORD)
    theirs.get_by_label("New password again").fill(PASSWORD)
    theirs.get_by_role("button", name="Set password").click()
    expect(theirs.get_by_text("Your password is set. Sign in with it.")).to_be_visible()
    theirs.goto(link)
    expect(theirs.get_by_role("heading", level=1)).to_have_text("This link is no longer valid")


def test_the_second_of_two_uploads_says_what_it_changes(page: Page, window: Callable[[], Page], site: Site) -> None:
    sign_in(page, site, PERFORMANCE)
    files = UploadPage(page, site)
    first = csv("first.csv", HEADER + "FW01,October 2014,440.2,,,,\n")
    files.check(first)
    other = window()
    sign_in(other, site, PERFORMANCE)
    others = UploadPage(other, site)
    others.save(csv("second.csv", HEADER + "FW01,October 2014,436.2,,,,\n"))
    expect(others.saved).to_contain_text(re.compile(r"439\.1.*436\.2", re.DOTALL))
    files.confirm()
    expect(page.get_by_text("were changed by somebody else while it waited")).to_be_visible()
    expect(files.figures).to_contain_text(re.compile(r"436\.2.*440\.2", re.DOTALL))
    files.confirm()
    expect(files.saved).to_contain_text(re.compile(r"436\.2.*440\.2", re.DOTALL))
    files.check(first)
    expect(files.heading).to_have_text("Everything in the file is stored already")
    expect(page.get_by_text("The very same file was saved before")).to_be_visible()
