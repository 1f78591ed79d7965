"""CSV is split into cells exactly as it was written, or its fault is named with its line."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.readers.table import BadRow, Row, column_name, read_rows

KNOWN = ("name", "note", "size")

# The hard cases that every CSV reader is known by: each text, and its rows with the lines they start on.
READ = [
    ("plain", "name,note\na,b\n", [(1, "name", "note"), (2, "a", "b")]),
    ("no line end at the end", "name,note\na,b", [(1, "name", "note"), (2, "a", "b")]),
    ("Windows line ends", "name,note\r\na,b\r\n", [(1, "name", "note"), (2, "a", "b")]),
    ("old Mac line ends", "name,note\ra,b\r", [(1, "name", "note"), (2, "a", "b")]),
    ("a comma in quotes", 'name,note\n"Hall, the",b\n', [(1, "name", "note"), (2, "Hall, the", "b")]),
    ("quotes in quotes", 'name,note\n"a ""b"" c",d\n', [(1, "name", "note"), (2, 'a "b" c', "d")]),
    ("a quote inside a bare cell", 'name,note\n51\'30"N,b\n', [(1, "name", "note"), (2, "51'30\"N", "b")]),
    ("empty cells, bare and quoted", 'name,note\n,""\n', [(1, "name", "note"), (2, "", "")]),
    ("a line break in a cell", 'name,note\n"a\nb",c\nd,e\n',
     [(1, "name", "note"), (2, "a\nb", "c"), (4, "d", "e")]),
    ("a Windows line break in a cell", 'name,note\r\n"a\r\nb",c\r\nd,e\r\n',
     [(1, "name", "note"), (2, "a\r\nb", "c"), (4, "d", "e")]),
    ("quotes and line breaks", 'name,note\n"a\n""b""\nc",d\ne,f\n',
     [(1, "name", "note"), (2, 'a\n"b"\nc', "d"), (5, "e", "f")]),
    ("JSON in a cell", 'name,note\n1,"{""kind"": ""point"", ""at"": [1.5, 2]}"\n',
     [(1, "name", "note"), (2, "1", '{"kind": "point", "at": [1.5, 2]}')]),
    ("letters of any script", "name,note\nŵŷ,ʤ żółć\n", [(1, "name", "note"), (2, "ŵŷ", "ʤ żółć")]),
    ("empty lines", "\n\nname,note\n\na,b\n\n", [(3, "name", "note"), (5, "a", "b")]),
    ("spaces stay", "name,note\n a ,b \n", [(1, "name", "note"), (2, " a ", "b ")]),
    ("semicolons", "name;note\na,b;c\n", [(1, "name", "note"), (2, "a,b", "c")]),
    ("tabs", "name\tnote\na,b\tc;d\n", [(1, "name", "note"), (2, "a,b", "c;d")]),
    ("semicolons by their headings", "size;x, y;note\n1;2;3\n",
     [(1, "size", "x, y", "note"), (2, "1", "2", "3")]),
    ("Excel's own hint", "sep=;\r\nname;note\r\na;b\r\n", [(2, "name", "note"), (3, "a", "b")]),
    ("no known heading", "a;b\n", [(1, "a;b")]),
    ("nothing", "", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "rows"), [case[1:] for case in READ], ids=[case[0] for case in READ])
def test_rows_are_read(text: str, rows: list[tuple[int, str]]) -> None:
    assert list(read_rows(text, KNOWN)) == [Row(line, tuple(cells)) for line, *cells in rows]


FAULTS = [
    ("words behind a closing mark", 'name,note\n"a"b,c\nd,e\n', 2, "goes on after its closing mark"),
    ("the same in a cell of two lines", 'name,note\n"a\nb"c,d\ne,f\n', 3, "goes on after its closing mark"),
    ("a mark that is never closed", 'name,note\na,b\n"c,d\ne,f\n', 3, "never closed"),
    ("a cell without end", "name,note\n" + "a" * 200_000 + ",b\nc,d\n", 2, "131,072"),
]


@pytest.mark.parametrize(("text", "line", "words"), [case[1:] for case in FAULTS], ids=[case[0] for case in FAULTS])
def test_faults_of_quoting_are_named(text: str, line: int, words: str) -> None:
    (fault,) = (row for row in read_rows(text, KNOWN) if isinstance(row, BadRow))
    assert fault.line == line
    assert words in fault.message


def test_reading_goes_on_after_a_fault() -> None:
    rows = list(read_rows('name,note\n"a"b,c\nd,e\n"f"g,h\ni,j\n', KNOWN))
    assert [(row.line, type(row)) for row in rows] == [(1, Row), (2, BadRow), (3, Row), (4, BadRow), (5, Row)]


@pytest.mark.parametrize("heading", ["indicator_code", "Indicator code", " INDICATOR-CODE ", "indicator  code"])
def test_headings_are_named_alike(heading: str) -> None:
    assert column_name(heading) == "indicator_code"


CELLS = st.text(st.sampled_from('ab ,;"\n\r\té=')) | st.text(max_size=8)


@given(st.lists(st.lists(CELLS, min_size=2, max_size=4), max_size=5), st.sampled_from(",;\t"))
def test_what_is_written_comes_back(rows: list[list[str]], delimiter: str) -> None:
    out = io.StringIO()
    # Written with both line ends in mind, so that a lone carriage return is quoted too.
    writer = csv.writer(out, delimiter=delimiter, quoting=csv.QUOTE_ALL)
    writer.writerows([["name", "note"], *rows])
    read = list(read_rows(out.getvalue(), KNOWN))
    assert [row.cells for row in read if isinstance(row, Row)] == [("name", "note"), *map(tuple, rows)]
