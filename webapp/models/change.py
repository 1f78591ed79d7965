"""The audit record: one row for every change of a figure, a plan, a right, a definition or a setting."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from webapp.extensions import db
from webapp.models.types import UtcDateTime


class Change(db.Model):  # type: ignore[name-defined,misc]
    """Who changed what, when, from what to what, and why. Rows are only ever added.

    ``kind`` is the noun (actual, target, plan, right, indicator, period, person, directorate, setting),
    ``subject_id`` its id, ``subject`` how it was called then; ``by_id`` None is the command line.
    """

    __tablename__ = "change"
    __table_args__ = (Index("ix_change_kind_subject", "kind", "subject_id"),)

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    kind: Mapped[str] = mapped_column(String(20))
    subject_id: Mapped[int] = mapped_column(Integer)
    subject: Mapped[str] = mapped_column(String(400))
    indicator_id: Mapped[int | None] = mapped_column(ForeignKey("indicator.id"), index=True)
    period_id: Mapped[int | None] = mapped_column(ForeignKey("period.id"), index=True)
    field: Mapped[str] = mapped_column(String(40))
    old: Mapped[str | None] = mapped_column(Text)
    new: Mapped[str | None] = mapped_column(Text)
    reason: Mapped[str] = mapped_column(Text, default="")
    upload_id: Mapped[int | None] = mapped_column(ForeignKey("upload.id"))
