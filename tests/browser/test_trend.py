"""The trend by the keyboard: views with addresses of their own, its table, and limits worked out anew."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from tests.browser.axe import axe
from tests.browser.keyboard import press, reach, write
from tests.browser.people import PERFORMANCE, sign_in
from tests.browser.sites import Site


def test_both_views_their_table_and_limits_worked_out_anew(page: Page, site: Site) -> None:
    sign_in(page, site, PERFORMANCE)
    page.goto(f"{site.url}/indicators/code/FW01")
    trend = page.locator("#trend-section")
    expect(trend.get_by_role("img", name="Trend of FW01")).to_be_visible()
    to_xmr = trend.get_by_role("link", name="XmR: ordinary variation")
    press(page, to_xmr)
    expect(trend.get_by_role("img", name="XmR chart of FW01")).to_be_visible()
    expect(page).to_have_url(re.compile(r"\?view=xmr"))
    expect(to_xmr).to_have_attribute("aria-current", "true")
    expect(to_xmr).to_be_focused()
    expect(trend.get_by_text("Variation: concern")).to_be_visible()
    table = trend.locator("summary")
    reach(page, table)
    page.keyboard.press("Enter")
    october = trend.get_by_role("row").filter(has_text="October 2014")
    expect(october).to_contain_text("Concern: outside the limits")
    assert axe(page) == []
    page.go_back()
    expect(trend.get_by_role("img", name="Trend of FW01")).to_be_visible()
    page.wait_for_load_state()
    page.go_forward()
    expect(trend.get_by_role("img", name="XmR chart of FW01")).to_be_visible()
    page.wait_for_load_state()
    press(page, trend.get_by_role("button", name="Work the limits out anew"))
    page.get_by_label("From which period on?").select_option("November 2013")
    press(page, page.get_by_role("button", name="Work out limits anew"))
    expect(page.get_by_role("alert")).to_contain_text("Say what changed")
    assert axe(page) == []
    write(page, page.get_by_label("What changed?"), "The new case system")
    press(page, page.get_by_role("button", name="Work out limits anew"))
    expect(trend.get_by_text("Limits worked out anew from November 2013: The new case system")).to_be_visible()
    page.set_viewport_size({"width": 320, "height": 900})
    expect(trend.get_by_role("img", name="XmR chart of FW01")).to_have_count(1)
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    assert axe(page) == []
