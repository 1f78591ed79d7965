"""Figures that may well be right and are worth a second look before they are saved."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from enum import StrEnum

from webapp.domain.control_limits import ControlLimits
from webapp.domain.figures import Measure, exact_figure, finely
from webapp.domain.numbers import plain

TIMES = 10
PER_CENT = Decimal(100)


class WarningKind(StrEnum):
    """What a warning is about; each kind is accepted on its own."""

    TEN_TIMES = "ten times"
    SIGN = "sign"
    LIMITS = "control limits"
    OVER_100 = "over 100"
    TARGET = "target changed"
    DENOMINATOR = "denominator"
    LEFT_OUT = "left out"
    CODE = "code"

    @property
    def words(self) -> str:
        """What the figures of this kind have in common, as a heading."""
        return _WORDS[self]


_WORDS = {
    WarningKind.TEN_TIMES: "Ten times as much, or a tenth, of the figure before",
    WarningKind.SIGN: "Below zero where the figure before was above, or the other way round",
    WarningKind.LIMITS: "Outside what the measure did so far",
    WarningKind.OVER_100: "A percentage over 100",
    WarningKind.TARGET: "A target that was set already changes",
    WarningKind.DENOMINATOR: "A denominator that was given already changes",
    WarningKind.LEFT_OUT: "Something in the file is left out",
    WarningKind.CODE: "A new code that is nearly one that exists",
}


def actual_warnings(
    value: Decimal, measure: Measure, *, earlier: Decimal | None, when: str, limits: ControlLimits | None
) -> Iterator[tuple[WarningKind, str]]:
    """What is unusual about an actual that is new or changes: the kind and a sentence for each.

    ``earlier`` is the last figure before it, that of the period called ``when``; None where there is none to compare.
    """
    if value and earlier:
        if (value < 0) != (earlier < 0):
            then = f"{exact_figure(earlier, measure)} in {when}"
            yield WarningKind.SIGN, f"{exact_figure(value, measure)} after {then}: check the sign."
        else:
            now, before = abs(value), abs(earlier)
            if now >= TIMES * before or before >= TIMES * now:
                then = f"{exact_figure(earlier, measure)} in {when}"
                how = "at least ten times" if now > before else "at most a tenth of"
                yield WarningKind.TEN_TIMES, f"{exact_figure(value, measure)} is {how} {then}."
    if limits is not None and not limits.hold(value):
        yield WarningKind.LIMITS, _outside(value, measure, limits)
    if value > PER_CENT and measure.is_percentage:
        yield WarningKind.OVER_100, f"{exact_figure(value, measure)} is more than 100%."


def denominator_warning(before: Decimal, after: Decimal) -> tuple[WarningKind, str]:
    """That the number of cases behind a figure changes."""
    return WarningKind.DENOMINATOR, f"The denominator was {plain(before)} and becomes {plain(after)}."


def target_warning(before: str, after: str) -> tuple[WarningKind, str]:
    """That a target somebody set changes; both as text."""
    return WarningKind.TARGET, f"The target was {before} and becomes {after}."


def _outside(value: Decimal, measure: Measure, limits: ControlLimits) -> str:
    from_, to = (_limit(each, measure) for each in (limits.lower, limits.upper))
    kind = "trial control limits" if limits.are_trial else "control limits"
    return (
        f"{exact_figure(value, measure)} lies outside the {kind} of {limits.points} earlier figures, {from_} to {to}."
    )


def _limit(value: Decimal, measure: Measure) -> str:
    """A limit with one place more than the measure shows."""
    return exact_figure(finely(value, measure), measure)
