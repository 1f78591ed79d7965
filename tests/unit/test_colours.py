"""The council's colour: what is read, and what is too pale for white letters."""

from __future__ import annotations

import pytest

from webapp.domain.colours import PRODUCT_COLOUR, contrast_with_white, read_colour, safe_colour
from webapp.domain.errors import Refusal


@pytest.mark.parametrize(
    ("text", "colour"),
    [("#0b4f45", "#0b4f45"), ("0B4F45", "#0b4f45"), (" #AA0000 ", "#aa0000"), ("#767676", "#767676")],
)
def test_a_colour_is_read(text: str, colour: str) -> None:
    assert read_colour(text) == colour


@pytest.mark.parametrize(
    "text",
    [
        "",
        "#",
        "#fff",
        "red",
        "#0b4f4",
        "#0b4f455",
        "#0b4f4g",
        "#0b4f45;",
        "rgb(0,0,0)",
        "#０b4f45",
        "#777777",
        "#ffffff",
    ],
)
def test_anything_else_is_refused(text: str) -> None:
    with pytest.raises(Refusal):
        read_colour(text)


@pytest.mark.parametrize(
    ("colour", "contrast"), [("#000000", 21.0), ("#ffffff", 1.0), ("#767676", 4.54), ("#777777", 4.48)]
)
def test_the_contrast_is_that_of_wcag(colour: str, contrast: float) -> None:
    assert round(contrast_with_white(colour), 2) == contrast


def test_only_a_colour_becomes_style() -> None:
    assert safe_colour("#123456") == "#123456"
    assert safe_colour("red; } body { display: none") == PRODUCT_COLOUR
