"""Indicators: create, read, list."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy import select

from webapp.domain.errors import NotFound, Refusal
from webapp.domain.rights import Role, Who
from webapp.extensions import db
from webapp.models import Directorate, Indicator, Person
from webapp.services.accounts import grant
from webapp.services.changes import Subject, record_all
from webapp.services.figures import stored
from webapp.services.periods import ensure_runs_figures
from webapp.services.store import transaction


@dataclass(frozen=True, slots=True)
class Definition:
    """Everything a person decides about an indicator; ids of None are vacancies."""

    code: str
    title: str
    frequency: str
    definition: str = ""
    unit: str = ""
    decimals: int = 1
    polarity: str | None = None
    tolerance: Decimal = Decimal(0)
    tolerance_kind: str = "percent"
    accumulation: str = "snapshot"
    directorate_id: int | None = None
    strategic_lead_id: int | None = None
    strategic_lead_acting: bool = False
    departmental_lead_id: int | None = None
    departmental_lead_acting: bool = False


@dataclass(frozen=True, slots=True)
class IndicatorLine:
    """One indicator in a list."""

    id: int
    code: str
    title: str
    directorate: str
    frequency: str
    retired: bool


def create_indicator(*, who: Who, definition: Definition) -> int:
    """Add an indicator; returns its id. Raises Refusal on the field where a code is taken."""
    ensure_runs_figures(who)
    with transaction() as session:
        ensure_code_free(definition.code)
        indicator = Indicator(version=1)
        session.add(indicator)
        write_definition(who, indicator, definition)
        return indicator.id


def ensure_code_free(code: str, *, except_id: int | None = None) -> None:
    """Raises Refusal where another indicator has that code."""
    found = db.session.execute(select(Indicator.id, Indicator.title).where(Indicator.code == code)).first()
    if found is not None and found.id != except_id:
        raise Refusal(f"The code {code} belongs to “{found.title}” already: choose another.", field="code")


def write_definition(who: Who | None, indicator: Indicator, definition: Definition, *, reason: str = "") -> None:
    """Inside a transaction: set every field, record what differs, and give the named leads their rights."""
    names = [name for name in Definition.__dataclass_fields__]
    before = {name: getattr(indicator, name) for name in names}
    for name in names:
        value = getattr(definition, name)
        setattr(indicator, name, stored(value) if isinstance(value, Decimal) else value)
    db.session.flush()
    after = {name: getattr(indicator, name) for name in names}
    record_all(who=who, subject=indicator_subject(indicator), before=before, after=after, reason=reason)
    for person_id, role in ((indicator.departmental_lead_id, Role.LEAD), (indicator.strategic_lead_id, Role.DIRECTOR)):
        person = db.session.get(Person, person_id) if person_id else None
        if person is not None:
            grant(who, person, role)


def indicator_subject(indicator: Indicator) -> Subject:
    """How the audit record names an indicator."""
    return Subject("indicator", indicator.id, f"{indicator.code} {indicator.title}", indicator.id)


def list_indicators() -> tuple[IndicatorLine, ...]:
    """Every indicator by code."""
    query = select(
        Indicator.id, Indicator.code, Indicator.title, Directorate.name, Indicator.frequency, Indicator.retired_on
    ).outerjoin(Directorate, Directorate.id == Indicator.directorate_id)
    return tuple(
        IndicatorLine(row.id, row.code, row.title, row.name or "", row.frequency, row.retired_on is not None)
        for row in db.session.execute(query.order_by(Indicator.code))
    )


def get_indicator(indicator_id: int) -> Indicator:
    """The row of an indicator, inside a transaction; raises NotFound."""
    indicator = db.session.get(Indicator, indicator_id)
    if indicator is None:
        raise NotFound("There is no such indicator.")
    return indicator
