"""Periods: opened, released to readers, locked and reopened."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from sqlalchemy import bindparam, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session, scoped_session

from webapp.domain.errors import Conflict, NotAllowed
from webapp.domain.periods import Period
from webapp.domain.rights import Who
from webapp.domain.texts import given_reason
from webapp.extensions import db
from webapp.models import PeriodRow
from webapp.services.audit.recording import Subject, record
from webapp.services.clock import now
from webapp.services.periods.opened import find_opened, last_parts, parts_of
from webapp.services.store import transaction

_BY_KEY = select(PeriodRow).where(PeriodRow.key == bindparam("key"))


def ensure_runs_figures(who: Who) -> None:
    """Raises NotAllowed for anybody but the performance team and administrators."""
    if not who.runs_figures:
        raise NotAllowed("Only the performance team does this.")


def open_parts(*, who: Who, key: str) -> None:
    """Open the shorter periods whose figures stand on this period's board."""
    ensure_runs_figures(who)
    with transaction():
        for part in last_parts(find_opened(key).period):
            ensure_open(who, part)


def ensure_open(who: Who | None, period: Period) -> tuple[PeriodRow, bool]:
    """Inside a transaction: the period's row, opened and recorded if it was not; and whether it is new."""
    row = db.session.execute(_BY_KEY, {"key": period.key}).scalar_one_or_none()
    if row is not None:
        return row, False
    row = PeriodRow(key=period.key, label=period.label, frequency=period.frequency, start=period.start, end=period.end)
    try:
        with db.session.begin_nested():
            db.session.add(row)
    except IntegrityError:  # somebody else opened it since we looked
        return db.session.execute(_BY_KEY, {"key": period.key}).scalar_one(), False
    record(who=who, subject=period_subject(row), field="opened", old=None, new="open")
    return row, True


def open_and_hold(
    session: scoped_session[Session], who: Who, periods: Iterable[Period]
) -> tuple[dict[str, PeriodRow], tuple[str, ...]]:
    """Inside a transaction: the rows of the periods by key, held, and the labels of those that are new.

    In the order of their keys, so that two writers never wait for each other.
    """
    wanted = sorted({period.key: period for period in periods}.values(), key=lambda period: period.key)
    opened = [period.label for period in wanted if ensure_open(who, period)[1]]
    keys = [period.key for period in wanted]
    query = select(PeriodRow).where(PeriodRow.key.in_(keys)).order_by(PeriodRow.key).with_for_update()
    rows = session.execute(query.execution_options(populate_existing=True)).scalars()
    return {row.key: row for row in rows}, tuple(opened)


def hold_period(period: PeriodRow) -> None:
    """Inside a transaction: nobody locks or releases this period before the transaction ends."""
    db.session.refresh(period, with_for_update=True)


def hold_periods(session: scoped_session[Session], *, since: date | None = None) -> None:
    """Inside a transaction: nobody enters a figure of a period that begins on that day or later before it ends."""
    query = select(PeriodRow.id).order_by(PeriodRow.key).with_for_update()
    session.execute(query if since is None else query.where(PeriodRow.start >= since)).all()


def ensure_unlocked(period: PeriodRow) -> None:
    """Raises Conflict, saying who locked the period and when."""
    if period.locked_at is not None:
        note = find_opened(period.key).lock_note
        raise Conflict(f"{note}: ask the performance team to reopen it before its figures change.")


def release(*, who: Who, key: str, with_parts: bool = False) -> None:
    """Show a period to readers; ``with_parts``: also the shorter ones whose figures stand on its board."""
    _change(who, key, "released", "not released", "released to readers", undo=False, with_parts=with_parts)


def lock(*, who: Who, key: str, with_parts: bool = False) -> None:
    """Let no figure of a period change any more; ``with_parts``: nor of the shorter ones on its board."""
    _change(who, key, "locked", "open", "locked", undo=False, with_parts=with_parts)


def reopen(*, who: Who, key: str, reason: str) -> None:
    """Unlock a period; a reason is required."""
    ensure_runs_figures(who)
    why = given_reason(reason, "Say why this period is reopened.")
    _change(who, key, "locked", "locked", "open", undo=True, reason=why)


def _change(
    who: Who,
    key: str,
    what: str,
    old: str,
    new: str,
    *,
    undo: bool,
    reason: str = "",
    with_parts: bool = False,
) -> None:
    ensure_runs_figures(who)
    with transaction() as session:
        opened = find_opened(key)
        parts = [part.period.key for part in parts_of(opened.period)] if with_parts else []
        for each in sorted((key, *parts)):  # as uploads hold them: neither then waits for the other for ever
            row = session.execute(_BY_KEY.with_for_update(), {"key": each}).scalar_one()
            if (getattr(row, f"{what}_at") is None) == undo:
                if each == key:
                    raise Conflict(f"{row.label} is {'not' if undo else 'already'} {what}.")
                continue
            setattr(row, f"{what}_at", None if undo else now())
            setattr(row, f"{what}_by_id", None if undo else who.id)
            record(who=who, subject=period_subject(row), field=what, old=old, new=new, reason=reason)


def period_subject(row: PeriodRow) -> Subject:
    """How the audit record names a period."""
    return Subject("period", row.id, row.label, period_id=row.id)
