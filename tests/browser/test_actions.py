"""An action from overdue to done: its owner says how it goes, and everybody who must sees it."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.axe import axe
from tests.browser.keyboard import press, reach, write
from tests.browser.people import LEAD, PERFORMANCE, sign_in
from tests.browser.sites import Site

ACTION = "Know six weeks ahead which conferences are at risk."
MEASURE = "First child protection conferences held within 15 working days"


def test_an_owner_tells_how_an_overdue_action_goes(page: Page, site: Site, window: Callable[[], Page]) -> None:
    team = window()
    sign_in(team, site, PERFORMANCE)
    team.goto(f"{site.url}/periods/2014-Q2")
    line = team.get_by_role("row").filter(has_text=MEASURE)
    expect(line).to_contain_text("1 action overdue")

    sign_in(page, site, LEAD)
    row = page.get_by_role("row").filter(has_text=ACTION)
    expect(row).to_contain_text("Overdue")
    press(page, row.get_by_role("link", name=ACTION))
    progress = page.locator("#progress")
    reach(page, page.get_by_role("radio", name="Not started"))
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    write(page, page.get_by_label("Note"), "The list waits for the new case system")
    press(page, page.get_by_role("button", name="Record progress"))
    expect(progress).to_contain_text("Your progress was recorded.")
    expect(page.locator("#announcer")).to_have_text("At risk Overdue")
    expect(page.get_by_role("row").filter(has_text="The list waits")).to_contain_text("Sarah Beckett")
    expect(page.get_by_label("Note")).to_have_value("")
    assert axe(page) == []

    page.get_by_role("radio", name="Dropped").check()
    page.get_by_role("button", name="Record progress").click()
    expect(page.locator(".govuk-error-summary")).to_be_focused()
    expect(page.locator(".govuk-error-summary")).to_contain_text("Say why the action is dropped.")

    page.get_by_role("radio", name="Done").check()
    page.get_by_label("Note").fill("The first list went out on 10 November")
    page.get_by_role("button", name="Record progress").click()
    expect(page.locator("#announcer")).to_have_text("Done")
    page.get_by_role("link", name=re.compile("^Plan ")).first.click()
    beside = page.get_by_role("complementary", name="How the actions go")
    expect(beside).to_contain_text("The first list went out on 10 November")
    expect(beside).not_to_contain_text("Overdue")
    expect(page.get_by_role("region", name="The plan as it prints")).not_to_contain_text("The first list went out")

    team.reload()
    expect(line).not_to_contain_text("overdue")
