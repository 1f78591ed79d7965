"""What an uploaded file is checked against: indicators by their codes, opened periods, and the council's rules."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from webapp.domain.indicators import IndicatorFacts
from webapp.domain.periods import Calendar
from webapp.domain.requirements import PlanPolicy
from webapp.extensions import db
from webapp.models import FormerCode, Indicator
from webapp.services.clock import today
from webapp.services.periods.opened import OpenedPeriod, opened_by_key
from webapp.services.plans.records import INDICATOR_COLUMNS, indicator_facts
from webapp.services.settings import council_settings

_INDICATORS = select(*INDICATOR_COLUMNS, Indicator.retired_on)
_FORMER = select(FormerCode.code, FormerCode.indicator_id)


@dataclass(frozen=True, slots=True)
class KnownIndicator:
    """What a row of the file needs to know of its indicator; ``id`` below 0 is one that saving will create."""

    facts: IndicatorFacts
    retired_on: date | None = None

    @property
    def id(self) -> int:
        return self.facts.id


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything that a check reads before it sees a figure."""

    indicators: Mapping[str, KnownIndicator]  # by code, former codes included
    periods: Mapping[str, OpenedPeriod]
    calendar: Calendar
    policy: PlanPolicy
    today: date


def load_facts() -> Facts:
    """Indicators, former codes, opened periods and settings as they are now."""
    known = {
        row.indicator_id: KnownIndicator(indicator_facts(row), row.retired_on)
        for row in db.session.execute(_INDICATORS)
    }
    by_code = {row.code: known[row.indicator_id] for row in db.session.execute(_FORMER)}
    by_code.update({indicator.facts.code: indicator for indicator in known.values()})
    council = council_settings()
    return Facts(by_code, opened_by_key(), council.calendar, council.policy, today())
