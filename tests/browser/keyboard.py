"""Using a page by the keyboard alone."""

from __future__ import annotations

from playwright.sync_api import Locator, Page

MOST_TABS = 250


def reach(page: Page, wanted: Locator) -> None:
    """Press Tab until the wanted control has the focus; fails where the keyboard does not get there."""
    wanted.wait_for()
    for _ in range(MOST_TABS):
        if wanted.evaluate("control => control === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"The keyboard does not reach {wanted}.")


def write(page: Page, wanted: Locator, text: str) -> None:
    """Tab to a text box and type over what stands in it."""
    reach(page, wanted)
    page.keyboard.press("Control+A")
    page.keyboard.press("Delete")
    page.keyboard.type(text)


def press(page: Page, wanted: Locator) -> None:
    """Tab to a button or link and press Enter."""
    reach(page, wanted)
    page.keyboard.press("Enter")
