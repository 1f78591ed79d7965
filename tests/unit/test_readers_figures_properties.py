"""What our own files say is read back unchanged, whatever it is."""

from __future__ import annotations

import csv
import io
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from tests.unit.figure_sheets import context, read, sheet_of
from webapp.domain.figure_columns import SHEET
from webapp.domain.numbers import plain
from webapp.domain.spreadsheets import safe_cell
from webapp.readers.figures.layout import Column, Layout
from webapp.readers.figures.model import FigureRow, Given, Rows

STORED = st.decimals(-(10**11), 10**11, places=6, allow_nan=False)
WORDS = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=40)
LIKE_FORMULAS = st.builds(
    "".join, st.lists(st.sampled_from(["'", "=", "+", "-", "@", "\t", "1", "a", " "]), max_size=6)
)
TEXTS = WORDS | LIKE_FORMULAS


def _written(*rows: list[str]) -> Rows:
    """The rows as our own files hold them, read again."""
    file = io.StringIO(newline="")
    csv.writer(file).writerows([safe_cell(cell) for cell in row] for row in rows)
    return read(sheet_of(file.getvalue().removesuffix("\r\n")), context())[1]


@given(st.lists(st.tuples(STORED, STORED | st.none(), TEXTS, TEXTS, TEXTS), min_size=1, max_size=4))
def test_a_period_s_sheet_comes_back_unchanged(
    lines: list[tuple[Decimal, Decimal | None, str, str, str]],
) -> None:
    def cells(number: int, actual: Decimal, target: Decimal | None, *words: str) -> list[str]:
        said = {"indicator_code": f"P{number}", "period": "2014-10", "actual": plain(actual), "lead": words[0]}
        said |= {"title": words[0], "quality_reason": words[1], "comment": words[2], "quality": "provisional"}
        said |= {"target": "" if target is None else plain(target), "last_value": words[1]}
        return [said.get(heading, "") for heading in SHEET]

    rows = _written(list(SHEET), *(cells(number, *line) for number, line in enumerate(lines)))
    assert (rows.faults, rows.notes) == ([], [])
    assert [
        (row.code, row.given, row.actual, row.target, row.definition.get("title", ""), row.quality_reason, row.comment)
        for row in rows.rows
    ] == [
        (f"P{number}", Given.FIGURE, actual, target, title.strip(), reason.strip() or None, comment.strip() or None)
        for number, (actual, target, title, reason, comment) in enumerate(lines)
    ]


@given(st.lists(st.lists(TEXTS, min_size=9, max_size=9), max_size=4))
def test_any_cells_are_rows_faults_or_notes(cells: list[list[str]]) -> None:
    header = [
        "indicator_code",
        "period",
        "actual",
        "target",
        "quality",
        "actual_estimated",
        "final_due",
        "title",
        "comment",
    ]
    rows = _written(header, *cells)
    assert all(isinstance(row, FigureRow) and row.code for row in rows.rows)
    assert all(fault.message.endswith(".") for fault in rows.faults)
    assert not {fault.line for fault in rows.faults} & {row.line for row in rows.rows}


@given(st.lists(TEXTS, max_size=6), st.lists(st.lists(TEXTS, max_size=6), max_size=3))
def test_any_header_is_understood_or_told_what_is_wrong(headings: list[str], cells: list[list[str]]) -> None:
    file = io.StringIO(newline="")
    csv.writer(file).writerows([headings, *cells])
    understood, _ = read(sheet_of(file.getvalue()), context("2014-10"))
    assert understood.header_line is not None or understood.faults
    assert Layout.from_plain(understood.layout.to_plain()) == understood.layout


@given(st.lists(TEXTS, max_size=6))
def test_the_fingerprint_is_of_headings_however_they_are_written(headings: list[str]) -> None:
    def fingerprint(texts: list[str]) -> str:
        return Layout(tuple(Column(text, None) for text in texts)).fingerprint

    assert fingerprint(headings) == fingerprint([f" {text}: " for text in headings])
