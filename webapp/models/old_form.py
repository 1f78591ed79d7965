"""Old forms read in together, kept until each is confirmed or put aside."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Integer, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from webapp.extensions import db
from webapp.models.types import UtcDateTime


class FormBatch(db.Model):  # type: ignore[name-defined,misc]
    """One file of old forms: a form, or a folder of them; ``answers`` go for every form that has none of its own."""

    __tablename__ = "form_batch"

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    file_name: Mapped[str] = mapped_column(String(255))
    sha256: Mapped[str] = mapped_column(String(64), index=True)
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    answers: Mapped[dict[str, Any]] = mapped_column(JSON)


class FormItem(db.Model):  # type: ignore[name-defined,misc]
    """One form of a batch: its text, what was answered about it, and the plan it became.

    ``trouble`` says why a file could not be read as a form, or why the last try to save it was refused.
    """

    __tablename__ = "form_item"
    __table_args__ = (
        UniqueConstraint("batch_id", "position"),
        CheckConstraint("state in ('waiting', 'unreadable', 'saved', 'put aside')", name="state"),
    )

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    batch_id: Mapped[int] = mapped_column(ForeignKey("form_batch.id"))
    position: Mapped[int] = mapped_column(Integer)
    file_name: Mapped[str] = mapped_column(String(400))
    text: Mapped[str] = mapped_column(Text, default="")
    trouble: Mapped[str] = mapped_column(Text, default="")
    answers: Mapped[dict[str, Any]] = mapped_column(JSON)
    state: Mapped[str] = mapped_column(String(10))
    plan_id: Mapped[int | None] = mapped_column(ForeignKey("plan.id"))
    settled_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
