"""The plan's form as a person meets it."""

from __future__ import annotations

from playwright.sync_api import Locator, Page


class PlanForm:
    """The controls of the form by the words on them."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.actual = page.get_by_label("Actual,")
        self.reason = page.get_by_label("Non-compliance reason")
        self.panel = page.locator("#live")
        self.saved = page.locator("#saved")
        self.others = page.locator("#others")
        self.trouble = page.locator("#trouble")
        self.announcer = page.locator("#announcer")
        self.submit = page.get_by_role("button", name="Submit for signature")
        self.save = page.get_by_role("button", name="Save draft")
        self.add = page.get_by_role("button", name="Add another action")

    def target(self, period: str) -> Locator:
        """The box in which another target is tried."""
        return self.page.get_by_label(f"Target, {period}")

    def action(self, number: int, label: str) -> Locator:
        """One box of one action row."""
        return self.page.get_by_role("group", name=f"Action {number}", exact=True).get_by_label(label)

    def caret(self, box: Locator) -> tuple[bool, int]:
        """Whether a box has the focus, and where its caret stands."""
        focused, position = box.evaluate("box => [box === document.activeElement, box.selectionStart]")
        return bool(focused), int(position)
