"""Series for tests of charts, written in a line."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from webapp.domain.estimates import Quality
from webapp.domain.figures import Measure
from webapp.domain.frequency import Frequency
from webapp.domain.periods import Calendar
from webapp.domain.trend import Known, Trend, trend_of
from webapp.domain.variance import Target

YEAR = Calendar()


def trend(
    values: Sequence[float | None],
    *,
    targets: Sequence[float | tuple[float, float] | None] = (),
    estimated: Sequence[int] = (),
    first: date = date(2014, 1, 1),
    frequency: Frequency = Frequency.MONTH,
    measure: Measure | None = None,
    plans: Sequence[tuple[date, str]] = (),
    restarts: bool = False,
) -> Trend:
    """Consecutive periods from the one that holds ``first``, with the target of each, if any."""
    period, known = YEAR.of(frequency, first), list[Known]()
    for place, value in enumerate(values):
        wanted = targets[place] if place < len(targets) else None
        target = None
        if isinstance(wanted, tuple):
            target = Target(period, lower=Decimal(str(wanted[0])), upper=Decimal(str(wanted[1])))
        elif wanted is not None:
            target = Target(period, Decimal(str(wanted)))
        quality = Quality.ESTIMATED if place in estimated else Quality.FINAL
        known.append(Known(period, None if value is None else Decimal(str(value)), quality, target))
        period = YEAR.next(period)
    found = trend_of(known, measure or Measure("per 10,000", 1), YEAR, plans=plans, restarts=restarts)
    assert found is not None
    return found
