"""Stored numbers become the text that a person sees, with all their digits and no more."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format

from webapp.readers.sheets.formats import Shown, shown_by, shown_by_code
from webapp.readers.sheets.values import date_text, duration_text, figure_text, iso_text, percent_text, time_text

FIGURES = [
    ("0", "0"),
    ("-0", "0"),
    ("439.1", "439.1"),
    ("1.0", "1"),
    ("-1234.50", "-1234.5"),
    ("0.30000000000000004", "0.3"),
    ("0.010000000000000009", "0.01"),
    ("1E-7", "0.0000001"),
    ("1.2345678901234567E+20", "123456789012346000000"),
    ("123456789012345678", "123456789012346000"),
    ("99999999999999.95", "100000000000000"),
    ("1e309", "1" + "0" * 309),
    ("1e999999999", "1e999999999"),
    ("NaN", "NaN"),
    ("Infinity", "Infinity"),
    ("no figure", "no figure"),
    ("", ""),
]


@pytest.mark.parametrize(("stored", "text"), FIGURES)
def test_a_figure_is_plain(stored: str, text: str) -> None:
    assert figure_text(stored) == text


@given(st.floats(allow_nan=False, allow_infinity=False))
@example(5e-324)
@example(1.7976931348623157e308)
def test_any_number_of_a_workbook_keeps_fifteen_digits(number: float) -> None:
    stored, text = Decimal(repr(number)), figure_text(repr(number))
    assert set(text) <= set("-.0123456789")
    assert len(Decimal(text).normalize().as_tuple().digits) <= 15
    assert abs(Decimal(text) - stored) <= Decimal(1).scaleb(stored.adjusted() - 14) / 2


PERCENTAGES = [
    ("0.125", "12.5%"),
    ("1", "100%"),
    ("-0.05", "-5%"),
    ("0.28999999999999998", "29%"),
    ("0", "0%"),
    ("1E-4", "0.01%"),
    ("word", "word"),
]


@pytest.mark.parametrize(("stored", "text"), PERCENTAGES)
def test_a_share_is_its_percentage(stored: str, text: str) -> None:
    assert percent_text(stored) == text


@given(st.decimals(min_value=-10, max_value=10, places=6))
def test_a_percentage_is_exactly_a_hundred_times_the_share(share: Decimal) -> None:
    assert Decimal(percent_text(format(share, "f")).removesuffix("%")) == share * 100


DAYS = [
    ("42004", "2014-12-31"),
    ("42004.4375", "2014-12-31 10:30:00"),
    ("42004.999999", "2015-01-01"),
    ("42004.43750001", "2014-12-31 10:30:00"),
    ("1", "1900-01-01"),
    ("59", "1900-02-28"),
    ("61", "1900-03-01"),
    ("2958465", "9999-12-31"),
    # No day that there ever was, or that a workbook would show.
    ("0", "0"),
    ("60", "60"),
    ("-1", "-1"),
    ("2958466", "2958466"),
    ("2958465.9999999", "2958465.9999999"),
    ("1e300", "1" + "0" * 300),
    ("word", "word"),
]


@pytest.mark.parametrize(("stored", "text"), DAYS)
def test_a_counted_day_is_its_date(stored: str, text: str) -> None:
    assert date_text(stored, from_1904=False) == text


def test_days_may_be_counted_from_1904() -> None:
    assert date_text("40542", from_1904=True) == "2014-12-31"
    assert date_text("0", from_1904=True) == "1904-01-01"


@pytest.mark.parametrize(
    ("stored", "text"),
    [("0.4375", "10:30:00"), ("0", "00:00:00"), ("0.9999999", "24:00:00"), ("1.5", "1900-01-01 12:00:00")],
)
def test_a_part_of_a_day_is_a_time(stored: str, text: str) -> None:
    assert time_text(stored, from_1904=False) == text


@pytest.mark.parametrize(
    ("stored", "text"),
    [("1.5", "36:00:00"), ("-0.5", "-12:00:00"), ("0", "00:00:00"), ("1e30", "1" + "0" * 30), ("word", "word")],
)
def test_a_duration_is_hours(stored: str, text: str) -> None:
    assert duration_text(stored) == text


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("2014-12-31", "2014-12-31"),
        (" 2014-12-31T00:00:00.000Z ", "2014-12-31"),
        ("2014-12-31T10:30:59.9", "2014-12-31 10:30:59"),
        ("31/12/2014", "31/12/2014"),
    ],
)
def test_a_written_date_is_read(written: str, text: str) -> None:
    assert iso_text(written) == text


CODES = [
    ("General", Shown.FIGURE),
    ("#,##0.00", Shown.FIGURE),
    ("#,##0.00_);[Red](#,##0.00)", Shown.FIGURE),
    ('0" days"', Shown.FIGURE),
    ("0\\d", Shown.FIGURE),
    ("0.00E+00", Shown.FIGURE),
    ('"£"#,##0', Shown.FIGURE),
    ('0"%"', Shown.FIGURE),
    ("@", Shown.FIGURE),
    ("", Shown.FIGURE),
    ("0.0%", Shown.PERCENT),
    ("0%;[Red]-0%", Shown.PERCENT),
    ('0.0%;-0.0%;"-"', Shown.PERCENT),
    ("0.0%;0.0", Shown.FIGURE),
    ("dd/mm/yyyy", Shown.DATE),
    ("mmm-yy", Shown.DATE),
    ("mmmm", Shown.DATE),
    ("[$-F800]dddd, mmmm dd, yyyy", Shown.DATE),
    ("dd/mm/yyyy hh:mm", Shown.DATE),
    ("hh:mm", Shown.TIME),
    ("h:mm AM/PM", Shown.TIME),
    ("mm:ss.0", Shown.TIME),
    ("[h]:mm:ss", Shown.DURATION),
    ("[mm]:ss", Shown.DURATION),
]


@pytest.mark.parametrize(("code", "shown"), CODES)
def test_a_format_says_what_a_number_stands_for(code: str, shown: Shown) -> None:
    assert shown_by_code(code) is shown
    assert shown_by(164, code) is shown


@pytest.mark.parametrize("number", sorted(BUILTIN_FORMATS))
def test_a_format_that_is_built_in_is_what_its_code_says(number: int) -> None:
    """The codes are another library's; so is its opinion which of them are dates or times."""
    code = BUILTIN_FORMATS[number]
    assert shown_by(number, None) is shown_by_code(code)
    is_moment = shown_by(number, None) in {Shown.DATE, Shown.TIME, Shown.DURATION}
    assert is_moment is bool(is_date_format(code))
