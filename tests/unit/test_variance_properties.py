"""What holds for every actual and target."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from webapp.domain.numbers import EXACT
from webapp.domain.periods import Calendar
from webapp.domain.rag import Polarity, Rule, Status, Tolerance, ToleranceKind
from webapp.domain.rag_rules import judge
from webapp.domain.variance import Target, variance

OCTOBER = Calendar().from_key("2014-10")
WORSE = [Status.GREEN, Status.AMBER, Status.RED]

figures = st.decimals(min_value=-(10**12), max_value=10**12, allow_nan=False, allow_infinity=False, places=6)
tolerances = st.builds(
    Tolerance,
    st.decimals(min_value=0, max_value=1000, allow_nan=False, allow_infinity=False, places=6),
    st.sampled_from(ToleranceKind),
)
directions = st.sampled_from([Polarity.LOWER, Polarity.HIGHER])


def sign(value: Decimal | None) -> int:
    return 0 if not value else -1 if value < 0 else 1


@given(figures, figures)
def test_target_plus_variance_is_the_actual(actual: Decimal, target: Decimal) -> None:
    found = variance(actual, Target(OCTOBER, target))
    assert EXACT.add(target, found.amount) == actual


@given(figures, figures)
def test_the_percent_has_the_sign_of_the_variance_and_is_missing_for_zero_alone(
    actual: Decimal, target: Decimal
) -> None:
    found = variance(actual, Target(OCTOBER, target))
    assert (found.percent is None) == (target == 0)
    if found.percent is not None:
        assert sign(found.percent) == sign(found.amount)


@given(figures, figures, figures)
def test_a_range_is_missed_outside_it_only(actual: Decimal, one: Decimal, other: Decimal) -> None:
    lower, upper = sorted((one, other))
    found = variance(actual, Target(OCTOBER, lower=lower, upper=upper))
    nearest = min(max(actual, lower), upper)
    assert found.amount == EXACT.subtract(actual, nearest)


@given(figures, figures, directions, tolerances)
def test_a_status_is_green_exactly_when_the_target_is_met(
    actual: Decimal, target: Decimal, polarity: Polarity, tolerance: Tolerance
) -> None:
    met = actual <= target if polarity is Polarity.LOWER else actual >= target
    status = judge(actual, Target(OCTOBER, target), Rule(polarity, tolerance)).status
    assert (status is Status.GREEN) == met


@given(figures, figures, figures, directions, tolerances, tolerances)
def test_a_worse_figure_never_has_a_better_status(
    one: Decimal, other: Decimal, target: Decimal, polarity: Polarity, tolerance: Tolerance, band: Tolerance
) -> None:
    better, worse = sorted((one, other), reverse=polarity is Polarity.HIGHER)
    rule, wanted = Rule(polarity, tolerance, band), Target(OCTOBER, target)
    statuses = [WORSE.index(judge(figure, wanted, rule).status) for figure in (better, worse)]
    assert statuses == sorted(statuses)


@given(figures, figures, tolerances)
def test_both_directions_mirror_each_other(actual: Decimal, target: Decimal, tolerance: Tolerance) -> None:
    lower = judge(actual, Target(OCTOBER, target), Rule(Polarity.LOWER, tolerance))
    mirrored = Target(OCTOBER, target.copy_negate())
    higher = judge(actual.copy_negate(), mirrored, Rule(Polarity.HIGHER, tolerance))
    assert (lower.status, lower.adverse, lower.amber_up_to) == (
        higher.status,
        higher.adverse,
        higher.amber_up_to,
    )


@given(figures, tolerances, directions)
def test_the_boundary_itself_is_amber_and_a_hair_beyond_it_red(
    target: Decimal, tolerance: Tolerance, polarity: Polarity
) -> None:
    reach = tolerance.reach(target)
    step = reach if polarity is Polarity.LOWER else reach.copy_negate()
    hair = Decimal("1E-20").copy_sign(step)
    boundary = EXACT.add(target, step)
    rule, wanted = Rule(polarity, tolerance), Target(OCTOBER, target)
    expected = Status.AMBER if reach else Status.GREEN
    assert judge(boundary, wanted, rule).status is expected
    assert judge(EXACT.add(boundary, hair), wanted, rule).status is Status.RED
