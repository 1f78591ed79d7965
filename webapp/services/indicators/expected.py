"""Of which periods a figure is expected of an indicator, as a condition for any statement about indicators."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_
from sqlalchemy.orm import InstrumentedAttribute

from webapp.models import Indicator, PeriodRow

Day = InstrumentedAttribute[Any] | date


def expected_between(start: Day, end: Day) -> ColumnElement[bool]:
    """As ``domain.reporting_life.is_expected`` says it, for a period with these first and last days."""
    return and_(
        Indicator.reported_from.is_(None) | (Indicator.reported_from <= end),
        Indicator.retired_on.is_(None) | (Indicator.retired_on > start),
    )


IS_EXPECTED = expected_between(PeriodRow.start, PeriodRow.end)
"""For a statement that selects from both indicators and periods."""
