"""The coverage board before a committee: filtered by the keyboard, the address and the back button stay true."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from tests.browser.keyboard import press, reach, write
from tests.browser.people import DIRECTOR, sign_in
from tests.browser.sites import Site


def test_a_director_looks_what_is_missing(page: Page, site: Site) -> None:
    sign_in(page, site, DIRECTOR)
    page.goto(f"{site.url}/coverage/2014-Q2")
    lines = page.locator("#lines tbody tr:not(.board__group)")
    expect(page.get_by_text("reds have a current signed plan.")).to_be_visible()
    every = lines.count()

    kind = page.get_by_label("What is missing")
    reach(page, kind)
    page.keyboard.type("Signed page out")
    expect(page).to_have_url(re.compile("kind=out-of-date"))
    expect(lines).to_have_count(1)
    expect(kind).to_be_focused()
    expect(page.locator("#announcer")).to_contain_text(f"1 of {every} figures")
    shared = page.url

    page.goto(f"{site.url}/coverage/2014-Q2")
    page.goto(shared)
    expect(lines).to_have_count(1)
    page.go_back()
    expect(lines).to_have_count(every)

    write(page, page.get_by_label("As of (optional)"), "1 April 2015")
    press(page, page.get_by_role("button", name="Show"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Quarter 2 2014/15, as of 1 April 2015")
    expect(page.get_by_role("link", name="Actions overdue")).to_be_visible()
