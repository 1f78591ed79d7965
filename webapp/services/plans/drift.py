"""Drift: a signed page stays as it is while the figures, targets or rule under it change."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, scoped_session

from webapp.domain.drift import Difference, SealedFacts, differences, named_targets
from webapp.domain.indicators import IndicatorFacts
from webapp.domain.periods import Calendar
from webapp.domain.plans import STANDING, PlanState, SealState, may
from webapp.domain.rights import Who
from webapp.models import Plan, Signature
from webapp.services.clock import now
from webapp.services.plans.records import PlanRecord, load_plan
from webapp.services.plans.seals import standing_signature
from webapp.services.plans.writing import lock_plan, move
from webapp.services.settings import calendar


def facts_of(record: PlanRecord, year: Calendar) -> SealedFacts:
    """What a signature of this plan would rest on today."""
    indicator = record.indicator
    return SealedFacts(
        period=record.period,
        actual=record.actual,
        quality=record.quality,
        targets=named_targets(record.targets, record.period, indicator, year),
        rule=indicator.rule_at(record.period),
        unit=indicator.measure.unit,
        accumulation=indicator.accumulation,
        last_year=record.last_year(year),
        override=record.override.words if record.override else "",
    )


def plan_differences(record: PlanRecord) -> tuple[Difference, ...]:
    """How today's facts differ from those the plan was signed, or last confirmed, with."""
    signature = standing_signature(record.id)
    return () if signature is None else _differences(signature, record, calendar())


def mark_of_differences(differing: Iterable[Difference]) -> str:
    """A mark that is another as soon as anything else differs."""
    return hashlib.sha256("; ".join(map(str, differing)).encode()).hexdigest()[:32]


def review_signed(session: scoped_session[Session], who: Who | None, indicator_ids: Iterable[int]) -> tuple[int, ...]:
    """Inside a transaction, after facts of these indicators changed: mark signed pages that no longer agree with them.

    One whose facts are again those it was signed with is current again. Returns the plans that went out of date.
    """
    found = (
        select(Signature)
        .join(Plan, Plan.id == Signature.plan_id)
        .where(Plan.indicator_id.in_(set(indicator_ids)), Signature.state.in_(STANDING))
        .order_by(Signature.plan_id)
    )
    year, gone = calendar(), []
    for signature in session.execute(found).scalars().all():
        session.flush()
        differing = _differences(signature, load_plan(signature.plan_id), year)
        if _settle(session, who, signature, differing):
            gone.append(signature.plan_id)
    return tuple(gone)


def _differences(signature: Signature, record: PlanRecord, year: Calendar) -> tuple[Difference, ...]:
    return differences_from_seal(
        signature.sealed, signature.accepted, today=facts_of(record, year), indicator=record.indicator, year=year
    )


def differences_from_seal(
    sealed: str, accepted: dict[str, Any] | None, *, today: SealedFacts, indicator: IndicatorFacts, year: Calendar
) -> tuple[Difference, ...]:
    """From the facts last accepted; facts that are again those of the seal differ from nothing."""
    found: tuple[Difference, ...] = ()
    for kept in (json.loads(sealed), accepted):
        if kept is None:
            break
        then = SealedFacts.from_plain(kept, year)
        named = named_targets(then.targets, then.period, indicator, year)
        found = differences(replace(then, targets=named), today, indicator.measure)
        if not found:
            break
    return found


def _settle(
    session: scoped_session[Session], who: Who | None, signature: Signature, differing: tuple[Difference, ...]
) -> bool:
    """Give a signed page the state that the differences call for; True where it went out of date just now."""
    reason = "; ".join(map(str, differing))
    state = SealState.OUT_OF_DATE if differing else SealState.CURRENT
    changes = signature.state != state
    if not changes and signature.state_reason == reason:
        return False
    if not changes and not differing:
        return False
    signature.state, signature.state_reason = state, reason
    signature.state_at, signature.state_by_id = now(), who.id if who else None
    plan = lock_plan(session, signature.plan_id)
    step = "drift" if differing else "current again"
    if changes and may(step, PlanState(plan.state)):
        move(session, who, plan, step, reason=reason or "The facts are again those that were signed.")
    return changes and bool(differing)
