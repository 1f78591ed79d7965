"""The period's figures: every row as values, every fault at once with its line and column."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.readers.figures_csv import OPTIONAL, USUAL, FigureRow, read_figures

HEADER = ",".join(USUAL)


def _file(*lines: str, header: str = HEADER) -> bytes:
    return "\n".join([header, *lines, ""]).encode()


def _row(**changed: object) -> dict[str, object]:
    blank = {"actual": None, "target": None, "actual_estimated": None, "target_estimated": None}
    return {"line": 2, "indicator_code": "P1", "period_text": "Oct 2014", **blank, **changed}


READ = [
    ("all cells", "P1,Oct 2014,439.1,385.6,no,yes,late return",
     _row(actual=Decimal("439.1"), target=Decimal("385.6"), actual_estimated=False, target_estimated=True,
          comment="late return")),
    ("blank changes nothing", "P1,Oct 2014,,,,,", _row(comment=None)),
    ("blank and zero differ", "P1,Oct 2014,0,,,,", _row(actual=Decimal(0), target=None)),
    ("figures as people write them", 'P1,Oct 2014,"£1,234.50",12.5%,,,',
     _row(actual=Decimal("1234.5"), target=Decimal("12.5"))),
    ("spaces around", " P1 , Oct 2014 , 5 ,\t, Yes ,,", _row(actual=Decimal(5), actual_estimated=True)),
    ("words for estimated", "P1,Oct 2014,1,1,Estimated,FINAL,",
     _row(actual=Decimal(1), target=Decimal(1), actual_estimated=True, target_estimated=False)),
    ("signs for estimated", "P1,Oct 2014,1,1,1,0,",
     _row(actual=Decimal(1), target=Decimal(1), actual_estimated=True, target_estimated=False)),
    ("places beyond the sixth", "P1,Oct 2014,0.12345650,1,,,",
     _row(actual=Decimal("0.123457"), target=Decimal(1), rounded=("actual",))),
    ("a comment of two lines, like a formula", 'P1,Oct 2014,,,,,"=1+1\n+2"', _row(comment="=1+1\n+2")),
    ("the short row that Excel leaves", "P1,Oct 2014,5", _row(actual=Decimal(5))),
    ("blank cells beyond the header", "P1,Oct 2014,5,,,,,,,", _row(actual=Decimal(5))),
    ("a period is read later", "P1,whenever,,,,,", _row(period_text="whenever")),
]  # fmt: skip


@pytest.mark.parametrize(("line", "values"), [case[1:] for case in READ], ids=[case[0] for case in READ])
def test_a_row_is_read(line: str, values: dict[str, object]) -> None:
    result = read_figures(_file(line))
    assert result.faults == ()
    (row,) = result.rows
    assert {name: getattr(row, name) for name in values} == values


HEADERS = [
    ("semicolons", HEADER.replace(",", ";"), "P1;Oct 2014;5;;;;"),
    ("tabs", HEADER.replace(",", "\t"), "P1\tOct 2014\t5\t\t\t\t"),
    ("in words", "Indicator Code,Period,ACTUAL,Target,Actual estimated,Target-estimated, comment ",
     "P1,Oct 2014,5,,,,"),
    ("another order", "comment,target_estimated,actual_estimated,target,actual,period,indicator_code",
     ",,,,5,Oct 2014,P1"),
    ("trailing commas of a spreadsheet", HEADER + ",,", "P1,Oct 2014,5,,,,,,"),
    ("code, period and actual alone", "indicator_code,period,actual", "P1,Oct 2014,5"),
    ("optional columns", ",".join([*USUAL, *OPTIONAL]), "P1,Oct 2014,5,,,,,,"),
    ("in quotes", ",".join(f'"{name}"' for name in USUAL), "P1,Oct 2014,5,,,,"),
]  # fmt: skip


@pytest.mark.parametrize(("header", "line"), [case[1:] for case in HEADERS], ids=[case[0] for case in HEADERS])
def test_headers_are_understood(header: str, line: str) -> None:
    result = read_figures(_file(line, header=header))
    assert result.faults == ()
    assert [(row.indicator_code, row.period_text, row.actual) for row in result.rows] == [
        ("P1", "Oct 2014", Decimal(5))
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_every_encoding_is_read(encoding: str) -> None:
    (row,) = read_figures(_file("P1,Oct 2014,£5,,,,café").decode().encode(encoding)).rows
    assert (row.actual, row.comment) == (Decimal(5), "café")


def test_a_column_left_out_is_as_good_as_blank() -> None:
    header, line = "indicator_code,period,target", "P1,Oct 2014,7"
    assert read_figures(_file(line, header=header)).rows == read_figures(_file("P1,Oct 2014,,7,,,")).rows


def test_numerator_and_denominator_are_read() -> None:
    header = ",".join([*USUAL, *OPTIONAL])
    (row,) = read_figures(_file("P1,Oct 2014,25,,,,,50,200", header=header)).rows
    assert (row.numerator, row.denominator) == (Decimal(50), Decimal(200))


# Lines below the header, and each fault: line, column, value, and words of its sentence.
FAULTS = [
    ("a word for a figure", ["P1,Oct 2014,n/a,,,,"], [(2, "actual", "n/a", "Blank is not zero")]),
    ("a spreadsheet's error", ["P1,Oct 2014,,#DIV/0!,,,"], [(2, "target", "#DIV/0!", "spreadsheet error")]),
    ("a decimal comma", ['P1,Oct 2014,"12,5",,,,'], [(2, "actual", "12,5", "comma in the wrong place")]),
    ("not a number", ["P1,Oct 2014,NaN,,,,"], [(2, "actual", "NaN", "not a figure")]),
    ("an exponent", ["P1,Oct 2014,1e5,,,,"], [(2, "actual", "1e5", "exponent")]),
    ("too large to store", ["P1,Oct 2014,1234567890123,,,,"],
     [(2, "actual", "1234567890123", "too large")]),
    ("neither yes nor no", ["P1,Oct 2014,,,maybe,,"], [(2, "actual_estimated", "maybe", "neither yes")]),
    ("no code", [",Oct 2014,5,,,,"], [(2, "indicator_code", "", "Write the code")]),
    ("no period", ["P1,,5,,,,"], [(2, "period", "", "Write a period")]),
    ("a cell too many", ["P1,Oct 2014,1,234,,,x,y"], [(2, None, "y", "cell 8")]),
    ("quoting", ['P1,Oct 2014,"1"2,,,,'], [(2, None, None, "closing mark")]),
    ("several in one row", ["P1,,x,y,,,"],
     [(2, "period", "", "blank"), (2, "actual", "x", "not a figure"), (2, "target", "y", "not a figure")]),
    ("true lines behind a cell of three lines", ['P1,Oct 2014,1,,,,"a\nb\nc"', "", "P2,Oct 2014,x,,,,"],
     [(6, "actual", "x", "not a figure")]),
    ("no rows", [], [(None, None, None, "no rows")]),
    ("blank rows only", ["", ",,,,,,", " "], [(None, None, None, "no rows")]),
]  # fmt: skip


@pytest.mark.parametrize(("lines", "faults"), [case[1:] for case in FAULTS], ids=[case[0] for case in FAULTS])
def test_every_fault_is_told(lines: list[str], faults: list[tuple[object, ...]]) -> None:
    found = read_figures(_file(*lines)).faults
    assert [(each.line, each.column, each.value) for each in found] == [each[:3] for each in faults]
    for each, (*_, words) in zip(found, faults, strict=True):
        assert str(words) in each.message
        assert each.message.endswith(".")


BAD_HEADERS = [
    ("nothing", b"", [(None, None, "empty")]),
    ("blank lines", b"\n\n ,\n", [(None, None, "empty")]),
    ("no header row", b"P1,Oct 2014,5\n", [(1, None, "not the header row")]),
    ("no code", _file("Oct 2014,5,,,,", header=HEADER.replace("indicator_code,", "")),
     [(1, "indicator_code", "missing")]),
    ("no period", _file("P1,5,,,,", header=HEADER.replace(",period,", ",")), [(1, "period", "missing")]),
    ("no figures", _file("P1,Oct 2014,yes", header="indicator_code,period,actual_estimated"),
     [(1, "actual", "missing"), (1, "target", "missing")]),
    ("a column misspelt", _file("P1,Oct 2014,5,6", header="indicator_code,period,actual,targets"),
     [(1, "targets", "no column of this file")]),
    ("one column unknown", _file("P1,Oct 2014,5,,,,,x", header=HEADER + ",colour"),
     [(1, "colour", "no column of this file")]),
    ("one column twice", _file("P1,Oct 2014,5,,,,,6", header=HEADER + ",Actual"), [(1, "actual", "twice")]),
    ("a column without heading", _file("P1,Oct 2014,5,,,,,6", header=HEADER + ","), [(2, None, "cell 8")]),
    ("a quote in the header", b'"indicator_code"x,period\n', [(1, None, "closing mark")]),
    ("a NUL", _file("P1,Oct\0 2014,5,,,,"), [(None, None, "NUL character on line 2")]),
    ("a workbook", b"PK\x03\x04", [(None, None, "Excel workbook")]),
    ("a heading's fault and a row's", _file("P1,x,,,,", header=HEADER.replace(",period,", ",")),
     [(1, "period", "missing"), (2, "actual", "not a figure")]),
]  # fmt: skip


@pytest.mark.parametrize(("data", "faults"), [case[1:] for case in BAD_HEADERS], ids=[case[0] for case in BAD_HEADERS])
def test_files_without_a_right_header_are_refused(data: bytes, faults: list[tuple[object, ...]]) -> None:
    result = read_figures(data)
    assert [(each.line, each.column) for each in result.faults] == [each[:2] for each in faults]
    assert all(str(words) in each.message for each, (*_, words) in zip(result.faults, faults, strict=True))
    assert result.rows == ()


def test_rows_without_a_fault_are_kept_beside_the_faults() -> None:
    result = read_figures(_file("P1,Oct 2014,1,,,,", "P2,Oct 2014,x,,,,", "P3,Oct 2014,3,,,,"))
    assert [row.indicator_code for row in result.rows] == ["P1", "P3"]
    assert [fault.line for fault in result.faults] == [3]


STORED = st.decimals(-(10**11), 10**11, places=6, allow_nan=False)


@given(st.lists(st.tuples(STORED, STORED), min_size=1, max_size=5))
def test_figures_survive_the_file(figures: list[tuple[Decimal, Decimal]]) -> None:
    lines = (f'P{at},2014/15,"{actual:,f}",{target:f},,,' for at, (actual, target) in enumerate(figures))
    result = read_figures(_file(*lines))
    assert result.faults == ()
    assert [(row.actual, row.target) for row in result.rows] == figures


ROWS = st.text(st.characters(codec="utf-8"), max_size=200).map(lambda text: f"{HEADER}\n{text}".encode())


@given(st.binary(max_size=300) | ROWS)
def test_any_bytes_are_rows_or_faults(data: bytes) -> None:
    result = read_figures(data)
    assert result.rows or result.faults
    assert all(isinstance(row, FigureRow) and row.indicator_code for row in result.rows)
