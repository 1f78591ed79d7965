"""Variance of an actual against a named target (design rules 1, 2, 6, 7)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from webapp.domain.periods import Period


@dataclass(frozen=True, slots=True)
class Target:
    """The figure wanted at one period: a single ``value``, or a range ``lower`` to ``upper`` (bounds included)."""

    period: Period
    value: Decimal | None = None
    lower: Decimal | None = None
    upper: Decimal | None = None
    estimated: bool = False

    @property
    def is_range(self) -> bool:
        return self.value is None


@dataclass(frozen=True, slots=True)
class Variance:
    """Actual minus target, exact; for a range measured from the nearer bound, 0 inside.

    ``percent`` is of the absolute target, exact and unrounded; None ("not applicable") where the target is 0.
    """

    amount: Decimal
    percent: Decimal | None
    reference: Decimal  # the target value, or the bound measured from


def variance(actual: Decimal, target: Target) -> Variance:
    """V = A − T and P = V / |T| × 100."""
    raise NotImplementedError


def target_in_force(targets: Iterable[Target], period: Period, *, accumulates: bool) -> Target | None:
    """The target dated for ``period``; else, unless the measure accumulates (cumulative or sum), that of the
    shortest longer period containing it; else None. Earlier targets are never carried forward (rule 11)."""
    raise NotImplementedError
