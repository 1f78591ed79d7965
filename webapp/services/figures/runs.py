"""Reds in a row: how long a figure has been red, for those who have to answer for it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from sqlalchemy import bindparam, select

from webapp.domain.outcomes import reds_in_a_row
from webapp.domain.rag import Status
from webapp.models import Actual, PeriodRow
from webapp.services.figures.readings import Reading
from webapp.services.settings import calendar
from webapp.services.store import read

ESCALATED = 2
"""Reds in a row from which a figure is brought to the director's attention."""

FARTHEST = 12
"""Periods that are looked at."""

RunKey = tuple[int, str]

_STATUSES = (
    select(Actual.indicator_id, PeriodRow.key, Actual.status)
    .join(PeriodRow, PeriodRow.id == Actual.period_id)
    .where(
        Actual.indicator_id.in_(bindparam("ids", expanding=True)),
        PeriodRow.start >= bindparam("first"),
        PeriodRow.end <= bindparam("last"),
    )
)
"""The statuses that are kept beside the figures."""


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
    year = calendar()
    earliest = min(reading.period.start for reading in red)
    first = earliest.replace(year=earliest.year - 1)
    history: dict[int, dict[str, Status]] = defaultdict(dict)
    found_before = read(
        _STATUSES,
        ids=list({reading.indicator.id for reading in red}),
        first=first,
        last=max(reading.period.end for reading in red),
    )
    for indicator_id, key, status in found_before:
        history[indicator_id][key] = Status(status or Status.NO_DATA)
    runs = {}
    for reading in red:
        statuses, period = list[Status](), reading.period
        while len(statuses) < FARTHEST and period.key in history[reading.indicator.id]:
            statuses.append(history[reading.indicator.id][period.key])
            period = year.previous(period)
        runs[run_key(reading)] = reds_in_a_row(statuses[::-1])
    return runs
