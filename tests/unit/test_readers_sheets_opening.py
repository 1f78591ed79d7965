"""A file is what its content says; what is no table, or unpacks without end, is refused in one sentence."""

from __future__ import annotations

import io
import tracemalloc
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.sheets_written import (
    excel,
    excel_parts,
    ods,
    ods_cell,
    ods_parts,
    ods_row,
    only,
    opened,
    sheet_xml,
    whole,
    zipped,
)
from webapp.domain.errors import Refusal
from webapp.domain.limits import Limits
from webapp.readers.sheets import bounds, excel_rows, opendocument_rows, xml_stream
from webapp.readers.sheets import zipped as zipped_module


def office(main: str) -> bytes:
    """A document of another office program."""
    links = str(excel_parts("")["_rels/.rels"]).replace("xl/workbook.xml", main)
    return zipped({"[Content_Types].xml": "<x/>", "_rels/.rels": links, main: "<x/>"})


REFUSED = [
    ("a PNG", b"\x89PNG\r\n\x1a\n\0\0", "a picture (PNG)", "Send the spreadsheet"),
    ("a JPEG", b"\xff\xd8\xff\xe0\0\x10JFIF", "a picture (JPEG)", "Send the spreadsheet"),
    ("a GIF", b"GIF89a\x01\0", "a picture (GIF)", "Send the spreadsheet"),
    ("a BMP", b"BM\x36\0\0\0\0\0", "a picture (BMP)", "Send the spreadsheet"),
    ("a PDF", b"%PDF-1.7\n", "a PDF", "Copy its table into a spreadsheet"),
    ("rich text", b"{\\rtf1 a}", "a rich text document (RTF)", "Copy its table"),
    ("gzip", b"\x1f\x8b\x08\0", "a packed file (gzip)", "Unpack it"),
    ("a web page in one file", b"MIME-Version: 1.0\r\n", "a web page in one file", "save it as an Excel workbook"),
    ("an Excel workbook of the oldest kind", b"\x09\x04\x06\0\0\0\x10\0", "the oldest kind", "save it as an Excel"),
    ("a zip of other things", zipped({"a.csv": "1,2\n"}), "a zip of other files", "Unpack it"),
    ("an empty zip", zipped({}), "a zip of other files", "Unpack it"),
    ("a Word document", office("word/document.xml"), "a Word document", "Copy its table"),
    ("a presentation", office("ppt/presentation.xml"), "a presentation", "Copy its table"),
    ("a binary workbook", office("xl/workbook.bin"), "an Excel binary workbook (.xlsb)", "save it as an Excel"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("content", "kind", "advice"), [case[1:] for case in REFUSED], ids=[case[0] for case in REFUSED]
)
def test_another_kind_of_file_is_refused_by_name(tmp_path: Path, content: bytes, kind: str, advice: str) -> None:
    with pytest.raises(Refusal) as refusal:
        opened(tmp_path, content, "figures.csv")
    assert kind in refusal.value.sentence
    assert advice in refusal.value.sentence


NAMES = [
    ("a name that fits", "figures.CSV", b"a,b\n", ()),
    ("a text by another name", "figures.xls", b"a\tb\n", ("(TSV)",)),
    ("a workbook by the name of a text", "figures.csv", excel(""), ("(Excel workbook)",)),
    ("a spreadsheet by the name of a workbook", "figures.xlsx", ods(), ("(OpenDocument spreadsheet)",)),
    ("a name that says nothing", "figures", excel(""), ()),
]


@pytest.mark.parametrize(("name", "content", "said"), [case[1:] for case in NAMES], ids=[case[0] for case in NAMES])
def test_a_name_that_says_otherwise_is_no_reason_to_refuse(
    tmp_path: Path, name: str, content: bytes, said: tuple[str, ...]
) -> None:
    notes = opened(tmp_path, content, name).notes
    assert len(notes) == len(said)
    assert all(words in note and name in note for note, words in zip(notes, said, strict=True))


DAMAGED = [
    ("cut short", excel("<row/>")[:-30]),
    ("its middle overwritten", (whole_zip := excel("<row/>"))[:200] + b"\0" * 200 + whole_zip[400:]),
    ("without a workbook", zipped({"[Content_Types].xml": "<x/>"})),
    ("without its sheet", zipped({name: part for name, part in excel_parts("").items() if "sheet1" not in name})),
    ("with a part that is no XML", zipped(excel_parts(sheet_xml("")) | {"xl/workbook.xml": "PK"})),
    ("with a sheet of another kind", zipped(excel_parts("<worksheet/>"))),
    ("with a drawing for its workbook", zipped(excel_parts("") | {"xl/workbook.xml": "<drawing/>"})),
]


@pytest.mark.parametrize("content", [case[1] for case in DAMAGED], ids=[case[0] for case in DAMAGED])
def test_a_damaged_zip_is_refused(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(Refusal, match="damaged or cut short"):
        only(tmp_path, content)


def test_a_zip_with_a_password_is_refused(tmp_path: Path) -> None:
    content = bytearray(excel("<row/>"))
    for start in (b"PK\x03\x04", b"PK\x01\x02"):
        place = content.find(start)
        while place >= 0:
            content[place + (6 if start[2] == 3 else 8)] |= 1
            place = content.find(start, place + 1)
    with pytest.raises(Refusal, match="a zip with a password"):
        opened(tmp_path, bytes(content))


def test_a_zip_packed_unusually_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="packed in an unusual way"):
        opened(tmp_path, zipped(excel_parts(""), method=zipfile.ZIP_BZIP2))


def test_a_zip_of_very_many_files_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="more than 10,000 files"):
        opened(tmp_path, zipped({str(number): "" for number in range(10_001)}, method=zipfile.ZIP_STORED))


@contextmanager
def bounded_memory(most: int) -> Iterator[None]:
    """Fails where more bytes are held at once."""
    tracemalloc.start()
    try:
        yield
        assert tracemalloc.get_traced_memory()[1] < most
    finally:
        tracemalloc.stop()


def bomb(name: str, parts: dict[str, str | bytes], megabytes: int) -> bytes:
    """A zip with one more part, of so many million spaces."""
    file = io.BytesIO(zipped(parts))
    with zipfile.ZipFile(file, "a", zipfile.ZIP_DEFLATED) as archive, archive.open(name, "w") as part:
        for _ in range(megabytes):
            part.write(b" " * 1_000_000)
    return file.getvalue()


def without(parts: dict[str, str | bytes], name: str) -> dict[str, str | bytes]:
    return {each: part for each, part in parts.items() if each != name}


BOMBS = [
    ("a sheet", "xl/worksheets/sheet1.xml", excel_parts("")),
    ("shared texts", "xl/sharedStrings.xml", excel_parts(sheet_xml("<row><c><v>1</v></c></row>"))),
    ("another part", "xl/media/image1.png", excel_parts(sheet_xml(""))),
    ("the content", "content.xml", ods_parts("")),
]


@pytest.mark.parametrize(("name", "parts"), [case[1:] for case in BOMBS], ids=[case[0] for case in BOMBS])
def test_a_zip_bomb_is_refused_in_little_memory(tmp_path: Path, name: str, parts: dict[str, str | bytes]) -> None:
    content = bomb(name, without(parts, name), 60)
    with bounded_memory(4_000_000), pytest.raises(Refusal, match="unpacks to far more than its size"):
        opened(tmp_path, content)


def test_a_part_that_claims_to_be_small_is_read_no_further(tmp_path: Path) -> None:
    """Its true size is sixty million; the list of entries says one hundred, and that is where reading ends."""
    content = bytearray(bomb("xl/worksheets/sheet1.xml", without(excel_parts(""), "xl/worksheets/sheet1.xml"), 60))
    place = content.rindex(b"PK\x01\x02")
    content[place + 24 : place + 28] = (100).to_bytes(4, "little")
    with bounded_memory(4_000_000), pytest.raises(Refusal, match="damaged"):
        opened(tmp_path, bytes(content))


def test_more_than_is_allowed_altogether_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(zipped_module, "UNPACKED", 1_000)
    with pytest.raises(Refusal, match="unpacks to far more than its size"):
        opened(tmp_path, excel("<row/>"))


def test_more_shared_text_than_can_be_held_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (sheet,) = opened(tmp_path, excel("<row><c><v>1</v></c></row>", texts="<si/>" * 100)).sheets
    monkeypatch.setattr("webapp.readers.sheets.excel.LARGEST", 500)
    with pytest.raises(Refusal, match="save the sheet as CSV"):
        whole(sheet)


def test_a_million_empty_rows_and_columns_are_nothing(tmp_path: Path) -> None:
    rows = "".join(f'<row r="{line}"><c r="XFD{line}" s="0"/></row>' for line in range(1, 1_048_577, 100))
    claims = '<dimension ref="A1:XFD1048576"/>'
    content = excel(rows + '<row r="1048576"><c r="A1048576"><v>1</v></c></row>', before=claims)
    with bounded_memory(4_000_000):
        assert only(tmp_path, content).by_line == [(1_048_576, "1")]
    empty = ods_row(
        ods_cell(None, 'table:number-columns-repeated="16384"'), attributes='table:number-rows-repeated="%s"'
    )
    content = ods(empty % 1_048_574, ods_row("1"), empty % 10**15)
    with bounded_memory(4_000_000):
        assert only(tmp_path, content).by_line == [(1_048_575, "1")]


def test_a_long_text_is_read_in_little_memory(tmp_path: Path) -> None:
    content = b"code,period,actual\n" + b"FW1,2014-10,439.1\n" * 60_000
    with bounded_memory(4_000_000):
        for chunk in opened(tmp_path, content).sheets[0].chunks():
            assert chunk.rows


SHARED = '<c t="s"><v>0</v></c>'
SPACES = '<table:table-cell><text:p><text:s text:c="999999999999"/></text:p></table:table-cell>'
ENDLESS = [
    ("a cell", excel(f'<row><c t="inlineStr"><is><t>{"word " * 50_000}</t></is></c></row>')),
    ("a cell of many texts", excel(f'<row><c t="inlineStr"><is>{"<t>words of it</t>" * 20_000}</is></c></row>')),
    ("no cell", excel("<row>" + " " * 250_000 + "</row>")),
    ("one text in many cells", excel(f"<row>{SHARED * 400}</row>", texts=f"<si><t>{'x' * 1_000}</t></si>")),
    ("a cell of OpenDocument", ods(ods_row("word " * 50_000))),
    ("spaces of OpenDocument", ods(ods_row(SPACES))),
]


@pytest.mark.parametrize("content", [case[1] for case in ENDLESS], ids=[case[0] for case in ENDLESS])
def test_a_row_of_endless_text_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: bytes) -> None:
    for module in (bounds, excel_rows, opendocument_rows):
        monkeypatch.setattr(module, "LONGEST_ROW", 100_000)
    (sheet,) = opened(tmp_path, content).sheets
    with bounded_memory(25_000_000), pytest.raises(Refusal, match="line 1 holds more than 100,000 characters"):
        whole(sheet)


@pytest.mark.parametrize("content", ['<row r="', "<!--"], ids=["an attribute", "a comment"])
def test_a_tag_without_end_is_refused_in_little_memory(tmp_path: Path, content: str) -> None:
    endless = "".join(f"{number:x}" for number in range(2_000_000))
    written = excel(f"<row><c><v>1</v></c></row>{content}{endless}")
    path = tmp_path / "content"
    path.write_bytes(written)
    del endless, written
    parts = zipped_module.Package(path).blocks("xl/worksheets/sheet1.xml")
    with bounded_memory(16_000_000), pytest.raises(Refusal, match="damaged"):
        xml_stream.read_elements(parts, lambda _name, _attributes: None)


def test_a_text_of_a_cell_beyond_the_limit_is_a_fault(tmp_path: Path) -> None:
    for content in (
        excel('<row><c t="s"><v>0</v></c><c><v>1</v></c></row>', texts=f"<si><t>{'x' * 40_000}</t></si>"),
        ods(ods_row("x" * 40_000, "1")),
    ):
        read = only(tmp_path, content, Limits(cell_characters=32_767))
        assert read.rows == [["", "1"]]
        assert read.bad[0].message == "The cell holds 40,000 characters. Write no more than 32,767."
