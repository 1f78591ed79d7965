"""The old form goes in by page, and comes out as a signed plan on paper."""

from __future__ import annotations

import io
import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from tests.browser.administration import choose, first_administrator, newcomer, password_link, set_password
from tests.browser.old_form_pages import TITLE, OldFormPages
from tests.browser.plan_form import PlanForm
from tests.browser.sites import Site
from tests.databases import KINDS

LEAD, DIRECTOR = "tomasz.zielinski@council.example", "olwen.pritchard@council.example"
PERIOD = "Quarter 3 2014/15"


@pytest.mark.parametrize("database", KINDS, indirect=True, scope="session")
def test_from_the_old_form_to_a_signed_page(page: Page, window: Callable[[], Page], empty_site: Site) -> None:
    first_administrator(page, empty_site)
    read_in_by_paste(page, empty_site)
    plan = page.url
    lead = newcomer(page, empty_site, window, "Tom Zielinski", LEAD, "Departmental lead")
    say_who_the_lead_is(page, empty_site)
    director = give_the_director_an_account(page, empty_site, window)

    lead.goto(empty_site.url)
    lead.get_by_role("row").filter(has_text=TITLE).get_by_role("link", name="Continue").click()
    form = PlanForm(lead)
    expect(form.panel).to_contain_text("−68.1")
    expect(form.panel).to_contain_text("−118.1")
    expect(form.action(1, "Due date")).to_have_value("31 March 2015")
    expect(form.action(2, "Due date")).to_have_value("1 December 2014")
    form.submit.click()
    expect(lead.get_by_text("The plan was submitted for signature.")).to_be_visible()

    director.goto(empty_site.url)
    director.get_by_role("row").filter(has_text=TITLE).get_by_role("link", name="Read and sign").click()
    director.get_by_role("button", name="Sign off plan").click()
    expect(director.get_by_text(re.compile("^Signed off by Olwen Pritchard"))).to_be_visible()

    paper = PdfReader(io.BytesIO(director.request.get(f"{plan}/plan.pdf").body()))
    assert len(paper.pages) == 1
    text = " ".join(paper.pages[0].extract_text().split())
    for words in (
        TITLE,
        "Olwen Pritchard",
        "Tom Zielinski",
        "1,181.9 -Target: 68.1 per 1,000 (5.4%)",
        "1,181.9 -Target: 118.1 per 1,000 (9.1%)",
        "Open Eastgate on Saturdays.",
    ):
        assert words in text


def read_in_by_paste(page: Page, site: Site) -> None:
    """Everything is shown and asked before anything is saved."""
    forms = OldFormPages(page, site)
    forms.paste()
    expect(page.get_by_text("Nothing is saved yet.")).to_be_visible()
    for words in ("1250.0 (ESTIMATED Quarter 3 2014/15)", "1300 (2014/15)", "Due date read: 31 March 2015"):
        expect(forms.read_form).to_contain_text(words)
    stated = forms.disagreements.get_by_role("row").filter(has_text=PERIOD)
    for words in ("−68.6 (−5.5%", "−68.1 (−5.4%", "an actual of 1181.4"):
        expect(stated).to_contain_text(words)
    forms.save()
    expect(page.locator(".govuk-error-summary")).to_be_focused()
    forms.code.fill("LIB1")
    page.get_by_label("Higher is better").check()
    page.get_by_label("Tolerance").fill("5%")
    expect(forms.period).to_have_value(PERIOD)
    forms.save()
    expect(page.get_by_text("The old form is in: LIB1 has its figures, and this draft plan.")).to_be_visible()
    expect(page.get_by_role("heading", level=1)).to_have_text(TITLE)
    expect(forms.disagreements).to_contain_text("−68.6 (−5.5%")


def say_who_the_lead_is(page: Page, site: Site) -> None:
    """The form's Tomasz Zieliński is the Tom Zielinski who has an account."""
    page.goto(f"{site.url}/people")
    page.get_by_role("link", name="Tomasz Zieliński").click()
    page.get_by_role("button", name="This is somebody with an account").click()
    choose(page.get_by_label("Person with an account"), "Tom Zielinski")
    page.get_by_role("button", name="They are the same person").click()
    expect(page.get_by_text("Tomasz Zieliński is now one with Tom Zielinski.")).to_be_visible()


def give_the_director_an_account(page: Page, site: Site, window: Callable[[], Page]) -> Page:
    """Whom the form names as director is given an e-mail address and a link; returns her window."""
    page.goto(f"{site.url}/people")
    page.get_by_role("link", name="Olwen Pritchard").click()
    page.get_by_role("button", name="Give an account").click()
    page.get_by_label("E-mail address").fill(DIRECTOR)
    page.get_by_role("button", name="Save changes").click()
    director = window()
    set_password(director, site, DIRECTOR, password_link(page))
    return director


def test_the_same_form_as_a_file_offers_the_indicator_it_made(page: Page, empty_site: Site) -> None:
    first_administrator(page, empty_site)
    read_in_by_paste(page, empty_site)
    first = page.url
    forms = OldFormPages(page, empty_site)
    forms.choose()
    expect(forms.answer("Which indicator is this?").get_by_label(f"LIB1 {TITLE}")).to_be_checked()
    expect(page.get_by_role("link", name="plan of this indicator and period")).to_be_visible()
    forms.save()
    expect(page.locator(".govuk-error-summary")).to_be_focused()
    forms.period.fill("Q4 2014/15")
    forms.check_again()
    for row, happens in ((f"Target, {PERIOD}", "stays"), ("Actual, Quarter 4 2014/15", "added")):
        expect(forms.effects.get_by_role("row").filter(has_text=row)).to_contain_text(happens)
    forms.save()
    expect(page.get_by_text("The old form is in: LIB1")).to_be_visible()
    assert page.url != first
    page.goto(f"{empty_site.url}/indicators")
    expect(page.get_by_role("row").filter(has_text=TITLE)).to_have_count(1)
