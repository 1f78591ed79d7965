"""Writing the figures of an accepted file: first all rows, then all revisions, in few statements."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import select, tuple_
from sqlalchemy.orm import Session, scoped_session

from webapp.domain.rights import Who
from webapp.models import PeriodRow
from webapp.services.figures.storing import record_figure
from webapp.services.uploads.checking import FigureChange
from webapp.services.uploads.facts import TABLES

CHUNK = 400
"""Figures asked for in one statement: well below what SQLite takes as parameters."""


def write_figures(
    session: scoped_session[Session],
    who: Who,
    changes: Sequence[FigureChange],
    periods: Mapping[str, PeriodRow],
    *,
    upload_id: int,
) -> None:
    """Inside a transaction that holds the periods: store every change and record it as a revision."""
    rows = _stored_rows(session, changes, periods)
    for change in changes:
        key = _key(change, periods)
        row = rows.get(key)
        if row is None:
            row = rows[key] = TABLES[change.kind](indicator_id=key[1], period_id=key[2])
            session.add(row)
        for name, value in change.after.items():
            setattr(row, name, value)
        row.upload_id = upload_id
    session.flush()
    for change in changes:
        record_figure(
            who,
            change.kind,
            rows[_key(change, periods)],
            change.indicator.code,
            periods[change.period.key],
            change.before or {},
            change.after,
            reason=change.reason,
            upload_id=upload_id,
        )


def _key(change: FigureChange, periods: Mapping[str, PeriodRow]) -> tuple[str, int, int]:
    return change.kind, change.indicator.id, periods[change.period.key].id


def _stored_rows(
    session: scoped_session[Session], changes: Sequence[FigureChange], periods: Mapping[str, PeriodRow]
) -> dict[tuple[str, int, int], Any]:
    """The rows of those figures that are stored already, as objects."""
    found: dict[tuple[str, int, int], Any] = {}
    for kind, table in TABLES.items():
        ids = [_key(change, periods)[1:] for change in changes if change.kind == kind and change.before]
        for at in range(0, len(ids), CHUNK):
            where = tuple_(table.indicator_id, table.period_id).in_(ids[at : at + CHUNK])
            for row in session.execute(select(table).where(where).with_for_update()).scalars():
                found[(kind, row.indicator_id, row.period_id)] = row
    return found
