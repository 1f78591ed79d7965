"""Reminders: the daily digests that were sent, and what each person wants to be reminded of."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, Date, ForeignKey, Integer, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from webapp.extensions import db
from webapp.models.types import UtcDateTime


class Digest(db.Model):  # type: ignore[name-defined,misc]
    """One person's reminders of one day: claimed before they are sent, settled afterwards.

    One that was claimed and never settled is *unknown*: it may have been sent, so it is not sent again. ``tries``
    counts the claims: one that the server refused may be claimed again on the same day, with the same ``message_id``.
    """

    __tablename__ = "digest"
    __table_args__ = (
        UniqueConstraint("person_id", "day"),
        CheckConstraint("state in ('sending', 'sent', 'refused', 'unknown', 'looked at')", name="state"),
    )

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    day: Mapped[date] = mapped_column(Date, index=True)
    address: Mapped[str] = mapped_column(String(255))
    message_id: Mapped[str] = mapped_column(String(320))
    items: Mapped[list[Any]] = mapped_column(JSON)
    state: Mapped[str] = mapped_column(String(10), index=True)
    claimed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    tries: Mapped[int] = mapped_column(Integer, default=1)
    settled_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    trouble: Mapped[str] = mapped_column(Text, default="")


class ReminderOff(db.Model):  # type: ignore[name-defined,misc]
    """A kind of reminder that one person has turned off."""

    __tablename__ = "reminder_off"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    kind: Mapped[str] = mapped_column(String(30), primary_key=True)


class CalendarLink(db.Model):  # type: ignore[name-defined,misc]
    """The secret address of one person's calendar feed; only the SHA-256 of its token is kept."""

    __tablename__ = "calendar_link"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
