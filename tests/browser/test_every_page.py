"""Every kind of page that a role can reach by links: no accessibility fault, nothing cut off, at two widths."""

from __future__ import annotations

import re
from collections import deque
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page

from tests.browser.axe import axe
from tests.browser.people import ADMINISTRATOR, DIRECTOR, LEAD, READER, sign_in
from tests.browser.sites import Site

# One page of a kind is looked at: ids, period keys and what follows the question mark name another of the same kind.
VARYING = re.compile(r"(?<=/)(\d{4}-(\d{2}|Q\d|H\d|FY)|[0-9a-f]{32}|\d+)(?=/|$)")
FILES = (".pdf", ".csv", ".xlsx", ".docx", ".svg", ".png")
WIDTHS = (1280, 320)
LEAST_KINDS = {READER: 8, LEAD: 12, DIRECTOR: 11, ADMINISTRATOR: 26}


def kind_of(path: str) -> str:
    return VARYING.sub("#", urlsplit(path).path)


def is_file(address: str) -> bool:
    path, query = urlsplit(address).path, urlsplit(address).query
    return path.endswith(FILES) or "/file" in path or "format=" in query


def faults_of(page: Page, address: str) -> list[str]:
    """What is wrong with the page that is open, first on a wide screen, then on a narrow one."""
    faults: list[str] = []
    if page.locator("h1").count() != 1:
        faults.append(f"{address}: {page.locator('h1').count()} main headings")
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        if page.evaluate("document.documentElement.scrollWidth") > width:
            faults.append(f"{address}: wider than {width} pixels")
        faults += [f"{address} at {width}: {fault}" for fault in axe(page)]
    return faults


@pytest.mark.parametrize("email", list(LEAST_KINDS))
def test_every_page_a_role_reaches(page: Page, site: Site, email: str) -> None:
    sign_in(page, site, email)
    kinds = {"/"}
    waiting = deque(["/"])
    faults: list[str] = []
    while waiting:
        address = waiting.popleft()
        answer = page.goto(site.url + address)
        assert answer is not None
        if answer.status != 200:
            faults.append(f"{address}: answers {answer.status}")
        faults += faults_of(page, address)
        for path in page.locator("a[href^='/']").evaluate_all("links => links.map(link => link.getAttribute('href'))"):
            linked = path.split("#")[0]
            if kind_of(linked) not in kinds and not is_file(linked):
                kinds.add(kind_of(linked))
                waiting.append(linked)
    assert faults == []
    assert len(kinds) >= LEAST_KINDS[email], sorted(kinds)


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize(("email", "path", "status"), [(READER, "/nowhere", 404), (READER, "/indicators/new", 403)])
def test_error_pages(page: Page, site: Site, width: int, email: str, path: str, status: int) -> None:
    sign_in(page, site, email)
    answer = page.goto(site.url + path)
    assert answer is not None
    assert answer.status == status
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
