"""Whatever rows a program writes come back as they were, with the lines that they stand on."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

import openpyxl
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.sheets_written import Read, excel, ods, ods_cell, ods_row, only, saved
from webapp.domain.errors import Refusal

TEXT = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=12)
ONE_LINE = st.text(st.characters(codec="utf-8", exclude_characters="\0\r\n"), max_size=12)
# What XML holds as it is; no formula begins like this.
WORD = st.text("aZ09,;'\"<>&%#/|.£€éŵ–ʤ", min_size=1, max_size=8)
XML_TEXT = st.lists(WORD, min_size=1, max_size=3).map(" ".join)


def table(cell: st.SearchStrategy[str]) -> st.SearchStrategy[list[list[str]]]:
    """Rows with something in them."""
    row = st.lists(cell, min_size=1, max_size=6).filter(lambda cells: any(each.strip() for each in cells))
    return st.lists(row, min_size=1, max_size=8)


def read(content: bytes) -> Read:
    with TemporaryDirectory() as folder:
        return only(Path(folder), content)


def lines_of(written: Sequence[str]) -> list[int]:
    """The line each row starts on, if each takes as many as its text has line ends."""
    lines, line = [], 2
    for text in written:
        lines.append(line)
        line += len(io.StringIO(text, newline="").readlines())
    return lines


DELIMITER = st.sampled_from(",;\t|")
END = st.sampled_from(["\n", "\r\n", "\r"])


@given(table(TEXT), DELIMITER, END, st.sampled_from(["utf-8-sig", "utf-16"]))
def test_csv_comes_back(rows: list[list[str]], delimiter: str, end: str, encoding: str) -> None:
    written = []
    for row in rows:
        file = io.StringIO(newline="")
        csv.writer(file, delimiter=delimiter, lineterminator=end, quoting=csv.QUOTE_ALL).writerow(row)
        written.append(file.getvalue())
    found = read(f"sep={delimiter}{end}{''.join(written)}".encode(encoding))
    assert found == (lines_of(written), rows, [])


@given(table(ONE_LINE), DELIMITER)
def test_csv_with_as_few_quotation_marks_as_can_be_comes_back(rows: list[list[str]], delimiter: str) -> None:
    file = io.StringIO(newline="")
    csv.writer(file, delimiter=delimiter, lineterminator="\n").writerows(rows)
    assert read(f"sep={delimiter}\n{file.getvalue()}".encode()).rows == rows


FIGURE = st.decimals(min_value=-(10**9), max_value=10**9, places=5, allow_nan=False)
VALUE = st.one_of(XML_TEXT, FIGURE, st.booleans(), st.dates(date(1900, 3, 1)), st.datetimes(datetime(1900, 3, 1)))


def text_of(value: object) -> str:
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, Decimal):
        return format(value.normalize() + 0, "f") if value else "0"
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == datetime.min.time() else value.isoformat(sep=" ")
    return value.isoformat() if isinstance(value, date) else str(value)


@settings(max_examples=50)
@given(st.lists(st.lists(VALUE, min_size=1, max_size=5), min_size=1, max_size=5))
def test_an_excel_workbook_comes_back(rows: list[list[object]]) -> None:
    book = openpyxl.Workbook()
    for number, row in enumerate(rows):
        rows[number] = [value.replace(microsecond=0) if isinstance(value, datetime) else value for value in row]
        book.active.append(rows[number])
    found = read(saved(book))
    assert found == (list(range(1, len(rows) + 1)), [[text_of(value) for value in row] for row in rows], [])


@settings(max_examples=50)
@given(table(XML_TEXT))
def test_an_opendocument_spreadsheet_comes_back(rows: list[list[str]]) -> None:
    written = [ods_row(*(ods_cell(text, 'office:value-type="string"') for text in row)) for row in rows]
    assert read(ods(*written)).rows == rows


@given(
    st.binary(max_size=300), st.sampled_from([b"", b"\xef\xbb\xbf", b"\xff\xfe", b"PK\x03\x04", b"\xd0\xcf\x11\xe0"])
)
def test_any_bytes_are_rows_or_refused(content: bytes, start: bytes) -> None:
    try:
        found = read(start + content)
    except Refusal as refusal:
        assert refusal.sentence.endswith(".")
    else:
        assert all(any(cell.strip() for cell in row) for row in found.rows)


WORKBOOKS = st.sampled_from(
    [
        excel('<row r="1"><c t="s"><v>0</v></c><c s="1"><v>0.5</v></c></row>', texts="<si><t>code</t></si>"),
        ods(ods_row("code", ods_cell("50%", 'office:value-type="percentage" office:value="0.5"'))),
    ]
)


@given(WORKBOOKS, st.lists(st.tuples(st.integers(0, 10**6), st.integers(0, 255)), min_size=1, max_size=3))
def test_a_workbook_with_other_bytes_in_it_is_rows_or_refused(content: bytes, changes: list[tuple[int, int]]) -> None:
    changed = bytearray(content)
    for place, byte in changes:
        changed[place % len(changed)] = byte
    try:
        read(bytes(changed))
    except Refusal as refusal:
        assert refusal.sentence.endswith(".")
