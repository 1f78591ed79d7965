"""OpenDocument spreadsheets are read as a person sees them, repeated rows and cells, errors and notes included."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.sheets_written import ods, ods_cell, ods_parts, ods_row, ods_table, only, opened, whole, zipped
from webapp.domain.errors import Refusal
from webapp.domain.limits import Limits
from webapp.readers.sheets.model import Merged


def typed(kind: str, attribute: str, value: str, shown: str = "shown") -> str:
    name = "value" if attribute == "" else f"{attribute}-value"
    return ods_cell(shown, f'office:value-type="{kind}" office:{name}="{value}"')


CELLS = [
    ("a text", ods_cell("FW1", 'office:value-type="string"'), "FW1"),
    ("a text kept beside what is shown", typed("string", "string", "two  spaces", "two spaces"), "two  spaces"),
    ("a figure", typed("float", "", "439.1", "439"), "439.1"),
    ("a figure of more digits than a spreadsheet has", typed("float", "", "0.30000000000000004"), "0.3"),
    ("an amount", typed("currency", "", "1200", "£1,200.00"), "1200"),
    ("a share", typed("percentage", "", "0.125", "13%"), "12.5%"),
    ("a day", typed("date", "date", "2014-12-31", "31/12/14"), "2014-12-31"),
    ("a moment", typed("date", "date", "2014-12-31T10:30:00.4"), "2014-12-31 10:30:00"),
    ("a midnight", typed("date", "date", "2014-12-31T00:00:00"), "2014-12-31"),
    ("a time", typed("time", "time", "PT10H30M00S"), "10:30:00"),
    ("a time of more than a day", typed("time", "time", "PT36H05M00.5S"), "36:05:00"),
    ("true", typed("boolean", "boolean", "true"), "TRUE"),
    ("false", typed("boolean", "boolean", "false"), "FALSE"),
    ("an error", ods_cell("#DIV/0!", 'office:value-type="string" office:string-value="" calcext:value-type="error"'),
     "#DIV/0!"),
    ("an error of older programs", typed("float", "", "0", "Err:502"), "Err:502"),
    ("a circular formula", ods_cell("Err:522", 'table:formula="of:=[.A1]" office:value-type="float" office:value="0"'),
     "Err:522"),
    ("a formula's figure", typed("float", "", "4", "4").replace("<table:table-cell", '<table:table-cell '
     'table:formula="of:=2+2"'), "4"),
    ("a formula's blank text", ods_cell("", 'table:formula="of:=&quot;&quot;"'), ""),
    ("paragraphs", "<table:table-cell><text:p>one</text:p><text:p/><text:p>two</text:p></table:table-cell>",
     "one\n\ntwo"),
    ("white space of its own", "<table:table-cell><text:p>a<text:s text:c='3'/>b<text:tab/>c<text:line-break/>d"
     "</text:p></table:table-cell>", "a   b\tc\nd"),
    ("white space that counts as one", "<table:table-cell>\n  <text:p>a\n   b</text:p>\n</table:table-cell>", "a b"),
    ("words in spans and links", "<table:table-cell><text:p>a<text:span>b</text:span><text:a>c</text:a>"
     "</text:p></table:table-cell>", "abc"),
    ("a note beside it", "<table:table-cell><office:annotation><text:p>note</text:p></office:annotation>"
     "<text:p>seen</text:p></table:table-cell>", "seen"),
    ("a picture with words in it", "<table:table-cell><draw:frame><draw:text-box><text:p>drawn</text:p>"
     "</draw:text-box></draw:frame><text:p>seen</text:p></table:table-cell>", "seen"),
]  # fmt: skip


@pytest.mark.parametrize(("cell", "text"), [case[1:] for case in CELLS], ids=[case[0] for case in CELLS])
def test_a_cell_is_read(tmp_path: Path, cell: str, text: str) -> None:
    read = only(tmp_path, ods(ods_row(cell, "beside")))
    assert read.by_line == [(1, text, "beside")]
    assert read.bad == []


FORMULAS = [
    ("without a value", ods_cell(None, 'table:formula="of:=SUM([.A1:.A3])"')),
    ("of a type, without a value", ods_cell(None, 'table:formula="of:=SUM([.A1:.A3])" office:value-type="float"')),
]


@pytest.mark.parametrize("cell", [case[1] for case in FORMULAS], ids=[case[0] for case in FORMULAS])
def test_a_formula_without_a_figure_is_told(tmp_path: Path, cell: str) -> None:
    read = only(tmp_path, ods(ods_row("FW1", cell, "x"), ods_row(cell)))
    assert read.by_line == [(1, "FW1", "", "x")]
    assert read.faults == [(1, 1), (2, 0)]
    assert read.bad[0].value == "=SUM([.A1:.A3])"
    assert "has not been worked out" in read.bad[0].message


def test_rows_and_cells_repeat_themselves(tmp_path: Path) -> None:
    twice = 'table:number-columns-repeated="2"'
    rows = (
        ods_row(ods_cell("a", twice), ods_cell(None, twice), "b"),
        ods_row(ods_cell(None, 'table:number-columns-repeated="16384"'), attributes='table:number-rows-repeated="2"'),
        ods_row("c", attributes='table:number-rows-repeated="3"'),
        ods_row(ods_cell(None, 'table:number-columns-repeated="16384"'),
                attributes='table:number-rows-repeated="1048570"'),
    )  # fmt: skip
    read = only(tmp_path, ods(*rows))
    assert read.by_line == [(1, "a", "a", "", "", "b"), (4, "c"), (5, "c"), (6, "c")]
    assert read.rows[1] is not read.rows[2]


def test_a_row_repeated_beyond_the_limit_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="more than 5,000 rows"):
        only(tmp_path, ods(ods_row("a", attributes='table:number-rows-repeated="1048576"')), Limits(rows=5000))


def test_a_cell_repeated_beyond_the_limit_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="line 1 has more than 1,000 columns"):
        only(tmp_path, ods(ods_row(ods_cell("a", 'table:number-columns-repeated="16384"'))))
    with pytest.raises(Refusal, match="damaged"):
        only(tmp_path, ods(ods_row(ods_cell("a", 'table:number-columns-repeated="16385"'))))


def test_a_wide_row_that_repeats_itself_is_refused_before_it_is_spread_out(tmp_path: Path) -> None:
    wide = ods_row(
        ods_cell("a", 'table:number-columns-repeated="900"'), attributes='table:number-rows-repeated="100000"'
    )
    with pytest.raises(Refusal, match="more than 60,000,000 cells"):
        only(tmp_path, ods(wide))


def test_hidden_rows_are_left_out_and_said(tmp_path: Path) -> None:
    styles = '<style:style style:name="flat"><style:table-row-properties style:row-height="0cm"/></style:style>'
    rows = (
        ods_row("1"),
        ods_row("2", attributes='table:visibility="collapse" table:number-rows-repeated="2"'),
        ods_row("4", attributes='table:visibility="filter"'),
        ods_row("5"),
        f'<table:table-row-group table:display="false">{ods_row("6")}</table:table-row-group>',
        f"<table:table-row-group>{ods_row('7')}</table:table-row-group>",
        ods_row("8", attributes='table:style-name="flat"'),
        ods_row(attributes='table:visibility="collapse"'),
        f"<table:table-header-rows>{ods_row('10')}</table:table-header-rows>",
    )
    (sheet,) = opened(tmp_path, ods(*rows, styles=styles)).sheets
    assert sheet.left_out() == ("Rows 2 to 4, 6 and 8 are hidden and were left out: unhide them to have them read.",)
    assert whole(sheet).by_line == [(1, "1"), (5, "5"), (7, "7"), (10, "10")]


def test_hidden_columns_are_blank_and_said_where_something_is_in_them(tmp_path: Path) -> None:
    styles = '<style:style style:name="flat"><style:table-column-properties style:column-width="0.00cm"/></style:style>'
    columns = (
        '<table:table-column/><table:table-column table:visibility="collapse" table:number-columns-repeated="2"/>'
        '<table:table-column-group table:display="false"><table:table-column/></table:table-column-group>'
        '<table:table-column/><table:table-column table:style-name="flat"/>'
        '<table:table-column table:visibility="filter" table:number-columns-repeated="1000"/>'
    )
    (sheet,) = opened(tmp_path, ods(ods_row(*"abcdef"), columns=columns, styles=styles)).sheets
    assert whole(sheet).rows == [["a", "", "", "", "e"]]
    assert sheet.left_out() == ("Columns B to D and F are hidden and were left out: unhide them to have them read.",)


def test_hidden_sheets_are_left_out_and_said(tmp_path: Path) -> None:
    styles = '<style:style style:name="ta2"><style:table-properties table:display="false"/></style:style>'
    tables = (
        ods_table(ods_row("1"), name="Seen")
        + ods_table(ods_row("2"), name="Old", attributes='table:style-name="ta2"')
        + ods_table(ods_row("3"), name="Last")
    )
    book = opened(tmp_path, zipped(ods_parts(tables, styles=styles)))
    assert book.kind == "OpenDocument spreadsheet"
    assert [(sheet.name, whole(sheet).rows) for sheet in book.sheets] == [("Seen", [["1"]]), ("Last", [["3"]])]
    assert book.notes == ('The sheet "Old" is hidden and was left out: unhide it to have it read.',)


def test_merged_areas_are_told_and_what_lies_under_them_is_left_out(tmp_path: Path) -> None:
    spans = 'table:number-columns-spanned="2" table:number-rows-spanned="2"'
    rows = (
        ods_row("a", ods_cell("b", spans), ods_cell("under", kind="covered-table-cell"), "d"),
        ods_row("e", ods_cell(None, 'table:number-columns-repeated="2"', kind="covered-table-cell"), "h"),
        ods_row(ods_cell("i", 'table:number-columns-spanned="2"'), attributes='table:number-rows-repeated="2"'),
    )
    (sheet,) = opened(tmp_path, ods(*rows)).sheets
    assert sheet.merged == (Merged(1, 2, 1, 2), Merged(3, 3, 0, 1), Merged(4, 4, 0, 1))
    assert whole(sheet).by_line == [(1, "a", "b", "", "d"), (2, "e", "", "", "h"), (3, "i"), (4, "i")]
    (said,) = sheet.left_out()
    assert said.startswith("Cell C1 lies under a merged cell")


def test_tables_that_are_no_sheets_are_passed_over(tmp_path: Path) -> None:
    deleted = f"<table:tracked-changes>{ods_cell('old')}{ods_table(ods_row('old'))}</table:tracked-changes>"
    nested = f"<table:table-cell>{ods_table(ods_row('inner'))}<text:p>1</text:p></table:table-cell>"
    parts = ods_parts(ods_table(ods_row(nested, "2")), body=deleted)
    links = f"<table:dde-links>{ods_table(ods_row('linked'))}</table:dde-links></office:spreadsheet>"
    parts["content.xml"] = str(parts["content.xml"]).replace("</office:spreadsheet>", links)
    assert only(tmp_path, zipped(parts)).rows == [["1", "2"]]


def test_macros_are_not_run_and_said(tmp_path: Path) -> None:
    parts = ods_parts(ods_table(ods_row("1"))) | {"Basic/Standard/Module1.xml": "<module/>"}
    assert opened(tmp_path, zipped(parts)).notes == ("The workbook holds macros. They were not run.",)


REFUSED = [
    ("a text", {"mimetype": "application/vnd.oasis.opendocument.text"}, "an OpenDocument text"),
    ("a password", {"META-INF/manifest.xml": '<m:manifest xmlns:m="urn:m"><m:encryption-data/></m:manifest>'},
     "protected by a password"),
    ("a password for the whole", {"encrypted-package": "x"}, "protected by a password"),
    ("no content", {"content.xml": ""}, "damaged"),
    ("entities", {"content.xml": '<!DOCTYPE x [<!ENTITY a "a">]><x/>'}, "defines its own entities"),
    ("elements without end", {"content.xml": "<a>" * 500 + "</a>" * 500}, "damaged"),
]  # fmt: skip


@pytest.mark.parametrize(("changed", "words"), [case[1:] for case in REFUSED], ids=[case[0] for case in REFUSED])
def test_what_is_no_spreadsheet_is_refused(tmp_path: Path, changed: dict[str, str], words: str) -> None:
    parts = ods_parts(ods_table(ods_row("1")))
    if "mimetype" in changed:
        parts["content.xml"] = str(parts["content.xml"]).replace("office:spreadsheet", "office:text")
    with pytest.raises(Refusal) as refusal:
        opened(tmp_path, zipped(parts | changed))
    assert words in refusal.value.sentence
