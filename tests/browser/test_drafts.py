"""Drafts save themselves: truly, through a lost connection and a closed tab, and beside whoever else writes."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, Route, expect

from tests.browser.axe import axe
from tests.browser.people import LEAD, PERFORMANCE, sign_in
from tests.browser.plan_form import PlanForm
from tests.browser.sites import Site

MEASURE = "Rate of Children in Need"
PERIOD = "October 2014"
AUTOSAVE = re.compile(r"/autosave$")
SAVED = re.compile(r"^\s*Saved \d\d:\d\d")
WORD = Path(__file__).parents[1] / "examples" / "clipboard" / "word.html"


def open_plan(page: Page, site: Site) -> PlanForm:
    """Begin the children's plan as its lead."""
    sign_in(page, site, LEAD)
    row = page.get_by_role("row").filter(has_text=MEASURE).filter(has_text=PERIOD)
    row.get_by_role("button", name="Write plan").click()
    page.wait_for_url(re.compile(r"/plans/\d+/edit"))
    return PlanForm(page)


def join(page: Page, site: Site, url: str) -> PlanForm:
    """Open the same plan as the performance team."""
    sign_in(page, site, PERFORMANCE)
    page.goto(url)
    return PlanForm(page)


def write(form: PlanForm, box: Locator, text: str) -> None:
    """Type over what stands in a box, and wait until it is saved."""
    with form.page.expect_response(AUTOSAVE):
        box.fill(text)
    expect(form.saved).to_have_text(SAVED)


def paste(box: Locator, html: str, plain: str) -> None:
    """Paste as the browser does when both kinds are on the clipboard."""
    box.evaluate(
        """(box, [html, plain]) => {
            const clipboardData = new DataTransfer();
            clipboardData.setData("text/html", html);
            clipboardData.setData("text/plain", plain);
            box.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
        }""",
        [html, plain],
    )


def test_a_draft_survives_a_lost_connection_and_a_closed_tab(page: Page, context: BrowserContext, site: Site) -> None:
    form = open_plan(page, site)
    write(form, form.reason, "First words")
    expect(form.announcer).to_contain_text("Saved")
    page.reload()
    expect(form.reason).to_have_value("First words")

    context.set_offline(True)
    form.reason.fill("First words and more")
    expect(form.trouble).to_contain_text("no connection")
    expect(form.saved).to_contain_text("What you type is kept in this page")
    form.save.click()
    expect(form.reason).to_have_value("First words and more")
    context.set_offline(False)
    expect(form.saved).to_have_text(SAVED)
    expect(form.trouble).to_be_hidden()
    page.reload()
    expect(form.reason).to_have_value("First words and more")
    expect(page.get_by_text("that was not saved")).to_be_hidden()

    closing = context.new_page()
    closing.goto(page.url)
    page.goto(site.url)
    form = PlanForm(closing)
    context.set_offline(True)
    form.reason.fill("Typed before the tab was closed")
    expect(form.trouble).to_be_visible()
    url = closing.url
    closing.close(run_before_unload=False)
    context.set_offline(False)

    page.goto(url)
    form = PlanForm(page)
    expect(page.get_by_text(re.compile(r"You have text from \d\d:\d\d that was not saved\."))).to_be_visible()
    expect(form.reason).to_have_value("First words and more")
    assert axe(page) == []
    page.get_by_role("button", name="Put it back").click()
    expect(form.reason).to_have_value("Typed before the tab was closed")
    expect(form.saved).to_have_text(SAVED)
    expect(page.get_by_text("that was not saved")).to_be_hidden()
    page.reload()
    expect(form.reason).to_have_value("Typed before the tab was closed")
    form.save.click()
    expect(page.get_by_text("The draft was saved.")).to_be_visible()
    write(form, form.reason, "A worse text")
    go_back_to_the_version_before(page)
    expect(form.reason).to_have_value("Typed before the tab was closed")


def go_back_to_the_version_before(page: Page) -> None:
    page.get_by_role("link", name="See it as it prints").click()
    page.get_by_role("link", name="Versions of the text").click()
    page.get_by_role("link", name="What changed in version").first.click()
    expect(page.locator(".prose ins")).to_contain_text("A worse text")
    page.get_by_role("link", name="Versions").click()
    page.get_by_role("link", name=re.compile(r"^Version \d+$")).nth(1).click()
    page.get_by_role("button", name="Go back to this text").click()
    expect(page.get_by_text("is back, as version")).to_be_visible()


def test_saving_is_read_out_once_however_much_is_typed(page: Page, site: Site) -> None:
    form = open_plan(page, site)
    page.evaluate(
        """() => {
            window.heard = [];
            const announcer = document.getElementById("announcer");
            new MutationObserver(() => window.heard.push(announcer.textContent))
                .observe(announcer, { childList: true });
        }"""
    )

    def type_on(route: Route) -> None:
        form.reason.press_sequentially(" and more")
        route.continue_()

    page.route(AUTOSAVE, type_on, times=2)
    write(form, form.reason, "Some words")
    heard = page.evaluate("window.heard")
    assert any(words.startswith("Saved") for words in heard)
    assert not any("yet" in words for words in heard)


def test_text_typed_after_somebody_else_submitted_is_refused_with_the_reason(
    page: Page, window: Callable[[], Page], site: Site
) -> None:
    form = open_plan(page, site)
    write(form, form.reason, "Why it is so")
    for label in ("What", "How", "Who", "When"):
        form.action(1, label).fill("As agreed")
    form.action(1, "Due date").fill("31 December 2014")
    team = join(window(), site, page.url)
    form.submit.click()
    expect(page.get_by_text("The plan was submitted for signature.")).to_be_visible()
    answers: list[Route] = []
    previews = re.compile(r"/preview$")
    team.page.route(previews, lambda route: answers.append(route))
    team.reason.fill("Typed too late")
    expect(team.saved).to_contain_text("copy what you want to keep")
    with team.page.expect_response(previews):
        for route in answers:
            route.continue_()
    expect(team.page.locator("#preview")).to_contain_text("Typed too late")
    expect(team.trouble).to_contain_text("This plan is submitted, so its text cannot be changed.")
    expect(team.reason).to_have_value("Typed too late")


def leave_behind(page: Page, url: str, text: str) -> None:
    """Type in a tab from which nothing reaches the server, and close it once its copy is kept."""
    page.goto(url)
    page.route(re.compile(r"/(autosave|others)$"), lambda route: route.abort())
    form = PlanForm(page)
    form.reason.fill(text)
    page.wait_for_function("text => Object.values(localStorage).some((copy) => copy.includes(text))", arg=text)
    page.close(run_before_unload=False)


def test_text_left_behind_is_offered_until_it_is_put_back_or_discarded(
    page: Page, context: BrowserContext, site: Site
) -> None:
    form = open_plan(page, site)
    write(form, form.reason, "Saved")
    leave_behind(context.new_page(), page.url, "Left behind first")
    leave_behind(context.new_page(), page.url, "Left behind second")
    page.bring_to_front()
    # Neither writing on in a tab that was open already nor in one that offers the text takes it away.
    write(form, form.action(1, "What"), "Written on")
    page.reload()
    offer = page.get_by_role("region", name="Text that was not saved")
    expect(offer).to_be_visible()
    write(form, form.action(1, "How"), "Written on, with the offer above")
    page.reload()
    expect(offer).to_be_visible()
    page.get_by_role("button", name="Put it back").click()
    expect(form.reason).to_have_value("Left behind second")
    expect(form.action(1, "How")).to_have_value("Written on, with the offer above")
    expect(offer).to_be_visible()
    page.get_by_role("button", name="Discard it").click()
    expect(offer).to_be_hidden()
    page.reload()
    expect(form.reason).to_have_value("Left behind second")
    expect(form.saved).to_have_text(SAVED)
    expect(offer).to_be_hidden()


def test_an_added_action_has_the_focus_and_the_first_can_be_removed(page: Page, site: Site) -> None:
    form = open_plan(page, site)
    write(form, form.action(1, "What"), "The first action")
    form.add.click()
    expect(form.action(2, "What")).to_be_focused()
    write(form, form.action(2, "What"), "The second action")
    page.get_by_role("button", name="Remove action 1").click()
    expect(page.get_by_text("The draft was saved.")).to_be_visible()
    expect(form.action(1, "What")).to_have_value("The second action")


def test_two_people_in_one_plan_see_each_other_and_lose_nothing(
    page: Page, window: Callable[[], Page], site: Site
) -> None:
    lead = open_plan(page, site)
    write(lead, lead.reason, "The lead's reason")
    team = join(window(), site, page.url)
    expect(team.others).to_contain_text("Sarah Beckett is also writing here; saved")

    # In different fields: each text comes to the other, and neither caret moves.
    team.action(1, "What").fill("The team's action")
    lead.reason.press("End")
    lead.reason.press_sequentially(", with more")
    for _ in range(len(" more")):
        lead.reason.press("ArrowLeft")
    expect(lead.action(1, "What")).to_have_value("The team's action")
    expect(lead.others).to_contain_text("Priya Nair is also writing here; saved")
    assert lead.caret(lead.reason) == (True, len("The lead's reason, with"))
    expect(lead.reason).to_have_value("The lead's reason, with more")
    expect(team.reason).to_have_value("The lead's reason, with more")
    expect(team.action(1, "What")).to_have_value("The team's action")

    # In the same field: both texts are there until one of them is chosen.
    write(lead, lead.action(1, "How"), "As the lead says")
    team.action(1, "How").fill("As the team says")
    expect(team.page.get_by_text("Written by Sarah Beckett, saved")).to_be_visible()
    expect(team.action(1, "How")).to_have_value("As the team says")
    expect(team.page.locator(".their-words")).to_contain_text("As the lead says")
    assert axe(team.page) == []
    take = team.page.get_by_role("button", name="Take this text instead of yours")
    take.click()
    saved = team.page.get_by_text("The draft was saved.")
    held_back = team.page.get_by_text("Read them, then press the button again.")
    expect(saved.or_(held_back)).to_be_visible()
    if held_back.is_visible():  # words of the lead came in at that very moment
        take.click()
    expect(saved).to_be_visible()
    expect(team.action(1, "How")).to_have_value("As the lead says")


def test_text_from_word_keeps_paragraphs_bold_and_lists(page: Page, context: BrowserContext, site: Site) -> None:
    form = open_plan(page, site)
    form.reason.fill("Before.After.")
    form.reason.evaluate("box => box.setSelectionRange(7, 7)")
    paste(form.reason, WORD.read_text(encoding="utf-8"), "plain words")
    expect(form.reason).to_have_value(
        re.compile(r"^Before\.\n\n\*\*Why the target was missed\*\*\n\n.*\n\nAfter\.$", re.DOTALL)
    )
    expect(form.reason).to_have_value(re.compile(r"\n- 410 cases wait to be closed\n  - most of them in the north\n"))
    expect(page.locator("#preview ol li")).to_have_count(2)
    form.reason.press("Control+Z")
    expect(form.reason).to_have_value("Before.After.")
    context.set_offline(True)
    paste(form.reason, "<b>bold</b>", "plain words")
    expect(form.reason).to_have_value("Before.plain wordsAfter.")
    context.set_offline(False)
    expect(form.saved).to_have_text(SAVED)


def test_who_signs_in_again_goes_on_in_the_same_page(page: Page, context: BrowserContext, site: Site) -> None:
    form = open_plan(page, site)
    write(form, form.reason, "First words")
    elsewhere = context.new_page()
    elsewhere.goto(site.url)
    elsewhere.get_by_role("button", name="Sign out").click()
    form.reason.fill("First words and more")
    expect(form.trouble).to_contain_text("you are signed out")
    assert copies(page) == 1
    sign_in(elsewhere, site, LEAD)
    expect(form.saved).to_have_text(SAVED)
    expect(form.trouble).to_be_hidden()
    assert copies(page) == 0
    context.set_offline(True)
    form.reason.fill("Words for nobody else at this desk")
    expect(form.trouble).to_contain_text("no connection")
    assert copies(page) == 1
    page.close(run_before_unload=False)
    context.set_offline(False)
    elsewhere.get_by_role("button", name="Sign out").click()
    elsewhere.wait_for_url(re.compile("/sign-in"))
    assert copies(elsewhere) == 0


def copies(page: Page) -> int:
    """How many unsaved texts this browser keeps."""
    return int(page.evaluate("Object.keys(localStorage).length"))


@pytest.mark.parametrize("text", ["Many words, and 😀 among them. " * 3300], ids=["100 kB"])
def test_a_very_long_text_is_saved_and_the_page_stays_usable(page: Page, site: Site, text: str) -> None:
    form = open_plan(page, site)
    write(form, form.reason, text[:100_000])
    form.actual.fill("402")
    expect(form.panel).to_contain_text("+16.4")
    page.reload()
    expect(form.reason).to_have_value(text[:100_000])
