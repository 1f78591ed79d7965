"""Status by tolerance: every boundary, and what is not rated."""

from __future__ import annotations

from decimal import Decimal

import pytest

from webapp.domain.errors import BadNumber
from webapp.domain.numbers import plain
from webapp.domain.periods import Calendar
from webapp.domain.rag import Polarity, Rule, Status, Tolerance, ToleranceKind
from webapp.domain.rag_rules import judge
from webapp.domain.variance import Target

OCTOBER = Calendar().from_key("2014-10")
LOWER, HIGHER, RANGE = Polarity.LOWER, Polarity.HIGHER, Polarity.RANGE
RED, AMBER, GREEN = Status.RED, Status.AMBER, Status.GREEN


def percent(amount: str) -> Tolerance:
    return Tolerance(Decimal(amount))


def units(amount: str) -> Tolerance:
    return Tolerance(Decimal(amount), ToleranceKind.UNITS)


def target(text: str) -> Target:
    """ "10" is a single target, "10 to 20" a range."""
    lower, _, upper = text.partition(" to ")
    return Target(OCTOBER, lower=Decimal(lower), upper=Decimal(upper)) if upper else Target(OCTOBER, Decimal(lower))


NONE = percent("0")
CASES = [
    ("children in need at 5%", "439.1", "385.6", LOWER, percent("5"), RED),
    ("children in need at 10%", "439.1", "385.6", LOWER, percent("10"), RED),
    ("children in need at 14%", "439.1", "385.6", LOWER, percent("14"), AMBER),
    ("children in need, later target", "439.1", "375.1", LOWER, percent("14"), RED),
    ("equal, lower is better", "10", "10", LOWER, NONE, GREEN),
    ("equal, higher is better", "10", "10", HIGHER, NONE, GREEN),
    ("equal with more places", "10.000", "10", HIGHER, NONE, GREEN),
    ("better", "119", "150", LOWER, NONE, GREEN),
    ("zero target, percent tolerance", "5", "0", LOWER, percent("50"), RED),
    ("zero target, too small a tolerance", "5", "0", LOWER, units("4.9"), RED),
    ("zero target, absolute tolerance", "5", "0", LOWER, units("5"), AMBER),
    ("negative target, adverse", "-455", "-123", HIGHER, percent("10"), RED),
    ("negative target, percent of its size", "-130", "-123", HIGHER, percent("10"), AMBER),
    ("a real zero is judged", "0", "5", HIGHER, NONE, RED),
    ("a real zero can be green", "0", "5", LOWER, NONE, GREEN),
    ("on the tolerance", "105", "100", LOWER, percent("5"), AMBER),
    ("just beyond the tolerance", "105.000001", "100", LOWER, percent("5"), RED),
    ("on the tolerance, higher", "95", "100", HIGHER, units("5"), AMBER),
    ("just beyond it, higher", "94.999999", "100", HIGHER, units("5"), RED),
    ("no tolerance: two colours", "100.000001", "100", LOWER, NONE, RED),
    ("displayed as equal", "94.96", "95.0", HIGHER, NONE, RED),
    ("inside a range", "15", "10 to 20", RANGE, NONE, GREEN),
    ("on the upper bound", "20", "10 to 20", RANGE, NONE, GREEN),
    ("on the lower bound", "10", "10 to 20", RANGE, NONE, GREEN),
    ("above a range", "20.1", "10 to 20", RANGE, NONE, RED),
    ("above a range, percent of the bound", "21", "10 to 20", RANGE, percent("5"), AMBER),
    ("below a range, percent of the bound", "9.4", "10 to 20", RANGE, percent("5"), RED),
    ("below a range, on the tolerance", "8", "10 to 20", RANGE, units("2"), AMBER),
    ("better than a range, lower is better", "5", "10 to 20", LOWER, NONE, GREEN),
    ("worse than a range, lower is better", "25", "10 to 20", LOWER, NONE, RED),
    ("a single figure to hit exactly", "9", "10", RANGE, units("1"), AMBER),
]


@pytest.mark.parametrize(
    ("actual", "wanted", "polarity", "tolerance", "status"),
    [case[1:] for case in CASES],
    ids=[case[0] for case in CASES],
)
def test_status(actual: str, wanted: str, polarity: Polarity, tolerance: Tolerance, status: Status) -> None:
    assert judge(Decimal(actual), target(wanted), Rule(polarity, tolerance)).status is status


BANDS = [
    ("5% over is green", "105", GREEN),
    ("just over the band is amber", "105.1", AMBER),
    ("10% over is amber", "110", AMBER),
    ("just beyond is red", "110.1", RED),
]


@pytest.mark.parametrize(("actual", "status"), [case[1:] for case in BANDS], ids=[case[0] for case in BANDS])
def test_within_5_percent_green_within_10_amber(actual: str, status: Status) -> None:
    rule = Rule(LOWER, percent("10"), green_band=percent("5"))
    assert judge(Decimal(actual), target("100"), rule).status is status


def test_a_green_band_wider_than_the_tolerance_leaves_no_amber() -> None:
    rule = Rule(LOWER, percent("5"), green_band=percent("10"))
    found = judge(Decimal("110"), target("100"), rule)
    assert found.status is GREEN
    assert found.amber_up_to == found.green_up_to == 10
    assert judge(Decimal("110.1"), target("100"), rule).status is RED


UNRATED = [
    ("no actual", None, "10", LOWER, Status.NO_DATA),
    ("no target", "10", None, LOWER, Status.NOT_RATED),
    ("neither", None, None, LOWER, Status.NOT_RATED),
    ("no polarity", "10", "10", None, Status.NOT_RATED),
    ("context only", "10", "10", Polarity.NONE, Status.NOT_RATED),
    ("no actual and no polarity", None, "10", None, Status.NO_DATA),
]


@pytest.mark.parametrize(
    ("actual", "wanted", "polarity", "status"),
    [case[1:] for case in UNRATED],
    ids=[case[0] for case in UNRATED],
)
def test_figures_without_a_colour(
    actual: str | None, wanted: str | None, polarity: Polarity | None, status: Status
) -> None:
    found = judge(
        None if actual is None else Decimal(actual),
        None if wanted is None else target(wanted),
        Rule(polarity),
    )
    assert found.status is status
    assert (found.adverse, found.amber_up_to, found.green_up_to) == (None, None, None)
    assert (found.variance is None) == (actual is None or wanted is None)


def test_a_judgement_keeps_the_figures_it_was_decided_on() -> None:
    found = judge(Decimal("439.1"), target("385.6"), Rule(LOWER, percent("5"), percent("1")))
    assert found.variance is not None
    figures = (found.variance.amount, found.adverse, found.amber_up_to, found.green_up_to)
    assert [plain(figure) for figure in figures if figure is not None] == ["53.5", "53.5", "19.28", "3.856"]


@pytest.mark.parametrize("amount", ["-0.1", "NaN", "Infinity"])
def test_a_tolerance_is_never_below_zero(amount: str) -> None:
    with pytest.raises(BadNumber) as refusal:
        Tolerance(Decimal(amount))
    assert refusal.value.field == "tolerance"
