"""Figures worth a second look, in a table of cases."""

from __future__ import annotations

from decimal import Decimal

import pytest

from webapp.domain.control_limits import control_limits
from webapp.domain.figure_warnings import WarningKind, actual_warnings, denominator_warning, target_warning
from webapp.domain.figures import Measure

RATE, SHARE = Measure("per 10,000", 1), Measure("%", 1)


def told(value: str, measure: Measure, earlier: str | None, *history: str) -> dict[WarningKind, str]:
    limits = control_limits([Decimal(each) for each in history])
    before = None if earlier is None else Decimal(earlier)
    return dict(actual_warnings(Decimal(value), measure, earlier=before, when="May 2014", limits=limits))


@pytest.mark.parametrize(
    ("case", "value", "measure", "earlier", "kinds"),
    [
        ("the first figure of all", "439.1", RATE, None, []),
        ("much the same", "439.1", RATE, "430", []),
        ("exactly ten times", "4300", RATE, "430", [WarningKind.TEN_TIMES]),
        ("just below ten times", "4299.9", RATE, "430", []),
        ("exactly a tenth", "43", RATE, "430", [WarningKind.TEN_TIMES]),
        ("ten times below zero", "-4300", RATE, "-430", [WarningKind.TEN_TIMES]),
        ("the sign changes", "-439.1", RATE, "430", [WarningKind.SIGN]),
        ("from zero to anything", "439.1", RATE, "0", []),
        ("to zero", "0", RATE, "430", []),
        ("a percentage of exactly 100", "100", SHARE, "97", []),
        ("a percentage over 100", "100.1", SHARE, "97", [WarningKind.OVER_100]),
        ("a rate over 100", "100.1", RATE, "97", []),
        ("two things at once", "970", SHARE, "97", [WarningKind.TEN_TIMES, WarningKind.OVER_100]),
    ],
)
def test_kinds(case: str, value: str, measure: Measure, earlier: str | None, kinds: list[WarningKind]) -> None:
    assert list(told(value, measure, earlier)) == kinds, case


def test_what_lies_outside_the_limits_is_told_with_them() -> None:
    history = ("10", "12", "11", "13", "11", "12")
    assert told("15.7", RATE, "12", *history) == {}
    found = told("15.8", RATE, "12", *history)
    assert found == {
        WarningKind.LIMITS: "15.8 lies outside the trial control limits of 6 earlier figures, 7.244 to 15.756."
    }


def test_sentences_say_both_figures() -> None:
    assert told("4300", RATE, "430")[WarningKind.TEN_TIMES] == "4,300.0 is at least ten times 430.0 in May 2014."
    assert told("43", RATE, "430")[WarningKind.TEN_TIMES] == "43.0 is at most a tenth of 430.0 in May 2014."
    assert told("-3", RATE, "430")[WarningKind.SIGN] == "−3.0 after 430.0 in May 2014: check the sign."
    assert told("101", SHARE, None)[WarningKind.OVER_100] == "101.0% is more than 100%."
    assert denominator_warning(Decimal("67000"), Decimal("67012"))[1] == "The denominator was 67000 and becomes 67012."
    assert target_warning("385.6", "10 to 20")[1] == "The target was 385.6 and becomes 10 to 20."


def test_every_kind_has_words() -> None:
    assert all(kind.words for kind in WarningKind)
