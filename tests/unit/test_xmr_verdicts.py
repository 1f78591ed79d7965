"""What an XmR chart says in a word."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

import pytest

from webapp.domain.rag import Polarity
from webapp.domain.xmr import xmr
from webapp.domain.xmr_verdicts import Assurance, Variation, Wanted, assurance, variation

HIGHER, LOWER, RANGE, NONE = Polarity.HIGHER, Polarity.LOWER, Polarity.RANGE, Polarity.NONE
CALM = [10, 12] * 8
"""Mean 11, limits 5.68 and 16.32."""

FAR_ABOVE, FAR_BELOW = [*CALM, 30], [*CALM, -8]
RISING = [50, 90, 50, 90, 50, 90, 50, 90, 50, 51, 52, 53, 54, 55, 56]
"""The newest seven rise and still lie below the mean: what decides is the way they go."""


def decimals(values: Sequence[float | None]) -> list[Decimal | None]:
    return [None if value is None else Decimal(str(value)) for value in values]


@pytest.mark.parametrize(
    ("case", "values", "polarity", "expected"),
    [
        ("nothing", [None], HIGHER, None),
        ("calm", CALM, HIGHER, Variation.COMMON),
        ("calm without polarity", CALM, None, Variation.COMMON),
        ("far above where higher is better", FAR_ABOVE, HIGHER, Variation.IMPROVEMENT),
        ("far above where lower is better", FAR_ABOVE, LOWER, Variation.CONCERN),
        ("far below where higher is better", FAR_BELOW, HIGHER, Variation.CONCERN),
        ("far below where lower is better", FAR_BELOW, LOWER, Variation.IMPROVEMENT),
        ("far above without polarity", FAR_ABOVE, None, Variation.SPECIAL),
        ("far above for context only", FAR_ABOVE, NONE, Variation.SPECIAL),
        ("far above for a range that nobody set", FAR_ABOVE, RANGE, Variation.SPECIAL),
        ("rising below the mean, higher", RISING, HIGHER, Variation.IMPROVEMENT),
        ("rising below the mean, lower", RISING, LOWER, Variation.CONCERN),
        ("an older signal is history", [*CALM, 30, *CALM], HIGHER, Variation.COMMON),
        ("the newest figure stands before a gap", [*FAR_ABOVE, None, None], HIGHER, Variation.IMPROVEMENT),
    ],
)
def test_variation(case: str, values: list[float | None], polarity: Polarity | None, expected: Variation) -> None:
    assert variation(xmr(decimals(values)), polarity) is expected, case


@pytest.mark.parametrize(
    ("case", "values", "lower", "upper", "expected"),
    [
        ("away from a range", FAR_ABOVE, 5, 15, Variation.CONCERN),
        ("towards a range", FAR_ABOVE, 25, 35, Variation.IMPROVEMENT),
        ("towards a point", FAR_ABOVE, 30, 30, Variation.IMPROVEMENT),
        ("past a point, and as far off as before", [11, 13] * 8 + [28], 20.0, 20.0, None),
        ("within as the mean is", FAR_ABOVE, 5, 40, Variation.SPECIAL),
        ("calm is calm", CALM, 100, 100, Variation.COMMON),
    ],
)
def test_variation_by_distance(
    case: str, values: list[float | None], lower: float, upper: float, expected: Variation | None
) -> None:
    wanted = Wanted(Decimal(str(lower)), Decimal(str(upper)))
    found = variation(xmr(decimals(values)), RANGE, wanted)
    # mean 220 / 17 = 12.94: 7.06 below 20, and the newest is 8 above it
    assert found is (expected or Variation.CONCERN), case


@pytest.mark.parametrize(
    ("case", "target", "polarity", "expected"),
    [
        ("below the limits, higher is better", 5, HIGHER, Assurance.PASS),
        ("above the limits, higher is better", 17, HIGHER, Assurance.FAIL),
        ("below the limits, lower is better", 5, LOWER, Assurance.FAIL),
        ("above the limits, lower is better", 17, LOWER, Assurance.PASS),
        ("within", 11, LOWER, Assurance.HIT_OR_MISS),
        ("on the upper limit", 16.32, HIGHER, Assurance.HIT_OR_MISS),
        ("on the lower limit", 5.68, HIGHER, Assurance.HIT_OR_MISS),
        ("no target", None, HIGHER, None),
        ("a range", 11, RANGE, None),
        ("context only", 11, NONE, None),
        ("no polarity", 11, None, None),
    ],
)
def test_assurance(case: str, target: float | None, polarity: Polarity | None, expected: Assurance | None) -> None:
    wanted = None if target is None else Decimal(str(target))
    assert assurance(xmr(decimals(CALM)).current, polarity, wanted) is expected, case


def test_without_limits_nothing_is_assured() -> None:
    assert assurance(xmr(decimals([5])).current, HIGHER, Decimal(1)) is None


def test_the_newest_stretch_decides() -> None:
    chart = xmr(decimals([*CALM, *[30, 32] * 8]), rebases=[16])
    assert variation(chart, LOWER) is Variation.COMMON
    assert assurance(chart.current, HIGHER, Decimal(17)) is Assurance.PASS
