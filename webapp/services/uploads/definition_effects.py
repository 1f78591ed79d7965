"""What changed definitions do to figures that stay: statuses that flip, plans that become due, signed pages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from functools import cache

from webapp.domain.indicators import IndicatorFacts
from webapp.services.uploads.effects import Effect, effects
from webapp.services.uploads.effects import Facts as Figures
from webapp.services.uploads.facts import Facts
from webapp.services.uploads.history import load_histories

AT_ONCE = 100
"""Indicators whose whole history is in memory at once."""

Redefined = Sequence[tuple[IndicatorFacts, IndicatorFacts]]


def effects_of_definitions(redefined: Redefined, facts: Facts) -> Iterator[tuple[int, Effect]]:
    """The effects on each of the indicators, given as they are judged before and after."""
    periods = {opened.id: opened.period for opened in facts.periods.values()}
    period_of = cache(facts.calendar.from_key)
    for start in range(0, len(redefined), AT_ONCE):
        some = redefined[start : start + AT_ONCE]
        histories = load_histories([before.id for before, _ in some], periods, since=date.min)
        for was, will in some:
            history = histories[was.id]
            before, after = (
                Figures(each, history.actuals, history.targets, period_of, history.statuses) for each in (was, will)
            )
            affected = [period_of(key) for key in sorted(history.actuals)]
            for effect in effects(before, after, affected, history, facts.policy, facts.calendar):
                yield was.id, effect
