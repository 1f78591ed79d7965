"""The file itself: tagged, embedded, described, and the same bytes every time."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import pdfua
import pytest

from tests.unit.pdf_examples import ACTION, CAPACITY, EMPTY, PARAGRAPH, PLAN, SIGNATURE, read, text_of
from webapp.domain.plan_page import PlanPage
from webapp.domain.plans import PlanState
from webapp.pdf.plan_page import draw_plan

DRAFT = replace(PLAN, signature=None, state=PlanState.DRAFT)
EXAMPLES = {
    "signed": PLAN,
    "draft of three pages": replace(DRAFT, reason_html=PARAGRAPH * 30, actions=(ACTION,) * 3),
    "submitted": replace(DRAFT, state=PlanState.SUBMITTED),
    "empty": EMPTY,
    "by a deputy": replace(PLAN, signature=replace(SIGNATURE, capacity=CAPACITY)),
    "fallback letters": replace(PLAN, reason_html="<p>☐ → ✓ <strong>☐ ŵ</strong> <em>☐ ŷ</em></p>"),
}


@pytest.fixture(params=EXAMPLES)
def example(request: pytest.FixtureRequest) -> PlanPage:
    return EXAMPLES[request.param]


def elements(node: Any) -> Iterator[Any]:
    """Every structure element below ``node``, in reading order."""
    kids = node["/K"].get_object() if "/K" in node else []
    for kid in kids if isinstance(kids, list) else [kids]:
        below = kid.get_object()
        if isinstance(below, dict) and below.get("/Type") == "/StructElem":
            yield below
            yield from elements(below)


def root_of(pdf: bytes) -> Any:
    """The file's catalogue."""
    return read(pdf).trailer["/Root"].get_object()


def structure(pdf: bytes) -> list[Any]:
    return list(elements(root_of(pdf)["/StructTreeRoot"]))


def test_the_accessibility_check_finds_nothing(example: PlanPage, tmp_path: Path) -> None:
    file = tmp_path / "plan.pdf"
    file.write_bytes(draw_plan(example))
    report = pdfua.validate(str(file))
    assert [finding.message for finding in report.findings] == []
    assert [outcome.rule_id for outcome in report.skipped] == []


def test_every_font_is_embedded(example: PlanPage) -> None:
    fonts = [
        font.get_object() for page in read(draw_plan(example)).pages for font in page["/Resources"]["/Font"].values()
    ]
    assert fonts
    for font in fonts:
        assert "/FontFile2" in font["/FontDescriptor"], font["/BaseFont"]
        assert "/ToUnicode" in font


def test_the_same_page_gives_the_same_bytes(example: PlanPage) -> None:
    assert draw_plan(example) == draw_plan(example)


def test_another_process_at_another_time_gives_the_same_bytes() -> None:
    code = (
        "from hashlib import sha256; from webapp.pdf.plan_page import draw_plan;"
        "from tests.unit.pdf_examples import PLAN;"
        "print(sha256(draw_plan(PLAN)).hexdigest())"
    )
    printed = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONHASHSEED": seed, "SOURCE_DATE_EPOCH": epoch, "TZ": zone},
            cwd=Path(__file__).parents[2],
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed, epoch, zone in (("1", "1000000000", "UTC"), ("2", "1500000000", "Asia/Tokyo"))
    }
    assert len(printed) == 1


def test_pages_drawn_at_once_are_those_drawn_one_by_one() -> None:
    pages = [replace(PLAN, number=number, reason_html=f"<p>☐ {chr(0x100 + number)} ŵ</p>") for number in range(12)]
    one_by_one = [draw_plan(page) for page in pages]
    with ThreadPoolExecutor(4) as threads:
        assert list(threads.map(draw_plan, pages)) == one_by_one


def test_a_signed_plan_is_dated_when_it_was_signed() -> None:
    file = read(draw_plan(PLAN))
    assert file.metadata is not None
    assert file.metadata.creation_date == PLAN.signature.at
    assert "<xmp:CreateDate>2014-11-14T14:02:05Z</xmp:CreateDate>" in packet(draw_plan(PLAN))


def test_an_unsigned_plan_has_no_date() -> None:
    metadata = read(draw_plan(DRAFT)).metadata
    assert metadata is not None
    assert "/CreationDate" not in metadata
    assert "xmp:CreateDate" not in packet(draw_plan(DRAFT))


def test_different_plans_have_different_identifiers() -> None:
    first, second = (read(draw_plan(page)).trailer["/ID"] for page in (PLAN, replace(PLAN, why="Other words.")))
    assert first != second


def packet(pdf: bytes) -> str:
    """The XMP metadata."""
    data: bytes = root_of(pdf)["/Metadata"].get_data()
    return data.decode()


def test_title_and_language_are_stated() -> None:
    pdf = draw_plan(replace(PLAN, indicator_title="Bins & <boxes>\nmissed", language="cy"))
    root = root_of(pdf)
    assert root["/Lang"] == "cy"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"] == True  # noqa: E712
    assert read(pdf).metadata.title == "Performance action plan: Bins & <boxes> missed, October 2014"
    assert "Bins &amp; &lt;boxes&gt; missed" in packet(pdf)
    assert "<pdfuaid:part>1</pdfuaid:part>" in packet(pdf)


def test_headings_go_down_one_level_at_a_time() -> None:
    pdf = draw_plan(replace(PLAN, reason_html="<p>Short.</p>", actions=(ACTION, ACTION)))
    headings = [element["/S"] for element in structure(pdf) if str(element["/S"]).startswith("/H")]
    assert headings == ["/H1", "/H2", "/H2", "/H2", "/H3", "/H3", "/H2"]


def test_every_row_has_a_header_cell_and_a_data_cell() -> None:
    rows = [element for element in structure(draw_plan(PLAN)) if element["/S"] == "/TR"]
    assert len(rows) == 10
    for row in rows:
        header, data = (kid.get_object() for kid in row["/K"])
        assert (header["/S"], header["/A"]["/Scope"], data["/S"]) == ("/TH", "/Row", "/TD")


def test_lists_are_tagged_with_their_labels_and_numbering() -> None:
    found = structure(draw_plan(PLAN))
    lists = [element["/A"]["/ListNumbering"] for element in found if element["/S"] == "/L"]
    assert lists == ["/Disc", "/Decimal"]
    items = [[kid.get_object()["/S"] for kid in element["/K"]] for element in found if element["/S"] == "/LI"]
    assert items == [["/Lbl", "/LBody"]] * 5


def test_a_paragraph_on_several_lines_is_read_as_one() -> None:
    spoken = [element["/ActualText"] for element in structure(draw_plan(PLAN)) if "/ActualText" in element]
    assert "The new case system went live in September, so the figure is an estimate." in spoken
    assert "Checked by Llŷr Tŵm\nand Łukasz Żak." in spoken


def test_a_paragraph_over_two_pages_is_one_element_marked_on_both() -> None:
    pdf = draw_plan(replace(DRAFT, reason_html=f"<p>{'word ' * 1500}</p>"))
    marks = [
        [kid["/Pg"].get_object()["/StructParents"] for kid in element["/K"]]
        for element in structure(pdf)
        if element["/S"] == "/P" and isinstance(element.get("/K"), list)
    ]
    assert marks == [[0, 1]]


def test_every_mark_on_a_page_leads_back_to_its_element(example: PlanPage) -> None:
    file = read(draw_plan(example))
    numbers = root_of(draw_plan(example))["/StructTreeRoot"]["/ParentTree"]["/Nums"]
    for index, page in enumerate(file.pages):
        content = page.get_contents()
        assert content is not None
        owners = numbers[2 * index + 1].get_object()
        assert page["/StructParents"] == numbers[2 * index] == index
        assert content.get_data().count(b"/MCID") == len(owners)


def test_every_character_can_be_copied_out() -> None:
    pdf = draw_plan(replace(PLAN, reason_html="<p>Ŵŷ łódź ☐ 😀 and 😁😃</p>"))
    assert "Ŵŷ łódź ☐ 😀 and 😁😃" in text_of(pdf)
