"""The people of the demonstration council, and how they sign in."""

from __future__ import annotations

from playwright.sync_api import Page

from tests.browser.sites import Site

LEAD = "lead@demo.example"
DIRECTOR = "director@demo.example"
PERFORMANCE = "performance@demo.example"
READER = "reader@demo.example"
ADMINISTRATOR = "admin@demo.example"
PASSWORD = "demonstration"


def sign_in(page: Page, site: Site, email: str, password: str = PASSWORD) -> None:
    """Sign in by the form and land on this person's own page."""
    page.goto(f"{site.url}/sign-in")
    page.get_by_label("E-mail address").fill(email)
    page.get_by_label("Password", exact=True).fill(password)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(lambda url: "/sign-in" not in url)
