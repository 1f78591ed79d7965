"""The periods that a file may be about, to choose from."""

from __future__ import annotations

from contextlib import suppress

from webapp.domain.errors import BadPeriod
from webapp.domain.frequency import Frequency
from webapp.domain.periods import Period
from webapp.services.clock import today
from webapp.services.periods.opened import opened_by_key
from webapp.services.settings import calendar


def periods_to_choose(*, also: str = "") -> tuple[tuple[str, str], ...]:
    """Key and label of every opened period and of those of this financial year, newest first.

    ``also`` is the key of one more; one that names no period is passed over.
    """
    year, opened = calendar(), opened_by_key()
    found: dict[str, Period] = {key: each.period for key, each in opened.items()}
    this_year = year.of(Frequency.YEAR, today())
    found.update({period.key: period for period in year.financial_year(this_year.start.year, tuple(Frequency))})
    if also:
        with suppress(BadPeriod):
            found.setdefault(also, year.from_key(also))
    newest = sorted(found.values(), key=lambda period: (period.end, period.start), reverse=True)
    locked = {key for key, each in opened.items() if each.locked}
    return tuple((each.key, f"{each.label} (locked)" if each.key in locked else each.label) for each in newest)
