"""A plan as the rules see it: queries of columns, and one frozen record."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import Row, bindparam, select
from sqlalchemy.orm import aliased

from webapp.domain.actions import Action
from webapp.domain.errors import NotFound
from webapp.domain.indicators import IndicatorFacts, Situation, assess
from webapp.domain.overrides import Override
from webapp.domain.periods import Calendar, Period
from webapp.domain.plans import PlanState
from webapp.domain.promises import Promise
from webapp.domain.rag_rules import looks_back
from webapp.domain.rights import Standing, Who
from webapp.domain.variance import Target
from webapp.models import (
    Actual,
    Deputy,
    Indicator,
    PeriodRow,
    Person,
    Plan,
    PlanAction,
    PlanVersion,
    Signature,
    StatusOverride,
    TargetRow,
)
from webapp.services.clock import today
from webapp.services.figures.last_year import last_year_of
from webapp.services.figures.override_rows import OVERRIDE_COLUMNS, OverriddenBy, override_of, standing_override
from webapp.services.figures.promise_rows import PROMISE_COLUMNS, promise_of
from webapp.services.indicators.fact_rows import (
    INDICATOR_COLUMNS,
    PERIOD_COLUMNS,
    TARGET_COLUMNS,
    indicator_facts,
    period_of,
    target_of,
)
from webapp.services.plans.seal_records import SEAL_COLUMNS, Seal, newest_seal, seal_of, shown_state
from webapp.services.rules.stored import StoredRules
from webapp.services.store import read

Strategic = aliased(Person, name="strategic")
Departmental = aliased(Person, name="departmental")

_PLAN = (
    select(
        *INDICATOR_COLUMNS,
        *PERIOD_COLUMNS,
        PeriodRow.released_at,
        PeriodRow.locked_at,
        Indicator.strategic_lead_id,
        Indicator.strategic_lead_acting,
        Indicator.departmental_lead_id,
        Indicator.departmental_lead_acting,
        Strategic.name.label("strategic_name"),
        Departmental.name.label("departmental_name"),
        Actual.value.label("actual"),
        *PROMISE_COLUMNS,
        *OVERRIDE_COLUMNS,
        Plan.id.label("plan_id"),
        Plan.state,
        Plan.version,
        Plan.revision,
        Plan.reason_source,
        Plan.reason_html,
        Plan.returned_reason,
        Plan.saved_at,
        Plan.previous_id,
        Plan.closed_at,
        Plan.what_worked,
        Plan.old_form,
        *SEAL_COLUMNS,
    )
    .join_from(Plan, Indicator, Indicator.id == Plan.indicator_id)
    .join(PeriodRow, PeriodRow.id == Plan.period_id)
    .outerjoin(Actual, (Actual.indicator_id == Plan.indicator_id) & (Actual.period_id == Plan.period_id))
    .outerjoin(StatusOverride, standing_override(Plan.indicator_id, Plan.period_id))
    .outerjoin(OverriddenBy, OverriddenBy.id == StatusOverride.by_id)
    .outerjoin(Strategic, Strategic.id == Indicator.strategic_lead_id)
    .outerjoin(Departmental, Departmental.id == Indicator.departmental_lead_id)
    .outerjoin(Signature, Signature.id == newest_seal())
    .where(Plan.id == bindparam("plan_id"))
)
_TARGETS = (
    select(*PERIOD_COLUMNS, *TARGET_COLUMNS)
    .join_from(TargetRow, PeriodRow, PeriodRow.id == TargetRow.period_id)
    .where(TargetRow.indicator_id == bindparam("indicator_id"))
    .order_by(PeriodRow.end, PeriodRow.start)
)
_ACTIONS = (
    select(
        PlanAction.what,
        PlanAction.how,
        PlanAction.who,
        PlanAction.when,
        PlanAction.due,
        PlanAction.key,
        PlanAction.owner_id,
        PlanAction.effect,
        PlanAction.effect_by,
        Person.name.label("owner"),
    )
    .outerjoin(Person, Person.id == PlanAction.owner_id)
    .where(PlanAction.plan_id == bindparam("plan_id"))
    .order_by(PlanAction.position)
)
_EDITORS = select(PlanVersion.by_id).where(PlanVersion.plan_id == bindparam("plan_id")).distinct()
_DEPUTIES = select(Deputy.deputy_id).where(
    Deputy.director_id == bindparam("director_id"),
    Deputy.starts_on <= bindparam("today"),
    Deputy.ends_on >= bindparam("today"),
)


@dataclass(frozen=True, slots=True)
class PlanRecord:
    """One plan with the facts it stands on, as stored."""

    id: int
    indicator: IndicatorFacts
    period: Period
    period_id: int
    released: bool
    locked: bool
    strategic_lead: str
    departmental_lead: str
    strategic_lead_id: int | None
    departmental_lead_id: int | None
    actual: Decimal | None
    quality: str
    promise: Promise
    override: Override | None
    targets: tuple[Target, ...]
    state: PlanState
    version: int
    revision: int
    reason_source: str
    reason_html: str
    returned_reason: str
    saved_at: datetime
    previous_id: int | None
    closed_at: datetime | None
    what_worked: str
    old_form: dict[str, Any] | None
    seal: Seal | None

    def situation(self, calendar: Calendar) -> Situation:
        """The stored figure against every dated target."""
        return assess(
            self.actual,
            self.targets,
            self.period,
            self.indicator,
            calendar,
            last_year=self.last_year(calendar),
            override=self.override,
        )

    def last_year(self, calendar: Calendar) -> Decimal | None:
        """The actual of the same period last year, where the rule asks for it."""
        if not looks_back(self.indicator.rule_at(self.period)):
            return None
        return last_year_of(self.indicator.id, self.period, calendar)

    def state_for(self, who: Who | None) -> PlanState:
        """The state as this person may know it: readers see that of the signed page, not of a draft to replace it."""
        return shown_state(who, self.state, self.seal.state if self.seal else None)


def load_plan(plan_id: int) -> PlanRecord:
    """The plan of that number; raises NotFound."""
    row = read(_PLAN, plan_id=plan_id).first()
    if row is None:
        raise NotFound("There is no plan with that number.")
    return PlanRecord(
        id=row.plan_id,
        indicator=indicator_facts(row, StoredRules()),
        period=period_of(row),
        period_id=row.period_id,
        released=row.released_at is not None,
        locked=row.locked_at is not None,
        strategic_lead=lead_text(row.strategic_name, acting=row.strategic_lead_acting),
        departmental_lead=lead_text(row.departmental_name, acting=row.departmental_lead_acting),
        strategic_lead_id=row.strategic_lead_id,
        departmental_lead_id=row.departmental_lead_id,
        actual=row.actual,
        quality=row.quality or "final",
        promise=promise_of(row),
        override=override_of(row),
        targets=load_targets(row.indicator_id),
        state=PlanState(row.state),
        version=row.version,
        revision=row.revision,
        reason_source=row.reason_source,
        reason_html=row.reason_html,
        returned_reason=row.returned_reason,
        saved_at=row.saved_at,
        previous_id=row.previous_id,
        closed_at=row.closed_at,
        what_worked=row.what_worked,
        old_form=row.old_form,
        seal=seal_of(row),
    )


def load_targets(indicator_id: int) -> tuple[Target, ...]:
    """Every target of one indicator, by date."""
    return tuple(target_of(row) for row in read(_TARGETS, indicator_id=indicator_id))


def load_actions(plan_id: int) -> tuple[Action, ...]:
    """The actions of a plan in their order."""
    return tuple(_action(row) for row in read(_ACTIONS, plan_id=plan_id))


def _action(row: Row[*tuple[Any, ...]]) -> Action:
    return Action(
        row.what,
        row.how,
        row.who,
        row.when,
        row.due,
        row.key,
        row.owner_id,
        row.effect,
        row.effect_by,
        owner=row.owner or "",
    )


def standing_of(record: PlanRecord) -> Standing:
    """The people of a plan, with today's deputies and everyone who ever saved its text."""
    deputies = read(_DEPUTIES, director_id=record.strategic_lead_id, today=today()).scalars()
    editors = read(_EDITORS, plan_id=record.id).scalars()
    return Standing(record.departmental_lead_id, record.strategic_lead_id, frozenset(deputies), frozenset(editors))


def leads_of(record: PlanRecord) -> Standing:
    """The people of a plan where only its named leads matter: no further query."""
    return Standing(record.departmental_lead_id, record.strategic_lead_id)


def may_read(who: Who, record: PlanRecord) -> bool:
    """Readers see the signed pages of released periods only."""
    return who.sees_everything or (record.released and record.seal is not None)


def load_readable(who: Who, plan_id: int) -> PlanRecord:
    """The plan, if this person may read it; raises NotFound as if it did not exist otherwise."""
    record = load_plan(plan_id)
    if not may_read(who, record):
        raise NotFound("There is no plan with that number.")
    return record


def lead_text(name: str | None, *, acting: bool) -> str:
    """How a lead is named on page and paper."""
    if name is None:
        return "Vacant"
    return f"{name} (acting)" if acting else name
