"""The gap to a target: what must change, or come in, in the periods that remain for it to be green by then."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from webapp.domain.figures import Measure
from webapp.domain.numbers import EXACT
from webapp.domain.outlook import Judge, is_running, so_far_of
from webapp.domain.rag import Status
from webapp.domain.rates import base_of, cases_of
from webapp.domain.variance import Target
from webapp.domain.year_facts import ADDED_UP, Part, YearFacts, sum_of

_FAR = Decimal(10) ** 15
"""Beyond every figure that is stored, so that the green limits lie between it and its negative."""


class Kind(StrEnum):
    """What the rest of the year can do about a gap."""

    LEVEL = "level"  # the figure itself must move
    RUNNING = "running"  # the remaining periods bring more to what is there
    AVERAGE = "average"  # the remaining periods weigh against those that are in


@dataclass(frozen=True, slots=True)
class Limits:
    """The lowest and the highest figure that is still green; None where that side has no end."""

    lowest: Decimal | None
    highest: Decimal | None


@dataclass(frozen=True, slots=True)
class Gap:
    """How far the year so far is from green against one dated target.

    ``change`` is what must be added to be green, below 0 for a fall, and 0 where it is green; ``margin`` is then how
    far it may move before it is not. ``each`` is what every remaining period must bring, or average, at least and at
    most. ``cases`` is the change in cases, unrounded, ``each_in_cases`` what each period must bring or average; None
    without a denominator.
    """

    kind: Kind
    target: Target
    now: Decimal
    change: Decimal
    margin: Decimal | None
    remaining: int
    green: Limits  # what is green against the target
    each: Limits | None = None
    cases: Decimal | None = None
    each_in_cases: Limits | None = None

    @property
    def is_green(self) -> bool:
        """Nothing needs to change."""
        return not self.change

    @property
    def change_each(self) -> Decimal:
        """The change needed in every remaining period, if all do the same."""
        return EXACT.divide(self.change, Decimal(self.remaining))

    @property
    def cases_each(self) -> Decimal | None:
        """That in cases."""
        return None if self.cases is None else EXACT.divide(self.cases, Decimal(self.remaining))


def green_limits(target: Target, judge: Judge) -> Limits | None:
    """What is green against a target, whatever the rule; None where nothing is rated."""
    above, below = judge(_FAR, target), judge(_FAR.copy_negate(), target)
    beyond_above = _beyond(above.status, above.adverse, above.green_up_to)
    beyond_below = _beyond(below.status, below.adverse, below.green_up_to)
    if beyond_above is None and beyond_below is None:
        return None
    return Limits(
        lowest=None if beyond_below is None else EXACT.add(_FAR.copy_negate(), beyond_below),
        highest=None if beyond_above is None else EXACT.subtract(_FAR, beyond_above),
    )


def _beyond(status: Status, adverse: Decimal | None, green_up_to: Decimal | None) -> Decimal | None:
    """How far a figure lies beyond green; None where it is green, or not rated."""
    if status is Status.GREEN or adverse is None or green_up_to is None:
        return None
    return EXACT.subtract(adverse, green_up_to)


def kind_of(facts: YearFacts) -> Kind:
    """Whether the figure moves, grows or is averaged."""
    if is_running(facts):
        return Kind.RUNNING
    return Kind.AVERAGE if facts.accumulation in ADDED_UP else Kind.LEVEL


def gaps(facts: YearFacts, judge: Judge) -> tuple[Gap, ...]:
    """The gap to the next dated target of the year and to the year-end one, in that order; one where they are the same.

    A target of one month says nothing of what other months add up to: of sums and averages the year-end one alone.
    """
    latest, year_end = facts.latest, facts.year_end
    if latest is None:
        return ()
    coming = None if facts.accumulation in ADDED_UP else _next_dated(facts)
    if coming is not None and year_end is not None and coming.period.end == year_end.period.end:
        coming = None
    found = (gap_to(facts, target, judge) for target in (coming, year_end) if target is not None)
    return tuple(gap for gap in found if gap is not None)


def gap_to(facts: YearFacts, target: Target, judge: Judge) -> Gap | None:
    """The gap to one target; None where no period is left before it ends, or nothing is rated."""
    latest, now = facts.latest, so_far_of(facts)
    limits = green_limits(target, judge)
    if latest is None or now is None or limits is None:
        return None
    left = [each for each in facts.periods if each.start > latest.period.end and each.end <= target.period.end]
    if not left:
        return None
    kind, change = kind_of(facts), _change(now, limits)
    each = _each(facts, kind, limits, now, len(left))
    return Gap(
        kind=kind,
        target=target,
        now=now,
        change=change,
        margin=None if change else _margin(now, limits),
        remaining=len(left),
        green=limits,
        each=each,
        cases=cases_of(change, latest.denominator, facts.measure) if kind is Kind.LEVEL else None,
        each_in_cases=_in_cases(each, latest, facts.measure) if each else None,
    )


def _in_cases(each: Limits, latest: Part, measure: Measure) -> Limits | None:
    """What each period must bring, in cases of the newest denominator."""
    if cases_of(Decimal(1), latest.denominator, measure) is None:
        return None
    lowest, highest = (
        None if limit is None else cases_of(limit, latest.denominator, measure) for limit in (each.lowest, each.highest)
    )
    return Limits(lowest, highest)


def _change(now: Decimal, limits: Limits) -> Decimal:
    if limits.lowest is not None and now < limits.lowest:
        return EXACT.subtract(limits.lowest, now)
    if limits.highest is not None and now > limits.highest:
        return EXACT.subtract(limits.highest, now)
    return Decimal(0)


def _margin(now: Decimal, limits: Limits) -> Decimal:
    """The way from a green figure to the nearer end of green."""
    ways = []
    if limits.lowest is not None:
        ways.append(EXACT.subtract(now, limits.lowest))
    if limits.highest is not None:
        ways.append(EXACT.subtract(limits.highest, now))
    return min(ways)


def _each(facts: YearFacts, kind: Kind, limits: Limits, now: Decimal, left: int) -> Limits | None:
    """What each remaining period must bring, or average, for the whole to end within the limits."""
    if kind is Kind.LEVEL:
        return None
    if kind is Kind.RUNNING:
        there, whole, rest = now, Decimal(1), Decimal(left)
    else:
        there, done = _weighed(facts, now)
        rest = EXACT.multiply(EXACT.divide(done, Decimal(len(facts.in_so_far))), Decimal(left))
        whole = EXACT.add(done, rest)

    def each(limit: Decimal | None) -> Decimal | None:
        if limit is None:
            return None
        return EXACT.divide(EXACT.subtract(EXACT.multiply(limit, whole), there), rest)

    return Limits(each(limits.lowest), each(limits.highest))


def _weighed(facts: YearFacts, now: Decimal) -> tuple[Decimal, Decimal]:
    """The average so far times its weight, and the weight: the denominators of a rate, else the periods."""
    weights = [part.denominator for part in facts.in_so_far if part.denominator is not None]
    if base_of(facts.measure) is None or len(weights) < len(facts.in_so_far) or not sum_of(weights):
        weight = Decimal(len(facts.in_so_far))
    else:
        weight = sum_of(weights)
    return EXACT.multiply(now, weight), weight


def _next_dated(facts: YearFacts) -> Target | None:
    """The first target that is dated for the end of a period still to come."""
    latest = facts.latest
    assert latest is not None
    coming = [each for each in facts.targets if latest.period.end < each.period.end <= facts.year.end]
    return min(coming, key=lambda each: (each.period.end, each.period.frequency.months), default=None)
