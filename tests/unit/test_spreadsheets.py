"""No cell of a file is taken for a formula, no number is harmed, and every text is read back as it was."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from webapp.domain.spreadsheets import FORMULA, PLAIN_NUMBER, plain_cell, safe_cell

DOUBTFUL = st.text(alphabet="'=+-@\t\r\n＝＋－＠1.5a ", max_size=6)


@pytest.mark.parametrize(
    "text",
    [
        *("=1", "=cmd|' /C calc'!A0", "+x", "-x", "-1+2", "@x", "\tx", "\rx", "\n=1", "-", "+", "-1e5", "-٣"),
        *("＝1+1", "＋x", "－x", "＠SUM(A1)", "+44 20 7946 0000"),
    ],
)
def test_a_formula_is_defused(text: str) -> None:
    assert safe_cell(text) == "'" + text
    assert plain_cell("'" + text) == text


@pytest.mark.parametrize(
    "text",
    ["", "0", "-1", "+1", "-12.50", "385.6", "a=1", " =1", "'", "''", "'tis", "'1", "£5", "1-2", "2014-10"],
)
def test_everything_else_stays(text: str) -> None:
    assert safe_cell(text) == text
    assert plain_cell(text) == text


@pytest.mark.parametrize("text", ["'=1", "''+x", "'-5", "'@"])
def test_an_apostrophe_that_was_there_stays_there(text: str) -> None:
    assert plain_cell(safe_cell(text)) == text != safe_cell(text)


def test_a_number_that_somebody_marked_as_text_is_the_number() -> None:
    assert plain_cell("'-5") == "-5"


@given(st.one_of(st.text(), DOUBTFUL))
@example("'=1")
@example("''-5")
def test_every_text_is_read_back_as_it_was_and_runs_nowhere(text: str) -> None:
    written = safe_cell(text)
    assert plain_cell(written) == text
    assert PLAIN_NUMBER.fullmatch(written) or not FORMULA.match(written) or written.startswith("'")


@given(st.decimals(allow_nan=False, allow_infinity=False, places=6))
def test_no_plain_number_is_prefixed(number: object) -> None:
    assert safe_cell(f"{number:f}") == f"{number:f}"
