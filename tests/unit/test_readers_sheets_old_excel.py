"""Excel workbooks of the older kind are read as truthfully as new ones, or refused with what to do."""

from __future__ import annotations

import io
import struct
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
import xlwt

from tests.sheets_written import opened, whole
from webapp.domain.errors import Refusal
from webapp.readers.sheets import old_excel
from webapp.readers.sheets.model import Merged


def saved(fill: Callable[[xlwt.Workbook], object]) -> bytes:
    book = xlwt.Workbook()
    fill(book)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def style(code: str) -> xlwt.XFStyle:
    return xlwt.easyxf(num_format_str=code)


def figures(book: xlwt.Workbook) -> None:
    sheet = book.add_sheet("Quarter 3")
    for column, heading in enumerate(("code", "actual", "share", "day", "met", "error", "month")):
        sheet.write(0, column, heading)
    sheet.write(2, 0, "FŴ1")
    sheet.write(2, 1, 0.1 + 0.2)
    sheet.write(2, 2, 0.125, style("0.0%"))
    sheet.write(2, 3, datetime(2014, 12, 31), style("dd/mm/yyyy"))
    sheet.write(2, 4, True)
    sheet.row(2).set_cell_error(5, "#DIV/0!")
    sheet.write(2, 6, datetime(2014, 10, 1), style("mmm-yy"))


def test_a_saved_workbook_is_read(tmp_path: Path) -> None:
    book = opened(tmp_path, saved(figures), "old.xls")
    assert book.kind == "Excel workbook of the older kind"
    (sheet,) = book.sheets
    assert sheet.name == "Quarter 3"
    assert whole(sheet).by_line == [
        (1, "code", "actual", "share", "day", "met", "error", "month"),
        (3, "FŴ1", "0.3", "12.5%", "2014-12-31", "TRUE", "#DIV/0!", "2014-10-01"),
    ]
    assert sheet.left_out() == ()


def test_what_is_hidden_is_left_out_and_said(tmp_path: Path) -> None:
    def fill(book: xlwt.Workbook) -> None:
        sheet = book.add_sheet("Seen")
        for row in range(4):
            sheet.write(row, 0, row + 1)
            sheet.write(row, 1, "hidden")
        sheet.row(1).hidden = True
        sheet.row(2).hidden = True
        sheet.col(1).hidden = True
        for name, visibility in (("Old", 1), ("Older", 2)):
            book.add_sheet(name).visibility = visibility

    book = opened(tmp_path, saved(fill))
    (sheet,) = book.sheets
    assert whole(sheet).by_line == [(1, "1"), (4, "4")]
    assert sheet.left_out() == (
        "Rows 2 to 3 are hidden and were left out: unhide them to have them read.",
        "Column B is hidden and was left out: unhide it to have it read.",
    )
    assert book.notes == (
        'The sheet "Old" is hidden and was left out: unhide it to have it read.',
        'The sheet "Older" is hidden and was left out: unhide it to have it read.',
    )


def test_merged_areas_are_told(tmp_path: Path) -> None:
    (sheet,) = opened(tmp_path, saved(lambda book: book.add_sheet("A").write_merge(1, 2, 0, 3, "across"))).sheets
    assert sheet.merged == (Merged(2, 3, 0, 3),)
    assert whole(sheet).by_line == [(2, "across")]


RESULT = struct.Struct("<dH")
ON_OPENING = 2


def with_result(result: float, flags: int) -> bytes:
    """A workbook whose second sheet has a formula in B3 with this result; flags say when it is to be worked out."""

    def fill(book: xlwt.Workbook) -> None:
        book.add_sheet("First").write(0, 0, 1)
        sheet = book.add_sheet("Second")
        sheet.write(2, 0, "FW1")
        sheet.write(2, 1, xlwt.Formula("1+1"))

    content = saved(fill)
    place = content.index(struct.pack("<HHHH", 0x06, 0x1D, 2, 1)) + 10
    return content[:place] + RESULT.pack(result, flags) + content[place + RESULT.size :]


@pytest.mark.parametrize(("result", "flags", "text"), [(2.5, 0, "2.5"), (0.0, 0, "0"), (2.5, ON_OPENING, "2.5")])
def test_a_formula_that_was_worked_out_is_read(tmp_path: Path, result: float, flags: int, text: str) -> None:
    _, sheet = opened(tmp_path, with_result(result, flags)).sheets
    assert whole(sheet).by_line == [(3, "FW1", text)]


def test_a_formula_that_nobody_worked_out_is_told(tmp_path: Path) -> None:
    """Its stored result is a zero, to be worked out on opening."""
    first, second = opened(tmp_path, with_result(0.0, ON_OPENING)).sheets
    assert whole(first) == ([1], [["1"]], [])
    read = whole(second)
    assert read.by_line == [(3, "FW1")]
    assert read.faults == [(3, 1)]
    assert "has not been worked out" in read.bad[0].message


def test_a_sheet_that_says_it_was_not_calculated_is_believed(tmp_path: Path) -> None:
    content = with_result(2.5, 0)
    place = content.rindex(struct.pack("<HH", 0x2A, 2))  # whether headings are printed, in the second sheet
    content = content[:place] + struct.pack("<H", 0x5E) + content[place + 2 :]
    _, sheet = opened(tmp_path, content).sheets
    assert whole(sheet).faults == [(3, 1)]


def entry(name: str) -> bytes:
    """What makes a reader find a stream of this name in an old document."""
    return f"{name}\0".encode("utf-16-le")


REFUSED = [
    ("a workbook with a password of the new kind", entry("EncryptedPackage"), "protected by a password"),
    ("a Word document", entry("WordDocument"), "a Word document, not a table"),
    ("a presentation", entry("PowerPoint Document"), "a presentation, not a table"),
    ("another old document", b"", "damaged"),
]


@pytest.mark.parametrize(("stream", "words"), [case[1:] for case in REFUSED], ids=[case[0] for case in REFUSED])
def test_another_old_document_is_refused(tmp_path: Path, stream: bytes, words: str) -> None:
    content = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".ljust(1024, b"\0") + stream.ljust(1024, b"\0")
    with pytest.raises(Refusal) as refusal:
        opened(tmp_path, content)
    assert words in refusal.value.sentence


def test_a_workbook_with_a_password_is_refused(tmp_path: Path) -> None:
    content = saved(figures)
    place = content.index(struct.pack("<HH", 0xE1, 2))  # the record behind the beginning: another one takes its place
    locked = content[:place] + struct.pack("<HHH", 0x2F, 2, 0) + content[place + 6 :]
    with pytest.raises(Refusal, match="protected by a password"):
        opened(tmp_path, locked)


def test_a_workbook_that_is_cut_short_is_refused(tmp_path: Path) -> None:
    content = saved(figures)
    for end in range(512, len(content), 512):
        with pytest.raises(Refusal, match="damaged"):
            opened(tmp_path, content[:end])


def test_a_workbook_too_large_to_be_held_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(old_excel, "LARGEST", 2_000)
    with pytest.raises(Refusal, match=r"Save it as an Excel workbook \(\.xlsx\)"):
        opened(tmp_path, saved(figures))
