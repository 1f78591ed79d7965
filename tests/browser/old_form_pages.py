"""Reading in old forms, as the performance team does it."""

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
        self.text = page.get_by_label("Text of the form")
        self.period = page.get_by_label("Which period is the form about?")
        self.code = page.get_by_label("Code", exact=True)
        self.read_form = page.get_by_role("region", name="What was read")
        self.disagreements = page.get_by_role("table", name="Where the form disagrees with its own figures")
        self.effects = page.get_by_role("table", name="Its figures, each change kept")

    def paste(self) -> None:
        """Open the page as a person finds it, and paste the form."""
        self.page.goto(self.address)
        self.text.fill(FILE.read_text(encoding="utf-8"))
        self.press("Read the form")

    def paste_from_word(self, html: str) -> None:
        """Paste what an office program puts on the clipboard."""
        self.text.evaluate(
            """(area, html) => {
                const copied = new DataTransfer();
                copied.setData("text/html", html);
                area.focus();
                const how = { clipboardData: copied, bubbles: true, cancelable: true };
                area.dispatchEvent(new ClipboardEvent("paste", how));
            }""",
            html,
        )

    def choose(self, file: Path = FILE) -> None:
        """The same form as a file, or another file."""
        self.page.goto(self.address)
        self.page.get_by_label("Or choose a file").set_input_files(file)
        self.press("Read the form")

    def answer(self, question: str) -> Locator:
        """The choices of one question."""
        return self.page.get_by_role("group", name=question)

    def save(self) -> None:
        self.press("Save as a draft plan")

    def check_again(self) -> None:
        self.press("Check again")

    def press(self, button: str) -> None:
        self.page.get_by_role("button", name=button, exact=True).click()


class FolderTable:
    """The table of a zipped folder of forms."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.counts = page.get_by_role("region", name="Forms by state")
        self.table = page.get_by_role("table", name="What each form would become")

    def row(self, file: str) -> Locator:
        """The row of one file."""
        return self.table.get_by_role("row").filter(has=self.page.get_by_role("link", name=file, exact=True))

    def press(self, button: str, file: str) -> None:
        """A button of one row."""
        self.row(file).get_by_role("button", name=f"{button} {file}").click()

    def code(self, file: str) -> Locator:
        """Where the code of a new indicator is typed."""
        return self.row(file).get_by_label("New indicator, code")

    def show(self, count: str, state: str) -> None:
        """Only the forms in one state, by their count."""
        self.counts.get_by_role("link", name=f"{count} {state}").click()
