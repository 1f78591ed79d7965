"""The quality of a stored actual, said or changed after the figure came in: a revision of the figure."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import Row, bindparam, select

from webapp.domain.errors import Conflict, NotAllowed, NotFound, Refusal
from webapp.domain.estimates import Quality
from webapp.domain.figures import exact_figure
from webapp.domain.promises import Promise, settled
from webapp.domain.rights import Standing, Who, may_edit
from webapp.models import Indicator, PeriodRow
from webapp.services.figures.storing import ActualEntry, get_actual, put_actual
from webapp.services.indicators.sheets import Sheet, sheet_of
from webapp.services.periods.opened import OpenedPeriod, find_opened
from webapp.services.periods.steps import hold_period
from webapp.services.plans.requirements import ChangedFigure, hold_plans, review_plans
from webapp.services.store import read, transaction

_LEADS = select(Indicator.departmental_lead_id, Indicator.strategic_lead_id).where(
    Indicator.id == bindparam("indicator_id")
)


@dataclass(frozen=True, slots=True)
class QualityShown:
    """One stored actual and what is said of its quality; ``mark`` differs as soon as any of it does."""

    sheet: Sheet
    opened: OpenedPeriod
    figure: str
    promise: Promise
    mark: str
    asks_why: bool  # of whoever does not run the figures


def show_quality(*, who: Who, indicator_id: int, period_key: str) -> QualityShown:
    """What is said of the quality of one actual; raises NotFound, and NotAllowed unless this person may change it."""
    sheet, opened = sheet_of(indicator_id), find_opened(period_key)
    _ensure_may_say(who, indicator_id)
    entry = _figure(indicator_id, opened.id)
    assert entry.value is not None
    return QualityShown(
        sheet=sheet,
        opened=opened,
        figure=exact_figure(entry.value, sheet.measure),
        promise=Promise(Quality(entry.quality), entry.quality_reason, entry.final_due),
        mark=_mark(entry),
        asks_why=not who.runs_figures,
    )


def set_quality(
    *,
    who: Who,
    indicator_id: int,
    period_key: str,
    quality: str,
    reason: str,
    final_due: date | None,
    why: str,
    seen: str,
) -> bool:
    """Say how far an actual can be relied on; returns whether that was anything new.

    ``seen`` is the mark of what the form showed, ``why`` the reason of the change, which a lead must give. Raises
    NotAllowed, NotFound, Conflict in a locked period or where the figure changed meanwhile, and Refusal.
    """
    with transaction() as session:
        _ensure_may_say(who, indicator_id)
        opened = find_opened(period_key)
        hold_plans(session, [indicator_id])
        indicator, period = session.get_one(Indicator, indicator_id), session.get_one(PeriodRow, opened.id)
        hold_period(period)
        stored = _figure(indicator_id, period.id)
        if seen != _mark(stored):
            raise Conflict("Somebody else changed this figure meanwhile. Check what is said of it now, and save again.")
        said = settled(quality=quality, reason=reason, due=final_due, period_end=opened.period.end)
        entry = replace(stored, quality=said.quality.value, quality_reason=said.reason, final_due=said.due)
        if entry == stored:
            return False
        if not (why.strip() or who.runs_figures):
            raise Refusal("Say why you change this.", field="why")
        put_actual(who, indicator, period, entry, reason=why.strip())
        review_plans(session, who, [ChangedFigure(indicator_id, opened.period)])
        return True


def may_say_quality(who: Who, standing: Standing) -> bool:
    """The performance team does, and the indicator's departmental lead."""
    return may_edit(who, standing)


def _ensure_may_say(who: Who, indicator_id: int) -> None:
    row: Row[int | None, int | None] | None = read(_LEADS, indicator_id=indicator_id).first()
    if row is None:
        raise NotFound("There is no such indicator.")
    if not may_say_quality(who, Standing(row.departmental_lead_id, row.strategic_lead_id)):
        raise NotAllowed(
            "Only the performance team, or this indicator's departmental lead, says whether a figure of it is final."
        )


def _figure(indicator_id: int, period_id: int) -> ActualEntry:
    entry = get_actual(indicator_id, period_id)
    if entry.value is None:
        raise NotFound("There is no figure here yet whose quality could be said.")
    return entry


def _mark(entry: ActualEntry) -> str:
    return hashlib.sha256(repr(entry).encode()).hexdigest()[:16]
