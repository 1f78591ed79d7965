"""How people find their way about the scorecard: tags of indicators, and views they keep."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, String, Table, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from webapp.extensions import db
from webapp.models.types import UtcDateTime

indicator_tag = Table(
    "indicator_tag",
    db.metadata,
    Column("indicator_id", ForeignKey("indicator.id"), primary_key=True),
    Column("tag_id", ForeignKey("tag.id"), primary_key=True),
    Index("ix_indicator_tag_tag_id", "tag_id"),
)


class Tag(db.Model):  # type: ignore[name-defined,misc]
    """A word that groups indicators across directorates, such as a corporate priority."""

    __tablename__ = "tag"

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    name: Mapped[str] = mapped_column(String(60), unique=True)


class SavedView(db.Model):  # type: ignore[name-defined,misc]
    """A scorecard's filters, order and columns under a name; ``query`` is the address's part after "?"."""

    __tablename__ = "saved_view"
    __table_args__ = (UniqueConstraint("person_id", "name"),)

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    name: Mapped[str] = mapped_column(String(80))
    query: Mapped[str] = mapped_column(Text, default="")
    shared: Mapped[bool] = mapped_column(Boolean, default=False)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
