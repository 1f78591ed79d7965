"""A team's own spreadsheet with its rule by columns: which colour each gives, and what is no rule."""

from __future__ import annotations

import csv
import io

import pytest

from webapp.domain.errors import Refusal
from webapp.readers.check_csv import ADDED
from webapp.services.figures.checks import check_figures


def _check(text: str) -> dict[str, str]:
    """The answer for one row, written as ``column value, column value``; the columns are those named."""
    parts = [each.strip().partition(" ") for each in text.split(";")]
    cells = {column: value for column, _, value in parts}
    table = io.StringIO()
    writer = csv.DictWriter(table, tuple(cells))
    writer.writeheader()
    writer.writerow(cells)
    (row,) = csv.DictReader(io.StringIO(check_figures(table.getvalue().encode())))
    return {name: row[name] for name in ADDED}


LOWER = "target 100; polarity lower"
HIGHER = "target 100; polarity higher"
POINT = "best 100"

RATED = [
    # A green band alone is two colours.
    ("within green", f"{LOWER}; green_within 5%", "105", "green"),
    ("beyond green alone", f"{LOWER}; green_within 5%", "105.01", "red"),
    ("green in units", f"{HIGHER}; green_within 2.5", "97.5", "green"),
    ("beyond green in units", f"{HIGHER}; green_within 2.5", "97.4", "red"),
    # Both bands.
    ("last green of two bands", f"{HIGHER}; green_within 5%; amber_within 10%", "95", "green"),
    ("first amber of two bands", f"{HIGHER}; green_within 5%; amber_within 10%", "94.99", "amber"),
    ("last amber of two bands", f"{HIGHER}; green_within 5%; amber_within 10%", "90", "amber"),
    ("red of two bands", f"{HIGHER}; green_within 5%; amber_within 10%", "89.99", "red"),
    ("bands of two kinds", f"{LOWER}; green_within 2; amber_within 5%", "104", "amber"),
    # The amber band alone, by either name.
    ("amber alone", f"{LOWER}; amber_within 5%", "105", "amber"),
    ("amber alone, met", f"{LOWER}; amber_within 5%", "100", "green"),
    ("amber alone, beyond", f"{LOWER}; amber_within 5%", "106", "red"),
    ("tolerance beside green", f"{LOWER}; tolerance 10%; green_within 5%", "108", "amber"),
    ("tolerance beside green, green", f"{LOWER}; tolerance 10%; green_within 5%", "105", "green"),
    ("tolerance 0 beside green", f"{LOWER}; tolerance 0; green_within 5%", "105.1", "red"),
    ("tolerance and amber the same", f"{LOWER}; tolerance 5%; amber_within 5 % of target", "105", "amber"),
    ("tolerance without cells", f"{LOWER}; tolerance; green_within; amber_within", "101", "red"),
    # Last year.
    ("last year, within green", f"{LOWER}; green_within 10%; previous_year 90", "110", "green"),
    ("last year, not worse", f"{LOWER}; green_within 10%; previous_year 120", "120", "amber"),
    ("last year, worse", f"{LOWER}; green_within 10%; previous_year 120", "120.1", "red"),
    ("last year, higher, not worse", f"{HIGHER}; green_within 10%; previous_year 80", "80", "amber"),
    ("last year, higher, worse", f"{HIGHER}; green_within 10%; previous_year 80", "79", "red"),
    ("last year alone", f"{HIGHER}; previous_year 80", "99", "amber"),
    ("last year alone, met", f"{HIGHER}; previous_year 120", "100", "green"),
    ("last year unknown", f"{HIGHER}; green_within 10%; previous_year", "80", "red"),
    ("last year beside amber", f"{LOWER}; green_within 5%; amber_within 10%; previous_year 104", "109", "amber"),
    ("last year, range", "target_lower 10; target_upper 20; polarity range; previous_year 5", "25", "amber"),
    ("best, a range without width", "polarity range; best 50; green_within 2; amber_within 5", "53", "amber"),
    ("last year, range, worse", "target_lower 10; target_upper 20; polarity range; previous_year 5", "26", "red"),
    # Fixed thresholds.
    ("last green value", "polarity lower; green_to 5; amber_to 8", "5", "green"),
    ("first amber value", "polarity lower; green_to 5; amber_to 8", "5.000001", "amber"),
    ("last amber value", "polarity lower; green_to 5; amber_to 8", "8", "amber"),
    ("red value", "polarity lower; green_to 5; amber_to 8", "8.000001", "red"),
    ("higher, last green", "polarity higher; green_to 95%; amber_to 90%", "95%", "green"),
    ("higher, last amber", "polarity higher; green_to 95%; amber_to 90%", "90%", "amber"),
    ("higher, red", "polarity higher; green_to 95%; amber_to 90%", "89.9%", "red"),
    ("same threshold twice", "polarity lower; green_to 5; amber_to 5", "5.1", "red"),
    ("thresholds whatever the target", f"{LOWER}; green_to 50; amber_to 60", "70", "red"),
    ("thresholds, no actual", "polarity lower; green_to 5; amber_to 8", "", "no data"),
    ("thresholds, no polarity", "polarity; green_to 5; amber_to 8", "5", "not rated"),
    ("thresholds for context", "polarity none; green_to 5; amber_to 8", "5", "not rated"),
    # Best at a point.
    ("point, met", f"{POINT}; amber_within 5", "100", "green"),
    ("point, above", f"{POINT}; amber_within 5", "105", "amber"),
    ("point, below", f"{POINT}; amber_within 5", "95", "amber"),
    ("point, beyond", f"{POINT}; amber_within 5", "94.9", "red"),
    ("point by its polarity", "target 100; polarity point; tolerance 5%", "95", "amber"),
    ("point in words", "target 100; polarity Best at a point; tolerance 5%", "106", "red"),
    ("polarity and best", "polarity point; best 100; green_within 5%", "95", "green"),
    ("on the way to best, nearer", "target 90; best 100; tolerance 5", "95", "green"),
    ("on the way to best, beyond it", "target 90; best 100; tolerance 5", "110", "green"),
    ("on the way to best, farther", "target 90; best 100; tolerance 5", "86", "amber"),
    ("on the way to best, too far beyond", "target 90; best 100; tolerance 5", "115.1", "red"),
    ("thresholds around best, above", f"{POINT}; green_to 105; amber_to 110", "105", "green"),
    ("thresholds around best, below", f"{POINT}; green_to 105; amber_to 110", "95", "green"),
    ("thresholds around best, amber below", f"{POINT}; green_to 105; amber_to 110", "90", "amber"),
    ("thresholds around best, red below", f"{POINT}; green_to 105; amber_to 110", "89.9", "red"),
    ("thresholds below best", f"{POINT}; green_to 95; amber_to 90", "110", "amber"),
    ("thresholds around a target", "target 100; polarity point; green_to 105; amber_to 110", "91", "amber"),
    ("point, last year", f"{POINT}; previous_year 90", "110", "amber"),
    ("point, last year, worse", f"{POINT}; previous_year 90", "110.1", "red"),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "actual", "status"), [case[1:] for case in RATED], ids=[case[0] for case in RATED])
def test_the_columns_of_a_row_are_its_rule(rule: str, actual: str, status: str) -> None:
    found = _check(f"actual {actual}; {rule}")
    assert (found["status"], found["disagreement"]) == (status, "")


UNCLEAR = [
    ("two rules", f"{LOWER}; green_within 5%; green_to 5; amber_to 8", "green_to: Fixed thresholds and green_within"),
    ("thresholds and tolerance", f"{LOWER}; tolerance 5%; green_to 5; amber_to 8", "green_to: Fixed thresholds and"),
    ("half the thresholds", "polarity lower; green_to 5; amber_to", "amber_to: It is blank beside green_to"),
    ("the other half", "polarity lower; green_to; amber_to 5", "green_to: It is blank beside amber_to"),
    ("thresholds crossed", "polarity lower; green_to 8; amber_to 5", "amber_to: The last amber value 5 is better"),
    ("thresholds crossed at a point", "best 10; green_to 15; amber_to 12", "amber_to: The last amber value 12 is nea"),
    ("thresholds of a range", "target_lower 1; target_upper 2; polarity range; green_to 8; amber_to 9", "green_to: "),
    ("no best", "polarity point; green_to 8; amber_to 9", "best: Write the best value"),
    ("no rule at all", f"{LOWER}; green_to; amber_to", "green_to: The row has no rule"),
    ("bands crossed", f"{LOWER}; green_within 10%; amber_within 5%", "amber_within: What is amber ends before"),
    ("bands of two kinds crossed", f"{LOWER}; green_within 10; amber_within 5%", "amber_within: What is amber ends"),
    ("tolerance and amber differ", f"{LOWER}; tolerance 5%; amber_within 10%", "amber_within: It is not the tolerance"),
    ("tolerance within green", f"{LOWER}; tolerance 5%; green_within 10%", "tolerance: What is amber ends before"),
    ("best and lower", f"{LOWER}; best 5; tolerance 5%", "best: A best value has figures on either side"),
    ("best and a range", "target_lower 1; target_upper 2; best 5; tolerance 5%", "target_lower: A best point needs"),
    ("green", f"{LOWER}; green_within five", 'green_within: "five" is not a figure'),
    ("amber", f"{LOWER}; amber_within -5%", "amber_within: A tolerance of -5"),
    ("a threshold", "polarity lower; green_to x; amber_to 5", 'green_to: "x" is not a figure'),
    ("best", "best x; tolerance 5", 'best: "x" is not a figure'),
    ("last year", f"{LOWER}; green_within 5%; previous_year n/a", 'previous_year: "n/a" is not a figure'),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "sentence"), [case[1:] for case in UNCLEAR], ids=[case[0] for case in UNCLEAR])
def test_what_is_not_clear_is_told_and_rates_nothing(rule: str, sentence: str) -> None:
    found = _check(f"actual 103; {rule}")
    assert found["status"] == "not rated"
    assert found["disagreement"].startswith(sentence)


def test_without_a_target_the_best_value_is_compared_with() -> None:
    found = _check("actual 95; best 100; tolerance 5%")
    assert (found["variance"], found["percent"]) == ("-5", "-5.0")


def test_thresholds_leave_the_variance_out_without_a_target() -> None:
    found = _check("actual 95; polarity lower; green_to 5; amber_to 8; stated_variance 90")
    assert (found["variance"], found["percent"], found["status"]) == ("", "", "red")
    assert found["disagreement"].startswith("stated_variance is 90, but without")


@pytest.mark.parametrize(
    ("header", "lacks"),
    [
        ("actual,target,polarity", "lacks tolerance (or green_within"),
        ("actual,target,polarity,green_to", "lacks tolerance (or"),
        ("actual,target,green_within", "lacks polarity"),
        ("actual,polarity,green_within", "lacks target (or"),
        ("actual,polarity,previous_year", "lacks target (or"),
        ("target,polarity,green_to,amber_to", "lacks actual"),
    ],
)
def test_a_header_row_needs_a_rule(header: str, lacks: str) -> None:
    with pytest.raises(Refusal) as refusal:
        check_figures(f"{header}\n".encode())
    assert lacks in refusal.value.sentence


@pytest.mark.parametrize(
    "header",
    [
        "actual,target,polarity,green_within",
        "actual,target,polarity,amber_within",
        "actual,target,polarity,previous_year",
        "actual,polarity,green_to,amber_to",
        "actual,best,green_to,amber_to",
        "actual,best,tolerance",
        "actual,target_lower,target_upper,polarity,amber_within",
    ],
)
def test_header_rows_of_each_rule(header: str) -> None:
    assert check_figures(f"{header}\n".encode()) == f"{header},{','.join(ADDED)}\n"
