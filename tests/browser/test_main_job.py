"""The main job: a lead writes the plan by the keyboard alone, the director signs, everyone prints."""

from __future__ import annotations

import io
import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page, Route, expect
from pypdf import PdfReader

from tests.browser.keyboard import press, reach, write
from tests.browser.people import DIRECTOR, LEAD, PASSWORD, PERFORMANCE, READER, sign_in
from tests.browser.plan_form import PlanForm
from tests.browser.sites import Site
from tests.databases import KINDS

MEASURE = "Rate of Children in Need"
PERIOD = "October 2014"
A4_POINTS = (595, 842)
BY_ITSELF = re.compile(r"/(autosave|others)$")


def open_plan(page: Page, site: Site) -> PlanForm:
    """Sign in as the lead and open the children's plan from her work, all by the keyboard."""
    page.goto(f"{site.url}/sign-in")
    write(page, page.get_by_label("E-mail address"), LEAD)
    write(page, page.get_by_label("Password", exact=True), PASSWORD)
    page.keyboard.press("Enter")
    row = page.get_by_role("row").filter(has_text=MEASURE).filter(has_text=PERIOD)
    press(page, row.get_by_role("button", name="Write plan"))
    page.wait_for_url(re.compile(r"/plans/\d+/edit"))
    return PlanForm(page)


def write_plan(form: PlanForm) -> None:
    """The reason with bold and a list, and two actions."""
    page = form.page
    write(page, form.reason, "The new case system counts ")
    page.keyboard.press("Control+B")
    page.keyboard.type("open and closed")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    page.keyboard.type(" cases together.\n\n- 410 cases wait to be closed\n- 60 social workers are in training")
    expect(page.locator("#preview strong")).to_have_text("open and closed")
    fill_action(form, 1, "Close the finished cases", "31 December 2014")
    press(page, form.add)
    page.wait_for_url(re.compile("rows=2"))
    fill_action(form, 2, "Report the final figure", "31/01/2015")


def fill_action(form: PlanForm, number: int, what: str, due: str) -> None:
    for label, text in (
        ("What", what),
        ("How", "Each team manager checks a weekly list"),
        ("Who", "Sarah Beckett, Head of Specialist Services"),
        ("When", "By the end of the quarter"),
        ("Due date", due),
    ):
        write(form.page, form.action(number, label), text)


@pytest.mark.parametrize("database", KINDS, indirect=True, scope="session")
def test_from_red_to_signed_and_printed(page: Page, browser: Browser, site: Site) -> None:
    form = open_plan(page, site)
    write_plan(form)
    press(page, form.submit)
    page.wait_for_url(re.compile(r"/plans/\d+$"))
    plan = page.url
    expect(page.get_by_text("The plan was submitted for signature.")).to_be_visible()

    director = browser.new_context().new_page()
    sign_in(director, site, DIRECTOR)
    row = director.get_by_role("row").filter(has_text=MEASURE).filter(has_text=PERIOD)
    press(director, row.get_by_role("link", name="Read and sign"))
    expect(director.get_by_text("open and closed")).to_be_visible()
    press(director, director.get_by_role("button", name="Sign off plan"))
    expect(director.get_by_text(re.compile("^Signed off by Carys Finch"))).to_be_visible()

    paper = PdfReader(io.BytesIO(director.request.get(f"{plan}/plan.pdf").body()))
    assert len(paper.pages) == 1
    assert tuple(round(side) for side in paper.pages[0].mediabox[2:]) == A4_POINTS
    text = " ".join(paper.pages[0].extract_text().split())
    assert "439.1 +Target: 53.5 per 10,000 (13.9%)" in text
    assert "439.1 +Target: 64.0 per 10,000 (17.1%)" in text
    assert "Close the finished cases" in text
    assert "Signed off by Carys Finch" in text

    page.goto(f"{plan}/edit")
    assert page.url == plan
    expect(page.get_by_role("link", name="Edit plan")).to_have_count(0)


def test_trying_figures_takes_one_round_trip_and_leaves_the_caret(page: Page, site: Site) -> None:
    form = open_plan(page, site)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if request.url.endswith("/live") else None)
    write(page, form.actual, "402")
    expect(form.panel).to_contain_text("+16.4")
    expect(form.panel).to_contain_text("+26.9")
    expect(form.panel).to_contain_text("only tried")
    expect(form.announcer).to_contain_text("16.4")
    asked.clear()
    page.keyboard.press("ArrowLeft")
    page.keyboard.type("9")
    expect(form.actual).to_have_value("4092")
    expect(form.panel).to_contain_text("+3,706.4")
    assert form.caret(form.actual) == (True, 3)
    assert len(asked) == 1
    write(page, form.target("March 2015"), "4,092.0")
    expect(form.panel).to_contain_text("On target")
    page.reload()
    expect(form.actual).to_have_value("439.1")
    expect(form.panel).to_contain_text("These are the stored figures.")


def test_a_figure_that_cannot_be_read_is_announced(page: Page, site: Site) -> None:
    form = open_plan(page, site)
    write(page, form.actual, "about 400")
    expect(form.panel).to_contain_text("about 400")
    expect(form.announcer).to_contain_text("about 400")


def test_a_corrected_figure_is_a_revision(page: Page, site: Site) -> None:
    form = open_plan(page, site)
    write(page, form.actual, "436.2")
    reach(page, page.locator("summary").filter(has_text="The stored figure is wrong"))
    page.keyboard.press("Enter")
    write(page, page.get_by_label("Why is the figure corrected?"), "Three children were counted twice")
    press(page, page.get_by_role("button", name="Save corrected figure"))
    expect(page.get_by_text("The figure was corrected and the draft saved.")).to_be_visible()
    expect(form.actual).to_have_value("436.2")
    expect(form.panel).to_contain_text("+50.6")


def test_submitting_too_early_leads_to_each_missing_field(page: Page, site: Site) -> None:
    form = open_plan(page, site)
    write(page, form.action(1, "What"), "Close the finished cases")
    press(page, form.submit)
    summary = page.locator(".govuk-error-summary")
    expect(summary).to_be_focused()
    press(page, summary.get_by_role("link", name="Enter the reason for non-compliance."))
    expect(form.reason).to_be_focused()
    expect(form.action(1, "What")).to_have_value("Close the finished cases")


def test_a_returned_plan_comes_back_with_its_reason(page: Page, browser: Browser, site: Site) -> None:
    form = open_plan(page, site)
    write_plan(form)
    press(page, form.submit)
    page.wait_for_url(re.compile(r"/plans/\d+$"))
    director = browser.new_context().new_page()
    sign_in(director, site, DIRECTOR)
    director.goto(page.url)
    director.get_by_label("What needs to change before you can sign?").fill("Say who checks the list.")
    director.get_by_role("button", name="Return plan").click()
    expect(director.get_by_text("The plan was returned to its lead.")).to_be_visible()
    page.goto(f"{site.url}/")
    page.get_by_role("row").filter(has_text=MEASURE).filter(has_text=PERIOD).get_by_role(
        "link", name="Continue"
    ).click()
    expect(page.get_by_text("Say who checks the list.")).to_be_visible()


def test_the_second_editor_is_told_and_loses_no_word(page: Page, browser: Browser, site: Site) -> None:
    form = open_plan(page, site)
    other = browser.new_context().new_page()
    sign_in(other, site, PERFORMANCE)
    # What the second editor's page asks for by itself waits until the button is pressed.
    waiting: list[Route] = []
    other.route(BY_ITSELF, lambda route: waiting.append(route))
    other.goto(page.url)
    write(page, form.reason, "Saved first")
    press(page, form.save)
    expect(page.get_by_text("The draft was saved.")).to_be_visible()
    second = PlanForm(other)
    second.reason.fill("Typed second")
    second.save.click()
    for route in waiting:
        route.continue_()
    other.unroute(BY_ITSELF)
    expect(second.saved).to_contain_text("The non-compliance reason was changed by Sarah Beckett too")
    expect(other.get_by_text("Written by Sarah Beckett, saved")).to_be_visible()
    expect(other.locator(".their-words")).to_contain_text("Saved first")
    expect(other.locator("#trouble")).to_contain_text("Read them, then press the button again.")
    expect(second.reason).to_have_value("Typed second")
    second.save.click()
    expect(other.get_by_text("The draft was saved.")).to_be_visible()
    expect(second.reason).to_have_value("Typed second")


@pytest.mark.parametrize("javascript", [False])
def test_the_second_editor_is_told_without_javascript_too(page: Page, window: Callable[[], Page], site: Site) -> None:
    other = window()
    form = open_plan(other, site)
    sign_in(page, site, PERFORMANCE)
    page.goto(other.url)
    write(other, form.reason, "Saved first")
    press(other, form.save)
    expect(other.get_by_text("The draft was saved.")).to_be_visible()
    second = PlanForm(page)
    second.reason.fill("Typed second")
    second.save.click()
    expect(page.get_by_text("Somebody else saved this plan while you were writing.")).to_be_visible()
    expect(page.get_by_role("region", name="The text saved meanwhile")).to_contain_text("Saved first")
    expect(second.reason).to_have_value("Typed second")


@pytest.mark.parametrize("javascript", [False])
def test_the_whole_form_works_without_javascript(page: Page, site: Site) -> None:
    sign_in(page, site, LEAD)
    row = page.get_by_role("row").filter(has_text=MEASURE).filter(has_text=PERIOD)
    row.get_by_role("button", name="Write plan").click()
    form = PlanForm(page)
    form.reason.fill("Typed before trying")
    form.actual.fill("402")
    page.get_by_role("button", name="Recalculate").click()
    expect(form.panel).to_contain_text("+16.4")
    expect(form.reason).to_have_value("Typed before trying")
    form.actual.fill("439.1")
    fill_without_script(form)
    form.submit.click()
    expect(page.get_by_text("The plan was submitted for signature.")).to_be_visible()


def fill_without_script(form: PlanForm) -> None:
    for label in ("What", "How", "Who", "When"):
        form.action(1, label).fill(f"{label} it is")
    form.action(1, "Due date").fill("2014-12-31")


def test_a_reader_sees_neither_drafts_nor_unreleased_periods(page: Page, browser: Browser, site: Site) -> None:
    open_plan(page, site)
    reader = browser.new_context().new_page()
    sign_in(reader, site, READER)
    answer = reader.goto(page.url.removesuffix("/edit"))
    assert answer is not None
    assert answer.status == 404
