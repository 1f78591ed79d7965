"""The pictures under docs/, drawn again from the demonstration council.

The real server is started on a temporary instance folder; a lead writes the plan of the children-in-need figure, the
director signs it, and each page is photographed on the way. The printed page is drawn from the signed PDF.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[0] = str(HERE.parent)  # run as a file, Python would look for modules beside it instead

import pypdfium2  # noqa: E402
from PIL import Image  # noqa: E402
from playwright.sync_api import Page, sync_playwright  # noqa: E402

from tests.browser.people import DIRECTOR, LEAD, PERFORMANCE, sign_in  # noqa: E402
from tests.browser.plan_form import PlanForm  # noqa: E402
from tests.browser.sites import Site, served  # noqa: E402
from webapp.domain.actions import Action  # noqa: E402
from webapp.domain.formats import long_date  # noqa: E402

CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
WIDTH, HEIGHT = 1200, 1000  # pixels of a picture
FORM_HEIGHT = 1500  # of that of the plan form, down to the reason
PAGE_SCALE = 100 / 72  # pixels a point of the printed page
MOST_BYTES = 400_000

TREND = "RE01"
INDICATOR, MONTH = "Rate of Children in Need", "2014-10"
REASON = """\
Two things came together in the autumn:

- **More referrals.** Schools sent us a quarter more than last October, most of them about neglect.
- **Fewer cases closed.** Twelve posts were filled by agency staff, and their cases were looked through late.

The number of children who come back to us within a year did not rise."""
ACTIONS = (
    Action(
        "Look through every case that has been open for more than nine months.",
        "Team managers take twenty a week and agree the next step with the worker.",
        "Sarah Beckett, Head of Specialist Services",
        "By the end of December 2014",
        date(2014, 12, 31),
    ),
    Action(
        "Help families before a referral is needed.",
        "Two family workers move to the four schools that refer most.",
        "Early Help Manager",
        "From January; fewer referrals by the end of March 2015",
        date(2015, 3, 31),
    ),
)


def main() -> None:
    """Draw every picture, and stop at one that is too large for a README."""
    with tempfile.TemporaryDirectory() as folder:
        instance = Path(folder)
        database = f"sqlite:///{instance / 'back-to-green.sqlite3'}"
        with served(database, instance, demo=True) as site, windows() as window:
            draw_board(window(), site)
            draw_trend(window(), site)
            number = draw_plan_form(window(), site)
            sign(window(), site, number)
            draw_page(site, number, instance / "plan.pdf")
    for picture in sorted(HERE.glob("*.png")):
        size = picture.stat().st_size
        print(f"{picture.name}: {size // 1000} kB")
        if size > MOST_BYTES:
            sys.exit(f"{picture.name} is larger than {MOST_BYTES // 1000} kB.")


@contextmanager
def windows() -> Iterator[Callable[[], Page]]:
    """Opens a window of somebody else at each call, in the system's own Chromium."""
    found = next(filter(None, map(shutil.which, CHROMIUM)), None)
    if found is None:
        sys.exit("Chromium is missing: `make pictures` installs it.")
    # Chromium refuses to run as root inside its sandbox, as it must in a container.
    arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=arguments)
        yield lambda: browser.new_context(viewport={"width": WIDTH, "height": HEIGHT}, locale="en-GB").new_page()
        browser.close()


def draw_board(page: Page, site: Site) -> None:
    """The month as the performance team sees it."""
    sign_in(page, site, PERFORMANCE)
    page.goto(f"{site.url}/periods/{MONTH}")
    page.screenshot(path=HERE / "board.png")


def draw_trend(page: Page, site: Site) -> None:
    """A red that is within ordinary variation, as the performance team sees it."""
    sign_in(page, site, PERFORMANCE)
    page.goto(f"{site.url}/indicators/code/{TREND}")
    page.get_by_role("link", name="XmR: ordinary variation").click()
    page.get_by_role("img", name="XmR chart").wait_for()
    page.reload()  # without the mark of the focus
    page.locator("#trend-section").screenshot(path=HERE / "trend.png")


def draw_plan_form(page: Page, site: Site) -> int:
    """What waits for the lead, then her plan while she writes it; submits it, and returns the plan's number."""
    sign_in(page, site, LEAD)
    page.screenshot(path=HERE / "your-work.png")
    page.get_by_role("row").filter(has_text=INDICATOR).get_by_role("button", name="Write plan").click()
    page.wait_for_url("**/edit*")
    number = int(page.url.split("/plans/")[1].split("/")[0])
    form = PlanForm(page)
    form.reason.fill(REASON)
    for row, action in enumerate(ACTIONS, start=1):
        fill_action(form, row, action)
        if row < len(ACTIONS):
            form.add.click()
            form.action(row + 1, "What").wait_for()
    form.save.click()
    page.get_by_text("The draft was saved.").wait_for()
    page.set_viewport_size({"width": WIDTH, "height": FORM_HEIGHT})
    page.goto(f"{site.url}/plans/{number}/edit")
    page.screenshot(path=HERE / "plan-form.png")
    form.submit.click()
    page.wait_for_url(f"**/plans/{number}")
    return number


def fill_action(form: PlanForm, row: int, action: Action) -> None:
    """Write one action into its row."""
    assert action.due is not None
    written = {"What": action.what, "How": action.how, "Who": action.who, "When": action.when}
    for label, text in {**written, "Due date": long_date(action.due)}.items():
        form.action(row, label).fill(text)


def sign(page: Page, site: Site, number: int) -> None:
    """Sign the plan as its director."""
    sign_in(page, site, DIRECTOR)
    page.goto(f"{site.url}/plans/{number}")
    page.get_by_role("button", name="Sign off plan").click()
    page.get_by_text("Signed off").first.wait_for()


def draw_page(site: Site, number: int, pdf: Path) -> None:
    """The printed page, by the command that prints it."""
    site.run("plan-pdf", str(number), "-o", str(pdf)).check_returncode()
    with pypdfium2.PdfDocument(pdf) as document:
        picture = document[0].render(scale=PAGE_SCALE).to_pil()
    # This method keeps a colour that stands in few places: the red of the status.
    few = picture.convert("RGB").quantize(64, method=Image.Quantize.FASTOCTREE)
    few.save(HERE / "plan-page.png", optimize=True)


if __name__ == "__main__":
    main()
