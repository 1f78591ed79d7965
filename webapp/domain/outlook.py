"""What the year so far would come to, by named arithmetic: beside the status of a period, never instead of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from webapp.domain.combining import added
from webapp.domain.counted_words import counted
from webapp.domain.figures import number
from webapp.domain.numbers import EXACT, round_half_up
from webapp.domain.periods import Period
from webapp.domain.rag import Judgement, Status
from webapp.domain.rates import base_of, rate_of
from webapp.domain.variance import Target
from webapp.domain.year_facts import ADDED_UP, Part, YearFacts, sum_of

Judge = Callable[[Decimal | None, Target | None], Judgement]
"""How a figure is judged against a target by the indicator's rule."""

ARITHMETIC = "This is arithmetic, not a forecast."


@dataclass(frozen=True, slots=True)
class Projection:
    """What the year would come to by one method, and how that stands against the year-end target."""

    value: Decimal
    method: str  # "run rate"
    how: str  # what was reckoned, as the end of a sentence
    target: Target
    judgement: Judgement

    @property
    def status(self) -> Status:
        """Of the outlook, not of any period."""
        return self.judgement.status


def projections(facts: YearFacts, judge: Judge) -> tuple[Projection, ...]:
    """The outlook first, then what other methods say; none without a figure or a year-end target, or once the
    last period of the year is in: then the figure is no projection any more.

    The outlook of a running total goes by the profile of its targets where there is one, else by run rate.
    """
    target = facts.year_end
    if target is None or not facts.remaining or not facts.in_so_far:
        return ()
    return tuple(
        Projection(value, method, how, target, judge(value, target)) for value, method, how in _values(facts, target)
    )


def is_running(facts: YearFacts) -> bool:
    """True where the year grows with every period: a sum, or a cumulative figure.

    A cumulative percentage may be of a whole that is known from the start (rates collected of what is due), and then
    it grows, or of what has come so far (answers in time), and then it does not: its targets tell, else last year.
    """
    if facts.accumulation == "sum":
        return base_of(facts.measure) is None
    return facts.accumulation == "cumulative" and (not facts.measure.is_percentage or _grows(facts))


def _grows(facts: YearFacts) -> bool:
    """Whether the share of the year expected by now is nearer to the share of its periods than to all of it."""
    if not facts.in_so_far:
        return False
    target = facts.year_end
    by_targets = None if target is None or target.value is None else _by_targets(facts, target.value)
    expected = by_targets or _by_last_year(facts)
    if expected is None:
        return False
    gone = EXACT.divide(Decimal(_elapsed(facts)), Decimal(len(facts.periods)))
    return EXACT.multiply(expected, Decimal(2)) < EXACT.add(gone, Decimal(1))


def so_far_of(facts: YearFacts) -> Decimal | None:
    """The year so far as one figure: the latest, the sum, the average, or numerators over denominators."""
    parts = facts.in_so_far
    if not parts:
        return None
    if facts.accumulation not in ADDED_UP:
        return parts[-1].value
    base = base_of(facts.measure)
    if base is not None and len(parts) > 1:
        return rate_of(parts, base)
    return added(parts, facts.accumulation)


def year_before(facts: YearFacts) -> Decimal | None:
    """What the year before came to; None where it is not whole."""
    last = facts.last_year or {}
    if facts.accumulation not in ADDED_UP:
        part = last.get(facts.periods[-1].key)
        return None if part is None else part.value
    whole = replace(facts, parts=last)
    return so_far_of(whole) if len(whole.in_so_far) == len(facts.periods) else None


def _values(facts: YearFacts, target: Target) -> Iterator[tuple[Decimal, str, str]]:
    now = so_far_of(facts)
    if now is None:
        return
    if is_running(facts):
        yield from _running(facts, target, now)
    elif facts.accumulation in ADDED_UP:
        rate = base_of(facts.measure) is not None
        name, what = ("the rate of all periods", "numerators over denominators") if rate else ("the average",) * 2
        yield now, f"{name} so far", f"{what} of {_counted_in(facts)}, as if the rest of the year were the same"
    else:
        latest = facts.in_so_far[-1].period.label
        yield now, "the last figure carried on", f"the figure of {latest}, as if it stayed the same to the year’s end"


def _running(facts: YearFacts, target: Target, now: Decimal) -> Iterator[tuple[Decimal, str, str]]:
    wanted = None if target.value is None else _by_targets(facts, target.value)
    if wanted:
        yield (
            EXACT.divide(now, wanted),
            "share of the year by its targets",
            f"by {_until(facts)} the targets expect {_percent(wanted)} of the year",
        )
    done, whole = _elapsed(facts), len(facts.periods) - _not_applicable(facts)
    if not facts.measure.is_percentage:  # the same again each period could pass 100%
        yield (
            EXACT.divide(EXACT.multiply(now, Decimal(whole)), Decimal(done)),
            "run rate",
            f"{_counted_in(facts)} of {whole}, as if the others brought as much each",
        )
    last = _by_last_year(facts)
    if last:
        yield (
            EXACT.divide(now, last),
            "share of the year as last year",
            f"by {_until(facts)} {_percent(last)} of the year had come in last year",
        )


def _not_applicable(facts: YearFacts) -> int:
    """Periods that bring nothing to the sum of a year, and of which nothing is expected."""
    return sum(part.value is None for part in facts.parts.values()) if facts.accumulation == "sum" else 0


def _elapsed(facts: YearFacts) -> int:
    """Periods that the year so far is made of: those that are in; of a running total, all up to the latest."""
    if facts.accumulation == "sum":
        return len(facts.in_so_far)
    return len(facts.periods) - facts.remaining


def _by_targets(facts: YearFacts, whole: Decimal) -> Decimal | None:
    """The share of the year that its targets expect of the periods that are in; None where they do not say."""
    return _share([facts.target_at(period) for period in _reckoned(facts)], whole)


def _by_last_year(facts: YearFacts) -> Decimal | None:
    """The share of last year that the same periods had brought; None where last year is not whole."""
    last = facts.last_year or {}
    if facts.accumulation == "sum":
        found = [last.get(period.key) for period in facts.periods]
        total = sum_of(part.value for part in found if part is not None and part.value is not None)
        if any(part is None or part.value is None for part in found):
            return None
    else:
        end = last.get(facts.periods[-1].key)
        if end is None or end.value is None:
            return None
        total = end.value
    return _share([last.get(period.key) for period in _reckoned(facts)], total)


def _share(found: list[Target | None] | list[Part | None], whole: Decimal) -> Decimal | None:
    values = [each.value for each in found if each is not None and each.value is not None]
    if len(values) < len(found) or not whole:
        return None
    share = EXACT.divide(sum_of(values), whole)
    return share if share > 0 else None


def _reckoned(facts: YearFacts) -> list[Period]:
    """The periods whose shares count: those that are in, or of a running total the latest alone."""
    periods = [part.period for part in facts.in_so_far]
    return periods if facts.accumulation == "sum" else periods[-1:]


def _counted_in(facts: YearFacts) -> str:
    return counted(_elapsed(facts), facts.periods[0].frequency)


def _until(facts: YearFacts) -> str:
    """How far the year has come."""
    label = facts.in_so_far[-1].period.label
    gaps = facts.accumulation == "sum" and len(facts.in_so_far) < len(facts.periods) - facts.remaining
    return f"the {_counted_in(facts)} that are in" if gaps else label


def _percent(share: Decimal) -> str:
    return f"{number(round_half_up(EXACT.scaleb(share, 2), 1))}%"
