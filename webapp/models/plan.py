"""Plans, their actions, and every saved version."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import JSON, Boolean, Date, ForeignKey, Integer, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from webapp.extensions import db
from webapp.models.types import ExactDecimal, UtcDateTime


class PlanAction(db.Model):  # type: ignore[name-defined,misc]
    """One row of What / How / Who / When; its ``key`` stays the same through versions and later plans."""

    __tablename__ = "plan_action"

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"), index=True)
    position: Mapped[int] = mapped_column(Integer)
    what: Mapped[str] = mapped_column(Text, default="")
    how: Mapped[str] = mapped_column(Text, default="")
    who: Mapped[str] = mapped_column(Text, default="")
    when: Mapped[str] = mapped_column(Text, default="")
    due: Mapped[date | None] = mapped_column(Date)
    key: Mapped[str] = mapped_column(String(32), index=True)
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    effect: Mapped[Decimal | None] = mapped_column(ExactDecimal)
    effect_by: Mapped[date | None] = mapped_column(Date)


class ActionProgress(db.Model):  # type: ignore[name-defined,misc]
    """One note of how an action goes; the newest says its state. Rows are only ever added."""

    __tablename__ = "action_progress"

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    key: Mapped[str] = mapped_column(String(32), index=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"), index=True)
    state: Mapped[str] = mapped_column(String(12))
    note: Mapped[str] = mapped_column(Text, default="")
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime] = mapped_column(UtcDateTime)


class Plan(db.Model):  # type: ignore[name-defined,misc]
    """The performance action plan of one indicator for one period.

    ``reason_source`` is the text as typed, ``reason_html`` the sanitised form that page and paper draw.
    ``version`` is the number of the newest saved content; ``revision`` counts every save, and an editor's save must
    name the revision it started from. ``previous_id`` is the earlier period's plan that this one went on from.
    """

    __tablename__ = "plan"
    __table_args__ = (UniqueConstraint("indicator_id", "period_id"),)

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    indicator_id: Mapped[int] = mapped_column(ForeignKey("indicator.id"))
    period_id: Mapped[int] = mapped_column(ForeignKey("period.id"), index=True)
    state: Mapped[str] = mapped_column(String(20), index=True)
    version: Mapped[int] = mapped_column(Integer, default=1)
    revision: Mapped[int] = mapped_column(Integer, default=1)
    previous_id: Mapped[int | None] = mapped_column(ForeignKey("plan.id"))
    reason_source: Mapped[str] = mapped_column(Text, default="")
    reason_html: Mapped[str] = mapped_column(Text, default="")
    created_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    saved_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    saved_at: Mapped[datetime] = mapped_column(UtcDateTime)
    submitted_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    submitted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    returned_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    returned_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    returned_reason: Mapped[str] = mapped_column(Text, default="")
    closed_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    what_worked: Mapped[str] = mapped_column(Text, default="")
    old_form: Mapped[dict[str, Any] | None] = mapped_column(JSON)

    __mapper_args__ = {"version_id_col": revision, "version_id_generator": False}  # noqa: RUF012

    actions: Mapped[list[PlanAction]] = relationship(
        order_by=PlanAction.position, cascade="all, delete-orphan", lazy="selectin"
    )


class PlanVersion(db.Model):  # type: ignore[name-defined,misc]
    """One saved content of a plan and who saved it.

    A draft that saves itself (``auto``) goes on in the same row for as long as one sitting lasts, from ``begun_at``;
    otherwise a row never changes.
    """

    __tablename__ = "plan_version"
    __table_args__ = (UniqueConstraint("plan_id", "number"),)

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"))
    number: Mapped[int] = mapped_column(Integer)
    content: Mapped[dict[str, Any]] = mapped_column(JSON)
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    auto: Mapped[bool] = mapped_column(Boolean, default=False)
    begun_at: Mapped[datetime] = mapped_column(UtcDateTime)
