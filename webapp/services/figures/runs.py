"""Reds in a row: how long a figure has been red, for those who have to answer for it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from webapp.domain.outcomes import reds_in_a_row
from webapp.domain.rag import Status
from webapp.models import Indicator, PeriodRow
from webapp.services.figures.readings import Reading, readings
from webapp.services.settings import council_settings

ESCALATED = 2
"""Reds in a row from which a figure is brought to the director's attention."""

FARTHEST = 12
"""Periods that are looked at."""

RunKey = tuple[int, str]


def run_key(reading: Reading) -> RunKey:
    """Indicator and period: what a run is kept under."""
    return reading.indicator.id, reading.period.key


def red_runs(found: Iterable[Reading]) -> dict[RunKey, int]:
    """For each reading that is red: how many periods in a row its indicator has been red, that one included.

    A period without a figure ends a run.
    """
    red = [reading for reading in found if reading.status is Status.RED]
    if not red:
        return {}
    council = council_settings()
    earliest = min(reading.period.start for reading in red)
    first = earliest.replace(year=earliest.year - 1)
    history: dict[int, dict[str, Status]] = defaultdict(dict)
    for each in readings(
        Indicator.id.in_({reading.indicator.id for reading in red}),
        PeriodRow.start >= first,
        PeriodRow.end <= max(reading.period.end for reading in red),
        policy=council.policy,
        calendar=council.calendar,
    ):
        history[each.indicator.id][each.period.key] = each.status
    runs = {}
    for reading in red:
        statuses, period = list[Status](), reading.period
        while len(statuses) < FARTHEST and period.key in history[reading.indicator.id]:
            statuses.append(history[reading.indicator.id][period.key])
            period = council.calendar.previous(period)
        runs[run_key(reading)] = reds_in_a_row(statuses[::-1])
    return runs
