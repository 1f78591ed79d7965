"""The performance officer at work: indicators, targets, periods, and files of figures."""

from __future__ import annotations

import re

from playwright.sync_api import FilePayload, Locator, Page, expect

from tests.browser.sites import Site

WORKING = re.compile("^(Checking|Saving|Taking back|Upload figures)")
"""What a page is headed with while its work is not done."""


def csv(name: str, text: str) -> FilePayload:
    """A file as a person chooses it."""
    return {"name": name, "mimeType": "text/csv", "buffer": text.encode()}


class UploadPage:
    """The page on which a file of figures is chosen, and those that it leads to."""

    def __init__(self, page: Page, site: Site) -> None:
        self.page = page
        self.address = f"{site.url}/uploads/new"
        self.heading = page.get_by_role("heading", level=1)
        self.file = page.get_by_label("File of figures")
        self.faults = page.get_by_role("table", name="What to put right")
        self.figures = page.get_by_role("table", name="Figures as they are stored and as they will be")
        self.saved = page.get_by_role("table", name="Figures created and changed")

    def check(self, file: FilePayload) -> None:
        """Choose a file, and wait until its check is over."""
        self.page.goto(self.address)
        self.file.set_input_files(file)
        self.press("Check the file")

    def confirm(self) -> None:
        """Look at every warning, save the figures, and wait until that is done."""
        for tick in self.page.get_by_label("I have looked at").all():
            tick.check()
        self.press("Save these figures")

    def save(self, file: FilePayload) -> None:
        self.check(file)
        self.confirm()
        expect(self.heading).to_have_text(f"Receipt for {file['name']}")

    def press(self, button: str) -> None:
        """Press a button that has something done in the background, and wait for it."""
        self.page.get_by_role("button", name=button).click()
        expect(self.heading).not_to_have_text(WORKING)

    def fault(self, line: int) -> Locator:
        """What is said of one line: the line, the column, what is written there, and what is wrong."""
        return self.faults.get_by_role("row").filter(has=self.page.get_by_role("cell", name=str(line), exact=True))


def add_directorate(page: Page, name: str) -> None:
    """From the list of indicators: add a directorate."""
    page.get_by_role("link", name="Directorates", exact=True).click()
    page.get_by_role("button", name="Add a directorate").click()
    page.get_by_label("Name of the directorate").fill(name)
    page.get_by_role("button", name="Add directorate").click()
    expect(page.get_by_text("The directorate was added.")).to_be_visible()


def add_indicator(page: Page, site: Site, *, texts: dict[str, str], lists: dict[str, str], choices: list[str]) -> None:
    """Fill in the definition of an indicator and add it; ends on its page."""
    page.goto(f"{site.url}/indicators")
    page.get_by_role("button", name="Add an indicator").click()
    for label, text in texts.items():
        page.get_by_label(label, exact=True).fill(text)
    for label, option in lists.items():
        page.get_by_label(label, exact=True).select_option(label=option)
    for choice in choices:
        page.get_by_label(choice, exact=True).check()
    page.get_by_role("button", name="Add indicator").click()
    expect(page.get_by_text("The indicator was added.")).to_be_visible()


def add_targets(page: Page, *targets: tuple[str, str, bool]) -> None:
    """From the indicator's page: set targets, each a period, a figure and whether it is estimated."""
    page.get_by_role("button", name="Set targets").click()
    for number, (period, figure, estimated) in enumerate(targets, start=1):
        row = page.get_by_role("group", name=f"Target {number} to add", exact=True)
        row.get_by_label("Period").fill(period)
        row.get_by_label("Target", exact=True).fill(figure)
        row.get_by_label("Estimated").set_checked(estimated)
    page.get_by_role("button", name="Save targets").click()
    expect(page.get_by_text("Saved: ")).to_be_visible()


def open_year(page: Page, site: Site, year: str) -> None:
    """Open a financial year in every kind of period."""
    page.goto(f"{site.url}/periods")
    page.get_by_role("button", name="Open a financial year").first.click()
    page.get_by_label("Financial year").fill(year)
    for kind in page.get_by_role("checkbox").all():
        kind.check()
    page.get_by_role("button", name="Open periods").click()
    expect(page.get_by_role("table", name=f"Financial year {year}")).to_be_visible()
