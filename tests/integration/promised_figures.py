"""Figures that are still to be final, as the performance team says of them: what tests about promises share."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from tests.builders import CALENDAR, make_indicator
from tests.integration.council import Council
from webapp.domain.rights import Who
from webapp.models import Indicator
from webapp.services.figures.quality import set_quality, show_quality
from webapp.services.figures.storing import ActualEntry, put_actual
from webapp.services.periods.steps import ensure_open
from webapp.services.store import transaction

FRIDAY = datetime(2014, 11, 14, 12, tzinfo=UTC)
OVERDUE, SOON, LATER = date(2014, 11, 2), date(2014, 11, 20), date(2014, 12, 31)
"""Days as they look on 14 November 2014."""


def say(who: Who, indicator_id: int, key: str = "2014-10", **said: Any) -> bool:
    """Say how far a figure can be relied on, having read what is said of it now."""
    shown = show_quality(who=who, indicator_id=indicator_id, period_key=key)
    usual: dict[str, Any] = {"quality": "estimated", "reason": "", "final_due": None, "why": "A return is late"}
    return set_quality(who=who, indicator_id=indicator_id, period_key=key, seen=shown.mark, **{**usual, **said})


def put(council: Council, indicator_id: int, value: str | None, key: str = "2014-10", **more: Any) -> None:
    """Enter one actual by hand; None is not applicable."""
    entry = ActualEntry(None if value is None else Decimal(value), **more)
    with transaction() as session:
        period, _ = ensure_open(council.performance, CALENDAR.from_key(key))
        indicator = session.get_one(Indicator, indicator_id)
        put_actual(council.performance, indicator, period, entry, reason="The last count")


def promise(
    council: Council, code: str, due: date | None, *, lead: Who | None = None, key: str = "2014-10", **fields: Any
) -> int:
    """A further indicator with an estimated figure whose final one is due on a day."""
    made = make_indicator(code=code, who=council.performance, lead=lead, director=council.director, **fields)
    put(council, made, "50", key, quality="estimated", quality_reason="One return is late", final_due=due)
    return made
