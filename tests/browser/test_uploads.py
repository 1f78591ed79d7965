"""Files as services send them: faulty, untidy, wide; each from being dropped to its receipt, and taken back again."""

from __future__ import annotations

import base64
import io
import re
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from playwright.sync_api import FilePayload, Page, expect

from tests.browser.axe import axe
from tests.browser.keyboard import press, write
from tests.browser.people import PERFORMANCE, sign_in
from tests.browser.periods_work import UploadPage, csv
from tests.browser.sites import Site

CHILDREN, REPEATED = "FW01", "FW09"
UNTIDY = f"""Families and wellbeing,,,,
Return of November,,,,

Ref,Measure,Month,Outturn,Zeichen
{CHILDREN},"Rate of
Children in Need",Nov 2014,TBC,s
{REPEATED},Children referred again,Nov 2014,250.5,s
{REPEATED},Children referred again,Oct 2014,21.5,s
"""
FAULTY = f"indicator_code,period,actual\n{CHILDREN},Oct 2014,about 440\nFW99,Oct 2014,1\n"
DROP = """([name, content]) => {
  const bytes = Uint8Array.from(atob(content), (mark) => mark.charCodeAt(0));
  const dataTransfer = new DataTransfer();
  dataTransfer.items.add(new File([bytes], name));
  for (const type of ["dragover", "drop"]) {
    document.querySelector("h1").dispatchEvent(new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true }));
  }
}"""


def drop(page: Page, file: FilePayload) -> None:
    """Drag a file from the desktop onto the page, where no field is."""
    page.evaluate(DROP, [file["name"], base64.b64encode(file["buffer"]).decode()])


def wide() -> FilePayload:
    """A workbook with a title line, a row an indicator and a column a month."""
    book, content = Workbook(), io.BytesIO()
    sheet = book.worksheets[0]
    rows = (
        ("Scorecard of the directorate",),
        ("Indicator", "Title", "Oct 2014 actual", "Nov 2014 actual", "Nov 2014 target"),
        (CHILDREN, "Rate of Children in Need", 380.5, 381.5, 385.6),
        (REPEATED, "Children referred again", "N/A", 33.25, None),
    )
    for row in rows:
        sheet.append(row)
    book.save(content)
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    return {"name": "wide.xlsx", "mimeType": kind, "buffer": content.getvalue()}


def look_at(page: Page) -> None:
    """No accessibility fault, and nothing cut off on a narrow screen."""
    for width in (320, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert axe(page) == []


def test_a_faulty_file_is_corrected_in_its_copy(page: Page, site: Site, tmp_path: Path) -> None:
    sign_in(page, site, PERFORMANCE)
    files = UploadPage(page, site)
    files.check(csv("october.csv", FAULTY))
    expect(page.locator(".govuk-error-summary")).to_be_focused()
    expect(files.fault(2)).to_contain_text("about 440")
    expect(files.fault(3)).to_contain_text("FW99")
    look_at(page)
    with page.expect_download() as started:
        page.get_by_role("link", name="as an Excel workbook").click()
    copy = tmp_path / "copy.xlsx"
    started.value.save_as(copy)
    book = load_workbook(copy)
    rows = [[cell.value for cell in row] for row in book.worksheets[0].iter_rows()]
    assert rows[0] == ["indicator_code", "period", "actual", "fault"]
    assert str(rows[1][3]).startswith("actual:")
    book.worksheets[0]["C2"] = 440.25
    book.worksheets[0].delete_rows(3)
    book.save(copy)
    page.get_by_role("button", name="Choose a corrected file").click()
    files.file.set_input_files(copy)
    files.press("Check the file")
    expect(files.figures).to_contain_text(re.compile(r"439\.1.*440\.25", re.DOTALL))


def test_an_untidy_file_is_explained_once_saved_and_taken_back(page: Page, site: Site) -> None:
    sign_in(page, site, PERFORMANCE)
    files = UploadPage(page, site)
    page.goto(files.address)
    drop(page, csv("november.csv", UNTIDY))
    expect(files.file).to_be_focused()
    press(page, page.get_by_role("button", name="Check the file"))
    expect(files.heading).to_have_text("What do these columns mean?")
    look_at(page)
    page.get_by_label("Zeichen", exact=True).select_option(label="Nothing: leave this column out")
    write(page, page.get_by_label("Remember these columns as"), "Return of families")
    files.press("Check the file")
    expect(page.get_by_role("table", name="What words in the file are taken to mean")).to_contain_text("TBC")
    expect(page.get_by_role("table", name="1 figure turns red")).to_contain_text(REPEATED)
    look_at(page)
    files.press("Save these figures")
    expect(page.locator(".govuk-error-summary")).to_be_focused()
    files.confirm()
    expect(files.heading).to_have_text("Receipt for november.csv")
    look_at(page)

    page.get_by_role("link", name="Take this upload back").click()
    look_at(page)
    write(page, page.get_by_label("Why is this upload taken back?"), "It is the draft")
    files.press("Take the upload back")
    expect(page.get_by_text("This upload was taken back by Priya Nair")).to_be_visible()
    files.check(csv("again.csv", UNTIDY))
    expect(files.figures).to_contain_text("250.5")
    page.goto(f"{site.url}/")
    expect(page.get_by_role("table", name="Uploads that wait")).to_contain_text("again.csv")


@pytest.mark.parametrize("javascript", [False])
def test_a_wide_workbook_is_saved_without_javascript(page: Page, site: Site) -> None:
    sign_in(page, site, PERFORMANCE)
    files = UploadPage(page, site)
    page.goto(files.address)
    files.file.set_input_files(wide())
    page.get_by_role("button", name="Check the file").click()
    until_done(page)
    expect(page.get_by_role("table", name="1 red disappears")).to_contain_text(CHILDREN)
    expect(page.get_by_role("table", name="What words in the file are taken to mean")).to_contain_text("N/A")
    page.get_by_role("link", name=re.compile("^[0-9]+ new$")).click()
    expect(files.figures).to_contain_text("33.25")
    expect(files.figures).not_to_contain_text("380.5")
    for tick in page.get_by_label("I have looked at").all():
        tick.check()
    page.get_by_role("button", name="Save these figures").click()
    until_done(page)
    expect(files.saved).to_contain_text("380.5")


def until_done(page: Page) -> None:
    """Ask how far it is until it is over."""
    for _ in range(100):
        again = page.get_by_role("link", name="See how far it is now")
        if not again.count():
            return
        again.click()
        page.wait_for_timeout(100)
    raise AssertionError("The work does not come to its end.")
