"""What an uploaded file is checked against: indicators by their codes, opened periods, and the council's rules."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import aliased

from webapp.domain.indicators import IndicatorFacts
from webapp.domain.periods import Calendar
from webapp.domain.requirements import PlanPolicy
from webapp.extensions import db
from webapp.models import Change, FormerCode, Indicator
from webapp.services.clock import today
from webapp.services.indicators.fact_rows import INDICATOR_COLUMNS, indicator_facts
from webapp.services.periods.opened import OpenedPeriod, opened_by_key
from webapp.services.rules.stored import StoredRules
from webapp.services.settings import council_settings

_Successor = aliased(Indicator)
_INDICATORS = select(
    *INDICATOR_COLUMNS, Indicator.retired_on, func.coalesce(_Successor.code, "").label("replaced_by")
).outerjoin(_Successor, _Successor.id == Indicator.replaced_by_id)
_FORMER = select(FormerCode.code, FormerCode.indicator_id)
_LAST_RETIRED = (
    select(func.max(Change.id))
    .join(Indicator, Indicator.id == Change.subject_id)
    .where(Change.kind == "indicator", Change.field == "retired", Indicator.retired_on.is_not(None))
    .group_by(Change.subject_id)
)
_TAKEN_BACK = select(Change.subject_id).where(Change.id.in_(_LAST_RETIRED), Change.upload_id.is_not(None))


@dataclass(frozen=True, slots=True)
class KnownIndicator:
    """What a row of the file needs to know of its indicator; ``id`` below 0 is one that saving will create."""

    facts: IndicatorFacts
    retired_on: date | None = None
    replaced_by: str = ""  # the code of what takes its place

    @property
    def id(self) -> int:
        return self.facts.id


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything that a check reads before it sees a figure.

    ``taken_back`` are indicators that an upload had created and that went when it was taken back: nobody knows them
    until a file creates them again.
    """

    indicators: Mapping[str, KnownIndicator]  # by code, former codes included
    taken_back: Mapping[str, KnownIndicator]  # by code in lower case
    periods: Mapping[str, OpenedPeriod]
    calendar: Calendar
    policy: PlanPolicy
    today: date


def load_facts() -> Facts:
    """Indicators, former codes, opened periods and settings as they are now."""
    rules = StoredRules()
    known = {
        row.indicator_id: KnownIndicator(indicator_facts(row, rules), row.retired_on, row.replaced_by)
        for row in db.session.execute(_INDICATORS)
    }
    gone = [known.pop(indicator_id) for indicator_id in db.session.execute(_TAKEN_BACK).scalars()]
    by_code = {row.code: known[row.indicator_id] for row in db.session.execute(_FORMER) if row.indicator_id in known}
    by_code.update({indicator.facts.code: indicator for indicator in known.values()})
    council = council_settings()
    taken_back = {indicator.facts.code.casefold(): indicator for indicator in gone}
    return Facts(by_code, taken_back, opened_by_key(), council.calendar, council.policy, today())
