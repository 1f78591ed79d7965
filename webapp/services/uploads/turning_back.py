"""The statements that turn an upload's revisions round: every figure that nobody touched since is as before."""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Select,
    and_,
    bindparam,
    delete,
    exists,
    func,
    insert,
    literal,
    select,
    update,
)
from sqlalchemy.orm import Session, aliased, scoped_session

from webapp.domain.rights import Who
from webapp.models import PeriodRow, Plan, Revision
from webapp.services.clock import now
from webapp.services.uploads.merging import LIVE
from webapp.services.uploads.staging import VALUES

UPLOAD_ID: BindParameter[Any] = bindparam("upload_id")
OF_UPLOAD: ColumnElement[bool] = and_(Revision.upload_id == UPLOAD_ID, Revision.undone.is_(False))
"""The revisions by which the upload was saved."""

TAKEN_BACK: ColumnElement[bool] = and_(Revision.upload_id == UPLOAD_ID, Revision.undone.is_(True))
"""Those by which it was taken back."""


def restore(session: scoped_session[Session], upload_id: int, who: Who, reason: str) -> int:
    """Inside a transaction: write the revisions back, then the figures as they were; returns how many."""
    values = {"upload_id": upload_id}
    connection = session.connection()
    for kind, live in LIVE.items():
        connection.execute(_revision_back(kind, who.id, reason), values)
        same_figure = and_(
            TAKEN_BACK,
            Revision.kind == kind,
            Revision.indicator_id == live.indicator_id,
            Revision.period_id == live.period_id,
        )
        back = {name: getattr(Revision, f"new_{name}") for name in VALUES[kind]}
        first = aliased(Revision)
        came_from = (
            select(first.old_upload_id)
            .where(
                first.upload_id == UPLOAD_ID,
                first.undone.is_(False),
                first.kind == kind,
                first.indicator_id == live.indicator_id,
                first.period_id == live.period_id,
            )
            .scalar_subquery()
        )
        as_before = update(live.__table__).values({**back, "upload_id": came_from})
        connection.execute(as_before.where(same_figure, Revision.new_present.is_(True)), values)
        gone = exists().where(same_figure, Revision.new_present.is_(False)).correlate(live)
        connection.execute(delete(live.__table__).where(gone), values)
    return int(connection.execute(select(func.count()).where(TAKEN_BACK), values).scalar_one())


def _revision_back(kind: str, by_id: int, reason: str) -> Any:
    """The upload's revisions turned round, for figures that nobody touched since."""
    live, names = LIVE[kind], VALUES[kind]
    rows = (
        select(
            Revision.kind,
            Revision.indicator_id,
            Revision.period_id,
            literal(now(), Revision.at.type),
            literal(by_id),
            literal(reason),
            Revision.upload_id,
            literal(True),
            Revision.new_present,
            Revision.upload_id,
            Revision.old_present,
            *(getattr(Revision, f"new_{name}") for name in names),
            *(getattr(Revision, f"old_{name}") for name in names),
        )
        .join(live, (live.indicator_id == Revision.indicator_id) & (live.period_id == Revision.period_id))
        .where(OF_UPLOAD, Revision.kind == kind, live.upload_id == UPLOAD_ID)
        .order_by(Revision.id)
    )
    return insert(Revision.__table__).from_select(
        (
            "kind",
            "indicator_id",
            "period_id",
            "at",
            "by_id",
            "reason",
            "upload_id",
            "undone",
            "old_present",
            "old_upload_id",
            "new_present",
            *(f"old_{name}" for name in names),
            *(f"new_{name}" for name in names),
        ),
        rows,
    )


def periods_of_upload() -> Select[int]:
    """Ids of the periods of its figures."""
    return select(Revision.period_id).where(OF_UPLOAD)


def planned_of_upload() -> Select[int]:
    """Indicators of its figures that have a plan."""
    query = select(Revision.indicator_id).where(OF_UPLOAD, Revision.indicator_id.in_(select(Plan.indicator_id)))
    return query.distinct()


def figures_taken_back() -> Select[int]:
    """Indicators of which any figure was taken back."""
    return select(Revision.indicator_id).where(TAKEN_BACK).distinct()


def planned_figures() -> Select[int, str]:
    """Indicator and period's key of every figure that was taken back and whose indicator has a plan."""
    return (
        select(Revision.indicator_id, PeriodRow.key)
        .join(PeriodRow, PeriodRow.id == Revision.period_id)
        .where(TAKEN_BACK, Revision.indicator_id.in_(select(Plan.indicator_id)))
        .distinct()
    )
