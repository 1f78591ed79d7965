"""Whether a plan worked: the sentence, the verdict, and reds in a row."""

from __future__ import annotations

from decimal import Decimal

import pytest

from webapp.domain.figures import Measure
from webapp.domain.outcomes import Later, change_since, is_back_to_green, reds_in_a_row, what_happened
from webapp.domain.periods import Calendar
from webapp.domain.rag import Polarity, Rule, Status

CALENDAR = Calendar()
OCTOBER, NOVEMBER, DECEMBER = (CALENDAR.from_key(key) for key in ("2014-10", "2014-11", "2014-12"))
RATE, SHARE = Measure("per 10,000", 1), Measure("%", 1)
LOWER, HIGHER = Rule(Polarity.LOWER), Rule(Polarity.HIGHER)


@pytest.mark.parametrize(
    ("then", "now", "measure", "rule", "words"),
    [
        ("439.1", "431.2", RATE, LOWER, "7.9 per 10,000 lower, which is better"),
        ("439.1", "445.1", RATE, LOWER, "6.0 per 10,000 higher, which is worse"),
        ("71.4", "80", SHARE, HIGHER, "8.6 percentage points higher, which is better"),
        ("71.4", "70", SHARE, HIGHER, "1.4 percentage points lower, which is worse"),
        ("5", "5.0", RATE, LOWER, "unchanged"),
        ("5", "4.99", RATE, LOWER, "less than 0.1 per 10,000 lower, which is better"),
        ("5", "6", RATE, Rule(), "1.0 per 10,000 higher"),
        ("5", "6", RATE, Rule(Polarity.RANGE), "1.0 per 10,000 higher"),
    ],
)
def test_a_change_is_said_with_its_verdict(then: str, now: str, measure: Measure, rule: Rule, words: str) -> None:
    assert change_since(Decimal(then), Decimal(now), measure, rule) == words


def test_the_newest_figure_tells_what_happened() -> None:
    later = [Later(NOVEMBER, Decimal("431.2"), Status.RED), Later(DECEMBER, None, Status.NO_DATA)]
    assert what_happened(Decimal("439.1"), OCTOBER, later, RATE, LOWER) == (
        "439.1 per 10,000 in October 2014, 431.2 per 10,000 in November 2014: 7.9 per 10,000 lower, which is better. "
        "The figure is red now."
    )


@pytest.mark.parametrize("later", [[], [Later(NOVEMBER, None, Status.NO_DATA)]])
def test_without_a_later_figure_nothing_is_claimed(later: list[Later]) -> None:
    said = what_happened(Decimal("439.1"), OCTOBER, later, RATE, LOWER)
    assert said == "No later figure than that of October 2014 has come in yet."


def test_a_plan_without_a_figure_of_its_own_still_says_the_later_one() -> None:
    later = [Later(NOVEMBER, Decimal("380"), Status.GREEN)]
    assert what_happened(None, OCTOBER, later, RATE, LOWER) == "380.0 per 10,000 in November 2014: green."


@pytest.mark.parametrize(
    ("statuses", "green"),
    [
        ([], False),
        ([Status.GREEN], True),
        ([Status.RED, Status.GREEN], True),
        ([Status.GREEN, Status.RED], False),
        ([Status.GREEN, Status.AMBER], False),
    ],
)
def test_back_to_green_is_what_the_newest_figure_says(statuses: list[Status], green: bool) -> None:
    periods = (NOVEMBER, DECEMBER)
    later = [Later(period, Decimal(1), status) for period, status in zip(periods, statuses, strict=False)]
    assert is_back_to_green(later) is green


def test_a_figure_that_has_not_come_in_hides_no_green() -> None:
    assert is_back_to_green([Later(NOVEMBER, Decimal(1), Status.GREEN), Later(DECEMBER, None, Status.NO_DATA)])


@pytest.mark.parametrize(
    ("statuses", "count"),
    [
        ([], 0),
        ([Status.RED], 1),
        ([Status.RED, Status.RED], 2),
        ([Status.RED, Status.NO_DATA, Status.RED], 1),
        ([Status.RED, Status.RED, Status.AMBER], 0),
        ([Status.GREEN, Status.RED, Status.RED, Status.RED], 3),
    ],
)
def test_reds_in_a_row_are_counted_back_from_the_newest(statuses: list[Status], count: int) -> None:
    assert reds_in_a_row(statuses) == count
