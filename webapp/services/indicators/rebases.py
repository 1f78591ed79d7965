"""From which periods on an indicator's control limits are worked out anew: set with a reason, and taken back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import bindparam, select

from webapp.domain.errors import NotFound, Refusal
from webapp.domain.periods import Frequency
from webapp.domain.rights import Who
from webapp.domain.texts import given_reason
from webapp.extensions import db
from webapp.models import Indicator, PeriodRow, Person, XmrRebase
from webapp.services.audit.recording import record
from webapp.services.clock import now
from webapp.services.indicators.defining import get_indicator, indicator_subject
from webapp.services.periods.opened import find_opened
from webapp.services.periods.steps import ensure_runs_figures
from webapp.services.store import read, transaction

FIELD = "control limits from"

_STANDING = (
    select(
        PeriodRow.key,
        PeriodRow.label,
        PeriodRow.start,
        PeriodRow.released_at,
        XmrRebase.reason,
        XmrRebase.at,
        Person.name.label("by"),
    )
    .join_from(XmrRebase, PeriodRow, PeriodRow.id == XmrRebase.period_id)
    .join(Person, Person.id == XmrRebase.by_id)
    .where(XmrRebase.indicator_id == bindparam("indicator_id"), XmrRebase.removed_at.is_(None))
    .order_by(PeriodRow.start)
)


@dataclass(frozen=True, slots=True)
class Rebase:
    """One that stands: the first period of the new limits, why, and who set it."""

    period_key: str
    period: str
    start: date
    reason: str
    by: str
    at: datetime


def standing_rebases(*, who: Who, indicator_id: int) -> tuple[Rebase, ...]:
    """Those that stand, by date; readers know of those in released periods."""
    rows = read(_STANDING, indicator_id=indicator_id)
    return tuple(
        Rebase(row.key, row.label, row.start, row.reason, row.by, row.at)
        for row in rows
        if who.sees_everything or row.released_at is not None
    )


def standing_rebase(*, who: Who, indicator_id: int, period_key: str) -> Rebase:
    """The one at a period, for the performance team to take back; raises NotAllowed and NotFound."""
    ensure_runs_figures(who)
    found = standing_rebases(who=who, indicator_id=indicator_id)
    for rebase in found:
        if rebase.period_key == period_key:
            return rebase
    raise NotFound("The control limits are not worked out anew from that period.")


def set_rebase(*, who: Who, indicator_id: int, period_key: str, reason: str) -> None:
    """Work the control limits out anew from a period on.

    Raises Refusal, on its field, for a period of another frequency, one that is set already, or no reason.
    """
    ensure_runs_figures(who)
    if not period_key:
        raise Refusal("Choose the period from which on the limits are others.", field="period")
    with transaction() as session:
        indicator, opened = get_indicator(indicator_id), find_opened(period_key)
        if opened.period.frequency is not Frequency(indicator.frequency):
            raise Refusal("Choose a period with a figure of this indicator.", field="period")
        if _row(indicator, opened.id) is not None:
            raise Refusal(f"The limits are worked out anew from {opened.period.label} already.", field="period")
        why = given_reason(reason, "Say what changed, so that the limits before it no longer apply.")
        session.add(XmrRebase(indicator_id=indicator.id, period_id=opened.id, reason=why, by_id=who.id, at=now()))
        record(
            who=who, subject=indicator_subject(indicator), field=FIELD, old=None, new=opened.period.label, reason=why
        )


def take_rebase_back(*, who: Who, indicator_id: int, period_key: str, reason: str) -> None:
    """Let the limits run on across a period again; raises NotFound, and Refusal without a reason."""
    ensure_runs_figures(who)
    with transaction():
        indicator, opened = get_indicator(indicator_id), find_opened(period_key)
        row = _row(indicator, opened.id)
        if row is None:
            raise NotFound("The control limits are not worked out anew from that period.")
        why = given_reason(reason, "Say why this is taken back.")
        row.removed_at, row.removed_by_id, row.removed_reason = now(), who.id, why
        record(
            who=who, subject=indicator_subject(indicator), field=FIELD, old=opened.period.label, new=None, reason=why
        )


def _row(indicator: Indicator, period_id: int) -> XmrRebase | None:
    query = select(XmrRebase).where(
        XmrRebase.indicator_id == indicator.id, XmrRebase.period_id == period_id, XmrRebase.removed_at.is_(None)
    )
    return db.session.execute(query).scalar_one_or_none()
