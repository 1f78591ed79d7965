"""A profile of targets made by the keyboard, and the year so far switched by links that the back button undoes."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from tests.browser.axe import axe
from tests.browser.keyboard import press, reach, write
from tests.browser.people import PERFORMANCE, sign_in
from tests.browser.sites import Site


def test_a_profile_is_made_shown_changed_and_saved_by_the_keyboard(page: Page, site: Site) -> None:
    sign_in(page, site, PERFORMANCE)
    page.goto(f"{site.url}/indicators/code/FW01")
    press(page, page.get_by_role("link", name="Make a profile from the year-end target"))
    expect(page.get_by_role("heading", name="Profile of targets, 2014/15")).to_be_visible()
    write(page, page.get_by_label("Start of the steps"), "387")
    press(page, page.get_by_role("button", name="Show the profile"))
    expect(page.locator("#profile").get_by_text("Equal steps from 387.0 (as typed) to 375.1.")).to_be_visible()
    expect(page).to_have_url(re.compile(r"method=equal-steps.*start=387"))
    december = page.get_by_role("group", name="December 2014").get_by_label("Target")
    expect(december).to_have_value("378.1")
    assert axe(page) == []
    write(page, december, "379")
    press(page, page.get_by_role("button", name="Save these targets"))
    expect(page.get_by_role("alert")).to_contain_text("Say why the target is changed.")
    expect(december).to_have_value("379")
    write(page, page.get_by_label("Why is a target changed?"), "Agreed by cabinet")
    press(page, page.get_by_role("button", name="Save these targets"))
    expect(page.locator(".govuk-notification-banner")).to_contain_text("379.0 (December 2014)")
    press(page, page.get_by_role("link", name="Every change of its targets").last)
    october = page.get_by_role("row").filter(has_text="October 2014").first
    expect(october).to_contain_text("Agreed by cabinet. Equal steps from 387.0 (as typed) to 375.1.")
    assert axe(page) == []


def test_the_year_is_switched_by_links_with_addresses_of_their_own(page: Page, site: Site) -> None:
    sign_in(page, site, PERFORMANCE)
    page.goto(f"{site.url}/indicators/code/RE11")
    year = page.locator("#year-section")
    expect(year.get_by_role("heading", name="Year-end outlook, 2014/15")).to_be_visible()
    expect(year.get_by_role("row").filter(has_text="Quarter 1 2014/15")).to_contain_text("All 3 months")
    by_month = year.get_by_role("link", name="By month")
    press(page, by_month)
    expect(year.get_by_role("row").filter(has_text="April 2014")).to_be_visible()
    expect(page).to_have_url(re.compile(r"/year\?year=2014&by=month"))
    reach(page, by_month)
    page.go_back()
    expect(year.get_by_role("row").filter(has_text="Quarter 1 2014/15")).to_be_visible()
    page.wait_for_load_state()
    page.go_forward()
    expect(year.get_by_role("row").filter(has_text="April 2014")).to_be_visible()
    page.wait_for_load_state()
    page.reload()
    expect(page.get_by_role("heading", name="The year so far, 2014/15")).to_be_visible()
    assert axe(page) == []
