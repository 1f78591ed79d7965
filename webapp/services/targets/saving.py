"""The dated targets of an indicator: several added or changed at once, all or nothing, and one removed."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import select

from webapp.domain.errors import NotFound
from webapp.domain.rights import Who
from webapp.domain.texts import given_reason
from webapp.models import PeriodRow, TargetRow
from webapp.services.figures.revising import record_removal
from webapp.services.indicators.defining import get_indicator
from webapp.services.periods.steps import ensure_runs_figures, ensure_unlocked, open_and_hold
from webapp.services.plans.requirements import hold_plans, review_indicator
from webapp.services.store import transaction
from webapp.services.targets.rows import SavedTargets, TargetWriter, WantedTarget, periods_named


def save_targets(*, who: Who, indicator_id: int, rows: Iterable[WantedTarget], reason: str) -> SavedTargets:
    """Set every target that a row adds or changes, in one commit; a change of an existing one needs the reason.

    A row saved as the form showed it confirms a target that was unconfirmed; one that is changed then needs no reason.
    Raises Refusals, each on the field of its row, and then saves nothing: a period that cannot be read, is named twice
    or is locked, a missing figure, a range upside down, or a target that somebody else changed meanwhile.
    """
    ensure_runs_figures(who)
    filled = [row for row in rows if not row.is_blank]
    with transaction() as session:
        hold_plans(session, [indicator_id])
        indicator = get_indicator(indicator_id, hold=False)
        open_and_hold(session, who, periods_named(filled, indicator))  # then what is stored stays so, and is compared
        writer = TargetWriter(who, indicator, reason.strip())
        for row in filled:
            writer.write(row)
        saved = writer.finish()
        review_indicator(session, who, indicator_id)
        return saved


def remove_target(*, who: Who, indicator_id: int, period_key: str, reason: str) -> None:
    """Take one target away; what it was stays in the record. Raises Conflict in a locked period."""
    ensure_runs_figures(who)
    with transaction() as session:
        hold_plans(session, [indicator_id])
        get_indicator(indicator_id, hold=False)
        period = session.execute(
            select(PeriodRow).where(PeriodRow.key == period_key).with_for_update()
        ).scalar_one_or_none()
        here = TargetRow.indicator_id == indicator_id, TargetRow.period_id == (period.id if period else None)
        target = session.execute(select(TargetRow).where(*here).with_for_update()).scalar_one_or_none()
        if period is None or target is None:
            raise NotFound("There is no such target.")
        ensure_unlocked(period)
        why = given_reason(reason, "Say why this target is removed.")
        record_removal(who=who, row=target, reason=why)
        session.delete(target)
        session.flush()
        review_indicator(session, who, indicator_id)
