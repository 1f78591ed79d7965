"""Whether the status that is kept beside every figure is the one that pages work out."""

from __future__ import annotations

from sqlalchemy import select

from webapp.extensions import db
from webapp.models import Actual, Indicator, PeriodRow
from webapp.services.figures.readings import readings
from webapp.services.settings import council_settings


def kept() -> dict[tuple[str, str], str | None]:
    """The status kept beside each figure, by code and period."""
    query = (
        select(Indicator.code, PeriodRow.key, Actual.status)
        .join_from(Actual, Indicator, Indicator.id == Actual.indicator_id)
        .join(PeriodRow, PeriodRow.id == Actual.period_id)
    )
    return {(row.code, row.key): row.status for row in db.session.execute(query)}


def judged() -> dict[tuple[str, str], str]:
    """The status that pages show for each figure, by code and period."""
    council = council_settings()
    found = readings(policy=council.policy, calendar=council.calendar)
    return {(each.indicator.code, each.period.key): each.status.value for each in found if each.returned}


def assert_kept_as_judged() -> None:
    """Every one of them is."""
    assert kept() == judged()
