"""Somebody leaves: each post is handed over or left vacant, and they are signed out at once."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.administration import choose
from tests.browser.people import ADMINISTRATOR, LEAD, sign_in
from tests.browser.sites import Site

LEAVER, SUCCESSOR = "Sarah Beckett", "Margaret Oyelaran"
HANDED_OVER, VACANT = "Departmental lead of FW01", "Departmental lead of FW02"


def test_a_leaver_hands_over_and_leaves_vacancies(page: Page, window: Callable[[], Page], site: Site) -> None:
    lead = window()
    sign_in(lead, site, LEAD)
    sign_in(page, site, ADMINISTRATOR)
    page.goto(f"{site.url}/people")
    page.get_by_role("link", name=LEAVER).click()
    page.get_by_role("button", name="Leaves the council").click()
    choose(page.get_by_label(HANDED_OVER), SUCCESSOR)
    page.get_by_role("button", name="Close the account").click()
    expect(page.locator(".govuk-error-summary")).to_be_focused()
    choose(page.get_by_label("Everything not chosen below"), "Leave vacant")
    page.get_by_role("button", name="Close the account").click()
    expect(page.get_by_text(f"{LEAVER} has left. The account is closed.")).to_be_visible()

    lead.goto(f"{site.url}/plans")
    expect(lead.get_by_role("heading", level=1)).to_have_text("Sign in")

    page.goto(f"{site.url}/people/vacancies")
    expect(page.get_by_label(HANDED_OVER)).to_have_count(0)
    choose(page.get_by_label(VACANT), SUCCESSOR)
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("1 post was filled.")).to_be_visible()
    expect(page.get_by_label(VACANT)).to_have_count(0)
    page.goto(f"{site.url}/indicators?q=FW01")
    expect(page.get_by_role("row").filter(has_text="FW01")).to_contain_text(SUCCESSOR)
