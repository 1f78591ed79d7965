"""What was signed: sealed, drawn, and never changed."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Integer, LargeBinary, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from webapp.extensions import db
from webapp.models.types import UtcDateTime


class Signature(db.Model):  # type: ignore[name-defined,misc]
    """A sealed plan: the canonical JSON that was signed, its SHA-256, and the page as it was drawn.

    Only the columns from ``state`` on change afterwards: whether the page still stands, and since when, by whom and
    why. ``accepted`` holds the facts of the last "no change needed": later ones are compared with those.
    """

    __tablename__ = "signature"
    __table_args__ = (
        UniqueConstraint("plan_id", "version"),
        CheckConstraint("state in ('current', 'out of date', 'superseded', 'withdrawn')", name="state"),
    )

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"), index=True)
    version: Mapped[int] = mapped_column(Integer)
    signer_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    capacity: Mapped[str] = mapped_column(String(600), default="")
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    sealed: Mapped[str] = mapped_column(Text)
    fingerprint: Mapped[str] = mapped_column(String(64), index=True)
    code: Mapped[str] = mapped_column(String(20), unique=True)
    check_at: Mapped[str] = mapped_column(String(400), default="")
    pdf: Mapped[bytes] = mapped_column(LargeBinary)
    pdf_sha256: Mapped[str] = mapped_column(String(64), index=True)
    state: Mapped[str] = mapped_column(String(12), default="current", index=True)
    state_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    state_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    state_reason: Mapped[str] = mapped_column(Text, default="")
    accepted: Mapped[dict[str, Any] | None] = mapped_column(JSON)
