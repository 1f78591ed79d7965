"""The scorecard in a browser: filtered by the keyboard, shared by its address, and the back button."""

from __future__ import annotations

import re

from playwright.sync_api import Browser, Page, expect

from tests.browser.axe import axe
from tests.browser.keyboard import press, reach, write
from tests.browser.people import PERFORMANCE, READER, sign_in
from tests.browser.sites import Site


def test_a_filter_is_chosen_shared_and_gone_back_from(page: Page, browser: Browser, site: Site) -> None:
    sign_in(page, site, PERFORMANCE)
    page.goto(f"{site.url}/scorecard")
    expect(page.get_by_role("heading", name="Scorecard, October 2014")).to_be_visible()
    expect(page.locator("#scorecard").get_by_text("All 27 indicators")).to_be_visible()
    assert axe(page) == []
    reach(page, page.get_by_role("combobox", name="Status", exact=True))
    page.keyboard.press("R")
    expect(page.locator("#scorecard").get_by_text("12 indicators found: status red")).to_be_visible()
    expect(page).to_have_url(f"{site.url}/scorecard/2014-10?status=red")
    expect(page.get_by_role("combobox", name="Status", exact=True)).to_be_focused()
    expect(page.get_by_role("cell", name="Green")).to_have_count(0)
    press(page, page.get_by_role("link", name="Status"))
    expect(page).to_have_url(re.compile("status=red&sort=status"))
    write(page, page.get_by_label("Code or title"), "bin")
    page.keyboard.press("Enter")
    expect(page.locator("#scorecard").get_by_text("1 indicator found: containing “bin”, status red")).to_be_visible()
    shared = page.url
    page.go_back()
    expect(page.locator("#scorecard").get_by_text("12 indicators found: status red")).to_be_visible()
    expect(page.get_by_label("Code or title")).to_have_value("")
    page.go_back()
    page.go_back()
    expect(page.locator("#scorecard").get_by_text("All 27 indicators")).to_be_visible()
    expect(page.get_by_role("combobox", name="Status", exact=True)).to_have_value("")
    other = browser.new_context(viewport={"width": 390, "height": 800}).new_page()
    sign_in(other, site, PERFORMANCE)
    other.goto(shared)
    expect(other.get_by_role("row").filter(has_text="Missed bin collections")).to_be_visible()
    assert axe(other) == []
    assert other.evaluate("document.documentElement.scrollWidth") == 390


def test_a_reader_lands_on_the_scorecard_and_finds_a_shared_view(page: Page, site: Site) -> None:
    sign_in(page, site, READER)
    expect(page.get_by_role("heading", name=re.compile("^Scorecard, "))).to_be_visible()
    page.get_by_role("link", name="Safeguarding", exact=True).click()
    expect(page.locator("#scorecard").get_by_text("indicators found: tag Safeguarding")).to_be_visible()
    expect(page.locator("#scorecard").get_by_text("Required", exact=True)).to_have_count(0)
