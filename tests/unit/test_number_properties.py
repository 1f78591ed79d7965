"""What holds for every figure, not only for those in the tables."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from webapp.domain.errors import BadNumber
from webapp.domain.numbers import EXACT, parse_number, plain, round_half_up, to_stored

figures = st.decimals(
    min_value=Decimal("-1E+20"), max_value=Decimal("1E+20"), allow_nan=False, allow_infinity=False, places=9
)


@given(figures)
def test_what_is_written_plainly_is_read_back(value: Decimal) -> None:
    assert parse_number(plain(value)) == value


@given(figures)
def test_thousands_pounds_and_percent_do_not_change_the_figure(value: Decimal) -> None:
    sign = "\u2212" if value < 0 else ""
    separated = f"{value.copy_abs():,f}"
    for text in (f"{sign}{separated}", f"{sign}£{separated}", f"{sign}{separated}%", f" {sign}{separated} "):
        assert parse_number(text) == value


@given(st.text())
def test_every_text_is_a_finite_figure_or_a_refusal_in_one_line(text: str) -> None:
    try:
        assert parse_number(text).is_finite()
    except BadNumber as refusal:
        assert "\n" not in refusal.sentence
        assert refusal.sentence.endswith(".")


@given(st.text(alphabet="0123456789,.-+£% ()_eE"))
def test_texts_of_number_signs_are_read_or_refused(text: str) -> None:
    try:
        value = parse_number(text)
    except BadNumber:
        return
    digits = "".join(mark for mark in text if mark in "0123456789.")
    assert value.copy_abs() == Decimal(digits)
    assert (value < 0) == ("-" in text and value != 0)


@given(figures, st.integers(min_value=0, max_value=8))
def test_rounding_moves_by_half_a_unit_at_most(value: Decimal, places: int) -> None:
    rounded = round_half_up(value, places)
    unit = Decimal((0, (1,), -places))
    assert EXACT.subtract(rounded, value).copy_abs() * 2 <= unit
    assert rounded or not rounded.is_signed()


@given(figures)
def test_storage_reports_every_rounding(value: Decimal) -> None:
    try:
        stored = to_stored(value)
    except BadNumber:
        assert value.copy_abs() >= Decimal("999999999999.9999995")
        return
    assert stored.rounded == (stored.value != value)
    assert to_stored(stored.value) == type(stored)(stored.value, rounded=False)
