"""A zipped folder of a dozen old forms, settled one by one and together, ends in plans."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser.axe import axe
from tests.browser.old_form_pages import FILE, TITLE, FolderTable, OldFormPages
from tests.browser.people import PERFORMANCE, sign_in
from tests.browser.sites import Site
from tests.integration.old_form_folder import DISAGREEING, FORM
from tests.word_forms import from_text, zipped

MONTHS = ("April", "May", "June", "July", "August", "September", "October")
CHILDREN = "Rate of children in need (per 10,000 population 0-17)"
KNOWN = FORM.but(title=CHILDREN, target="385.6 (July 2014)", performance="400 +Target: 14.4 per 10,000 (3.7%)")


def folder() -> bytes:
    """Seven months of a new measure, one the council knows, one that disagrees with itself, one that is no form."""
    months = {f"Forms/{month}.txt": FORM.but(target=f"90 ({month} 2014)").text for month in MONTHS}
    return zipped(
        {
            **months,
            "Forms/October again.docx": FORM.but(target="90 (October 2014)", what="Wait.").document,
            "Forms/bins.docx": DISAGREEING.document,
            "Forms/children.docx": KNOWN.document,
            "Forms/libraries.docx": from_text(FILE.read_text(encoding="utf-8")),
            "Forms/scan.pdf": b"%PDF-1.4",
            "__MACOSX/._bins.docx": b"x",
        }
    )


def test_a_folder_of_forms_ends_in_plans(page: Page, site: Site, tmp_path: Path) -> None:
    sign_in(page, site, PERFORMANCE)
    file = tmp_path / "forms.zip"
    file.write_bytes(folder())
    forms = OldFormPages(page, site)
    forms.page.goto(forms.address)
    forms.paste_from_word(f"<table><tr><td>Indicator Title<td><b>{TITLE}</b><tr><td>Target<td>90</table>")
    expect(forms.text).to_have_value(f"Indicator Title\t<p><strong>{TITLE}</strong></p>\nTarget\t90\n")
    forms.choose(file)
    table = FolderTable(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("Old forms in forms.zip")
    expect(table.counts).to_contain_text("0 of 12")
    for row, sentence in (
        ("Forms/bins.docx", "Against October 2014 it states −9.5 (−10.6%), but its figures give −9 (−10.0%)."),
        ("Forms/scan.pdf", "The file is a PDF"),
        ("Forms/October.txt", "“Forms/October again.docx” is about the same indicator and period"),
    ):
        expect(table.row(row)).to_contain_text(sentence)
    assert axe(page) == []

    table.press("Put aside", "Forms/October again.docx")
    expect(page.get_by_role("main").get_by_text("The form is put aside.")).to_be_visible()
    table.press("Take back", "Forms/October again.docx")
    expect(page.get_by_role("main").get_by_text("The form is taken back.")).to_be_visible()
    table.press("Put aside", "Forms/October again.docx")
    expect(page.get_by_role("main").get_by_text("The form is put aside.")).to_be_visible()
    table.code("Forms/bins.docx").fill("BIN1")
    table.code("Forms/July.txt").fill("REP1")
    page.get_by_role("button", name="Keep the codes").click()
    expect(table.row("Forms/October.txt")).to_contain_text("Ready")
    table.press("Save", "Forms/bins.docx")
    expect(
        page.get_by_role("main").get_by_text("The form is saved: BIN1 has its figures, and draft plan")
    ).to_be_visible()

    answer_about_the_libraries(page)
    expect(table.counts).to_contain_text("3 of 12")
    page.get_by_role("button", name="Save all").click()
    expect(page.get_by_role("main").get_by_text("5 forms were saved as draft plans.")).to_be_visible()
    expect(table.counts).to_contain_text("8 of 12")
    expect(table.row("Forms/April.txt")).to_contain_text("April 2014 was locked by Priya Nair")

    table.show("7", "saved")
    expect(table.row("Forms/children.docx")).to_contain_text("Draft")
    table.row("Forms/October.txt").get_by_role("link", name="Plan").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(FORM.title)
    expect(page.get_by_text("Two plumbers left.")).to_be_visible()


def answer_about_the_libraries(page: Page) -> None:
    """A form of a new indicator, answered on its own page."""
    forms = FolderTable(page)
    forms.row("Forms/libraries.docx").get_by_role("link", name="Forms/libraries.docx").click()
    expect(page.get_by_role("region", name="What was read")).to_contain_text(TITLE)
    page.get_by_label("Code", exact=True).fill("LIB1")
    page.get_by_label("Higher is better").check()
    page.get_by_role("button", name="Save as a draft plan").click()
    expect(
        page.get_by_role("main").get_by_text("The form is saved: LIB1 has its figures, and draft plan")
    ).to_be_visible()
