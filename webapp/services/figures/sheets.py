"""A period's figures as the CSV that an upload reads: every indicator, with what is stored, to be filled in."""

from __future__ import annotations

import csv
import io

from webapp.domain.numbers import plain
from webapp.domain.rights import Who
from webapp.models import PeriodRow
from webapp.readers.figures_csv import USUAL
from webapp.services.figures.readings import Reading, readings
from webapp.services.periods.opened import find_opened, parts_of
from webapp.services.periods.steps import ensure_runs_figures
from webapp.services.settings import council_settings

QUALITY = {"estimated": "yes", "final": "no"}
"""A provisional figure stays blank: neither yes nor no would leave it as it is."""


def figure_sheet(*, who: Who, key: str) -> bytes:
    """UTF-8 with a byte order mark, which Excel wants; uploaded as it is, it changes nothing."""
    ensure_runs_figures(who)
    opened, council = find_opened(key), council_settings()
    keys = [each.period.key for each in (opened, *parts_of(opened.period))]
    found = readings(PeriodRow.key.in_(keys), policy=council.policy, calendar=council.calendar)
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(USUAL)
    writer.writerows(_row(reading) for reading in found)
    return text.getvalue().encode("utf-8-sig")


def _row(reading: Reading) -> tuple[str, ...]:
    actual, target = reading.actual, reading.target
    # An unconfirmed target stays blank: written out, it would come back as confirmed.
    is_said = target is not None and target.period == reading.period and not target.unconfirmed
    dated = target if is_said else None
    value = dated.value if dated is not None else None
    return (
        reading.indicator.code,
        reading.period.key,
        "" if actual is None else plain(actual),
        "" if value is None else plain(value),
        "" if actual is None else QUALITY.get(reading.quality, ""),
        "" if value is None or dated is None else ("yes" if dated.estimated else "no"),
        "",
    )
