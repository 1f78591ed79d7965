"""The life of a plan from required to closed, in the hands of those who write, sign and upload."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.plan_life import Hands, state_of, three_people
from tests.browser.sites import Site
from tests.databases import KINDS

MEASURE, CODE = "Rate of Children in Need", "FW01"


@pytest.mark.parametrize("database", KINDS, indirect=True, scope="session")
def test_from_required_to_closed(page: Page, window: Callable[[], Page], site: Site) -> None:
    hands = three_people(site, page, window)
    hands.write(MEASURE, "October 2014", "The new case system counts closed cases too.")
    hands.submit()
    hands.send_back("Say how many cases are meant.")
    hands.edit("The new case system counts 410 closed cases too.")
    expect(page.get_by_text("Say how many cases are meant.")).to_be_visible()
    hands.submit()
    hands.sign()
    signed = hands.paper(hands.director)
    the_figure_changes(hands, signed)
    a_new_version_is_signed(hands, signed)
    the_figure_is_green_and_the_plan_closed(hands)


def the_figure_changes(hands: Hands, signed: bytes) -> None:
    """A corrected figure puts the signed plan out of date; its page stays as it was."""
    hands.upload(f"{CODE},October 2014,431.2,")
    lead = hands.lead
    lead.goto(f"{hands.site.url}/")
    row = lead.get_by_role("table", name="Signed plans that are out of date").get_by_role("row").filter(has_text=CODE)
    row.get_by_role("link", name="Read").click()
    expect(state_of(lead)).to_have_text("Out of date")
    expect(lead.get_by_text("signed with 439.1 (ESTIMATED), now 431.2 (ESTIMATED)")).to_be_visible()
    expect(lead.locator(".paper")).to_contain_text("439.1 +Target: 53.5 per 10,000 (13.9%)")
    assert hands.paper(lead) == signed
    hands.officer.goto(f"{hands.site.url}/periods/2014-10")
    line = hands.officer.get_by_role("row").filter(has_text=MEASURE)
    expect(line).to_contain_text("439.1 (ESTIMATED) then, 431.2 (ESTIMATED) now")


def a_new_version_is_signed(hands: Hands, signed: bytes) -> None:
    """The lead writes a new version beside the page that still stands; the director signs it."""
    hands.lead.get_by_role("button", name="Write a new version").click()
    expect(hands.lead.get_by_text("This is the draft of a new version.")).to_be_visible()
    hands.edit("The new case system counts 410 closed cases too; 8 were taken out.")
    hands.submit()
    hands.director.goto(hands.plan)
    link = hands.director.get_by_role("link", name="See the signed page (PDF)")
    assert hands.director.request.get(hands.site.url + str(link.get_attribute("href"))).body() == signed
    hands.sign()
    expect(state_of(hands.director)).to_have_text("Signed off")
    expect(hands.director.locator(".paper")).to_contain_text("431.2 +Target: 45.6 per 10,000 (11.8%)")
    assert hands.paper(hands.director) != signed


def the_figure_is_green_and_the_plan_closed(hands: Hands) -> None:
    """Once a later figure is green, the lead closes the plan with what worked."""
    hands.upload(f"{CODE},November 2014,370,380")
    lead = hands.lead
    lead.goto(f"{hands.site.url}/")
    row = lead.get_by_role("table", name="Back to green: plans to close").get_by_role("row").filter(has_text=CODE)
    row.get_by_role("link", name="Read").click()
    expect(lead.get_by_text("61.2 per 10,000 lower, which is better. The figure is green now.")).to_be_visible()
    lead.get_by_role("button", name="Close plan").click()
    summary = lead.locator(".govuk-error-summary")
    expect(summary).to_be_focused()
    summary.get_by_role("link", name="Say in a sentence or two what worked.").click()
    lead.keyboard.type("The weekly list found every finished case.")
    lead.get_by_role("button", name="Close plan").click()
    expect(lead.get_by_text("The plan is closed.")).to_be_visible()
    expect(state_of(lead)).to_have_text("Closed")
    expect(lead.get_by_text("The weekly list found every finished case.").first).to_be_visible()


def test_a_figure_that_changes_no_action_is_answered_by_the_director(
    page: Page, window: Callable[[], Page], site: Site
) -> None:
    hands = three_people(site, page, window)
    director = hands.director
    row = director.get_by_role("table", name="Signed plans that are out of date").get_by_role("row").nth(1)
    row.get_by_role("link", name="Read").click()
    hands.plan = director.url
    director.get_by_label("Why does the plan need no change?").fill("One conference more changes no action.")
    director.get_by_role("button", name="Record that no change is needed").click()
    expect(state_of(director)).to_have_text("Signed off")
    expect(director.get_by_text("One conference more changes no action.").first).to_be_visible()
    director.get_by_text("Withdraw the signed page").click()
    director.get_by_label("Why is the plan withdrawn?").fill("The cause was another one.")
    director.get_by_role("button", name="Withdraw plan").click()
    expect(state_of(director)).to_have_text("Withdrawn")
    page.goto(hands.plan)
    page.get_by_role("button", name="Write a new version").click()
    expect(page.get_by_text("This is the draft of a new version.")).to_be_visible()
    page.goto(hands.plan)
    expect(page.get_by_text("was withdrawn. The cause was another one.")).to_be_visible()
