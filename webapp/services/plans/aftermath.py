"""After a plan: what was promised, how far each promise has come, and what the figure did since."""

from __future__ import annotations

from dataclasses import dataclass, replace

from sqlalchemy import select

from webapp.domain.actions import Action, is_due_soon, is_overdue
from webapp.domain.figures import figure_with_unit
from webapp.domain.outcomes import Later, change_since, is_back_to_green, what_happened
from webapp.domain.periods import Period
from webapp.domain.plans import PlanState
from webapp.domain.rag import Status
from webapp.extensions import db
from webapp.models import Indicator, PeriodRow, Plan
from webapp.services.actions.states import Progress, progress_of
from webapp.services.clock import today
from webapp.services.figures.readings import readings
from webapp.services.plans.pages import with_effect
from webapp.services.plans.records import PlanRecord, load_actions, load_plan
from webapp.services.settings import council_settings

FORGOTTEN = (PlanState.WITHDRAWN, PlanState.NOT_REQUIRED)
"""States of plans that the next period's plan does not go on from."""


@dataclass(frozen=True, slots=True)
class LaterFigure:
    """The figure of a later period as text, and how it differs from the plan's own."""

    period: str
    actual: str
    status: Status
    change: str


@dataclass(frozen=True, slots=True)
class Promise:
    """One action and how it goes."""

    action: Action
    progress: Progress
    overdue: bool
    due_soon: bool


@dataclass(frozen=True, slots=True)
class Aftermath:
    """What came of a plan; ``sentence`` is the short of it."""

    plan_id: int
    period: str
    figure: str
    later: tuple[LaterFigure, ...]
    sentence: str
    promises: tuple[Promise, ...]
    back_to_green: bool
    what_worked: str


def aftermath(plan_id: int) -> Aftermath:
    """What came of a plan up to now; raises NotFound."""
    record = load_plan(plan_id)
    later = later_figures(record.indicator.id, record.period)
    measure, rule = record.indicator.measure, record.indicator.rule_at(record.period)
    return Aftermath(
        plan_id=plan_id,
        period=record.period.label,
        figure=figure_with_unit(record.actual, measure),
        later=tuple(
            LaterFigure(
                each.period.label,
                figure_with_unit(each.actual, measure),
                each.status,
                "" if record.actual is None else change_since(record.actual, each.actual, measure, rule),
            )
            for each in later
            if each.actual is not None
        ),
        sentence=what_happened(record.actual, record.period, later, measure, rule),
        promises=tuple(replace(each, action=with_effect(each.action, measure)) for each in promises_of(plan_id)),
        back_to_green=is_back_to_green(later),
        what_worked=record.what_worked,
    )


def promises_of(plan_id: int) -> tuple[Promise, ...]:
    """The actions of a plan with how each goes."""
    actions, day = load_actions(plan_id), today()
    progress = progress_of(action.key for action in actions)
    return tuple(
        Promise(
            action,
            progress[action.key],
            overdue=is_overdue(action.due, progress[action.key].state, day),
            due_soon=is_due_soon(action.due, progress[action.key].state, day),
        )
        for action in actions
    )


def later_figures(indicator_id: int, period: Period) -> tuple[Later, ...]:
    """Every later period of the indicator's frequency that has begun, oldest first, with its figure and status."""
    council = council_settings()
    found = readings(
        Indicator.id == indicator_id,
        PeriodRow.start > period.start,
        PeriodRow.start <= today(),
        policy=council.policy,
        calendar=council.calendar,
    )
    ordered = sorted(found, key=lambda reading: reading.period.end)
    return tuple(Later(each.period, each.actual, each.status) for each in ordered)


def last_plan(record: PlanRecord) -> int | None:
    """The plan that this one went on from, else the last one of an earlier period; or None."""
    return record.previous_id or find_last_plan(record.indicator.id, record.period)


def find_last_plan(indicator_id: int, period: Period) -> int | None:
    """The last plan of an earlier period of this indicator that promised anything; None where there is none."""
    query = (
        select(Plan.id)
        .join(PeriodRow, PeriodRow.id == Plan.period_id)
        .where(
            Plan.indicator_id == indicator_id,
            PeriodRow.end < period.end,
            Plan.state.not_in(FORGOTTEN),
        )
        .order_by(PeriodRow.end.desc())
        .limit(1)
    )
    return db.session.execute(query).scalar_one_or_none()
