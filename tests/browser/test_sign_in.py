"""Signing in: on every width, on each database, with and without JavaScript."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.browser.axe import axe
from tests.browser.people import LEAD, sign_in
from tests.browser.sites import Site
from tests.databases import KINDS


@pytest.mark.parametrize("width", [1280, 320])
def test_the_sign_in_page_has_no_accessibility_fault(page: Page, site: Site) -> None:
    page.goto(f"{site.url}/sign-in")
    assert axe(page) == []


@pytest.mark.parametrize("javascript", [True, False])
@pytest.mark.parametrize("database", KINDS, indirect=True, scope="session")
def test_a_lead_signs_in(page: Page, site: Site) -> None:
    sign_in(page, site, LEAD)
    assert page.get_by_role("heading", level=1).inner_text() == "Your work"


def test_nobody_can_sign_in_with_the_demonstration_password_elsewhere(page: Page, empty_site: Site) -> None:
    page.goto(f"{empty_site.url}/sign-in")
    page.get_by_label("E-mail address").fill(LEAD)
    page.get_by_label("Password", exact=True).fill("demonstration")
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("alert").wait_for()
    assert "/sign-in" in page.url
