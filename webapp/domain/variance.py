"""Variance of an actual against a named target, and which target is in force."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from webapp.domain.errors import Refusal
from webapp.domain.numbers import EXACT, plain
from webapp.domain.periods import Period


@dataclass(frozen=True, slots=True)
class Target:
    """The figure wanted at one period: a single ``value``, or a range with both bounds included.

    ``unconfirmed`` is one copied from the year before that nobody has agreed yet.
    Raises Refusal, with the field, for neither or both, half a range, and a lower bound above the upper.
    """

    period: Period
    value: Decimal | None = None
    lower: Decimal | None = None
    upper: Decimal | None = None
    estimated: bool = False
    unconfirmed: bool = False

    def __post_init__(self) -> None:
        if self.value is not None and (self.lower is not None or self.upper is not None):
            raise Refusal("A target is a single figure or a range: write one of them, not both.", field="target")
        if self.value is not None:
            return
        if self.lower is None or self.upper is None:
            missing = "lower" if self.lower is None else "upper"
            raise Refusal(f"A target range needs both bounds: write the {missing} one too.", field=f"target_{missing}")
        if self.lower > self.upper:
            raise Refusal(
                f"The lower bound {plain(self.lower)} is above the upper bound {plain(self.upper)}: "
                "write the smaller figure as the lower bound.",
                field="target_lower",
            )

    @property
    def is_range(self) -> bool:
        """True for a range, whose ``value`` is None."""
        return self.value is None


@dataclass(frozen=True, slots=True)
class Variance:
    """Actual minus target, exact; for a range measured from the nearer bound, 0 inside.

    ``percent`` is of the absolute target, exact and unrounded; None ("not applicable") where the target is 0.
    """

    amount: Decimal
    percent: Decimal | None
    reference: Decimal  # the target value, or the bound measured from
    from_range: bool = False  # True where ``reference`` is a bound


def variance(actual: Decimal, target: Target) -> Variance:
    """V = A − T and P = V / |T| × 100, so that the percent has the sign of V even where T is negative."""
    reference = _reference(actual, target)
    inside = target.is_range and _holds(target, actual)
    amount = Decimal(0) if inside else EXACT.subtract(actual, reference)
    amount = amount if amount else Decimal(0)
    return Variance(amount, percent_of(amount, reference), reference, target.is_range)


def percent_of(amount: Decimal, whole: Decimal) -> Decimal | None:
    """``amount`` as a percentage of the absolute ``whole``, unrounded; None for a whole of 0."""
    if not whole:
        return None
    return EXACT.divide(EXACT.scaleb(amount, 2), whole.copy_abs())


class TargetsInForce:
    """The target in force at many periods of one indicator; each is found once."""

    def __init__(self, targets: Iterable[Target], *, accumulates: bool) -> None:
        self._dated = {target.period.key: target for target in targets}
        self._longer = tuple(target for target in self._dated.values() if target.period.frequency.months > 1)
        self._accumulates = accumulates

    def at(self, period: Period) -> Target | None:
        """As ``target_in_force`` finds it."""
        dated = self._dated.get(period.key)
        if dated is not None or self._accumulates or not self._longer:
            return dated
        return target_in_force(self._longer, period, accumulates=False)


def target_in_force(targets: Iterable[Target], period: Period, *, accumulates: bool) -> Target | None:
    """The target dated for ``period``; else, unless the measure accumulates (cumulative or sum), that of the
    shortest longer period containing it; else None. Earlier targets are never carried forward."""
    candidates = [target for target in targets if target.period.contains(period)]
    dated = next((target for target in candidates if target.period.key == period.key), None)
    if dated is not None or accumulates:
        return dated
    return min(candidates, key=lambda target: target.period.frequency.months, default=None)


def _holds(target: Target, actual: Decimal) -> bool:
    """True where ``actual`` is inside a range or on a bound of it."""
    return target.lower is not None and target.upper is not None and target.lower <= actual <= target.upper


def _reference(actual: Decimal, target: Target) -> Decimal:
    """The single target, or the bound of a range nearer to ``actual`` (halfway, the lower)."""
    if target.value is not None:
        return target.value
    assert target.lower is not None
    assert target.upper is not None
    from_lower = EXACT.subtract(actual, target.lower).copy_abs()
    from_upper = EXACT.subtract(actual, target.upper).copy_abs()
    return target.lower if from_lower <= from_upper else target.upper
