"""Excel workbooks are read as a person sees them: nothing hidden, nothing rounded away, nothing made up."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from pathlib import Path

import openpyxl
import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment

from tests.sheets_written import (
    STRICT,
    excel,
    excel_parts,
    only,
    opened,
    saved,
    sheet_xml,
    whole,
    zipped,
)
from webapp.domain.errors import Refusal
from webapp.domain.limits import Limits
from webapp.readers.sheets.model import Merged

NOT_WORKED_OUT = "has not been worked out"


def test_a_saved_workbook_is_read(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Quarter 3"
    sheet.append(["code", "actual", "share", "day", "moment", "time", "lasts", "met", "comment"])
    sheet.append(["FW1", 0.1 + 0.2, 0.125, date(2014, 12, 31), datetime(2014, 12, 31, 10, 30), time(10, 30)])
    sheet["C2"].number_format = "0%"
    sheet["G2"], sheet["H2"] = timedelta(hours=36, minutes=5), True
    sheet["G2"].number_format = "[h]:mm:ss"
    sheet["I2"] = CellRichText("Fewer ", TextBlock(InlineFont(b=True), "visits"), "\nthan last year")
    sheet["I2"].comment = Comment("Nobody reads this.", "Priya Nair")
    sheet["A4"], sheet["B4"] = "FW2", -1234567890123456
    sheet["A4"].quotePrefix = True
    sheet["B5"], sheet["B5"].data_type = "#DIV/0!", "e"
    (read,) = opened(tmp_path, saved(book)).sheets
    assert read.name == "Quarter 3"
    assert whole(read).by_line == [
        (1, "code", "actual", "share", "day", "moment", "time", "lasts", "met", "comment"),
        (2, "FW1", "0.3", "12.5%", "2014-12-31", "2014-12-31 10:30:00", "10:30:00", "36:05:00", "TRUE",
         "Fewer visits\nthan last year"),
        (4, "FW2", "-1234567890123460"),
        (5, "", "#DIV/0!"),
    ]  # fmt: skip
    assert read.left_out() == ()


CELLS = [
    ("a shared text", '<c t="s"><v>1</v></c>', "second"),
    ("no number of a shared text", '<c t="s"><v></v></c>', ""),
    ("a rich text without how it is read aloud", '<c t="s"><v>2</v></c>', "rich text"),
    ("a text with what XML cannot hold", '<c t="s"><v>3</v></c>', "a\r\nb_x000D_"),
    ("a NUL stays written out", '<c t="s"><v>4</v></c>', "_x0000__xD83D_"),
    ("a text of its own", '<c t="inlineStr"><is><t> own </t></is></c>', " own "),
    ("a rich text of its own", '<c t="inlineStr"><is><r><t>a</t></r><r><t>b</t></r><rPh><t>c</t></rPh></is></c>', "ab"),
    ("a figure", '<c t="n"><v>439.1</v></c>', "439.1"),
    ("a figure with an exponent", "<c><v>1.5E-7</v></c>", "0.00000015"),
    ("a figure of more digits than a workbook has", "<c><v>0.30000000000000004</v></c>", "0.3"),
    ("a share", '<c s="1"><v>0.28999999999999998</v></c>', "29%"),
    ("a share by a format of its own", '<c s="2"><v>-0.05</v></c>', "-5%"),
    ("a day", '<c s="3"><v>42004</v></c>', "2014-12-31"),
    ("a month", '<c s="4"><v>41913</v></c>', "2014-10-01"),
    ("a style that nobody made", '<c s="99"><v>5</v></c>', "5"),
    ("a day in words", '<c t="d"><v>2014-12-31T00:00:00</v></c>', "2014-12-31"),
    ("true", '<c t="b"><v>1</v></c>', "TRUE"),
    ("false", '<c t="b"><v>0</v></c>', "FALSE"),
    ("an error", '<c t="e"><v>#N/A</v></c>', "#N/A"),
    ("a formula's figure", "<c><f>A1*2</f><v>4</v></c>", "4"),
    ("a formula's text", '<c t="str"><f>"x"</f><v>x</v></c>', "x"),
    ("a formula's blank text", '<c t="str"><f>""</f><v></v></c>', ""),
    ("a formula's error", '<c t="e"><f>1/0</f><v>#DIV/0!</v></c>', "#DIV/0!"),
    ("a formula that shares another's text", '<c><f t="shared" si="0"/><v>6</v></c>', "6"),
    ("a formula's true zero", "<c><f>B1-B2</f><v>0</v></c>", "0"),
    ("a zero of where a cell is", "<c><f>ROW(A2)-2</f><v>0</v></c>", "0"),
    ("a zero of another sheet's cell", "<c><f>SUM(Other!A2,'My A2'!A2)</f><v>0</v></c>", "0"),
    ("a zero, and the cell in a text", '<c><f>LEN("")+N("A2")</f><v>0</v></c>', "0"),
    ("what another program adds", '<c><v>7</v><x:c xmlns:x="urn:other"><x:v>8</x:v></x:c></c>', "7"),
]
TEXTS = (
    "<si><t>first</t></si><si><t>second</t></si>"
    "<si><r><t>rich</t></r><r><t> text</t></r><rPh sb='0' eb='1'><t>aloud</t></rPh></si>"
    "<si><t>a_x000D_\nb_x005F_x000D_</t></si><si><t>_x0000__xD83D_</t></si>"
)
FORMATS = '<numFmt numFmtId="164" formatCode="0.0%;-0.0%"/><numFmt numFmtId="165" formatCode="[$-809]mmm\\-yy;@"/>'
STYLES = "".join(f'<xf numFmtId="{number}"/>' for number in (9, 164, 14, 165))


@pytest.mark.parametrize("namespace", ["", STRICT], ids=["as ever", "strictly by the standard"])
@pytest.mark.parametrize(("cell", "text"), [case[1:] for case in CELLS], ids=[case[0] for case in CELLS])
def test_a_cell_is_read(tmp_path: Path, cell: str, text: str, namespace: str) -> None:
    rows = f'<row r="2">{cell}<c><v>1</v></c></row>'
    parts = {"texts": TEXTS, "formats": FORMATS, "styles": STYLES}
    content = excel(rows, **parts, **({"namespace": namespace} if namespace else {}))
    read = only(tmp_path, content)
    assert read.by_line == [(2, text, "1")]
    assert read.bad == []


def test_days_may_be_counted_from_1904(tmp_path: Path) -> None:
    rows = '<row><c s="1"><v>40542</v></c></row>'
    settings = '<workbookPr date1904="1"/>'
    assert only(tmp_path, excel(rows, styles='<xf numFmtId="14"/>', workbook=settings)).rows == [["2014-12-31"]]


FORMULAS = [
    ("without a result", "<c><f>A1+1</f></c>", "", NOT_WORKED_OUT),
    ("with an empty one", "<c><f>A1+1</f><v></v></c>", "", NOT_WORKED_OUT),
    ("to be calculated", "<c><f>A1+1</f><v>4</v></c>", '<calcPr fullCalcOnLoad="1"/>', NOT_WORKED_OUT),
    ("its own cell", "<c><f>A2+1</f><v>0</v></c>", "", "refers to the cell itself"),
    ("a range with its own cell", "<c><f>SUM(A$1:C9)</f><v>0</v></c>", "", "refers to the cell itself"),
]


@pytest.mark.parametrize(
    ("cell", "settings", "words"), [case[1:] for case in FORMULAS], ids=[case[0] for case in FORMULAS]
)
def test_a_formula_without_a_figure_is_told(tmp_path: Path, cell: str, settings: str, words: str) -> None:
    rows = f"<row><c><v>1</v></c></row><row>{cell}<c><v>2</v></c></row>"
    read = only(tmp_path, excel(rows, workbook=settings))
    assert read.by_line == [(1, "1"), (2, "", "2")]
    assert read.faults[0] == (2, 0)
    assert words in read.bad[0].message
    assert (read.bad[0].value or "").startswith("=")


def test_formulas_that_are_meant_to_refer_to_themselves_are_read(tmp_path: Path) -> None:
    rows = "<row><c><f>A1</f><v>0</v></c></row>"
    assert only(tmp_path, excel(rows, workbook='<calcPr iterate="1"/>')).rows == [["0"]]


def test_a_workbook_whose_formulas_nobody_worked_out_is_told_cell_by_cell(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["code", "actual", "target"])
    book.active.append(["FW1", "=1+1", 2])
    book.active["A3"] = "=A2"
    read = only(tmp_path, saved(book))
    assert read.by_line == [(1, "code", "actual", "target"), (2, "FW1", "", "2")]
    assert read.faults == [(2, 1), (3, 0)]
    assert "save it as an Excel workbook" in read.bad[0].message


def row(line: int, *values: int, attributes: str = "") -> str:
    return f'<row r="{line}" {attributes}>{"".join(f"<c><v>{value}</v></c>" for value in values)}</row>'


def test_hidden_rows_are_left_out_and_said(tmp_path: Path) -> None:
    hidden = {3: 'hidden="1"', 4: 'hidden="true" outlineLevel="1"', 5: 'ht="0" customHeight="1"', 8: 'hidden="1"'}
    rows = "".join(row(line, line, attributes=hidden.get(line, 'ht="15"')) for line in range(1, 10))
    (sheet,) = opened(tmp_path, excel(rows)).sheets
    assert sheet.left_out() == ("Rows 3 to 5 and 8 are hidden and were left out: unhide them to have them read.",)
    assert whole(sheet).lines == [1, 2, 6, 7, 9]


def test_hidden_columns_are_blank_and_said_where_something_is_in_them(tmp_path: Path) -> None:
    columns = (
        '<cols><col min="2" max="2" width="9" hidden="1"/><col min="4" max="5" width="0"/>'
        '<col min="7" max="16384" hidden="1"/></cols>'
    )
    rows = row(1, 1, 2, 3, 4, 5, 6) + '<row r="2"><c><v>7</v></c><c><f>1+1</f></c></row>'
    (sheet,) = opened(tmp_path, excel(rows, before=columns)).sheets
    assert whole(sheet).by_line == [(1, "1", "", "3", "", "", "6"), (2, "7")]
    assert whole(sheet).bad == []
    assert sheet.left_out() == ("Columns B and D to E are hidden and were left out: unhide them to have them read.",)


def test_many_hidden_rows_are_counted(tmp_path: Path) -> None:
    rows = "".join(row(line, line, attributes='hidden="1"' if line % 2 else "") for line in range(1, 40))
    (sheet,) = opened(tmp_path, excel(rows)).sheets
    assert sheet.left_out()[0].startswith("Rows 1, 3, 5, 7, 9, 11, 13, 15, 17, 19 and 10 more are hidden")


def test_hidden_sheets_are_left_out_and_said(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.title = "Seen"
    for name, state in (("Old", "hidden"), ("Older", "veryHidden")):
        book.create_sheet(name).sheet_state = state
    book.create_chartsheet("Chart")
    read = opened(tmp_path, saved(book))
    assert [sheet.name for sheet in read.sheets] == ["Seen"]
    assert read.notes == (
        'The sheet "Old" is hidden and was left out: unhide it to have it read.',
        'The sheet "Older" is hidden and was left out: unhide it to have it read.',
    )


def test_a_workbook_without_a_sheet_to_see_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="no sheet of cells that can be seen"):
        opened(tmp_path, excel(row(1, 1), state="hidden"))


def test_merged_areas_are_told_and_what_lies_under_them_is_left_out(tmp_path: Path) -> None:
    merged = '<mergeCells><mergeCell ref="B1:C2"/><mergeCell ref="A4:A5"/></mergeCells>'
    rows = row(1, 1, 2, 3) + row(2, 4, 5, 6, 7) + row(4, 8) + row(6, 9)
    (sheet,) = opened(tmp_path, excel(rows, after=merged)).sheets
    assert sheet.merged == (Merged(1, 2, 1, 2), Merged(4, 5, 0, 0))
    assert whole(sheet).by_line == [(1, "1", "2"), (2, "4", "", "", "7"), (4, "8"), (6, "9")]
    (said,) = sheet.left_out()
    assert said.startswith("Cells C1, B2 and C2 lie under a merged cell")


def test_macros_are_not_run_and_said(tmp_path: Path) -> None:
    parts = excel_parts(sheet_xml(row(1, 1)))
    links = str(parts["xl/_rels/workbook.xml.rels"])
    kind = "http://schemas.microsoft.com/office/2006/relationships/vbaProject"
    macros = f'<Relationship Id="rId9" Type="{kind}" Target="vbaProject.bin"/></Relationships>'
    parts["xl/_rels/workbook.xml.rels"] = links.replace("</Relationships>", macros)
    parts["xl/vbaProject.bin"] = b"\xd0\xcf"
    book = opened(tmp_path, zipped(parts))
    assert book.notes == ("The workbook holds macros. They were not run.",)
    assert whole(book.sheets[0]).rows == [["1"]]


ODD = [
    ("rows and cells without their places", "<row><c><v>1</v></c></row><row><c><v>2</v></c></row>",
     [(1, "1"), (2, "2")]),
    ("cells with gaps", '<row r="3"><c r="B3"><v>1</v></c><c r="AA3"><v>2</v></c></row>',
     [(3, "", "1", *[""] * 24, "2")]),
    ("cells written from right to left", '<row><c r="B1"><v>2</v></c><c r="A1"><v>1</v></c></row>', [(1, "1", "2")]),
    ("white space between all elements", "\n <row>\n <c>\n <v>1</v>\n </c>\n </row>\n", [(1, "1")]),
    ("formatted empty cells", '<row><c r="A1" s="1"/><c r="XFD1" s="1"/></row><row r="1048576"/>', []),
    ("cells in spaces", '<row><c t="inlineStr"><is><t> </t></is></c></row>', []),
    ("no rows", "", []),
]  # fmt: skip


@pytest.mark.parametrize(("rows", "lines"), [case[1:] for case in ODD], ids=[case[0] for case in ODD])
def test_odd_sheets_are_read(tmp_path: Path, rows: str, lines: list[tuple[int, str]]) -> None:
    assert only(tmp_path, excel(rows)).by_line == lines


def test_a_sheet_of_two_byte_letters_and_of_other_prefixes_is_read(tmp_path: Path) -> None:
    merged = '<x:mergeCells><x:mergeCell ref="A1:B1"/></x:mergeCells>'
    rows = "<x:row><x:c><x:v>1</x:v></x:c></x:row>"
    sheet = sheet_xml("").replace("<sheetData></sheetData>", f"<x:sheetData>{rows}</x:sheetData>{merged}")
    sheet = sheet.replace("xmlns=", "xmlns:x=").replace("worksheet", "x:worksheet")
    for content in (sheet.encode(), f'<?xml version="1.0" encoding="UTF-16"?>{sheet}'.encode("utf-16")):
        parts = excel_parts("") | {"xl/worksheets/sheet1.xml": content}
        (read,) = opened(tmp_path, zipped(parts)).sheets
        assert whole(read).rows == [["1"]]
        assert read.merged == (Merged(1, 1, 0, 1),)


def test_parts_may_be_named_in_capitals_and_texts_be_missing(tmp_path: Path) -> None:
    parts = {name.replace("xl/", "XL/"): part for name, part in excel_parts(sheet_xml(row(1, 1))).items()}
    parts["XL/_rels/workbook.xml.rels"] = str(parts["XL/_rels/workbook.xml.rels"]).replace("sharedStrings", "none")
    del parts["XL/sharedStrings.xml"]
    assert only(tmp_path, zipped(parts)).rows == [["1"]]


DAMAGED = [
    ("rows that go back", row(2, 1) + row(1, 1)),
    ("a row beyond the last", row(1_048_577, 1)),
    ("a column beyond the last", '<row><c r="XFE1"><v>1</v></c></row>'),
    ("a cell without a column", '<row><c r="1"><v>1</v></c></row>'),
    ("a text that is not there", '<row><c t="s"><v>1</v></c></row>'),
    ("a text by a word", '<row><c t="s"><v>one</v></c></row>'),
    ("a row in a row", "<row><row/></row>"),
    ("a cell in a cell", "<row><c><c/></c></row>"),
    ("a value in a value", "<row><c><v><v>1</v></v></c></row>"),
    ("elements without end", "<row><c>" + "<is>" * 200 + "</is>" * 200 + "</c></row>"),
    ("no end", "<row>"),
    ("a row number that is none", '<row r="x"/>'),
]


@pytest.mark.parametrize("rows", [case[1] for case in DAMAGED], ids=[case[0] for case in DAMAGED])
def test_damaged_sheets_are_refused(tmp_path: Path, rows: str) -> None:
    with pytest.raises(Refusal, match="damaged or cut short"):
        only(tmp_path, excel(rows))


def test_entities_are_refused(tmp_path: Path) -> None:
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'
    for part in ("xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/sharedStrings.xml", "xl/styles.xml", "_rels/.rels"):
        parts = excel_parts(sheet_xml(row(1, 1)))
        parts[part] = bomb + str(parts[part])
        with pytest.raises(Refusal, match="defines its own entities"):
            only(tmp_path, zipped(parts))


def test_limits_are_those_of_any_file(tmp_path: Path) -> None:
    content = excel(row(1, 1, 2) + row(2, 123456))
    assert only(tmp_path, content, Limits(rows=2, columns=2, cell_characters=6)).rows == [["1", "2"], ["123456"]]
    with pytest.raises(Refusal, match="more than 1 rows"):
        only(tmp_path, content, Limits(rows=1))
    with pytest.raises(Refusal, match="line 1 has more than 1 columns"):
        only(tmp_path, content, Limits(columns=1))
    read = only(tmp_path, content, Limits(cell_characters=5))
    assert read.faults == [(2, 0)]
    assert read.rows == [["1", "2"]]
