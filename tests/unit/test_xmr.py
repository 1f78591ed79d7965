"""XmR charts by the rules of Making Data Count: limits reckoned independently to six places, and every signal."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.domain.xmr import Signal, heard, xmr

SIX = Decimal("0.000001")
OUT, SHIFT, TREND, TWO = Signal.OUTSIDE, Signal.SHIFT, Signal.TREND, Signal.TWO_OF_THREE

# Monthly figures of one trust, April 2016 to March 2019: NHS England, A&E attendances of type 1 and those of them
# that waited more than four hours (Open Government Licence 3.0).
ATTENDANCES = [
    *(15154, 16705, 16021, 16761, 15084, 15918, 16564, 16478, 16931, 16920, 14482, 17414),
    *(15957, 17871, 16675, 17265, 15872, 16776, 18024, 17891, 17695, 17990, 16205, 18906),
    *(17309, 18745, 17999, 18560, 16715, 17777, 19002, 18987, 18569, 19897, 18296, 19746),
]
BREACHES = [
    *(1199, 929, 970, 1178, 1110, 1388, 2061, 1985, 2675, 3141, 1942, 2030),
    *(1309, 1960, 1169, 1117, 1085, 1492, 1280, 1197, 1569, 1406, 1328, 1564),
    *(1204, 1130, 1190, 1064, 1073, 1255, 1264, 1552, 1267, 1587, 1774, 1116),
]


def series(*values: float | None) -> list[Decimal | None]:
    return [None if value is None else Decimal(str(value)) for value in values]


def signals(values: list[Decimal | None], rebases: tuple[int, ...] = ()) -> dict[int, tuple[Signal, ...]]:
    return {place: point.signals for place, point in enumerate(xmr(values, rebases).points) if point.signals}


@pytest.mark.parametrize(
    ("case", "values", "mean", "lower", "upper", "moving"),
    [
        ("one step each", [1, 2, 3, 4, 5, 6, 7, 8, 9, 10], "5.5", "2.84", "8.16", "1"),
        ("three points", [1, 2, 3], "2", "-0.66", "4.66", "1"),
        # 25 / 7; ranges 2, 3, 3, 4, 4, 7: 23 / 6; × 2.66 = 10.196667
        ("seven points", [3, 1, 4, 1, 5, 9, 2], "3.571429", "-6.625238", "13.768095", "3.833333"),
        # 48 / 16; ranges 14 × 1 and one 3: 17 / 15, of which 3.267 is 3.7026: none is screened
        ("a longer fall", [1, 2, 3, 2, 1, 2, 3, 4, 5, 6, 7, 4, 3, 2, 1, 2], "3", "-0.014667", "6.014667", "1.133333"),
        # ranges 9 × 1 and 31, 31: mean 71 / 11 = 6.454545, of which 3.267 is 21.087: both 31 go, and 1 is left
        ("one wild point", [10, 11, 10, 11, 10, 41, 10, 11, 10, 11, 10, 11], "13", "10.34", "15.66", "1"),
        # ranges 1, 1, 8.901: mean 3.633667 × 3.267 = 11.871: nothing goes
        ("nothing to screen", [0, 1, 0, 8.901], "2.47525", "-7.190303", "12.140803", "3.633667"),
        ("no movement", [7, 7, 7, 7], "7", "7", "7", "0"),
        # no range across the gap: 2, 1, 2, 1
        ("a gap", [10, 12, 11, None, 13, 11, 12], "11.5", "7.51", "15.49", "1.5"),
        ("attendances", ATTENDANCES, "17310.027778", "14334.779778", "20285.275778", "1118.514286"),
        ("breaches", BREACHES, "1460", "739.14", "2180.86", "271"),
    ],
)
def test_limits(case: str, values: list[float | None], mean: str, lower: str, upper: str, moving: str) -> None:
    limits = xmr(series(*values)).current.limits
    found = (limits.mean, limits.lower, limits.upper, limits.mean_moving_range)
    assert [each.quantize(SIX) for each in found] == [Decimal(each) for each in (mean, lower, upper, moving)], case


def test_a_range_on_the_boundary_stays_and_one_above_it_goes() -> None:
    # ten ranges of 7.733 and one of 32.67: their mean is 110 / 11 = 10, of which 3.267 is 32.67
    unit, wild = Decimal("7.733"), Decimal("32.67")
    ups = [unit * (place % 2) for place in range(11)]
    assert xmr([*ups, wild]).current.limits.mean_moving_range != unit
    assert xmr([*ups, wild + SIX]).current.limits.mean_moving_range.quantize(SIX) == unit


@pytest.mark.parametrize(
    ("case", "values", "mean", "has_limits"),
    [
        ("nothing", [], None, False),
        ("only gaps", [None, None], None, False),
        ("one value", [5], "5", False),
        ("no neighbours", [1, None, 2, None, 6], "3", False),
        ("two values", [1, 3], "2", True),
    ],
)
def test_little_is_said_of_little(case: str, values: list[float | None], mean: str | None, has_limits: bool) -> None:
    stretch = xmr(series(*values)).current
    assert stretch.mean == (None if mean is None else Decimal(mean)), case
    assert (stretch.limits is not None) == has_limits, case
    assert stretch.is_trial
    assert not signals(series(*values)), case


CALM = [10, 12, 10, 12, 10, 12, 10, 12]
"""Eight points whose mean is 11, whose ranges are 2 and whose limits are 5.68 and 16.32; two thirds lie at
7.453 and 14.547."""


@pytest.mark.parametrize(
    ("case", "values", "expected"),
    [
        ("calm", CALM, {}),
        # two calm halves around a point far off: the mean shifts a little, and only it lies outside
        ("outside above", [10, 12] * 8 + [40] + [12, 10] * 8, {16: (OUT,)}),
        ("outside below", [10, 12] * 8 + [-18] + [12, 10] * 8, {16: (OUT,)}),
        ("seven above are a shift", [0, 4] * 7 + [3, 5, 3, 5, 3, 5, 3], dict.fromkeys(range(13, 21), (SHIFT,))),
        ("six above are none", [0, 4] * 4 + [0, 3, 5, 3, 5, 3, 5, 0, 4, 0, 4, 0, 4, 0], {}),
        # the mean of 0 to 6 is 3, so that the middle point lies on it and ends the run
        ("a point on the mean ends a run", [2, 1, 2, 1, 2, 1, 3, 5, 4, 5, 4, 5, 4], {}),
        (
            "seven rising are a trend",
            [50, 90, 50, 90, 50, 55, 60, 65, 70, 75, 80, 50, 90, 50, 90, 50],
            dict.fromkeys(range(4, 11), (TREND,)),
        ),
        (
            "seven falling are a trend",
            [50, 90, 50, 80, 75, 70, 65, 60, 55, 50, 90, 50, 90],
            dict.fromkeys(range(3, 10), (TREND,)),
        ),
        ("six rising are none", [50, 90, 50, 90, 50, 55, 60, 65, 70, 80, 50, 90, 50, 90], {}),
        ("equal neighbours end a trend", [50, 90, 50, 55, 60, 65, 65, 70, 75, 80, 50, 90, 50, 90, 50, 90], {}),
    ],
)
def test_signals(case: str, values: list[float | None], expected: dict[int, tuple[Signal, ...]]) -> None:
    assert signals(series(*values)) == expected, case


def test_two_trends_may_share_a_point() -> None:
    values = series(*[50, 90] * 3, 50, 55, 60, 65, 70, 75, 80, 75, 70, 65, 60, 55, 50, *[90, 50] * 3)
    found = xmr(values)
    assert [place for place, point in enumerate(found.points) if TREND in point.signals] == list(range(6, 19))
    assert found.points[11].course == 1
    assert found.points[12].course == -1, "the turning point belongs to the later trend"


@pytest.mark.parametrize(
    ("case", "three", "carriers"),
    [
        # 30 calm points hold mean and limits near 11 and 5.68 … 16.32; two thirds of the way lie near 14.5
        ("two far ones and a near one, on one side", [15.5, 12, 15.5], (30, 32)),
        ("the near one first", [12, 15.5, 15.5], (31, 32)),
        ("on both sides of the mean", [15.5, 10, 15.5], ()),
        ("far ones on both sides", [15.5, 6.5, 15.5], ()),
        ("one far one", [15.5, 12, 12], ()),
        ("all three far", [15.5, 15.6, 15.5], (30, 31, 32)),
    ],
)
def test_two_of_three(case: str, three: list[float], carriers: tuple[int, ...]) -> None:
    values = series(*[12, 10] * 15, *three, 10, *[12, 10] * 10)
    found = signals(values)
    assert tuple(place for place, carried in found.items() if TWO in carried) == carriers, case


def test_a_point_beyond_the_limit_is_beyond_two_thirds_too() -> None:
    found = signals(series(*[12, 10] * 15, 30, 12, 15.5, 10, *[12, 10] * 10))
    assert found == {30: (OUT, TWO), 32: (TWO,)}


def test_gaps_end_every_run() -> None:
    rising = [50, 90, 50, 90, 50, 55, 60, 65, 70, 75, 80, 50, 90, 50, 90]
    with_gap = series(*rising[:8], None, *rising[8:])
    assert signals(series(*rising)), "without the gap there is a trend"
    assert signals(with_gap) == {}
    far = series(*[12, 10] * 15, 15.5, None, 15.5, 12, 10, *[12, 10] * 10)
    assert not any(TWO in carried for carried in signals(far).values())


def test_a_point_on_a_limit_is_within() -> None:
    # the mean is 3, the mean moving range 4, and the upper limit 13.64; two thirds of the way lie at 10.093333…
    limits = xmr(series(*[1, 5] * 6)).current.limits
    assert limits.hold(Decimal("13.64"))
    assert not limits.hold(Decimal("13.640001"))
    assert not limits.are_neared_by(Decimal("10.093333"))
    assert limits.are_neared_by(Decimal("10.093334"))


def test_a_point_is_on_a_limit_whose_parts_have_no_end() -> None:
    # mean 3.76 / 6, mean moving range 2 / 3: neither ends, but the upper limit is 2.4 exactly
    values = series(0, 1, 0, 0, None, 2.4, None, 0.36)
    assert xmr(values).current.limits.upper == Decimal("2.4")
    assert signals(values) == {}
    assert signals(series(0, 1, 0, 0, None, 2.400001, None, 0.36)) == {5: (OUT,)}


def test_limits_are_reckoned_anew_from_a_rebase_on() -> None:
    before, after = [10, 12] * 8, [30, 34] * 8
    found = xmr(series(*before, *after), rebases=[16])
    assert [(stretch.start, stretch.end) for stretch in found.stretches] == [(0, 16), (16, 32)]
    assert [stretch.mean for stretch in found.stretches] == [11, 32]
    assert [stretch.limits.mean_moving_range for stretch in found.stretches] == [2, 4]
    assert not found.current.is_trial
    assert signals(series(*before, *after)), "without the rebase the step is special cause"
    assert signals(series(*before, *after), (16,)) == {}


@pytest.mark.parametrize("values", [[1, 1, 1, 1, 5], [0] * 11 + [1]])
def test_signals_are_heard_only_where_something_can_be_told(values: list[int]) -> None:
    found = xmr(series(*values, *CALM, 40), rebases=[len(values)])
    assert any(point.signals for point in found.points[: len(values)])
    points = heard(found).points
    assert [point.signals for point in points[: len(values)]] == [()] * len(values)
    assert points[len(values) :] == found.points[len(values) :]
    assert points[-1].signals


@pytest.mark.parametrize("rebases", [(0,), (-3,), (99,), ()])
def test_a_rebase_outside_the_series_changes_nothing(rebases: tuple[int, ...]) -> None:
    assert xmr(series(*CALM), rebases) == xmr(series(*CALM))


def test_breaches_of_a_trust() -> None:
    found = signals(series(*BREACHES))
    assert {place for place, carried in found.items() if OUT in carried} == {8, 9}
    assert {place for place, carried in found.items() if SHIFT in carried} == set(range(24, 31))
    assert {place for place, carried in found.items() if TWO in carried} == {1, 2, 6, 7, 8, 9, 10, 11}
    assert not any(TREND in carried for carried in found.values())


FIGURES = st.one_of(st.none(), st.integers(-999, 999).map(lambda whole: Decimal(whole).scaleb(-1)))


def by_definition(values: list[Decimal | None]) -> dict[int, set[Signal]]:
    """Every window of the series looked at by itself, as the rules read; the limits are those of the chart."""
    found: dict[int, set[Signal]] = {}
    stretch = xmr(values).current
    mean, limits = stretch.mean or Decimal(0), stretch.limits

    def carry(places: Iterable[int], signal: Signal) -> None:
        for place in places:
            found.setdefault(place, set()).add(signal)

    for start in range(len(values)):
        known = [value for value in values[start : start + 7] if value is not None]
        if len(known) == 7:
            if min(known) > mean or max(known) < mean:
                carry(range(start, start + 7), SHIFT)
            steps = [(after > before) - (after < before) for before, after in pairwise(known)]
            if abs(sum(steps)) == 6:
                carry(range(start, start + 7), TREND)
        three = [value for value in values[start : start + 3] if value is not None]
        if len(three) == 3 and limits and (min(three) > mean or max(three) < mean):
            far = [start + place for place, value in enumerate(three) if limits.are_neared_by(value)]
            carry(far if len(far) >= 2 else (), TWO)
        value = values[start]
        if value is not None and limits and not limits.hold(value):
            carry([start], OUT)
    return found


@given(st.lists(st.one_of(st.none(), st.integers(0, 9).map(Decimal), st.integers(40, 60).map(Decimal)), max_size=60))
def test_signals_are_those_of_every_window(values: list[Decimal | None]) -> None:
    assert {place: set(carried) for place, carried in signals(values).items()} == by_definition(values)


@given(st.lists(FIGURES, max_size=40), st.integers(1, 99), st.integers(-9999, 9999))
def test_scale_and_shift_change_no_signal(values: list[Decimal | None], scale: int, shift: int) -> None:
    moved = [None if value is None else value * scale + shift for value in values]
    assert signals(moved) == signals(values)


@given(st.lists(FIGURES, max_size=40))
def test_turned_upside_down_every_signal_stays(values: list[Decimal | None]) -> None:
    turned = [None if value is None else -value for value in values]
    assert signals(turned) == signals(values)
    assert [point.side for point in xmr(turned).points] == [-point.side for point in xmr(values).points]


@given(st.lists(FIGURES, max_size=40))
def test_limits_are_those_of_exact_fractions(values: list[Decimal | None]) -> None:
    points = [Fraction(value) for value in values if value is not None]
    ranges = [
        abs(Fraction(after) - Fraction(before))
        for before, after in pairwise(values)
        if before is not None and after is not None
    ]
    limits = xmr(values).current.limits
    if not ranges:
        assert limits is None
        return
    kept = [each for each in ranges if each <= Fraction("3.267") * sum(ranges, Fraction()) / len(ranges)]
    mean = sum(points, Fraction()) / len(points)
    reach = Fraction("2.66") * sum(kept, Fraction()) / len(kept)
    hair = Fraction(Decimal("1e-140"))
    assert abs(Fraction(limits.mean) - mean) < hair
    assert abs(Fraction(limits.lower) - (mean - reach)) < hair
    assert abs(Fraction(limits.upper) - (mean + reach)) < hair
    outside = [place for place, point in enumerate(xmr(values).points) if OUT in point.signals]
    assert outside == [
        place for place, value in enumerate(values) if value is not None and abs(Fraction(value) - mean) > reach
    ]
