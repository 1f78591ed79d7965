"""Directorates and the indicators they report."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from sqlalchemy import Boolean, CheckConstraint, Date, ForeignKey, Index, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from webapp.extensions import db
from webapp.models.types import ExactDecimal

OF_STANDING = ("frequency", "id", "retired_on", "reported_from", "accumulation", "rule_set_id", "polarity")
"""What a scorecard needs to know of an indicator to count it: statements about many read the index alone."""


class Directorate(db.Model):  # type: ignore[name-defined,misc]
    """A part of the council. Renamed, merged or retired, never deleted."""

    __tablename__ = "directorate"

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    name: Mapped[str] = mapped_column(String(200), unique=True)
    retired_on: Mapped[date | None] = mapped_column(Date)
    merged_into_id: Mapped[int | None] = mapped_column(ForeignKey("directorate.id"))


class Indicator(db.Model):  # type: ignore[name-defined,misc]
    """A measure the council reports, with its rule and its two leads; a lead of None is a vacancy.

    Its rule is the named one, where there is one in force, else its own tolerance. No figure is expected before
    ``reported_from``, nor from ``retired_on`` on.
    """

    __tablename__ = "indicator"
    __table_args__ = (
        CheckConstraint("decimals between 0 and 6", name="decimals"),
        CheckConstraint("frequency in ('month', 'quarter', 'half-year', 'year')", name="frequency"),
        CheckConstraint("polarity in ('lower', 'higher', 'range', 'point', 'none')", name="polarity"),
        CheckConstraint("tolerance_kind in ('percent', 'units')", name="tolerance_kind"),
        CheckConstraint("tolerance >= 0", name="tolerance"),
        CheckConstraint("accumulation in ('snapshot', 'cumulative', 'sum', 'average')", name="accumulation"),
        Index("ix_indicator_standing", *OF_STANDING),
    )

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    code: Mapped[str] = mapped_column(String(40), unique=True)
    title: Mapped[str] = mapped_column(String(300))
    definition: Mapped[str] = mapped_column(Text, default="")
    unit: Mapped[str] = mapped_column(String(60), default="")
    decimals: Mapped[int] = mapped_column(Integer, default=1)
    frequency: Mapped[str] = mapped_column(String(10))
    accumulation: Mapped[str] = mapped_column(String(10), default="snapshot")
    polarity: Mapped[str | None] = mapped_column(String(10))
    tolerance: Mapped[Decimal] = mapped_column(ExactDecimal, default=Decimal(0))
    tolerance_kind: Mapped[str] = mapped_column(String(10), default="percent")
    rule_set_id: Mapped[int | None] = mapped_column(ForeignKey("rule_set.id"), index=True)
    directorate_id: Mapped[int | None] = mapped_column(ForeignKey("directorate.id"), index=True)
    strategic_lead_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    strategic_lead_acting: Mapped[bool] = mapped_column(Boolean, default=False)
    departmental_lead_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    departmental_lead_acting: Mapped[bool] = mapped_column(Boolean, default=False)
    reported_from: Mapped[date | None] = mapped_column(Date)
    retired_on: Mapped[date | None] = mapped_column(Date)
    replaced_by_id: Mapped[int | None] = mapped_column(ForeignKey("indicator.id"))
    version: Mapped[int] = mapped_column(Integer, default=1)


class FormerCode(db.Model):  # type: ignore[name-defined,misc]
    """A code an indicator used to have: files that still use it find the indicator."""

    __tablename__ = "former_code"

    code: Mapped[str] = mapped_column(String(40), primary_key=True)
    indicator_id: Mapped[int] = mapped_column(ForeignKey("indicator.id"), index=True)


class IndicatorSheet(db.Model):  # type: ignore[name-defined,misc]
    """How an indicator is measured, and how far its data can be relied on; all of it may be blank."""

    __tablename__ = "indicator_sheet"

    indicator_id: Mapped[int] = mapped_column(ForeignKey("indicator.id"), primary_key=True)
    data_source: Mapped[str] = mapped_column(Text, default="")
    numerator: Mapped[str] = mapped_column(Text, default="")
    denominator: Mapped[str] = mapped_column(Text, default="")
    owner: Mapped[str] = mapped_column(String(200), default="")
    accuracy: Mapped[str] = mapped_column(Text, default="")
    validity: Mapped[str] = mapped_column(Text, default="")
    reliability: Mapped[str] = mapped_column(Text, default="")
    timeliness: Mapped[str] = mapped_column(Text, default="")
    relevance: Mapped[str] = mapped_column(Text, default="")
    completeness: Mapped[str] = mapped_column(Text, default="")
    reviewed_on: Mapped[date | None] = mapped_column(Date)
    version: Mapped[int] = mapped_column(Integer, default=1)
