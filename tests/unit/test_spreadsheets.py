"""No cell of a file is taken for a formula, and no number is harmed."""

from __future__ import annotations

import pytest

from webapp.domain.spreadsheets import safe_cell


@pytest.mark.parametrize(
    "text", ["=1", "=cmd|' /C calc'!A0", "+x", "-x", "-1+2", "@x", "\tx", "\rx", "-", "+", "-1e5", "-٣"]
)
def test_a_formula_is_defused(text: str) -> None:
    assert safe_cell(text) == "'" + text


@pytest.mark.parametrize("text", ["", "0", "-1", "+1", "-12.50", "385.6", "a=1", " =1", "'=1", "£5", "1-2", "2014-10"])
def test_everything_else_stays(text: str) -> None:
    assert safe_cell(text) == text
