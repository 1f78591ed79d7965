"""The committee pack: asked for on the board, waited for, downloaded, its bookmarks followed; then read as a page."""

from __future__ import annotations

import re
import time
from typing import Any

from playwright.sync_api import Browser, Page, expect
from pypdf import PdfReader

from tests.browser.axe import axe
from tests.browser.people import PERFORMANCE, READER, sign_in
from tests.browser.sites import PATIENCE_SECONDS, Site

PERIOD = "2014-10"


def ask_for_the_pack(page: Page, site: Site) -> None:
    page.goto(f"{site.url}/periods/{PERIOD}")
    page.get_by_role("button", name="Committee pack").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Committee pack of October 2014")


def downloaded(page: Page) -> PdfReader:
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Download").click()
    assert waiting.value.suggested_filename == f"committee-pack-{PERIOD}.pdf"
    return PdfReader(waiting.value.path(), strict=True)


def follow(pdf: PdfReader) -> list[tuple[str, str]]:
    """Each plan's bookmark, and the words of the page that it leads to."""
    found: list[tuple[str, str]] = []
    outline: Any = pdf.outline
    for group in outline:
        for bookmark in group if isinstance(group, list) else ():
            number = pdf.get_destination_page_number(bookmark)
            assert number is not None
            found.append((str(bookmark.title), " ".join(pdf.pages[number].extract_text().split())))
    return found


def test_the_pack_is_made_while_somebody_waits_and_its_bookmarks_lead_to_the_plans(page: Page, site: Site) -> None:
    sign_in(page, site, PERFORMANCE)
    ask_for_the_pack(page, site)
    address = page.url
    page.goto(f"{site.url}/plans")  # it can be left and come back to
    page.goto(address)
    expect(page.get_by_role("button", name="Download")).to_be_visible(timeout=PATIENCE_SECONDS * 1000)
    expect(page.locator("progress")).to_have_count(0)
    assert axe(page) == []
    pdf = downloaded(page)
    plans = follow(pdf)
    assert plans
    for title, words in plans:
        code, _, name = title.partition(" ")
        assert "PERFORMANCE ACTION PLAN" in words
        assert code in words
        assert name in words

    page.goto(f"{site.url}/periods/{PERIOD}")
    page.get_by_role("link", name="Read the committee pack as a page").click()
    for title, _ in plans:
        expect(page.get_by_role("heading", level=3, name=title, exact=True)).to_have_count(1)
    title = plans[-1][0]
    page.get_by_role("navigation", name="Contents").get_by_role("link", name=title).click()
    expect(page).to_have_url(re.compile(r"#plan-\d+$"))
    expect(page.get_by_role("heading", level=3, name=title, exact=True)).to_be_in_viewport()


def test_without_scripts_the_page_is_looked_at_again(browser: Browser, site: Site) -> None:
    context = browser.new_context(java_script_enabled=False, locale="en-GB")
    page = context.new_page()
    sign_in(page, site, READER)
    page.goto(f"{site.url}/periods")
    page.get_by_role("link", name="September 2014", exact=True).click()
    page.get_by_role("button", name="Committee pack").click()
    deadline = time.monotonic() + PATIENCE_SECONDS
    while page.get_by_role("link", name="See how far it is now").count():
        assert time.monotonic() < deadline
        page.get_by_role("link", name="See how far it is now").click()
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Download").click()
    words = " ".join(leaf.extract_text() for leaf in PdfReader(waiting.value.path()).pages)
    assert "SIGNED OFF" in words
    assert "DRAFT" not in words.replace("A page marked DRAFT", "")
    context.close()
