"""The definition sheet of one indicator, as text."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import bindparam, select

from webapp.domain.definitions import ACCUMULATIONS, polarity_words, tolerance_words
from webapp.domain.errors import NotFound
from webapp.domain.figures import Measure
from webapp.domain.frequency import Frequency
from webapp.domain.rule_words import rule_words
from webapp.extensions import db
from webapp.models import Directorate, FormerCode, Indicator
from webapp.services.clock import today
from webapp.services.indicators.fact_rows import INDICATOR_COLUMNS, indicator_facts
from webapp.services.indicators.tags import tags_of
from webapp.services.plans.records import Departmental, Strategic, lead_text
from webapp.services.rules.stored import StoredRules
from webapp.services.settings import calendar

_SHEET = (
    select(
        *INDICATOR_COLUMNS,
        Indicator.definition,
        Indicator.reported_from,
        Indicator.retired_on,
        Indicator.strategic_lead_acting,
        Indicator.departmental_lead_acting,
        Directorate.name.label("directorate"),
        Strategic.name.label("strategic_name"),
        Departmental.name.label("departmental_name"),
    )
    .outerjoin(Directorate, Directorate.id == Indicator.directorate_id)
    .outerjoin(Strategic, Strategic.id == Indicator.strategic_lead_id)
    .outerjoin(Departmental, Departmental.id == Indicator.departmental_lead_id)
    .where(Indicator.id == bindparam("indicator_id"))
)
_FORMER = select(FormerCode.code).where(FormerCode.indicator_id == bindparam("indicator_id")).order_by(FormerCode.code)


@dataclass(frozen=True, slots=True)
class Sheet:
    """An indicator's definition as text."""

    id: int
    code: str
    former_codes: tuple[str, ...]
    title: str
    definition: str
    unit: str
    polarity: str
    rated: bool
    ranged: bool  # its targets are ranges
    tolerance: str
    rule_set_id: int | None  # the named rule, if it refers to one
    rule_name: str
    rule: str  # what colours its figures today, in words
    decimals: int
    frequency: Frequency
    accumulation: str
    directorate: str
    strategic_lead: str
    departmental_lead: str
    reported_from: date | None
    retired_on: date | None
    retired: bool
    measure: Measure
    tags: tuple[str, ...]


def sheet_of(indicator_id: int) -> Sheet:
    """The definition of one indicator as text; raises NotFound."""
    row = db.session.execute(_SHEET, {"indicator_id": indicator_id}).first()
    if row is None:
        raise NotFound("There is no such indicator.")
    facts = indicator_facts(row, StoredRules())
    named = facts.rules.named
    return Sheet(
        id=facts.id,
        code=facts.code,
        former_codes=tuple(db.session.execute(_FORMER, {"indicator_id": indicator_id}).scalars()),
        title=facts.title,
        definition=row.definition,
        unit=row.unit,
        polarity=polarity_words(facts.polarity),
        rated=facts.polarity is not None,
        ranged=row.polarity == "range",
        tolerance=tolerance_words(facts.rules.own.tolerance, facts.measure),
        rule_set_id=named.id if named else None,
        rule_name=named.name if named else "",
        rule=rule_words(facts.rule_at(calendar().of(facts.frequency, today())), facts.measure),
        decimals=row.decimals,
        frequency=facts.frequency,
        accumulation=ACCUMULATIONS[facts.accumulation],
        directorate=row.directorate or "No directorate",
        strategic_lead=lead_text(row.strategic_name, acting=row.strategic_lead_acting),
        departmental_lead=lead_text(row.departmental_name, acting=row.departmental_lead_acting),
        reported_from=row.reported_from,
        retired_on=row.retired_on,
        retired=row.retired_on is not None and row.retired_on <= today(),
        measure=facts.measure,
        tags=tags_of([facts.id])[facts.id],
    )
