"""Tables as files: read back they are what was written, figures to their last place, and nothing in them runs."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from zipfile import ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from tests.naughty import naughty_strings
from tests.table_files import cells_of, csv_cells, workbook_cells
from webapp.domain.errors import Refusal
from webapp.domain.spreadsheets import plain_cell
from webapp.outgoing import workbooks
from webapp.outgoing.tables import Cell, Table, csv_file, csv_pieces, text_of
from webapp.outgoing.workbooks import write_workbook
from webapp.readers.sheets.opening import open_book

TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=30)
CELLS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**12), 10**12),
    st.decimals(-(10**12), 10**12, places=6),
    st.dates(),
    st.datetimes(timezones=st.just(UTC)),
    TEXTS,
    st.text(alphabet="'=+-@_x005Ff\t\r\n ＝", max_size=12),
)
ROWS = st.lists(st.tuples(CELLS, CELLS, st.just("end")), max_size=6)


def files(rows: Sequence[Sequence[Cell]], *headings: str) -> tuple[bytes, bytes]:
    """The table in both formats."""
    table = Table("figures", headings, rows)
    book = io.BytesIO()
    write_workbook(table, book)
    return csv_file(table), book.getvalue()


@pytest.mark.parametrize(
    ("cell", "written"),
    [
        pytest.param(None, "", id="blank"),
        pytest.param(Decimal("-1234.500000"), "-1234.5", id="a negative figure, not prefixed, without its zeros"),
        pytest.param(Decimal("1E+3"), "1000", id="no exponent"),
        pytest.param(Decimal("-0.000000"), "0", id="a zero has no sign"),
        pytest.param(Decimal("999999999999.999999"), "999999999999.999999", id="every place"),
        pytest.param(-3, "-3", id="a negative count"),
        pytest.param(date(2014, 12, 31), "2014-12-31", id="a day"),
        pytest.param(datetime(2014, 11, 14, 14, 2, 5, 999, UTC), "2014-11-14T14:02:05Z", id="a moment"),
        pytest.param(True, "yes", id="true"),
        pytest.param(False, "no", id="false"),
        pytest.param("=1+1", "'=1+1", id="a formula"),
        pytest.param("-1.5", "-1.5", id="a number that is text"),
    ],
)
def test_a_cell_is_written_alike_in_both(cell: Cell, written: str) -> None:
    text, book = files([(cell, "end")], "a", "b")
    assert csv_cells(text)[1] == [written, "end"]
    assert workbook_cells(book)[1] == [written, "end"]


@given(ROWS)
def test_every_table_is_read_back_as_it_was(rows: list[tuple[Cell, ...]]) -> None:
    wanted = [["a", "=b", "c"], *([text_of(cell) for cell in row] for row in rows)]
    text, book = files(rows, "a", "=b", "c")
    assert cells_of(text) == wanted
    assert cells_of(book) == wanted


@given(rows=ROWS.filter(bool))
def test_uploads_read_what_was_exported(tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[Cell, ...]]) -> None:
    """The files that leave by one side come in by the other."""
    wanted = [["indicator_code", "comment", "period"], *([text_of(cell) for cell in row] for row in rows)]
    folder = tmp_path_factory.mktemp("files")
    for content, name in zip(files(rows, *wanted[0]), ("table.csv", "table.xlsx"), strict=True):
        path = folder / name
        path.write_bytes(content)
        (sheet,) = open_book(path, name).sheets
        chunks = list(sheet.chunks())
        assert [[plain_cell(cell) for cell in row] for chunk in chunks for row in chunk.rows] == wanted
        assert [bad for chunk in chunks for bad in chunk.bad] == []


def test_texts_that_broke_other_software_are_read_back() -> None:
    rows = [(text, "end") for text in naughty_strings()]
    text, book = files(rows, "a", "b")
    assert cells_of(text)[1:] == cells_of(book)[1:] == [list(row) for row in rows]


def test_the_text_file_is_one_that_spreadsheets_open() -> None:
    content, _ = files([("£5", "x")], "a", "b")
    assert content == b"\xef\xbb\xbfa,b\r\n\xc2\xa35,x\r\n"


def test_figures_are_numbers_where_a_number_can_hold_them() -> None:
    """A workbook keeps 15 digits: a longer figure would come back another."""
    figures = [Decimal("9.95"), Decimal("123456789012.345"), Decimal("123456789012.3456"), Decimal("100000000000")]
    _, book = files([(each,) for each in figures], "figure")
    with ZipFile(io.BytesIO(book)) as parts:
        sheet = parts.read("xl/worksheets/sheet1.xml").decode()
    assert "<v>9.95</v>" in sheet
    kinds = [row[0].data_type for row in load_workbook(io.BytesIO(book)).active.iter_rows(min_row=2)]
    assert kinds == ["n", "n", "s", "n"]


def test_a_workbook_has_its_headings_in_bold_and_in_sight() -> None:
    _, book = files([("short", "w" * 500), (date(2014, 10, 31), "x\ny")], "code", "comment")
    sheet = load_workbook(io.BytesIO(book)).active
    assert sheet.title == "figures"
    assert sheet.freeze_panes == "A2"
    assert [cell.font.b for cell in sheet[1]] == [True, True]
    assert [sheet.column_dimensions[column].width for column in "AB"] == [12, 60]
    assert sheet["A3"].is_date


def test_days_before_the_calendar_of_workbooks_are_text() -> None:
    _, book = files([(date(1900, 2, 28),), (date(1900, 3, 1),)], "day")
    assert workbook_cells(book)[1:] == [["1900-02-28"], ["1900-03-01"]]
    assert [row[0].data_type for row in load_workbook(io.BytesIO(book)).active.iter_rows(min_row=2)] == ["s", "d"]


@pytest.mark.parametrize("limit", ["MOST_ROWS", "MOST_BYTES"])
def test_what_is_too_long_for_a_sheet_goes_on_in_the_next(monkeypatch: pytest.MonkeyPatch, limit: str) -> None:
    monkeypatch.setattr(workbooks, "LOOKED_AT", 2)
    monkeypatch.setattr(workbooks, "PIECE", 3)
    monkeypatch.setattr(workbooks, limit, {"MOST_ROWS": 3, "MOST_BYTES": 1}[limit])
    _, book = files([(str(number),) for number in range(7)], "n")
    assert load_workbook(io.BytesIO(book)).sheetnames == ["figures", "figures 2", "figures 3"]
    assert [row[0] for row in workbook_cells(book)] == ["n", "0", "1", "2", "n", "3", "4", "5", "n", "6"]


@pytest.mark.parametrize(("name", "title"), [("a/b: [c]*?", "a b   c   "), ("x" * 40, "x" * 31), ("R & D", "R & D")])
def test_a_sheet_is_called_after_its_table(name: str, title: str) -> None:
    book = io.BytesIO()
    write_workbook(Table(name, ("a",), []), book)
    assert load_workbook(book).sheetnames == [title]
    assert workbook_cells(book.getvalue()) == [["a"]]


@pytest.mark.parametrize("text", ["x" * 32_768, "😀" * 16_384, "=" + "x" * 32_767])
def test_a_text_that_no_cell_holds_is_refused_not_cut(text: str) -> None:
    table = Table("notes", ("a", "note"), [("1", "short"), ("2", text)])
    with pytest.raises(Refusal, match=r"row 3 .* download the table as CSV"):
        write_workbook(table, io.BytesIO())
    assert cells_of(csv_file(table))[2] == ["2", text]


def test_the_longest_text_that_a_cell_holds_is_kept() -> None:
    _, book = files([("x" * 32_767,), ("😀" * 16_383,)], "note")
    assert [len(row[0]) for row in workbook_cells(book)] == [4, 32_767, 16_383]


def test_the_text_file_is_written_while_it_is_read() -> None:
    taken: list[int] = []

    def rows() -> Iterator[tuple[int]]:
        for number in range(5_000):
            taken.append(number)
            yield (number,)

    pieces = csv_pieces(Table("n", ("n",), rows()))
    next(pieces)
    assert taken == []
    next(pieces)
    assert len(taken) < 5_000
    assert sum(piece.count(b"\r\n") for piece in pieces) + 1_000 == 5_000
