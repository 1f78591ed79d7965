"""Reading, storing and writing figures exactly."""

from __future__ import annotations

import time
from decimal import Decimal

import pytest

from webapp.domain.errors import BadNumber
from webapp.domain.numbers import LONGEST, parse_number, places_of, plain, round_half_up, to_stored

READ = [
    ("whole", "7", "7"),
    ("decimals kept as written", "14.0", "14.0"),
    ("thousands", "1,234.5", "1234.5"),
    ("millions", "1,234,567.890", "1234567.890"),
    ("no separator", "1234567", "1234567"),
    ("pounds", "£1,200", "1200"),
    ("pounds with a space", "£ 1,200", "1200"),
    ("pounds below zero", "-£3", "-3"),
    ("pounds with the sign inside", "£-3.50", "-3.50"),
    ("percent", "12.5%", "12.5"),
    ("percent with a space", "12.5 %", "12.5"),
    ("hyphen as minus", "-3", "-3"),
    ("true minus sign", "\u22123", "-3"),
    ("plus", "+3", "3"),
    ("spaces around", "  7\t", "7"),
    ("no-break spaces around", "\u00a07\u202f", "7"),
    ("no digit before the point", ".5", "0.5"),
    ("leading zeros", "007", "7"),
    ("zero has no sign", "-0", "0"),
    ("zero keeps its places", "-0.00", "0.00"),
    ("all places of a binary float's text", "0.010000000000000009", "0.010000000000000009"),
    ("more digits than 28", "12345678901234567890123456789012345.6", "12345678901234567890123456789012345.6"),
]


@pytest.mark.parametrize(("text", "value"), [case[1:] for case in READ], ids=[case[0] for case in READ])
def test_figures_are_read_with_every_digit(text: str, value: str) -> None:
    assert str(parse_number(text)) == value


REFUSED = [
    ("blank", "", "blank"),
    ("spaces", " \u00a0 ", "blank"),
    ("words", "TBC", "is not a figure"),
    ("nan", "NaN", "is not a figure"),
    ("signalling nan", "sNaN", "is not a figure"),
    ("infinity", "-Infinity", "is not a figure"),
    ("exponent", "1e5", "exponent"),
    ("negative exponent", "1.5E-3", "exponent"),
    ("underscore", "1_000", "underscore"),
    ("Arabic digits", "\u0661\u0662", "digits that are not 0 to 9"),
    ("full-width digits", "\uff11\uff12", "digits that are not 0 to 9"),
    ("superscript", "1\u00b2", "is not a figure"),
    ("two digits after a comma", "1,23", "comma in the wrong place"),
    ("groups of two", "12,34,567", "comma in the wrong place"),
    ("comma at the end", "1,234,", "comma in the wrong place"),
    ("zero before a comma", "0,123", "comma in the wrong place"),
    ("comma after the point", "1.234,5", "comma after the decimal point"),
    ("two points", "1.2.3", "more than one decimal point"),
    ("nothing after the point", "5.", "ends in a decimal point"),
    ("two percent signs", "5 %%", "more than one percent sign"),
    ("percent alone", "%", "is not a figure"),
    ("pound alone", "£", "is not a figure"),
    ("pounds and percent", "£5%", "both pounds and percent"),
    ("other money", "$5", "not in pounds"),
    ("brackets of an accountant", "(1,234)", "minus sign, such as -1,234"),
    ("dash for a minus", "\u20133", "write a minus sign"),
    ("dash alone", "\u2013", "is not a figure"),
    ("two signs", "+-3", "is not a figure"),
    ("sign outside and inside", "-£-3", "is not a figure"),
    ("two numbers", "1 234", "more than one number"),
    ("a range", "10-20", "more than one number"),
    ("a fraction", "3/4", "more than one number"),
    ("two lines", "1\n2", "more than one number"),
    ("spreadsheet error", "#DIV/0!", "spreadsheet error"),
    ("millions in short", "£1.2m", "write the figure out in full"),
    ("unit beside it", "12 days", "without words or notes"),
    ("asterisk", "12*", "without words or notes"),
]


@pytest.mark.parametrize(("text", "fault"), [case[1:] for case in REFUSED], ids=[case[0] for case in REFUSED])
def test_other_texts_are_refused_with_a_sentence(text: str, fault: str) -> None:
    with pytest.raises(BadNumber) as refusal:
        parse_number(text)
    sentence = refusal.value.sentence
    assert fault in sentence
    assert "write" in sentence or "correct" in sentence
    assert "\n" not in sentence
    assert " ".join(text.split()) in sentence


def test_a_very_long_text_is_refused_at_once() -> None:
    started = time.monotonic()
    for text in ("9" * 5_000_000, "0." + "1" * 5_000_000, "1," * 2_000_000):
        with pytest.raises(BadNumber, match="too long for a figure"):
            parse_number(text)
    assert time.monotonic() - started < 1


def test_the_longest_figure_is_read_exactly() -> None:
    text = "9" * LONGEST
    assert plain(parse_number(text)) == text


STORED = [
    ("six places", "1.123456", "1.123456", False),
    ("trailing zeros are no rounding", "1.10000000", "1.1", False),
    ("half goes up", "2.0000005", "2.000001", True),
    ("half goes away from zero", "-2.0000005", "-2.000001", True),
    ("below half", "2.00000049", "2", True),
    ("rounded zero", "-0.0000004", "0", True),
    ("largest", "999999999999.999999", "999999999999.999999", False),
    ("tiny", "1E-99999999", "0", True),
]


@pytest.mark.parametrize(
    ("value", "stored", "rounded"), [case[1:] for case in STORED], ids=[case[0] for case in STORED]
)
def test_storage_keeps_six_places_and_says_when_it_rounded(value: str, stored: str, rounded: bool) -> None:
    result = to_stored(Decimal(value))
    assert (plain(result.value), result.rounded) == (stored, rounded)


@pytest.mark.parametrize(
    "value",
    ["1000000000000", "-1000000000000", "999999999999.9999995", "1E+99999999", "NaN", "sNaN", "-Infinity"],
)
def test_storage_refuses_what_it_cannot_hold(value: str) -> None:
    with pytest.raises(BadNumber, match=r"too large to store|not a number"):
        to_stored(Decimal(value))


ROUNDED = [
    ("half up", "0.25", 1, "0.3"),
    ("half away from zero", "-0.25", 1, "-0.3"),
    ("just below", "0.2499999999999999999999999999999999", 1, "0.2"),
    ("padded", "3", 2, "3.00"),
    ("zero has no sign", "-0.04", 1, "0.0"),
    ("whole", "2.5", 0, "3"),
    (
        "longer than 28 digits",
        "1234567890123456789012345678901234.55",
        1,
        "1234567890123456789012345678901234.6",
    ),
]


@pytest.mark.parametrize(
    ("value", "places", "rounded"), [case[1:] for case in ROUNDED], ids=[case[0] for case in ROUNDED]
)
def test_rounding_is_half_up(value: str, places: int, rounded: str) -> None:
    assert str(round_half_up(Decimal(value), places)) == rounded


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("439.100000", "439.1"),
        ("100", "100"),
        ("1E+3", "1000"),
        ("0.000001", "0.000001"),
        ("-0.00", "0"),
        ("-7.50", "-7.5"),
    ],
)
def test_plain_text_has_no_trailing_zeros_exponent_or_signed_zero(value: str, text: str) -> None:
    assert plain(Decimal(value)) == text


@pytest.mark.parametrize(("value", "places"), [("14.0", 1), ("14", 0), ("0.001", 3), ("1E+3", 0)])
def test_written_places(value: str, places: int) -> None:
    assert places_of(Decimal(value)) == places
