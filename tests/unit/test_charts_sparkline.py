"""Sparklines: what is drawn of a series, and that a page may write it as it stands."""

from __future__ import annotations

from decimal import Decimal

import pytest
from jinja2 import Environment

from webapp.charts.shapes import Dot, Line
from webapp.charts.sparkline import sparkline, sparkline_picture


def decimals(*values: float | None) -> list[Decimal | None]:
    return [None if value is None else Decimal(str(value)) for value in values]


@pytest.mark.parametrize(
    ("case", "values", "lines", "dots"),
    [
        ("a rise", decimals(1, 2, 4), [((3, 21), (48, 15), (93, 3))], [(93, 3)]),
        ("a gap", decimals(1, 1, None, 2, 3), [((3, 21), (25.5, 21)), ((70.5, 12), (93, 3))], [(93, 3)]),
        ("one between gaps", decimals(1, 3, None, 2, None), [((3, 21), (25.5, 3))], [(70.5, 12), (70.5, 12)]),
        ("no movement", decimals(7, 7), [((3, 12), (93, 12))], [(93, 12)]),
        ("one", decimals(7), [], [(3, 12), (3, 12)]),
        ("none", decimals(None, None), [], []),
        ("nothing", [], [], []),
    ],
)
def test_sparkline(case: str, values: list[Decimal | None], lines: list[object], dots: list[object]) -> None:
    shapes = sparkline_picture(values, "").shapes
    assert [shape.spots for shape in shapes if isinstance(shape, Line)] == lines, case
    assert [(shape.x, shape.y) for shape in shapes if isinstance(shape, Dot)] == dots, case


def test_a_page_writes_it_as_it_stands() -> None:
    page = Environment(autoescape=True).from_string("{{ line }}{{ blank }}")
    drawn = page.render(
        line=sparkline(decimals(1, 2), name="trend-7", title="A & B"), blank=sparkline([], name="x", title="")
    )
    assert drawn.startswith(
        '<svg xmlns="http://www.w3.org/2000/svg" id="trend-7" class="sparkline" viewBox="0 0 96 24"'
    )
    assert '<title id="trend-7-title">A &amp; B</title>' in drawn
    assert drawn.endswith("</svg>")
    assert "style=" not in drawn
