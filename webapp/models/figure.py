"""The period data: one actual and one target an indicator and period, and the uploads they came from."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import Boolean, CheckConstraint, Date, ForeignKey, Integer, LargeBinary, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from webapp.extensions import db
from webapp.models.types import ExactDecimal, UtcDateTime


class Actual(db.Model):  # type: ignore[name-defined,misc]
    """The figure of one indicator for one period. ``value`` None is *not applicable*; no row is no data."""

    __tablename__ = "actual"
    __table_args__ = (
        UniqueConstraint("indicator_id", "period_id"),
        CheckConstraint("quality in ('final', 'provisional', 'estimated')", name="quality"),
    )

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    indicator_id: Mapped[int] = mapped_column(ForeignKey("indicator.id"))
    period_id: Mapped[int] = mapped_column(ForeignKey("period.id"), index=True)
    value: Mapped[Decimal | None] = mapped_column(ExactDecimal)
    quality: Mapped[str] = mapped_column(String(12), default="final")
    quality_reason: Mapped[str] = mapped_column(Text, default="")
    final_due: Mapped[date | None] = mapped_column(Date)
    numerator: Mapped[Decimal | None] = mapped_column(ExactDecimal)
    denominator: Mapped[Decimal | None] = mapped_column(ExactDecimal)
    comment: Mapped[str] = mapped_column(Text, default="")
    upload_id: Mapped[int | None] = mapped_column(ForeignKey("upload.id"))


class TargetRow(db.Model):  # type: ignore[name-defined,misc]
    """The figure wanted of one indicator at one period: a single value, or a range of lower and upper."""

    __tablename__ = "target"
    __table_args__ = (
        UniqueConstraint("indicator_id", "period_id"),
        CheckConstraint(
            "(value is not null and lower is null and upper is null)"
            " or (value is null and lower is not null and upper is not null and lower <= upper)",
            name="single_or_range",
        ),
    )

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    indicator_id: Mapped[int] = mapped_column(ForeignKey("indicator.id"))
    period_id: Mapped[int] = mapped_column(ForeignKey("period.id"), index=True)
    value: Mapped[Decimal | None] = mapped_column(ExactDecimal)
    lower: Mapped[Decimal | None] = mapped_column(ExactDecimal)
    upper: Mapped[Decimal | None] = mapped_column(ExactDecimal)
    estimated: Mapped[bool] = mapped_column(Boolean, default=False)
    unconfirmed: Mapped[bool] = mapped_column(Boolean, default=False)
    upload_id: Mapped[int | None] = mapped_column(ForeignKey("upload.id"))


class Upload(db.Model):  # type: ignore[name-defined,misc]
    """One accepted file of period data, kept as it came."""

    __tablename__ = "upload"

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    file_name: Mapped[str] = mapped_column(String(255))
    sha256: Mapped[str] = mapped_column(String(64), index=True)
    content: Mapped[bytes] = mapped_column(LargeBinary)
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    rows: Mapped[int] = mapped_column(Integer)
    created: Mapped[int] = mapped_column(Integer)
    changed: Mapped[int] = mapped_column(Integer)
    unchanged: Mapped[int] = mapped_column(Integer)
