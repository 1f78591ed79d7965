"""Periods: opened a financial year at a time, released to readers, locked and reopened."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import bindparam, select

from webapp.domain.errors import Conflict, NotAllowed, NotFound, Refusal
from webapp.domain.periods import Frequency, Period
from webapp.domain.rights import Who
from webapp.extensions import db
from webapp.models import PeriodRow
from webapp.services.changes import Subject, record
from webapp.services.clock import now
from webapp.services.settings import calendar
from webapp.services.store import transaction

_BY_KEY = select(PeriodRow).where(PeriodRow.key == bindparam("key"))


@dataclass(frozen=True, slots=True)
class OpenedPeriod:
    """A period with what has been done to it."""

    id: int
    period: Period
    released: bool
    locked: bool


def ensure_runs_figures(who: Who) -> None:
    """Raises NotAllowed for anybody but the performance team and administrators."""
    if not who.runs_figures:
        raise NotAllowed("Only the performance team does this.")


def open_year(*, who: Who, first_year: int, frequencies: Iterable[Frequency]) -> tuple[str, ...]:
    """Open every period of a financial year that is not open yet; returns the keys that are new."""
    ensure_runs_figures(who)
    if not 1990 <= first_year <= 2099:
        raise Refusal("Enter the year in which the financial year starts, such as 2014.", field="first_year")
    periods = calendar().financial_year(first_year, tuple(frequencies))
    with transaction():
        return tuple(period.key for period in periods if ensure_open(who, period)[1])


def ensure_open(who: Who | None, period: Period) -> tuple[PeriodRow, bool]:
    """Inside a transaction: the period's row, opened and recorded if it was not; and whether it is new."""
    row = db.session.execute(_BY_KEY, {"key": period.key}).scalar_one_or_none()
    if row is not None:
        return row, False
    row = PeriodRow(
        key=period.key, label=period.label, frequency=period.frequency, start=period.start, end=period.end
    )
    db.session.add(row)
    db.session.flush()
    record(who=who, subject=period_subject(row), field="opened", old=None, new="open")
    return row, True


def find_period(key: str) -> OpenedPeriod | None:
    """The opened period of that key, or None."""
    row = db.session.execute(_BY_KEY, {"key": key}).scalar_one_or_none()
    return None if row is None else _opened(row)


def get_period(who: Who, key: str) -> OpenedPeriod:
    """The opened period of that key, if this person may see it; raises NotFound."""
    found = find_period(key)
    if found is None or not (found.released or who.sees_everything):
        raise NotFound(f"There is no open period {key}.")
    return found


def list_periods(who: Who) -> tuple[OpenedPeriod, ...]:
    """Every opened period this person may see, newest first, shorter before longer."""
    rows = db.session.execute(select(PeriodRow).order_by(PeriodRow.end.desc(), PeriodRow.start.desc())).scalars()
    return tuple(_opened(row) for row in rows if row.released_at or who.sees_everything)


def release(*, who: Who, key: str) -> None:
    """Show a period to readers."""
    _change(who, key, "released", "not released", "released to readers", undo=False)


def lock(*, who: Who, key: str) -> None:
    """Let no figure of a period change any more."""
    _change(who, key, "locked", "open", "locked", undo=False)


def reopen(*, who: Who, key: str, reason: str) -> None:
    """Unlock a period; a reason is required."""
    if not reason.strip():
        raise Refusal("Say why this period is reopened.", field="reason")
    _change(who, key, "locked", "locked", "open", undo=True, reason=reason)


def _change(who: Who, key: str, what: str, old: str, new: str, *, undo: bool, reason: str = "") -> None:
    ensure_runs_figures(who)
    with transaction() as session:
        row = session.execute(_BY_KEY, {"key": key}).scalar_one_or_none()
        if row is None:
            raise NotFound(f"There is no open period {key}.")
        if (getattr(row, f"{what}_at") is None) == undo:
            raise Conflict(f"{row.label} is {'not ' if undo else 'already '}{what}.")
        setattr(row, f"{what}_at", None if undo else now())
        setattr(row, f"{what}_by_id", None if undo else who.id)
        record(who=who, subject=period_subject(row), field=what, old=old, new=new, reason=reason)


def period_subject(row: PeriodRow) -> Subject:
    """How the audit record names a period."""
    return Subject("period", row.id, row.label, period_id=row.id)


def _opened(row: PeriodRow) -> OpenedPeriod:
    period = Period(row.key, row.label, Frequency(row.frequency), row.start, row.end)
    return OpenedPeriod(row.id, period, row.released_at is not None, row.locked_at is not None)
