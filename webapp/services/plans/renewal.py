"""What can be done about a signed plan: a new version, no change needed, or taking it back."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session, scoped_session

from webapp.domain.errors import Conflict, NotAllowed
from webapp.domain.plans import PlanState, SealState, may, may_confirm_closed
from webapp.domain.rights import Who, ensure_may_edit, ensure_may_return, is_director
from webapp.domain.texts import given_reason
from webapp.models import Indicator, PeriodRow, Plan, PlanVersion, Signature
from webapp.services.audit.recording import record as record_change
from webapp.services.clock import now
from webapp.services.plans.content import add_version, put_content
from webapp.services.plans.drift import facts_of, mark_of_differences, plan_differences
from webapp.services.plans.records import leads_of, load_plan, standing_of
from webapp.services.plans.seals import standing_signature
from webapp.services.plans.writing import lock_plan, move, plan_subject
from webapp.services.settings import calendar
from webapp.services.store import transaction

GIVEN_UP = "The new version was given up."


def begin_new_version(*, who: Who, plan_id: int) -> None:
    """Make a signed or withdrawn plan a draft again; its signed page stays until another is signed."""
    with transaction() as session:
        plan = lock_plan(session, plan_id)
        ensure_may_edit(who, leads_of(load_plan(plan_id)))
        move(session, who, plan, "new version")
        plan.returned_reason = ""
        add_version(session, who, plan)


def give_up_new_version(*, who: Who, plan_id: int) -> None:
    """Go back to the page that was signed; the text of the new version stays in the plan's history."""
    with transaction() as session:
        plan = lock_plan(session, plan_id)
        ensure_may_edit(who, leads_of(load_plan(plan_id)))
        signature = standing_signature(plan_id)
        if signature is None:
            raise Conflict("No signed page of this plan stands, so there is nothing to go back to.")
        move(session, who, plan, "keep signed", reason=GIVEN_UP)
        query = select(PlanVersion.content).where(
            PlanVersion.plan_id == plan_id, PlanVersion.number == signature.version
        )
        put_content(plan, session.execute(query).scalar_one())
        add_version(session, who, plan)
        if signature.state == SealState.OUT_OF_DATE:
            move(session, who, plan, "drift", reason=signature.state_reason)


def confirm_signed(*, who: Who, plan_id: int, reason: str, seen: str) -> None:
    """Record that an out-of-date plan needs no change, which makes its signed page current again.

    A closed plan stays closed. For the strategic director and their deputies; ``seen`` is the mark of the differences
    that were read. Raises Refusal without a reason, Conflict where something else differs by now.
    """
    with transaction() as session:
        plan = lock_plan(session, plan_id)
        record = load_plan(plan_id)
        ensure_may_return(who, standing_of(record))
        why = given_reason(reason, "Say why the plan needs no change.", field="confirm_reason")
        signature = standing_signature(plan_id)
        if may_confirm_closed(record.state, signature.state if signature else None):
            _record_alone(session, who, plan, old=SealState.OUT_OF_DATE, new=SealState.CURRENT, reason=why)
        else:
            move(session, who, plan, "current again", reason=why)
        if mark_of_differences(plan_differences(record)) != seen:
            raise Conflict("What differs has changed after you opened this plan. Read it again before you confirm it.")
        assert signature is not None
        signature.accepted = facts_of(record, calendar()).to_plain()
        _settle(signature, SealState.CURRENT, who, why)


def withdraw_plan(*, who: Who, plan_id: int, reason: str) -> None:
    """Take a signed page back; for whoever signed it, the strategic director and their deputies.

    A new version that is being written goes on as a draft. Raises Refusal without a reason.
    """
    with transaction() as session:
        plan = lock_plan(session, plan_id)
        record = load_plan(plan_id)
        signature = standing_signature(plan_id)
        if signature is None or record.state is PlanState.CLOSED:
            raise Conflict(f"This plan is {record.state}: only a signed plan can be withdrawn.")
        if who.id != signature.signer_id and not is_director(who, standing_of(record)):
            raise NotAllowed("Only who signed this plan, its strategic director or a deputy withdraws it.")
        why = given_reason(reason, "Say why the plan is withdrawn.", field="withdraw_reason")
        if may("withdraw", record.state):
            move(session, who, plan, "withdraw", reason=why)
        else:
            _record_alone(session, who, plan, old=signature.state, new=SealState.WITHDRAWN, reason=why)
        _settle(signature, SealState.WITHDRAWN, who, why)


def _record_alone(
    session: scoped_session[Session], who: Who, plan: Plan, *, old: str, new: SealState, reason: str
) -> None:
    """Record what became of a signed page while its plan stays in the state it is in."""
    indicator, period = session.get_one(Indicator, plan.indicator_id), session.get_one(PeriodRow, plan.period_id)
    subject = plan_subject(plan, indicator.code, period.label)
    record_change(who=who, subject=subject, field="signed page", old=old, new=new, reason=reason)


def _settle(signature: Signature, state: SealState, who: Who, reason: str) -> None:
    signature.state, signature.state_reason = state, reason
    signature.state_at, signature.state_by_id = now(), who.id
