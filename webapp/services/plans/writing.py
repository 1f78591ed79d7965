"""Writing a plan: save its draft, submit it, return it, take it back. One commit each."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session, scoped_session

from webapp.domain.actions import Action
from webapp.domain.errors import Conflict, NotFound, Refusal
from webapp.domain.merging import Merged, Opened, Text, merge
from webapp.domain.plans import PlanState, after, ensure_complete
from webapp.domain.rights import Standing, Who, ensure_may_edit, ensure_may_return
from webapp.models import Indicator, PeriodRow, Plan, PlanVersion
from webapp.readers.rich_text import plain_text, render
from webapp.services.audit.recording import Subject, record
from webapp.services.clock import now
from webapp.services.plans.content import action_of, action_row, content_of, text_of, with_keys
from webapp.services.plans.fit import ensure_prints
from webapp.services.plans.records import leads_of, load_plan, standing_of
from webapp.services.store import transaction

SITTING = timedelta(minutes=10)
"""For so long, a draft that saves itself goes on in one version."""


@dataclass(frozen=True, slots=True)
class Draft:
    """What an editor sends: the revision it started from, the reason as typed, and the action rows.

    With ``opened``, what the form knew of the stored text, it is merged with what others saved since; without, it is
    refused then.
    """

    revision: int
    reason: str
    actions: tuple[Action, ...]
    opened: Opened | None = None


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
    """Save text and actions as a new version; returns its number.

    Raises Conflict where somebody else saved other words in the same field first.
    """
    with transaction() as session:
        plan = plan_to_edit(session, who, plan_id)
        after("save", PlanState(plan.state))
        write_draft(session, who, plan, merged_draft(who, plan, draft))
        return plan.version


def submit_plan(*, who: Who, plan_id: int, draft: Draft) -> None:
    """Save and hand to the director; raises Refusals naming each field the form requires, or what cannot be printed."""
    with transaction() as session:
        plan = plan_to_edit(session, who, plan_id)
        after("submit", PlanState(plan.state))
        read = merged_draft(who, plan, draft, as_read=True)
        ensure_complete(plain_text(render(draft.reason)), draft.actions)
        write_draft(session, who, plan, read)
        close_sitting(session, plan)
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


def plan_to_edit(session: scoped_session[Session], who: Who, plan_id: int) -> Plan:
    """Inside a transaction: the plan, held for this editor; raises NotAllowed."""
    plan = lock_plan(session, plan_id)
    indicator = session.get_one(Indicator, plan.indicator_id)
    ensure_may_edit(who, Standing(indicator.departmental_lead_id, indicator.strategic_lead_id))
    return plan


def merged_draft(who: Who, plan: Plan, draft: Draft, *, as_read: bool = False) -> Draft:
    """Inside a transaction: the draft with what others saved since its form was opened.

    Raises Conflict where both changed the same words, and with ``as_read`` where there is anything new to be read.
    """
    if draft.opened is None:
        ensure_newest(who, plan, draft.revision)
        return draft
    merged = merge_stored(plan, draft, draft.opened, knowingly=True)
    if merged.conflicts:
        raise _saved_meanwhile(who, plan, "Nothing of yours was lost or saved yet.")
    if as_read and merged.has_news:
        raise _saved_meanwhile(who, plan, "The form below has the new words too: read it, then submit it.")
    return replace(draft, reason=merged.text.reason, actions=merged.text.actions)


def merge_stored(plan: Plan, draft: Draft, opened: Opened, *, knowingly: bool = False) -> Merged:
    """The draft and the stored text as one."""
    stored = text_of(plan)
    mine = Text(draft.reason, tuple(with_keys(draft.actions, stored.actions)))
    return merge(opened, mine, stored, knowingly=knowingly)


def ensure_newest(who: Who, plan: Plan, revision: int) -> None:
    """Raises Conflict where the plan was saved after that revision was read."""
    if plan.revision != revision:
        raise _saved_meanwhile(who, plan, "Nothing of yours was lost or saved yet.")


def _saved_meanwhile(who: Who, plan: Plan, consequence: str) -> Conflict:
    saver = "You" if plan.saved_by_id == who.id else "Somebody else"
    where = ", in another window or by a second click" if plan.saved_by_id == who.id else ""
    return Conflict(f"{saver} saved this plan while you were writing{where}. {consequence}")


def write_draft(
    session: scoped_session[Session], who: Who, plan: Plan, draft: Draft, *, auto: bool = False, reason: str = ""
) -> None:
    """Inside a transaction: replace the content if it differs, and keep it as a version of its own.

    A draft that saves itself (``auto``) goes on in the version of the same sitting; any other save ends that.
    """
    before = content_of(plan)
    entered = [action for action in draft.actions if not action.is_blank]
    kept = with_keys(entered, [action_of(row) for row in plan.actions])
    plan.reason_source, plan.reason_html = draft.reason, render(draft.reason)
    plan.actions = [action_row(place, action) for place, action in enumerate(kept)]
    content, at = content_of(plan), now()
    sitting = _sitting(session, who, plan, at)
    if sitting is not None and not auto:
        sitting.auto = False
    if content == before:
        return
    plan.revision += 1
    plan.saved_by_id, plan.saved_at = who.id, at
    if sitting is not None:
        sitting.content, sitting.at = content, at
        return
    plan.version += 1
    session.add(
        PlanVersion(plan_id=plan.id, number=plan.version, content=content, by_id=who.id, at=at, auto=auto, begun_at=at)
    )
    indicator, period = session.get_one(Indicator, plan.indicator_id), session.get_one(PeriodRow, plan.period_id)
    record(
        who=who,
        subject=plan_subject(plan, indicator.code, period.label),
        field="text",
        old=f"version {plan.version - 1}",
        new=f"version {plan.version}",
        reason=reason,
    )


def close_sitting(session: scoped_session[Session], plan: Plan) -> None:
    """Inside a transaction: the newest version is not written on any more, whoever saved it."""
    newest = _newest_version(session, plan)
    if newest is not None:
        newest.auto = False


def _sitting(session: scoped_session[Session], who: Who, plan: Plan, at: datetime) -> PlanVersion | None:
    """The version that this person's draft goes on in: begun not long ago, and nobody else saved since."""
    newest = _newest_version(session, plan)
    if newest is None or not newest.auto or newest.by_id != who.id:
        return None
    return newest if timedelta() <= at - newest.begun_at < SITTING else None


def _newest_version(session: scoped_session[Session], plan: Plan) -> PlanVersion | None:
    query = select(PlanVersion).where(PlanVersion.plan_id == plan.id, PlanVersion.number == plan.version)
    return session.execute(query).scalar_one_or_none()
