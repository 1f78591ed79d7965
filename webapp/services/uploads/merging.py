"""The statements of an upload's one transaction: staged figures become revisions and values, whole or not at all."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from sqlalchemy import BindParameter, and_, bindparam, insert, literal, not_, or_, select, union, update
from sqlalchemy.orm import Session, scoped_session

from webapp.models import Actual, Change, Indicator, PeriodRow, Plan, Revision, StagedFigure, TargetRow, UploadEffect
from webapp.models.figure import After, Before
from webapp.services.clock import now
from webapp.services.rules.stored import RULE
from webapp.services.uploads.ground import CHANGED, NEW, UNCHANGED
from webapp.services.uploads.staging import VALUES
from webapp.services.uploads.wanted import ACTUAL, TARGET

LIVE: dict[str, type[Any]] = {ACTUAL: Actual, TARGET: TargetRow}
_UPLOAD_ID: BindParameter[Any] = bindparam("upload_id")
_OLD = tuple(name for name in vars(Before) if name.startswith("old_"))
_NEW = tuple(name for name in vars(After) if name.startswith("new_"))
_OF_UPLOAD = StagedFigure.upload_id == _UPLOAD_ID
_CHANGES = and_(_OF_UPLOAD, StagedFigure.step != UNCHANGED)

Writing = scoped_session[Session]


def planned_indicators(session: Writing, upload_id: int) -> set[int]:
    """Indicators whose figures change and that have a plan."""
    query = select(StagedFigure.indicator_id).where(_CHANGES, StagedFigure.indicator_id.in_(select(Plan.indicator_id)))
    return set(session.execute(query.distinct(), {"upload_id": upload_id}).scalars())


def staged_periods(session: Writing, upload_id: int) -> tuple[str, ...]:
    """Keys of the periods that any figure of the upload is for."""
    query = select(StagedFigure.period_key).where(_OF_UPLOAD).distinct()
    return tuple(sorted(session.execute(query, {"upload_id": upload_id}).scalars()))


def changing_periods(session: Writing, upload_id: int) -> set[str]:
    """Keys of the periods in which a figure changes."""
    query = select(StagedFigure.period_key).where(_CHANGES).distinct()
    return set(session.execute(query, {"upload_id": upload_id}).scalars())


def changed_figures(session: Writing, upload_id: int, indicator_ids: set[int]) -> Iterator[tuple[int, str]]:
    """Indicator and period of every figure that changes, of these indicators."""
    query = select(StagedFigure.indicator_id, StagedFigure.period_key).where(
        _CHANGES, StagedFigure.indicator_id.in_(select(Plan.indicator_id))
    )
    found = session.execute(query.distinct().execution_options(yield_per=5_000), {"upload_id": upload_id})
    yield from ((row[0], row[1]) for row in found if row[0] in indicator_ids)


def is_stale(session: Writing, upload_id: int) -> bool:
    """True where a stored figure is no longer as it was when the file was checked."""
    return any(session.execute(query, {"upload_id": upload_id}).first() is not None for query in _STALE.values())


def has_locked(session: Writing, upload_id: int) -> bool:
    """True where a figure changes in a period that is locked now."""
    query = (
        select(StagedFigure.number)
        .join(PeriodRow, PeriodRow.key == StagedFigure.period_key)
        .where(_CHANGES, PeriodRow.locked_at.is_not(None))
    )
    return session.execute(query.limit(1), {"upload_id": upload_id}).first() is not None


def has_retired(session: Writing, upload_id: int) -> bool:
    """True where a figure changes that is no longer expected, because its indicator is retired by then."""
    retired = select(Indicator.id).where(Indicator.retired_on.is_not(None))
    query = (
        select(StagedFigure.number)
        .join(Indicator, Indicator.id == StagedFigure.indicator_id)
        .join(PeriodRow, PeriodRow.key == StagedFigure.period_key)
        .where(_CHANGES, StagedFigure.indicator_id.in_(retired), PeriodRow.start >= Indicator.retired_on)
    )
    return session.execute(query.limit(1), {"upload_id": upload_id}).first() is not None


def merge(session: Writing, upload_id: int, by_id: int) -> None:
    """Write a revision for every figure that changes, then the figures themselves."""
    values, connection = {"upload_id": upload_id}, session.connection()
    connection.execute(_revisions(by_id), values)
    for kind in LIVE:
        connection.execute(_INSERTS[kind], values)
        connection.execute(_UPDATES[kind], values)


def keep_flips(session: Writing, upload_id: int) -> None:
    """Keep the statuses that changed targets give to figures that stay as they are."""
    session.connection().execute(_FLIPS, {"of_upload": upload_id})


def judged_otherwise_since(session: Writing, upload_id: int, since: datetime) -> set[int]:
    """Indicators of its figures of which a target, the definition, the rule or a status was changed since then."""
    staged = select(StagedFigure.indicator_id).where(_OF_UPLOAD)
    values = {"upload_id": upload_id}
    named = select(Change.id).where(Change.kind == RULE, Change.at >= since).limit(1)
    if session.execute(named).first() is not None:
        return set(session.execute(staged.distinct(), values).scalars())
    figures = select(Revision.indicator_id).where(
        Revision.at >= since, or_(Revision.upload_id.is_(None), Revision.upload_id != _UPLOAD_ID)
    )
    others = select(Change.indicator_id).where(
        Change.at >= since,
        Change.indicator_id.is_not(None),
        or_(Change.upload_id.is_(None), Change.upload_id != _UPLOAD_ID),
    )
    recent = union(figures, others).subquery()
    return set(
        session.execute(select(recent.c.indicator_id).where(recent.c.indicator_id.in_(staged)), values).scalars()
    )


def _revisions(by_id: int) -> Any:
    meta = (
        StagedFigure.kind,
        StagedFigure.indicator_id,
        PeriodRow.id,
        literal(now(), Revision.at.type),
        literal(by_id),
        StagedFigure.reason,
        StagedFigure.upload_id,
        literal(False),
    )
    names = ("kind", "indicator_id", "period_id", "at", "by_id", "reason", "upload_id", "undone", *_OLD, *_NEW)
    rows = (
        select(*meta, *(getattr(StagedFigure, name) for name in (*_OLD, *_NEW)))
        .join(PeriodRow, PeriodRow.key == StagedFigure.period_key)
        .where(_CHANGES)
        .order_by(StagedFigure.number)
    )
    return insert(Revision.__table__).from_select(names, rows)


def _stale(kind: str) -> Any:
    live = LIVE[kind]
    same = and_(
        *(getattr(StagedFigure, f"old_{name}").is_not_distinct_from(getattr(live, name)) for name in VALUES[kind])
    )
    return (
        select(StagedFigure.number)
        .outerjoin(PeriodRow, PeriodRow.key == StagedFigure.period_key)
        .outerjoin(live, (live.indicator_id == StagedFigure.indicator_id) & (live.period_id == PeriodRow.id))
        .where(
            _OF_UPLOAD,
            StagedFigure.kind == kind,
            or_(StagedFigure.old_present != live.id.is_not(None), and_(StagedFigure.old_present, not_(same))),
        )
        .limit(1)
    )


def _values(kind: str) -> dict[str, Any]:
    """The columns of a figure, as they will be."""
    values: dict[str, Any] = {name: getattr(StagedFigure, f"new_{name}") for name in VALUES[kind]}
    return values | {"status": StagedFigure.status} if kind == ACTUAL else values


def _insert(kind: str) -> Any:
    live, values = LIVE[kind], _values(kind)
    rows = (
        select(StagedFigure.indicator_id, PeriodRow.id, StagedFigure.upload_id, *values.values())
        .join(PeriodRow, PeriodRow.key == StagedFigure.period_key)
        .where(_OF_UPLOAD, StagedFigure.kind == kind, StagedFigure.step == NEW)
        .order_by(StagedFigure.number)
    )
    return insert(live.__table__).from_select(("indicator_id", "period_id", "upload_id", *values), rows)


def _update(kind: str) -> Any:
    live = LIVE[kind]
    return (
        update(live.__table__)
        .values(_values(kind) | {"upload_id": StagedFigure.upload_id})
        .where(
            _OF_UPLOAD,
            StagedFigure.kind == kind,
            StagedFigure.step == CHANGED,
            PeriodRow.key == StagedFigure.period_key,
            live.indicator_id == StagedFigure.indicator_id,
            live.period_id == PeriodRow.id,
        )
    )


_FLIPS = (
    update(Actual.__table__)
    .values(status=UploadEffect.after)
    .where(
        UploadEffect.upload_id == bindparam("of_upload"),
        UploadEffect.before != UploadEffect.after,
        PeriodRow.key == UploadEffect.period_key,
        Actual.indicator_id == UploadEffect.indicator_id,
        Actual.period_id == PeriodRow.id,
    )
)
_STALE = {kind: _stale(kind) for kind in LIVE}
_INSERTS = {kind: _insert(kind) for kind in LIVE}
_UPDATES = {kind: _update(kind) for kind in LIVE}
