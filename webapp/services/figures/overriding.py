"""A status that an officer sets against the rule, with a reason, and takes away again; nothing of it is deleted."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, scoped_session

from webapp.domain.errors import Conflict, NotAllowed, NotFound, Refusal
from webapp.domain.overrides import COLOURS, LONGEST_REASON, Override
from webapp.domain.rag import Status
from webapp.domain.rights import Who
from webapp.domain.texts import given_reason
from webapp.models import Indicator, PeriodRow, StatusOverride
from webapp.services.audit.recording import Subject, record
from webapp.services.clock import now
from webapp.services.figures.readings import Reading, readings
from webapp.services.figures.telling import why_of
from webapp.services.indicators.sheets import Sheet, sheet_of
from webapp.services.periods.opened import OpenedPeriod, find_opened
from webapp.services.periods.steps import ensure_unlocked, hold_period
from webapp.services.plans.requirements import ChangedFigure, hold_plans, review_plans
from webapp.services.settings import council_settings
from webapp.services.store import transaction

OVERRIDE = "override"
"""The kind of these changes in the audit record."""


@dataclass(frozen=True, slots=True)
class OverridePage:
    """One figure, its status by the rule and the one that an officer set; ``mark`` differs as soon as any does."""

    sheet: Sheet
    opened: OpenedPeriod
    ruled: Status
    why: str
    override: Override | None
    mark: str


def show_override(*, who: Who, indicator_id: int, period_key: str) -> OverridePage:
    """What there is to set another status for; raises NotFound, and NotAllowed for all but the performance team."""
    _ensure_may_set(who)
    sheet, opened = sheet_of(indicator_id), find_opened(period_key)
    reading = _reading(indicator_id, period_key)
    return OverridePage(
        sheet=sheet,
        opened=opened,
        ruled=reading.judgement.status,
        why=why_of(who, reading),
        override=reading.override,
        mark=_mark(reading),
    )


def set_override(*, who: Who, indicator_id: int, period_key: str, status: str, reason: str, seen: str) -> None:
    """Give a figure another status than its rule does; an earlier one gives way.

    ``seen`` is the mark of what the form showed. Raises NotAllowed, NotFound without a figure, Conflict in a locked
    period or where the figure or its status changed meanwhile, and Refusal.
    """
    with transaction() as session:
        reading, period = _held(session, who, indicator_id, period_key, seen)
        why = _reason(reason, "Say why its status differs from what the rule gives.")
        if status not in COLOURS:
            raise Refusal("Choose red, amber or green.", field="status")
        if status == reading.status:
            by = "was set" if reading.override else "by its rule"
            raise Refusal(f"It is {status} already, {by}.", field="status")
        _take_away(session, who, reading, why)
        override = StatusOverride(
            indicator_id=indicator_id,
            period_id=period.id,
            status=status,
            ruled=reading.judgement.status.value,
            actual=reading.actual,
            reason=why,
            by_id=who.id,
            at=now(),
        )
        session.add(override)
        session.flush()
        _told(session, who, reading, override.id, period.id, old=reading.status.value, new=status, reason=why)


def remove_override(*, who: Who, indicator_id: int, period_key: str, reason: str, seen: str) -> None:
    """Let the rule decide again; raises as ``set_override``, and NotFound where no status was set."""
    with transaction() as session:
        reading, period = _held(session, who, indicator_id, period_key, seen)
        if reading.override is None:
            raise NotFound("No other status was set for this figure.")
        why = _reason(reason, "Say why the rule decides again.")
        number = _take_away(session, who, reading, why)
        ruled = reading.judgement.status.value
        _told(session, who, reading, number, period.id, old=reading.override.status.value, new=ruled, reason=why)


def may_override(who: Who) -> bool:
    """The performance team and administrators do."""
    return who.runs_figures


def _ensure_may_set(who: Who) -> None:
    if not may_override(who):
        raise NotAllowed("Only the performance team sets another status than the rule gives.")


def _held(
    session: scoped_session[Session], who: Who, indicator_id: int, period_key: str, seen: str
) -> tuple[Reading, PeriodRow]:
    """The figure as it stands, while nobody else changes it."""
    _ensure_may_set(who)
    sheet_of(indicator_id)
    opened = find_opened(period_key)
    hold_plans(session, [indicator_id])
    period = session.get_one(PeriodRow, opened.id)
    hold_period(period)
    ensure_unlocked(period)
    reading = _reading(indicator_id, period_key)
    if seen != _mark(reading):
        raise Conflict("Somebody else changed this figure or its status meanwhile. Check it, and save again.")
    return reading, period


def _reading(indicator_id: int, period_key: str) -> Reading:
    council = council_settings()
    chosen = (Indicator.id == indicator_id, PeriodRow.key == period_key)
    reading = next(iter(readings(*chosen, policy=council.policy, calendar=council.calendar)), None)
    if reading is None or reading.actual is None:
        raise NotFound("There is no figure here yet whose status could be set.")
    return reading


def _reason(text: str, missing: str) -> str:
    reason = " ".join(given_reason(text, missing).split())
    if len(reason) > LONGEST_REASON:
        raise Refusal(f"Write no more than {LONGEST_REASON} characters; these are {len(reason)}.", field="reason")
    return reason


def _take_away(session: scoped_session[Session], who: Who, reading: Reading, reason: str) -> int:
    """End the one that stands, if there is one; returns its number."""
    standing = session.execute(
        select(StatusOverride)
        .join(PeriodRow, PeriodRow.id == StatusOverride.period_id)
        .where(
            StatusOverride.indicator_id == reading.indicator.id,
            PeriodRow.key == reading.period.key,
            StatusOverride.removed_at.is_(None),
        )
    ).scalar_one_or_none()
    if standing is None:
        return 0
    standing.removed_at, standing.removed_by_id, standing.removed_reason = now(), who.id, reason
    session.flush()
    return standing.id


def _told(
    session: scoped_session[Session], who: Who, reading: Reading, number: int, period_id: int, **told: Any
) -> None:
    """Record it, keep the status beside the figure, and move what rests on it."""
    name = f"{reading.indicator.code} {reading.indicator.title}, {reading.period.label}"
    record(who=who, subject=Subject(OVERRIDE, number, name, reading.indicator.id, period_id), field="status", **told)
    review_plans(session, who, [ChangedFigure(reading.indicator.id, reading.period)])


def _mark(reading: Reading) -> str:
    stands = (reading.actual, reading.judgement.status, reading.override)
    return hashlib.sha256(repr(stands).encode()).hexdigest()[:16]
