"""Text is read into rows with their true lines, whatever saved it; what is malformed is told, never guessed away."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.sheets_written import only, opened, whole
from webapp.domain.errors import Refusal
from webapp.domain.limits import Limits
from webapp.readers.sheets.delimiter import delimiter_of
from webapp.readers.sheets.model import CHUNK_ROWS

# The hard cases that every CSV reader is known by among them: each text, and its rows behind their lines.
READ = [
    ("plain", "a,b,c\n1,2,3\n", [(1, "a", "b", "c"), (2, "1", "2", "3")]),
    ("no line end at the end", "a,b\n1,2", [(1, "a", "b"), (2, "1", "2")]),
    ("Windows line ends", "a,b\r\n1,2\r\n", [(1, "a", "b"), (2, "1", "2")]),
    ("old Mac line ends", "a,b\r1,2\r3,4\r", [(1, "a", "b"), (2, "1", "2"), (3, "3", "4")]),
    ("line ends of every kind", "a,b\r\n1,2\r3,4\n5,6", [(1, "a", "b"), (2, "1", "2"), (3, "3", "4"), (4, "5", "6")]),
    ("a comma in quotes", 'name,town\nDoe,"Anytown, WW"\n', [(1, "name", "town"), (2, "Doe", "Anytown, WW")]),
    ("quotes in quotes", 'a,b\n1,"he said ""no"" twice"\n', [(1, "a", "b"), (2, "1", 'he said "no" twice')]),
    ("a quote in a bare cell", "a,b\n51°30'26\"N,1\n", [(1, "a", "b"), (2, "51°30'26\"N", "1")]),
    ("empty cells, bare and quoted", 'a,b,c\n1,"",\n', [(1, "a", "b", "c"), (2, "1", "", "")]),
    ("a line break in a cell", 'a,b\n"one\ntwo",2\n3,4\n', [(1, "a", "b"), (2, "one\ntwo", "2"), (4, "3", "4")]),
    ("a Windows line break in a cell", 'a,b\r\n"one\r\ntwo",2\r\n3,4\r\n',
     [(1, "a", "b"), (2, "one\r\ntwo", "2"), (4, "3", "4")]),
    ("an old Mac line break in a cell", 'a,b\r"one\rtwo",2\r3,4', [(1, "a", "b"), (2, "one\rtwo", "2"), (4, "3", "4")]),
    ("quotes and line breaks", 'a,b\n1,"ha \n""ha""\nha"\n3,4\n',
     [(1, "a", "b"), (2, "1", 'ha \n"ha"\nha'), (5, "3", "4")]),
    ("JSON in a cell", 'key,val\n1,"{""type"": ""Point"", ""at"": [102.0, 0.5]}"\n',
     [(1, "key", "val"), (2, "1", '{"type": "Point", "at": [102.0, 0.5]}')]),
    ("letters of any script", "a,b\nŵŷ,ʤ żółć\n", [(1, "a", "b"), (2, "ŵŷ", "ʤ żółć")]),
    ("spaces stay", "a,b\n 1 ,2 \n", [(1, "a", "b"), (2, " 1 ", "2 ")]),
    ("a quoted cell that begins with a quote behind a space", 'a,b\n" ""x""",2\n', [(1, "a", "b"), (2, ' "x"', "2")]),
    ("empty and comma-only rows", "\n\na,b\n,\n \t, \n1,2\n\n", [(3, "a", "b"), (6, "1", "2")]),
    ("title lines", "Performance, quarter 3\n\ncode,actual\nFW1,1\n",
     [(1, "Performance", " quarter 3"), (3, "code", "actual"), (4, "FW1", "1")]),
    ("tabs", "code\tactual\nFW1\t1,234\n", [(1, "code", "actual"), (2, "FW1", "1,234")]),
    ("bars", "code|actual\nFW1|1\n", [(1, "code", "actual"), (2, "FW1", "1")]),
    ("Excel's hint", "sep=;\r\na;b\r\n1,5;2\r\n", [(2, "a", "b"), (3, "1,5", "2")]),
    ("a hint of what nobody guesses", "sep=^\na^b\n1^2\n", [(2, "a", "b"), (3, "1", "2")]),
    ("a hint of tabs", "SEP=\t\na\tb\n", [(2, "a", "b")]),
    ("one column", "actual\n1\n2\n", [(1, "actual"), (2, "1"), (3, "2")]),
    ("nothing", "", []),
    ("nothing but line ends", "\r\n\n\r", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "rows"), [case[1:] for case in READ], ids=[case[0] for case in READ])
def test_rows_are_read(tmp_path: Path, text: str, rows: list[tuple[int, str]]) -> None:
    read = only(tmp_path, text.encode())
    assert read.by_line == rows
    assert read.bad == []


WORDS = "code,actual\r\nFW1,£1 – “é”\r\n"
ENCODED = [
    ("UTF-8", WORDS.encode()),
    ("UTF-8 with a mark", WORDS.encode("utf-8-sig")),
    ("UTF-16 with a mark", b"\xff\xfe" + WORDS.encode("utf-16-le")),
    ("UTF-16, big end first, with a mark", b"\xfe\xff" + WORDS.encode("utf-16-be")),
    ("UTF-16", WORDS.encode("utf-16-le")),
    ("UTF-16, big end first", WORDS.encode("utf-16-be")),
    ("Windows-1252", WORDS.encode("cp1252")),
]


@pytest.mark.parametrize("content", [case[1] for case in ENCODED], ids=[case[0] for case in ENCODED])
def test_any_encoding_of_the_office_is_read(tmp_path: Path, content: bytes) -> None:
    assert only(tmp_path, content).rows == [["code", "actual"], ["FW1", "£1 – “é”"]]


def test_the_encoding_is_that_of_the_whole_file(tmp_path: Path) -> None:
    """The first megabyte is plain; a letter of Windows-1252 stands behind it, one of two bytes across its end."""
    start = "code,actual\n" + "FW1,1\n" * 174_760
    rest = "Zoë,2\n" * 2
    for encoding in ("utf-8", "cp1252"):
        assert only(tmp_path, f"{start}{rest}".encode(encoding)).rows[-1] == ["Zoë", "2"]


DELIMITERS = [
    ("commas, and titles with commas", "Prepared by: Hall, J\nFor: Smith, A\na,b,c\n1,2,3\n4,5,6\n", ","),
    ("semicolons, and titles with commas", "Prepared by: Hall, J\nFor: Smith, A\na;b;c\n1;2;3\n", ";"),
    ("semicolons, and decimal commas", "a;b;c\n1,5;2,5;3,5\n1,5;2,5;3,5\n", ";"),
    ("tabs, and commas in figures", "code\tlow\thigh\nFW1\t1,234\t2,345,678\nFW2\t1,234\t2,345,678\n", "\t"),
    ("commas, and semicolons in every period", "code,period\nA,2018-19;Q1\nA,2018-19;Q2\nA,2018-19;Q3\n", ","),
    ("commas, and rows without their last cells", "a,b,c,d\n1,2\n1,2,3\n1\n1,2,3,4\n1,2;x\n1,2;x\n", ","),
    ("commas, and cells with line breaks and bars", 'a,b\n"x|y\nz",1\n"x|y\nz",2\n', ","),
    ("quoted semicolons", '"a";"b"\n"1,2";"3"\n', ";"),
    ("words alone", "Performance of the council\n", ","),
]


@pytest.mark.parametrize(("text", "delimiter"), [case[1:] for case in DELIMITERS], ids=[case[0] for case in DELIMITERS])
def test_the_delimiter_is_found(text: str, delimiter: str) -> None:
    assert delimiter_of(text.splitlines(keepends=True)) == delimiter


BAD = [
    ("text behind a closing mark", 'a,b\n"1"x,2\n3,4\n', [2], "goes on after its closing mark", [1, 3]),
    ("a mark that is never closed", 'a,b\n1,2\n"3,4\n5,6\n', [3], "is never closed", [1, 2]),
    ("a mark closed lines below", 'a,b\n"1,2\n3,4\n"x",5\n6,7\n', [2], "is closed on line 4", [1, 5]),
    ("a space before a mark", 'a,b\n1, "2,000"\n3,4\n', [2], "stands behind a space", [1, 3]),
    ("a space before the first mark", 'a,b\n "1",2\n', [2], "stands behind a space", [1]),
    ("two faults", 'a,b\n"1"x,2\n3,4\n"5"y,6\n7,8\n', [2, 4], "goes on after", [1, 3, 5]),
    ("behind Excel's hint", 'sep=,\na,b\n"1"x,2\n3,4\n', [3], "goes on after its closing mark", [2, 4]),
]


@pytest.mark.parametrize(("text", "bad", "words", "lines"), [case[1:] for case in BAD], ids=[case[0] for case in BAD])
def test_malformed_quoting_is_a_fault_with_its_line(
    tmp_path: Path, text: str, bad: list[int], words: str, lines: list[int]
) -> None:
    read = only(tmp_path, text.encode())
    assert read.faults == [(line, None) for line in bad]
    assert words in read.bad[0].message
    assert read.bad[0].value == text.splitlines()[bad[0] - 1]
    assert read.lines == lines


def test_a_mark_never_closed_swallows_no_more_than_one_cell_may_hold(tmp_path: Path) -> None:
    text = 'a,b\n1,2\n"3,4\n' + "5,6\n" * 100_000
    read = only(tmp_path, text.encode())
    assert read.faults == [(3, None)]
    assert "is too long" in read.bad[0].message
    assert "line 32" in read.bad[0].message
    assert read.lines[:3] == [1, 2, 32_772]
    assert len(read.rows) == 67_234


def test_marks_that_open_and_close_at_wrong_places_are_refused(tmp_path: Path) -> None:
    text = "a,b\n" + '"x\n",' * 600_000
    with pytest.raises(Refusal, match="row that starts on line 2 does not end"):
        only(tmp_path, text.encode())


REFUSED = [
    ("a NUL", b"a,b\n1,\x002\n", "NUL character on line 2"),
    ("a NUL behind bare CR", b"a,b\r1,2\r3,\x004", "NUL character on line 3"),
    ("a NUL in UTF-16", b"\xff\xfe" + "a\n\nb\0".encode("utf-16-le"), "NUL character on line 3"),
    ("not the UTF-8 that its mark promises", b"\xef\xbb\xbfa\r\n\xff\n", "UTF-8 text: line 2"),
    ("half a character at the end", b"\xff\xfea\x00b", "UTF-16 text: line 1"),
    ("half a pair in UTF-16", b"\xff\xfe" + "a\r\nb\r\n".encode("utf-16-le") + b"\x00\xd8a\x00", "UTF-16 text: line 3"),
    ("no character of Windows-1252", b"caf\xe9\n\x81", "Windows-1252 text: line 2"),
    ("a line without end", b"a,b\n" + b"x" * 2_000_000, "Line 2 is longer than 1,000,000 characters"),
    ("a web page", b"<html><table><tr><td>1</td></tr></table>", "web page (HTML)"),
    ("a web page in UTF-16", b"\xff\xfe" + "\r\n<!DOCTYPE html><p>".encode("utf-16-le"), "web page (HTML)"),
    ("Excel's XML", b'<?xml version="1.0"?>\n<Workbook/>', "The file is XML"),
    ("XHTML", b'<?xml version="1.0"?>\n<html/>', "web page (HTML)"),
]


@pytest.mark.parametrize(("content", "words"), [case[1:] for case in REFUSED], ids=[case[0] for case in REFUSED])
def test_what_is_no_table_is_refused(tmp_path: Path, content: bytes, words: str) -> None:
    with pytest.raises(Refusal) as refusal:
        opened(tmp_path, content)
    assert words in refusal.value.sentence


def test_a_fault_far_down_has_its_line(tmp_path: Path) -> None:
    """Behind the first megabyte, with a line end of two characters across its end."""
    line = b"a" * 1022 + b"\r\n"
    content = b"\xef\xbb\xbf" + line * 1023 + b"a" * 1020 + b"\r\n" + line * 5 + b"\xff"
    with pytest.raises(Refusal, match="line 1030 holds"):
        opened(tmp_path, content)


def test_chunks_are_as_long_as_they_are_said_to_be_and_may_be_read_again(tmp_path: Path) -> None:
    (sheet,) = opened(tmp_path, b"a,b\n" + b"1,2\n\n" * 4500).sheets
    for _ in range(2):
        assert [len(chunk.rows) for chunk in sheet.chunks()] == [CHUNK_ROWS, CHUNK_ROWS, 501]
    assert whole(sheet).lines[-1] == 9000
    assert sheet.left_out() == ()


def test_four_hundred_thousand_empty_lines_are_nothing(tmp_path: Path) -> None:
    (sheet,) = opened(tmp_path, b"\n" * 400_001).sheets
    assert list(sheet.chunks()) == []


def test_kinds_have_names(tmp_path: Path) -> None:
    assert opened(tmp_path, b"a;b\n").kind == "CSV"
    assert opened(tmp_path, b"a\tb\n").kind == "TSV"


def test_more_bytes_than_allowed_are_refused(tmp_path: Path) -> None:
    content = b"a,b\n" * 375_000
    assert opened(tmp_path, content, limits=Limits(file_bytes=1_500_000)).kind == "CSV"
    with pytest.raises(Refusal, match=r"larger than 1\.5 MB"):
        opened(tmp_path, content + b"1", limits=Limits(file_bytes=1_500_000))


def test_more_rows_than_allowed_are_refused(tmp_path: Path) -> None:
    assert len(only(tmp_path, b"a,b\n" * 3 + b"\n" * 5, Limits(rows=3)).rows) == 3
    with pytest.raises(Refusal, match="more than 3 rows"):
        only(tmp_path, b"a,b\n" * 4, Limits(rows=3))


def test_more_columns_than_allowed_are_refused_and_empty_ones_are_not(tmp_path: Path) -> None:
    assert only(tmp_path, b"a,b,,,,\n1,2\n", Limits(columns=2)).rows == [["a", "b"], ["1", "2"]]
    with pytest.raises(Refusal, match="line 2 has more than 2 columns"):
        only(tmp_path, b"a,b\n1,,3\n", Limits(columns=2))


def test_a_cell_longer_than_allowed_is_a_fault(tmp_path: Path) -> None:
    text = "a,b\n" + "x" * 11 + ',1\n2,"' + "y\n" * 6 + '"\n3,4\n'
    read = only(tmp_path, text.encode(), Limits(cell_characters=10))
    assert read.by_line == [(1, "a", "b"), (2, "", "1"), (3, "2", ""), (10, "3", "4")]
    assert read.faults == [(2, 0), (3, 1)]
    assert read.bad[0].message == "The cell holds 11 characters. Write no more than 10."


def test_cells_may_be_allowed_to_be_longer_than_is_usual(tmp_path: Path) -> None:
    read = only(tmp_path, b"a,b\n" + b"x" * 150_000 + b",1\n", Limits(cell_characters=200_000))
    assert len(read.rows[1][0]) == 150_000
