"""Writing a plan: save its draft, submit it, return it, take it back. One commit each."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, scoped_session

from webapp.domain.actions import Action
from webapp.domain.errors import Conflict, NotFound, Refusal
from webapp.domain.plans import PlanState, after, ensure_complete
from webapp.domain.rights import Standing, Who, ensure_may_edit, ensure_may_return
from webapp.models import Indicator, PeriodRow, Plan, PlanAction, PlanVersion
from webapp.readers.rich_text import plain_text, render
from webapp.services.audit.recording import Subject, record
from webapp.services.clock import now
from webapp.services.plans.fit import ensure_prints
from webapp.services.plans.records import leads_of, load_plan, standing_of
from webapp.services.store import transaction


@dataclass(frozen=True, slots=True)
class Draft:
    """What an editor sends: the revision it started from, the reason as typed, and the action rows."""

    revision: int
    reason: str
    actions: tuple[Action, ...]


def new_plan(
    session: scoped_session[Session], who: Who, indicator: Indicator, period: PeriodRow, *, reason: str = ""
) -> Plan:
    """Inside a transaction: the first, empty draft of an indicator and period that have no plan yet."""
    plan = Plan(
        indicator_id=indicator.id,
        period_id=period.id,
        state=PlanState.DRAFT,
        version=1,
        revision=1,
        created_by_id=who.id,
        created_at=now(),
        saved_by_id=who.id,
        saved_at=now(),
    )
    session.add(plan)
    session.flush()
    record(
        who=who,
        subject=plan_subject(plan, indicator.code, period.label),
        field="state",
        old=PlanState.REQUIRED,
        new=PlanState.DRAFT,
        reason=reason,
    )
    return plan


def save_draft(*, who: Who, plan_id: int, draft: Draft) -> int:
    """Save text and actions as a new version; returns its number. Raises Conflict where somebody saved first."""
    with transaction() as session:
        plan = plan_to_edit(session, who, plan_id, draft.revision)
        after("save", PlanState(plan.state))
        write_draft(session, who, plan, draft)
        return plan.version


def submit_plan(*, who: Who, plan_id: int, draft: Draft) -> None:
    """Save and hand to the director; raises Refusals naming each field the form requires, or what cannot be printed."""
    with transaction() as session:
        plan = plan_to_edit(session, who, plan_id, draft.revision)
        after("submit", PlanState(plan.state))
        ensure_complete(plain_text(render(draft.reason)), draft.actions)
        write_draft(session, who, plan, draft)
        session.flush()
        ensure_prints(plan_id)
        plan.submitted_by_id, plan.submitted_at = who.id, now()
        plan.returned_reason = ""
        move(session, who, plan, "submit")


def return_plan(*, who: Who, plan_id: int, reason: str) -> None:
    """Send a submitted plan back to its lead; a reason is required."""
    with transaction() as session:
        plan = lock_plan(session, plan_id)
        ensure_may_return(who, standing_of(load_plan(plan_id)))
        if not reason.strip():
            raise Refusal("Say what needs to change before you can sign.", field="reason")
        plan.returned_by_id, plan.returned_at, plan.returned_reason = who.id, now(), reason
        move(session, who, plan, "return", reason=reason)


def take_back_plan(*, who: Who, plan_id: int) -> None:
    """Make a submitted plan a draft again before anybody has signed it; for those who may edit it."""
    with transaction() as session:
        plan = lock_plan(session, plan_id)
        ensure_may_edit(who, leads_of(load_plan(plan_id)))
        move(session, who, plan, "take back")


def lock_plan(session: scoped_session[Session], plan_id: int) -> Plan:
    """The plan's row, held against other writers until the transaction ends; raises NotFound."""
    plan = session.execute(select(Plan).where(Plan.id == plan_id).with_for_update()).scalar_one_or_none()
    if plan is None:
        raise NotFound("There is no plan with that number.")
    return plan


def move(session: scoped_session[Session], who: Who | None, plan: Plan, step: str, *, reason: str = "") -> None:
    """Take one step in the plan's life and record it; raises Conflict where the state does not allow it."""
    old = PlanState(plan.state)
    new = after(step, old)
    plan.state = new
    indicator, period = session.get_one(Indicator, plan.indicator_id), session.get_one(PeriodRow, plan.period_id)
    subject = plan_subject(plan, indicator.code, period.label)
    record(who=who, subject=subject, field="state", old=old, new=new, reason=reason)


def plan_subject(plan: Plan, code: str, period: str) -> Subject:
    """How the audit record names a plan."""
    return Subject("plan", plan.id, f"Plan {plan.id}: {code}, {period}", plan.indicator_id, plan.period_id)


def plan_to_edit(session: scoped_session[Session], who: Who, plan_id: int, revision: int) -> Plan:
    """Inside a transaction: the plan, held for this editor; raises NotAllowed, or Conflict for a stale revision."""
    plan = lock_plan(session, plan_id)
    indicator = session.get_one(Indicator, plan.indicator_id)
    ensure_may_edit(who, Standing(indicator.departmental_lead_id, indicator.strategic_lead_id))
    if plan.revision != revision:
        saver = "You" if plan.saved_by_id == who.id else "Somebody else"
        where = ", in another window or by a second click" if plan.saved_by_id == who.id else ""
        raise Conflict(
            f"{saver} saved this plan while you were writing{where}. Nothing of yours was lost or saved yet."
        )
    return plan


def write_draft(session: scoped_session[Session], who: Who, plan: Plan, draft: Draft) -> None:
    """Inside a transaction: replace the content if it differs, and keep it as a version of its own."""
    before = content_of(plan)
    entered = [action for action in draft.actions if not action.is_blank]
    kept = with_keys(entered, [action_of(row) for row in plan.actions])
    plan.reason_source, plan.reason_html = draft.reason, render(draft.reason)
    plan.actions = [action_row(place, action) for place, action in enumerate(kept)]
    content = content_of(plan)
    if content == before:
        return
    at = now()
    plan.version += 1
    plan.revision += 1
    plan.saved_by_id, plan.saved_at = who.id, at
    session.add(
        PlanVersion(plan_id=plan.id, number=plan.version, content=content, by_id=who.id, at=at, auto=False, begun_at=at)
    )
    indicator, period = session.get_one(Indicator, plan.indicator_id), session.get_one(PeriodRow, plan.period_id)
    subject = plan_subject(plan, indicator.code, period.label)
    record(who=who, subject=subject, field="text", old=f"version {plan.version - 1}", new=f"version {plan.version}")


def content_of(plan: Plan) -> dict[str, Any]:
    """The text and actions of a plan as plain values, for comparing and keeping."""
    return {
        "reason_source": plan.reason_source,
        "reason_html": plan.reason_html,
        "actions": [action_of(row).to_plain() for row in plan.actions],
    }


def with_keys(actions: Iterable[Action], before: Sequence[Action]) -> list[Action]:
    """Each action with its key: that of the same action as it was saved before, else a new one."""
    keyed = []
    known = {replace(action, key="", owner=""): action.key for action in before}
    for action in actions:
        key = action.key or known.pop(replace(action, owner="", expected=""), "") or secrets.token_hex(16)
        keyed.append(replace(action, key=key))
    return keyed


def action_row(position: int, action: Action) -> PlanAction:
    """The row of an action that has its key."""
    return PlanAction(
        position=position,
        what=action.what,
        how=action.how,
        who=action.who,
        when=action.when,
        due=action.due,
        key=action.key,
        owner_id=action.owner_id,
        effect=action.effect,
        effect_by=action.effect_by,
    )


def action_of(row: PlanAction) -> Action:
    """The action of a row."""
    return Action(row.what, row.how, row.who, row.when, row.due, row.key, row.owner_id, row.effect, row.effect_by)


def blank_rows(actions: Sequence[Action], *, least: int) -> tuple[Action, ...]:
    """The actions, with blank rows to write in up to ``least``."""
    return (*actions, *(Action() for _ in range(least - len(actions))))
