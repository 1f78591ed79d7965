"""Whether a plan worked: what the figure did after it, beside what was promised."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from webapp.domain.figures import Measure, figure_with_unit, size
from webapp.domain.numbers import EXACT
from webapp.domain.periods import Period
from webapp.domain.rag import Status, adverse_amount
from webapp.domain.rag_rules import AnyRule


@dataclass(frozen=True, slots=True)
class Later:
    """The figure of a later period, and its status then; ``actual`` None is no data."""

    period: Period
    actual: Decimal | None
    status: Status


def change_since(then: Decimal, now: Decimal, measure: Measure, rule: AnyRule) -> str:
    """ "7.9 per 10,000 lower, which is better", "unchanged"; without a polarity no verdict is given."""
    moved = EXACT.subtract(now, then)
    if not moved:
        return "unchanged"
    adverse = adverse_amount(moved, rule.polarity) if rule.polarity in {"lower", "higher"} else None
    verdict = "" if adverse is None else f", which is {'worse' if adverse > 0 else 'better'}"
    return f"{size(moved, measure)} {'higher' if moved > 0 else 'lower'}{verdict}"


def what_happened(then: Decimal | None, period: Period, later: Sequence[Later], measure: Measure, rule: AnyRule) -> str:
    """One sentence on the newest later figure: "439.1 in October 2014, 431.2 in November 2014: 7.9 lower, …"."""
    known = [each for each in later if each.actual is not None]
    if not known:
        return f"No later figure than that of {period.label} has come in yet."
    newest = known[-1]
    assert newest.actual is not None
    place = f"{figure_with_unit(newest.actual, measure)} in {newest.period.label}"
    if then is None:
        return f"{place}: {newest.status}."
    change = change_since(then, newest.actual, measure, rule)
    return f"{figure_with_unit(then, measure)} in {period.label}, {place}: {change}. The figure is {newest.status} now."


def is_back_to_green(later: Sequence[Later]) -> bool:
    """True where the newest figure that has come in since is green."""
    known = [each for each in later if each.actual is not None]
    return bool(known) and known[-1].status is Status.GREEN


def reds_in_a_row(statuses: Sequence[Status]) -> int:
    """How many reds stand together at the end of a run of statuses, oldest first; a gap ends the run."""
    count = 0
    for status in reversed(statuses):
        if status is not Status.RED:
            break
        count += 1
    return count
