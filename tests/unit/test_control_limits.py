"""The limits of an XmR chart, by figures reckoned by hand."""

from __future__ import annotations

from decimal import Decimal

import pytest

from webapp.domain.control_limits import control_limits


def series(*values: float | None) -> list[Decimal | None]:
    return [None if value is None else Decimal(str(value)) for value in values]


@pytest.mark.parametrize(
    ("case", "values", "mean", "lower", "upper", "points"),
    [
        # moving ranges 2, 1, 2, 2, 1: mean 1.6, reach 4.256
        ("six points", series(10, 12, 11, 13, 11, 12), "11.5", "7.244", "15.756", 6),
        # a gap has no moving range on either side: 2, 1, 2, 1: mean 1.5, reach 3.99
        ("a gap stays a gap", series(10, 12, 11, None, 13, 11, 12), "11.5", "7.51", "15.49", 6),
        # ranges 1 × 9 and 31, 31: mean 6.45 screens them out once, then mean 1, reach 2.66
        (
            "one wild point is screened out of the ranges",
            series(10, 11, 10, 11, 10, 41, 10, 11, 10, 11, 10, 11),
            None,
            None,
            None,
            12,
        ),
    ],
)
def test_limits(case: str, values: list[Decimal | None], mean: str, lower: str, upper: str, points: int) -> None:
    found = control_limits(values)
    assert found is not None, case
    assert found.points == points
    if mean is not None:
        assert (found.mean.normalize(), found.lower.normalize(), found.upper.normalize()) == (
            Decimal(mean),
            Decimal(lower),
            Decimal(upper),
        ), case
    else:
        reach = found.upper - found.mean
        assert reach.quantize(Decimal("0.01")) == Decimal("2.66"), case


@pytest.mark.parametrize(
    ("case", "values"),
    [
        ("nothing", []),
        ("five points", series(1, 2, 3, 4, 5)),
        ("a series that never moved", series(*[7] * 20)),
        ("gaps everywhere", series(1, None, 2, None, 3, None, 4, None, 5, None, 6)),
    ],
)
def test_nothing_is_said_of_too_little(case: str, values: list[Decimal | None]) -> None:
    assert control_limits(values) is None, case


def test_limits_hold_what_lies_on_them_and_are_trial_below_twelve() -> None:
    found = control_limits(series(10, 12, 11, 13, 11, 12))
    assert found.are_trial
    assert found.hold(found.lower)
    assert found.hold(found.upper)
    assert not found.hold(found.upper + Decimal("0.000001"))
    assert not control_limits(series(*[1, 2] * 6)).are_trial
