"""The upright scale: round steps that hold every figure."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.charts.scale import scale_of


@pytest.mark.parametrize(
    ("case", "values", "most", "marks"),
    [
        ("whole", ["3", "17"], 5, ["0", "5", "10", "15", "20"]),
        ("far from 0", ["404", "439.1"], 5, ["400", "410", "420", "430", "440", "450"]),
        ("from just above 0", ["1", "19"], 5, ["0", "5", "10", "15", "20"]),
        ("below 0", ["-455", "-123"], 5, ["-500", "-400", "-300", "-200", "-100"]),
        ("around 0", ["-3", "3"], 4, ["-4", "-2", "0", "2", "4"]),
        ("fine", ["0.0001", "0.0009"], 5, ["0.0000", "0.0002", "0.0004", "0.0006", "0.0008", "0.0010"]),
        ("large", ["90000", "158158"], 5, ["80000", "100000", "120000", "140000", "160000", "180000"]),
        ("all the same", ["7"], 4, ["5", "6", "7", "8", "9"]),
        ("all 0", ["0"], 4, ["-2", "-1", "0", "1", "2"]),
    ],
)
def test_marks(case: str, values: list[str], most: int, marks: list[str]) -> None:
    scale = scale_of([Decimal(value) for value in values], top=0, foot=100, most=most, decimals=0)
    assert list(scale.marks()) == [Decimal(mark) for mark in marks], case


FIGURE = st.decimals(min_value=-(10**12), max_value=10**12, places=6)


@given(st.lists(FIGURE, min_size=1, max_size=20), st.integers(2, 7), st.integers(0, 6))
def test_every_figure_is_held_by_round_steps(values: list[Decimal], most: int, decimals: int) -> None:
    scale = scale_of(values, top=10, foot=110, most=most, decimals=decimals)
    marks = list(scale.marks())
    assert 2 <= len(marks) <= most + 1
    assert marks[0] <= min(values)
    assert max(values) <= marks[-1] == scale.high
    assert scale.step.normalize().as_tuple().digits in {(1,), (2,), (5,)}
    assert all(10 - 1e-6 <= scale.y(value) <= 110 + 1e-6 for value in values)
    assert min(values) < 0 or scale.low >= 0 or len(set(values)) == 1
