"""Advice follows what is typed, leaves the caret where it was, and keeps nobody from saving or submitting."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from tests.browser.axe import axe
from tests.browser.keyboard import press, write
from tests.browser.people import LEAD, sign_in
from tests.browser.plan_form import PlanForm
from tests.browser.sites import Site

MEASURE = "Social work assessments finished within 45 working days"


def open_draft(page: Page, site: Site) -> PlanForm:
    """The lead's draft that goes on from the last plan."""
    sign_in(page, site, LEAD)
    row = page.get_by_role("row").filter(has_text=MEASURE)
    row.get_by_role("link", name="Continue").click()
    page.wait_for_url(re.compile(r"/plans/\d+/edit"))
    return PlanForm(page)


def test_advice_follows_the_words_and_refuses_nothing(page: Page, site: Site) -> None:
    form = open_draft(page, site)
    advice = page.locator("#advice")
    expect(advice).to_contain_text("Prints on one page")
    expect(page.get_by_role("region", name="The last plan, for September 2014")).to_contain_text("At risk")

    write(page, form.reason, "Performance was 72.4% in October 2014.")
    expect(advice.locator("q")).to_have_text("Performance was 72.4% in October 2014.")
    expect(advice).to_contain_text("It says 72.4%. The stored actual of October 2014 is 71.4%.")
    assert form.caret(form.reason) == (True, len("Performance was 72.4% in October 2014."))
    assert axe(page) == []

    page.keyboard.press("Control+A")
    page.keyboard.insert_text("Long words. " * 500)
    expect(advice).to_contain_text("lines too long for one page")
    expect(advice.get_by_role("link", name="Go to it")).to_have_attribute("href", "#reason")
    expect(form.saved).to_contain_text("Saved")

    write(page, form.reason, "Performance was 72.4% in October 2014.")
    write(page, form.action(3, "Who"), "Head of Service")
    form.action(3, "Owner").select_option(label="Nobody yet")
    write(page, form.action(3, "When"), "In the new year")
    write(page, form.action(3, "Due date"), "30 June 2015")
    expect(advice).to_contain_text("“Head of Service” names no person.")
    expect(advice).to_contain_text("30 June 2015 is after 2014/15.")
    press(page, form.submit)
    page.wait_for_url(re.compile(r"/plans/\d+$"))
    expect(page.get_by_text("The plan was submitted for signature.")).to_be_visible()
