"""Reading in an old form, as the performance team does it."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Locator, Page

from tests.browser.sites import Site

FILE = Path(__file__).parents[1] / "examples" / "old-form.txt"
TITLE = "Visits to libraries (per 1,000 population)"


class OldFormPages:
    """The page that takes the form, and the page that asks what it does not say."""

    def __init__(self, page: Page, site: Site) -> None:
        self.page = page
        self.address = f"{site.url}/plans/old-form"
        self.period = page.get_by_label("Which period is the form about?")
        self.code = page.get_by_label("Code", exact=True)
        self.read_form = page.get_by_role("region", name="What was read")
        self.disagreements = page.get_by_role("table", name="Where the form disagrees with its own figures")
        self.effects = page.get_by_role("table", name="Its figures, each change kept")

    def paste(self) -> None:
        """Open the page as a person finds it, and paste the form."""
        self.page.goto(self.address)
        self.page.get_by_label("Text of the form").fill(FILE.read_text(encoding="utf-8"))
        self._press("Read the form")

    def choose(self) -> None:
        """The same form as a file."""
        self.page.goto(self.address)
        self.page.get_by_label("Or choose a text file").set_input_files(FILE)
        self._press("Read the form")

    def answer(self, question: str) -> Locator:
        """The choices of one question."""
        return self.page.get_by_role("group", name=question)

    def save(self) -> None:
        self._press("Save as a draft plan")

    def check_again(self) -> None:
        self._press("Check again")

    def _press(self, button: str) -> None:
        self.page.get_by_role("button", name=button).click()
