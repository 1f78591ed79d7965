"""How figures stand: actual, target in force, status and plan, for many indicators and periods in a few queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, select

from webapp.domain.deadlines import deadline_words, plan_due
from webapp.domain.estimates import Quality
from webapp.domain.indicators import IndicatorFacts
from webapp.domain.overrides import Override
from webapp.domain.periods import Calendar, Period
from webapp.domain.plans import STANDING, PlanState, SealState
from webapp.domain.promises import Promise
from webapp.domain.rag import Judgement, Status
from webapp.domain.rag_rules import Yardstick, looks_back
from webapp.domain.requirements import PlanPolicy, is_reported, requires_plan, worsened
from webapp.domain.rights import Standing, Who
from webapp.domain.variance import Target, target_in_force
from webapp.extensions import db
from webapp.models import Actual, Directorate, Indicator, PeriodRow, Plan, Signature, StatusOverride, TargetRow
from webapp.services.figures.last_year import NO_LAST_YEAR, last_year_of_each
from webapp.services.figures.override_rows import OVERRIDE_COLUMNS, OverriddenBy, override_of, standing_override
from webapp.services.figures.promise_rows import PROMISE_COLUMNS, promise_of
from webapp.services.indicators.expected import IS_EXPECTED
from webapp.services.indicators.fact_rows import (
    INDICATOR_COLUMNS,
    PERIOD_COLUMNS,
    TARGET_COLUMNS,
    indicator_facts,
    period_of,
    target_of,
)
from webapp.services.plans.records import Departmental, Strategic, lead_text
from webapp.services.plans.seal_records import newest_seal, shown_state
from webapp.services.rules.stored import StoredRules


class Missing(StrEnum):
    """Why there is no figure; the three never mix."""

    OVERDUE = "overdue"
    NOT_YET_DUE = "not yet due"
    NOT_APPLICABLE = "not applicable"


_AWAITED = (None, PlanState.DRAFT, PlanState.SUBMITTED, PlanState.WITHDRAWN)


@dataclass(frozen=True, slots=True)
class Reading:
    """One indicator at one period: the figure, how it stands against the target in force, and its plan if any."""

    indicator: IndicatorFacts
    directorate: str
    strategic_lead: str
    departmental_lead: str
    strategic_lead_id: int | None
    departmental_lead_id: int | None
    period: Period
    returned: bool  # a figure, or "not applicable", has come in
    actual: Decimal | None
    promise: Promise  # the figure's quality, and by when it is to be final
    yardstick: Yardstick
    judgement: Judgement  # by the rule, whatever an officer set
    override: Override | None
    plan_id: int | None
    plan_state: PlanState | None
    seal: SealState | None  # that of the plan's last signed page
    seal_reason: str  # why it does not stand, or what differs
    plan_required: bool
    plan_due: date | None  # by when it is to be submitted; None where none is required, or a signed page stands

    @property
    def status(self) -> Status:
        """How the figure stands: by the rule, unless an officer set another status."""
        return self.judgement.status if self.override is None else self.override.status

    @property
    def target(self) -> Target | None:
        """The target in force."""
        return self.yardstick.target

    @property
    def quality(self) -> Quality:
        return self.promise.quality

    @property
    def standing(self) -> Standing:
        """The leads of its indicator."""
        return Standing(self.departmental_lead_id, self.strategic_lead_id)

    def missing(self, today: date) -> Missing | None:
        """Why there is no figure on that day; None where there is one."""
        if self.actual is not None:
            return None
        if self.returned:
            return Missing.NOT_APPLICABLE
        return Missing.OVERDUE if self.period.end < today else Missing.NOT_YET_DUE

    @property
    def lacks_plan(self) -> bool:
        """Red (or what the council adds), and nothing written yet, or what was signed has been withdrawn."""
        return self.plan_required and (self.plan_id is None or self.plan_state is PlanState.WITHDRAWN)

    def deadline(self, today: date) -> str:
        """When the plan is due, or since when it is overdue, while it is not written or in draft; else ""."""
        written = self.plan_id is not None and not self.lacks_plan and self.plan_state is not PlanState.DRAFT
        return "" if self.plan_due is None or written else deadline_words(self.plan_due, today)


def plan_state_for(who: Who, reading: Reading) -> PlanState | None:
    """The state of its plan as this person may know it; readers know of no plan before a page of it is signed."""
    if reading.plan_state is None or not (who.sees_everything or reading.seal):
        return None
    return shown_state(who, reading.plan_state, reading.seal)


READINGS = (
    select(
        *INDICATOR_COLUMNS,
        *PERIOD_COLUMNS,
        Directorate.name.label("directorate"),
        Indicator.strategic_lead_id,
        Indicator.strategic_lead_acting,
        Indicator.departmental_lead_id,
        Indicator.departmental_lead_acting,
        Strategic.name.label("strategic_name"),
        Departmental.name.label("departmental_name"),
        Actual.id.label("actual_id"),
        Actual.value.label("actual"),
        *PROMISE_COLUMNS,
        *OVERRIDE_COLUMNS,
        Plan.id.label("plan_id"),
        Plan.state.label("plan_state"),
        Signature.state.label("seal_state"),
        Signature.state_reason.label("seal_reason"),
    )
    .join_from(Indicator, PeriodRow, PeriodRow.frequency == Indicator.frequency)
    .outerjoin(Actual, (Actual.indicator_id == Indicator.id) & (Actual.period_id == PeriodRow.id))
    .outerjoin(StatusOverride, standing_override(Actual.indicator_id, Actual.period_id))
    .outerjoin(OverriddenBy, OverriddenBy.id == StatusOverride.by_id)
    .outerjoin(Plan, (Plan.indicator_id == Indicator.id) & (Plan.period_id == PeriodRow.id))
    .outerjoin(Signature, Signature.id == newest_seal())
    .outerjoin(Directorate, Directorate.id == Indicator.directorate_id)
    .outerjoin(Strategic, Strategic.id == Indicator.strategic_lead_id)
    .outerjoin(Departmental, Departmental.id == Indicator.departmental_lead_id)
    .where(IS_EXPECTED | Actual.id.is_not(None))
    .order_by(Directorate.name, Indicator.code, PeriodRow.end)
)


def readings(*conditions: ColumnElement[bool], policy: PlanPolicy, calendar: Calendar) -> tuple[Reading, ...]:
    """Every indicator at every opened period of its frequency that meets the conditions, by directorate and code."""
    rows = db.session.execute(READINGS.where(*conditions)).all()
    targets = _targets(READINGS.where(*conditions), [(row.start, row.end) for row in rows])
    previous = _previous_actuals({row.indicator_id for row in rows}) if policy.for_amber == "worsening" else {}
    rules = StoredRules()
    facts = [(row, indicator_facts(row, rules), period_of(row)) for row in rows]
    looking = [(one.id, period) for _, one, period in facts if looks_back(one.rule_at(period))]
    last_year = last_year_of_each(looking, calendar)
    found = []
    for row, indicator, period in facts:
        target = target_in_force(targets[indicator.id], period, accumulates=indicator.accumulates)
        then = last_year.get((indicator.id, period.key), NO_LAST_YEAR)
        yardstick = indicator.yardstick(period, target, then.value, calendar)
        if not then.released:
            yardstick = replace(yardstick, before_is_shown=False)
        before = previous.get((indicator.id, calendar.previous(period).key))
        found.append(reading_of(row, indicator, period, yardstick, before=before, policy=policy, calendar=calendar))
    return tuple(found)


def reading_of(
    row: Row[*tuple[Any, ...]],
    indicator: IndicatorFacts,
    period: Period,
    yardstick: Yardstick,
    *,
    before: Decimal | None,
    policy: PlanPolicy,
    calendar: Calendar,
) -> Reading:
    """The reading of a row of READINGS; ``before`` is the actual of the period before, for plans on worsening amber."""
    judgement, override = yardstick.judge(row.actual), override_of(row)
    status = judgement.status if override is None else override.status
    worse = worsened(before, judgement, yardstick, indicator)
    required = is_reported(period, policy, calendar) and requires_plan(status, policy, worsening=worse)
    return Reading(
        indicator=indicator,
        directorate=row.directorate or "No directorate",
        strategic_lead=lead_text(row.strategic_name, acting=row.strategic_lead_acting),
        departmental_lead=lead_text(row.departmental_name, acting=row.departmental_lead_acting),
        strategic_lead_id=row.strategic_lead_id,
        departmental_lead_id=row.departmental_lead_id,
        period=period,
        returned=row.actual_id is not None,
        actual=row.actual,
        promise=promise_of(row),
        yardstick=yardstick,
        judgement=judgement,
        override=override,
        plan_id=row.plan_id,
        plan_state=PlanState(row.plan_state) if row.plan_state else None,
        seal=SealState(row.seal_state) if row.seal_state else None,
        seal_reason=row.seal_reason or "",
        plan_required=required,
        plan_due=plan_due(period.end, policy.due_days) if required and _is_awaited(row) else None,
    )


def _is_awaited(row: Row[*tuple[Any, ...]]) -> bool:
    """Its plan is still to be written or signed for the first time, or anew after it was withdrawn."""
    return row.plan_state in _AWAITED and row.seal_state not in STANDING


def _targets(rows: Select[*tuple[Any, ...]], spans: list[tuple[date, date]]) -> dict[int, list[Target]]:
    """The targets that can be in force at the rows' periods, which have these first and last days."""
    starts, ends = [start for start, _ in spans], [end for _, end in spans]
    wanted = rows.with_only_columns(Indicator.id).order_by(None).distinct()
    by_indicator: dict[int, list[Target]] = defaultdict(list)
    query = (
        select(TargetRow.indicator_id, *PERIOD_COLUMNS, *TARGET_COLUMNS)
        .join_from(TargetRow, PeriodRow, PeriodRow.id == TargetRow.period_id)
        .where(
            TargetRow.indicator_id.in_(wanted),
            PeriodRow.start <= max(ends, default=date.min),
            PeriodRow.end >= min(starts, default=date.max),
        )
    )
    for row in db.session.execute(query):
        by_indicator[row.indicator_id].append(target_of(row))
    return by_indicator


def _previous_actuals(indicator_ids: Iterable[int]) -> dict[tuple[int, str], Decimal]:
    query = (
        select(Actual.indicator_id, PeriodRow.key, Actual.value)
        .join_from(Actual, PeriodRow, PeriodRow.id == Actual.period_id)
        .where(Actual.indicator_id.in_(tuple(indicator_ids)), Actual.value.is_not(None))
    )
    return {(row.indicator_id, row.key): row.value for row in db.session.execute(query)}
