"""The administrator at work: people, their roles, and the links by which they set a password."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Locator, Page, expect

from tests.browser.people import sign_in
from tests.browser.sites import Site

ADMINISTRATOR = "ada.archer@council.example"
PASSWORD = "seven grey herons wade"


def first_administrator(page: Page, site: Site) -> None:
    """Make the first account by the command, and sign in with it."""
    made = site.run("create-admin", ADMINISTRATOR, stdin=f"{PASSWORD}\n")
    assert made.returncode == 0, made.stderr
    sign_in(page, site, ADMINISTRATOR, PASSWORD)


def add_person(page: Page, site: Site, name: str, email: str, *roles: str) -> None:
    """Add somebody with their roles; ends on their own page."""
    page.goto(f"{site.url}/people")
    page.get_by_role("button", name="Add a person").click()
    page.get_by_label("Name", exact=True).fill(name)
    page.get_by_label("E-mail address").fill(email)
    for role in roles:
        page.get_by_label(role, exact=True).check()
    page.get_by_role("button", name="Add person").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(name)


def password_link(page: Page) -> str:
    """The one-time link that the administrator, on somebody's page, makes for them."""
    page.get_by_role("button", name="Make a password link").click()
    return page.locator("#one-time-link").inner_text()


def choose(question: Locator, name: str) -> None:
    """Choose somebody from a list that tells people's posts after their names."""
    question.select_option(value=question.locator("option", has_text=name).get_attribute("value"))


def set_password(page: Page, site: Site, email: str, link: str) -> None:
    """Use the link as whoever was given it, and sign in with the new password."""
    page.goto(link)
    page.get_by_label("New password", exact=True).fill(PASSWORD)
    page.get_by_label("New password again", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Set password").click()
    expect(page.get_by_text("Your password is set. Sign in with it.")).to_be_visible()
    sign_in(page, site, email, PASSWORD)


def newcomer(page: Page, site: Site, window: Callable[[], Page], name: str, email: str, *roles: str) -> Page:
    """Add somebody and hand over the link; returns their own window, in which they are signed in."""
    add_person(page, site, name, email, *roles)
    theirs = window()
    set_password(theirs, site, email, password_link(page))
    return theirs
