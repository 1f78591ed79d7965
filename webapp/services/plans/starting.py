"""Starting a plan: an empty draft, or one that goes on from the last plan of its indicator."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session, scoped_session

from webapp.domain.actions import ENDED, Action
from webapp.domain.errors import NotFound, Refusal
from webapp.domain.frequency import Frequency
from webapp.domain.plans import PlanState
from webapp.domain.rag import Status
from webapp.domain.rights import Standing, Who, ensure_may_edit
from webapp.models import Indicator, PeriodRow, Plan
from webapp.services.figures.readings import readings
from webapp.services.plans.aftermath import find_last_plan, promises_of
from webapp.services.plans.content import add_version
from webapp.services.plans.records import load_plan
from webapp.services.plans.writing import Draft, lock_plan, move, new_plan, write_draft
from webapp.services.settings import council_settings
from webapp.services.store import transaction


def start_plan(*, who: Who, indicator_id: int, period_key: str) -> int:
    """Open the draft of one indicator and period, or find the one there is; returns the plan's number.

    A plan that was withdrawn becomes a draft again. A new one takes over those actions of the last plan that are
    neither done nor dropped.
    """
    with transaction() as session:
        indicator = session.get(Indicator, indicator_id)
        period = session.execute(select(PeriodRow).where(PeriodRow.key == period_key)).scalar_one_or_none()
        if indicator is None or period is None:
            raise NotFound("There is no such indicator or period.")
        ensure_may_edit(who, Standing(indicator.departmental_lead_id, indicator.strategic_lead_id))
        if period.frequency != indicator.frequency:
            word = Frequency(indicator.frequency).word
            raise Refusal(f"{indicator.code} is {word}, so there is no plan of it for {period.label}.")
        existing = session.execute(
            select(Plan.id).where(Plan.indicator_id == indicator_id, Plan.period_id == period.id)
        ).scalar_one_or_none()
        if existing is not None:
            _write_again(session, who, existing)
            return existing
        _ensure_something_to_plan(indicator, period)
        plan = new_plan(session, who, indicator, period)
        _go_on_from_last(session, who, plan)
        return plan.id


def _write_again(session: scoped_session[Session], who: Who, plan_id: int) -> None:
    """A withdrawn plan leaves its figure without one, so that it is written again."""
    plan = lock_plan(session, plan_id)
    if plan.state == PlanState.WITHDRAWN:
        move(session, who, plan, "new version")
        add_version(session, who, plan)


def _ensure_something_to_plan(indicator: Indicator, period: PeriodRow) -> None:
    """Raises Refusal where the figure met its target, or has not come in."""
    council = council_settings()
    found = readings(
        Indicator.id == indicator.id, PeriodRow.id == period.id, policy=council.policy, calendar=council.calendar
    )
    if found and found[0].status in {Status.GREEN, Status.NO_DATA}:
        word = "green" if found[0].status is Status.GREEN else "without a figure"
        raise Refusal(f"{indicator.code} is {word} for {period.label}, so there is nothing to plan.")


def _go_on_from_last(session: scoped_session[Session], who: Who, plan: Plan) -> None:
    """Name the last plan, and take over what it promised and nobody has finished; the reason is written anew."""
    record = load_plan(plan.id)
    last = find_last_plan(record.indicator.id, record.period)
    if last is None:
        return
    plan.previous_id = last
    if load_plan(last).state in {PlanState.DRAFT, PlanState.SUBMITTED, PlanState.CLOSED}:
        return  # nobody has promised that yet, or it is over
    actions = open_actions(last)
    if actions:
        write_draft(session, who, plan, Draft(plan.revision, "", actions))


def open_actions(plan_id: int) -> tuple[Action, ...]:
    """The actions of a plan that are neither done nor dropped; each keeps its key, and so its progress."""
    return tuple(promise.action for promise in promises_of(plan_id) if promise.progress.state not in ENDED)
