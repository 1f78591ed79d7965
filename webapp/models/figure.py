"""The period data: one actual and one target an indicator and period, and every revision of them."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Date,
    ForeignKey,
    Index,
    Integer,
    String,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from webapp.extensions import db
from webapp.models.types import ExactDecimal, UtcDateTime

NOT_FINAL = text("quality <> 'final'")
MADE_FINAL = text("old_quality <> 'final' and new_quality = 'final'")
OF_UPLOAD = ("upload_id", "indicator_id", "period_id", "kind", "undone", "old_present")


class Actual(db.Model):  # type: ignore[name-defined,misc]
    """The figure of one indicator for one period. ``value`` None is *not applicable*; no row is no data.

    ``status`` is how it stands, kept up to date by every change; None where it has not been worked out yet.
    """

    __tablename__ = "actual"
    __table_args__ = (
        UniqueConstraint("indicator_id", "period_id"),
        CheckConstraint("quality in ('final', 'provisional', 'estimated')", name="quality"),
        Index("ix_actual_standing", "period_id", "indicator_id", "status", "value"),
        Index("ix_actual_not_final", "final_due", sqlite_where=NOT_FINAL, postgresql_where=NOT_FINAL),
    )

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    indicator_id: Mapped[int] = mapped_column(ForeignKey("indicator.id"))
    period_id: Mapped[int] = mapped_column(ForeignKey("period.id"))
    value: Mapped[Decimal | None] = mapped_column(ExactDecimal)
    status: Mapped[str | None] = mapped_column(String(9))
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


class Before:
    """Columns of a figure as it was; all empty where ``old_present`` is no. Each kind uses its own of them."""

    old_present: Mapped[bool] = mapped_column(Boolean, default=False)
    old_value: Mapped[Decimal | None] = mapped_column(ExactDecimal)
    old_lower: Mapped[Decimal | None] = mapped_column(ExactDecimal)
    old_upper: Mapped[Decimal | None] = mapped_column(ExactDecimal)
    old_estimated: Mapped[bool | None] = mapped_column(Boolean)
    old_unconfirmed: Mapped[bool | None] = mapped_column(Boolean)
    old_quality: Mapped[str | None] = mapped_column(String(12))
    old_quality_reason: Mapped[str | None] = mapped_column(Text)
    old_final_due: Mapped[date | None] = mapped_column(Date)
    old_numerator: Mapped[Decimal | None] = mapped_column(ExactDecimal)
    old_denominator: Mapped[Decimal | None] = mapped_column(ExactDecimal)
    old_comment: Mapped[str | None] = mapped_column(Text)
    old_upload_id: Mapped[int | None] = mapped_column(Integer)


class After:
    """Columns of a figure as it is wanted, or became; all empty where ``new_present`` is no."""

    new_present: Mapped[bool] = mapped_column(Boolean, default=True)
    new_value: Mapped[Decimal | None] = mapped_column(ExactDecimal)
    new_lower: Mapped[Decimal | None] = mapped_column(ExactDecimal)
    new_upper: Mapped[Decimal | None] = mapped_column(ExactDecimal)
    new_estimated: Mapped[bool | None] = mapped_column(Boolean)
    new_unconfirmed: Mapped[bool | None] = mapped_column(Boolean)
    new_quality: Mapped[str | None] = mapped_column(String(12))
    new_quality_reason: Mapped[str | None] = mapped_column(Text)
    new_final_due: Mapped[date | None] = mapped_column(Date)
    new_numerator: Mapped[Decimal | None] = mapped_column(ExactDecimal)
    new_denominator: Mapped[Decimal | None] = mapped_column(ExactDecimal)
    new_comment: Mapped[str | None] = mapped_column(Text)


class Revision(Before, After, db.Model):  # type: ignore[name-defined,misc]
    """One change of one actual or target: who, when, why, from which upload. Rows are only ever added.

    ``undone`` marks the revision by which an upload was taken back; ``by_id`` None is the command line. The audit
    record is read newest first, of a kind and perhaps a person; a receipt has what was changed, then what was new.
    """

    __tablename__ = "revision"
    __table_args__ = (
        CheckConstraint("kind in ('actual', 'target')", name="kind"),
        Index("ix_revision_indicator_id_period_id", "indicator_id", "period_id"),
        Index("ix_revision_made_final", "at", sqlite_where=MADE_FINAL, postgresql_where=MADE_FINAL),
        Index("ix_revision_kind_at_id", "kind", "at", "id"),
        Index("ix_revision_by_id_kind_at_id", "by_id", "kind", "at", "id"),
        Index("ix_revision_of_upload", *OF_UPLOAD),
    )

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    kind: Mapped[str] = mapped_column(String(6))
    indicator_id: Mapped[int] = mapped_column(ForeignKey("indicator.id"))
    period_id: Mapped[int] = mapped_column(ForeignKey("period.id"))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    reason: Mapped[str] = mapped_column(Text, default="")
    upload_id: Mapped[int | None] = mapped_column(ForeignKey("upload.id"))
    undone: Mapped[bool] = mapped_column(Boolean, default=False)
