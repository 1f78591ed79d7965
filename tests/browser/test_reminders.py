"""The account page in a browser: what somebody is reminded of, and the address of their calendar."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.browser.axe import axe
from tests.browser.people import LEAD, sign_in
from tests.browser.sites import Site


def test_somebody_chooses_reminders_and_subscribes_to_due_days(page: Page, site: Site) -> None:
    sign_in(page, site, LEAD)
    expect(page.get_by_role("row", name="FW01").get_by_text("Due 30 November 2014")).to_be_visible()
    page.get_by_role("link", name="Your account").click()
    page.get_by_role("checkbox", name="Plan required").uncheck()
    page.get_by_role("button", name="Save reminders").click()
    expect(page.get_by_text("Your reminders were saved.")).to_be_visible()
    expect(page.get_by_role("checkbox", name="Plan required")).not_to_be_checked()
    expect(page.get_by_role("checkbox", name="Plan overdue")).to_be_checked()
    page.get_by_role("button", name="Make a calendar address").click()
    address = page.locator("#calendar-link").inner_text()
    assert axe(page) == []
    calendar = page.request.get(address)
    assert calendar.headers["content-type"] == "text/calendar; charset=utf-8"
    assert "SUMMARY:Plan due: FW01 Rate of Children in Need" in calendar.text()
    page.get_by_role("button", name="Done").click()
    page.get_by_role("button", name="Remove calendar address").click()
    expect(page.get_by_text("Your calendar address has stopped working.")).to_be_visible()
    assert page.request.get(address).status == 404
