"""Signing a plan: the page, the figures and the rule are sealed together, and the drawn page is kept."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session, aliased, scoped_session

from webapp.domain.codes import short_code
from webapp.domain.errors import Conflict
from webapp.domain.formats import moment
from webapp.domain.plan_page import SignatureLine
from webapp.domain.plans import STANDING, PlanState, SealState
from webapp.domain.rights import Who, ensure_may_sign
from webapp.extensions import db
from webapp.models import Deputy, PeriodRow, Person, Plan, Signature
from webapp.pdf.plan_page import draw_plan
from webapp.services.certificates import certified
from webapp.services.clock import now, today
from webapp.services.plans.drift import facts_of
from webapp.services.plans.pages import mark_of, page_of
from webapp.services.plans.records import PlanRecord, load_actions, load_plan, standing_of
from webapp.services.plans.requirements import hold_plans
from webapp.services.plans.seals import fingerprint_of, seal, standing_signature
from webapp.services.plans.verification import check_address
from webapp.services.plans.writing import lock_plan, move
from webapp.services.settings import council_settings
from webapp.services.store import settings, transaction

CLOCKS_DIFFER = timedelta(minutes=2)
"""By how much the clocks of two machines of one council may differ."""

_Director = aliased(Person)
_AUTHORITY = (
    select(Deputy.authority, _Director.name)
    .join(_Director, _Director.id == Deputy.director_id)
    .where(
        Deputy.director_id == bindparam("director_id"),
        Deputy.deputy_id == bindparam("deputy_id"),
        Deputy.starts_on <= bindparam("today"),
        Deputy.ends_on >= bindparam("today"),
    )
    .order_by(Deputy.id.desc())
)


def sign_plan(*, who: Who, plan_id: int, mark: str, site: str = "") -> str:
    """Sign exactly the page that was read, named by its mark; returns the fingerprint.

    ``site`` is the origin under which it was read; paper names it where the settings name no other.

    An earlier signed page of this plan, and those of earlier periods' plans of the indicator, are superseded by it.
    Raises Conflict where a figure, a name or a word has changed since, or the clock has gone backwards; NotAllowed;
    or TooLong for the page.
    """
    with transaction() as session:
        hold_plans(session, [load_plan(plan_id).indicator.id])  # also those that this one supersedes
        plan = lock_plan(session, plan_id)
        record = load_plan(plan_id)
        ensure_may_sign(who, standing_of(record))
        move(session, who, plan, "sign")
        council = council_settings()
        read = page_of(record, load_actions(plan_id), council)
        if mark_of(read) != mark:
            raise Conflict("This plan changed after you opened it. Read it again before you sign.")
        at = _moment_after(plan)
        person = session.get_one(Person, who.id)
        page = replace(read, state=PlanState.SIGNED_OFF)
        signer = SignatureLine(person.name, person.post, at, "", capacity=_capacity(who, record))
        sealed = seal(page, facts_of(record, council.calendar), signer=signer)
        fingerprint = fingerprint_of(sealed)
        code = short_code(fingerprint)
        signed = replace(signer, fingerprint=fingerprint, code=code, check_at=check_address(code, site=site))
        pdf = certified(draw_plan(replace(page, signature=signed), most_pages=council.most_pages))
        _supersede(session, who, plan)
        session.add(
            Signature(
                plan_id=plan_id,
                version=record.version,
                signer_id=who.id,
                capacity=signed.capacity,
                at=at,
                sealed=sealed,
                fingerprint=fingerprint,
                code=signed.code,
                check_at=signed.check_at,
                pdf=pdf,
                pdf_sha256=hashlib.sha256(pdf).hexdigest(),
                state=SealState.CURRENT,
            )
        )
        return fingerprint


def _moment_after(plan: Plan) -> datetime:
    """The moment of signing; raises Conflict where this machine's clock is behind what has happened already.

    The one day of a demonstration begins again at midnight: there that is no fault of the clock.
    """
    at, known = now(), plan.submitted_at or plan.saved_at
    if at < known - CLOCKS_DIFFER and settings().today is None:
        raise Conflict(
            f"This machine's clock says {moment(at)}, but the plan was submitted on {moment(known)}. Nothing was "
            "signed: ask IT to put the clock right, then sign again."
        )
    return max(at, known)


def _capacity(who: Who, record: PlanRecord) -> str:
    """By what authority somebody other than the director signs; "" for the director."""
    if who.id == record.strategic_lead_id:
        return ""
    row = db.session.execute(
        _AUTHORITY, {"director_id": record.strategic_lead_id, "deputy_id": who.id, "today": today()}
    ).first()
    return f"deputy for {row.name} ({row.authority})" if row else ""


def _supersede(session: scoped_session[Session], who: Who, plan: Plan) -> None:
    """The page now signed takes the place of this plan's last one, and of those of earlier periods."""
    last = standing_signature(plan.id)
    if last is not None:
        _mark(last, who, f"Version {plan.version} takes its place.")
    period = session.get_one(PeriodRow, plan.period_id)
    earlier = (
        select(Plan)
        .join(PeriodRow, PeriodRow.id == Plan.period_id)
        .where(
            Plan.indicator_id == plan.indicator_id,
            PeriodRow.end < period.end,
            Plan.state != PlanState.CLOSED,
            Plan.id.in_(select(Signature.plan_id).where(Signature.state.in_(STANDING))),
        )
        .order_by(Plan.id)
        .with_for_update(of=Plan)
    )
    for each in session.execute(earlier).scalars():
        reason = f"The plan for {period.label} takes its place."
        standing = standing_signature(each.id)
        if standing is not None:
            _mark(standing, who, reason)
            move(session, who, each, "supersede", reason=reason)


def _mark(signature: Signature, who: Who, reason: str) -> None:
    signature.state, signature.state_at = SealState.SUPERSEDED, now()
    signature.state_by_id, signature.state_reason = who.id, reason
