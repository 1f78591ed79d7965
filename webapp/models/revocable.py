"""What somebody decided with a reason and somebody may take back with another; nothing of it is ever deleted."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from webapp.models.types import UtcDateTime

_STANDS = text("removed_at is null")


class Revocable:
    """Who decided it when and why, and, where it was taken back, who did that."""

    reason: Mapped[str] = mapped_column(Text)
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    removed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    removed_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    removed_reason: Mapped[str] = mapped_column(Text, default="")


def one_stands(name: str, *columns: str) -> Index:
    """Of what is decided about the same thing, at most one stands at a time."""
    return Index(name, *columns, unique=True, sqlite_where=_STANDS, postgresql_where=_STANDS)
