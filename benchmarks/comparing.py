"""Rounds in which contestants take turns, so that whatever slows the machine for a while slows all of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median


@dataclass(frozen=True, slots=True)
class Spread:
    """Some measured values: their median, the smallest and the largest."""

    middle: float
    least: float
    most: float

    @classmethod
    def of(cls, values: Sequence[float]) -> Spread:
        """The spread of at least one value."""
        return cls(median(values), min(values), max(values))


def in_rounds(rounds: int, measures: Sequence[Callable[[], float]]) -> tuple[list[float], ...]:
    """Each measure's values, one a round; every second round goes the other way about."""
    values: tuple[list[float], ...] = tuple([] for _ in measures)
    for number in range(rounds):
        order = range(len(measures)) if number % 2 == 0 else reversed(range(len(measures)))
        for index in order:
            values[index].append(measures[index]())
    return values


def ratios(above: Sequence[float], below: Sequence[float]) -> Spread:
    """The spread of the ratios, round by round."""
    return Spread.of([over / under for over, under in zip(above, below, strict=True)])
