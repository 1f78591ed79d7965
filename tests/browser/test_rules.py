"""A named rule and a set status, by the keyboard alone: seen before it is saved, and told afterwards."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.browser.axe import axe
from tests.browser.keyboard import press, reach, write
from tests.browser.people import PERFORMANCE, sign_in
from tests.browser.sites import Site

RULE = "Days to settle a claim"


def test_a_rule_is_changed_once_it_was_seen_what_would_change(page: Page, site: Site) -> None:
    sign_in(page, site, PERFORMANCE)
    page.goto(f"{site.url}/rules")
    press(page, page.get_by_role("link", name=RULE))
    press(page, page.get_by_role("button", name="Change what it says"))
    write(page, page.get_by_label("Last value that is amber"), "22.5")
    write(page, page.get_by_label("From which period does it count?"), "Sep 2014")
    write(page, page.get_by_label("Why does it change?"), "Claimants wait too long")
    press(page, page.get_by_role("button", name="See what would change"))
    expect(page.get_by_role("heading", name="What would change")).to_be_visible()
    flips = page.get_by_role("table", name="How many figures would change colour")
    expect(flips.get_by_role("row").nth(1)).to_contain_text("Amber")
    expect(flips.get_by_role("row").nth(1)).to_contain_text("Red")
    expect(page.get_by_role("table", name="By indicator")).to_contain_text("September 2014")
    assert axe(page) == []
    press(page, page.get_by_role("button", name="Save this version"))
    expect(page.get_by_role("heading", name="Version 2 In force")).to_be_visible()
    expect(page.get_by_text("Claimants wait too long")).to_be_visible()


def test_a_status_is_set_told_on_the_board_and_taken_away(page: Page, site: Site) -> None:
    sign_in(page, site, PERFORMANCE)
    page.goto(f"{site.url}/periods/2014-10")
    row = page.get_by_role("row").filter(has_text="Fly-tips cleared")
    press(page, row.get_by_role("link").first)
    press(page, page.get_by_role("link", name="October 2014", exact=True).first)
    press(page, page.get_by_role("link", name="Set another status"))
    reach(page, page.get_by_label("Red", exact=True))
    page.keyboard.press("ArrowDown")
    expect(page.get_by_label("Amber", exact=True)).to_be_checked()
    write(page, page.get_by_label("Why does it differ from what the rule gives?"), "A crew was lent to the floods")
    assert axe(page) == []
    press(page, page.get_by_role("button", name="Set status"))
    told = "Set to amber by Priya Nair on 14 November 2014: “A crew was lent to the floods”. By the rule it is red:"
    expect(page.get_by_text(told)).to_be_visible()
    page.goto(f"{site.url}/periods/2014-10?status=amber")
    row = page.get_by_role("row").filter(has_text="Fly-tips cleared")
    expect(row).to_contain_text("Set by Priya Nair")
    expect(row.get_by_text(told)).to_be_hidden()
    press(page, row.locator("summary"))
    expect(row.get_by_text(told)).to_be_visible()
    page.go_back()
    press(page, page.get_by_role("link", name="Change status"))
    write(page, page.get_by_label("Why does the rule decide again?"), "The crew is back")
    press(page, page.get_by_role("button", name="Take the set status away"))
    expect(page.get_by_text("The rule decides the status again.")).to_be_visible()
    expect(page.locator(".definition").first).to_contain_text("Red")
