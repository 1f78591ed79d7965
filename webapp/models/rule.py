"""How figures are coloured: named rules with their versions, and single statuses that somebody set."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import CheckConstraint, Date, ForeignKey, Integer, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from webapp.extensions import db
from webapp.models.revocable import Revocable, one_stands
from webapp.models.types import ExactDecimal, UtcDateTime


class RuleSet(db.Model):  # type: ignore[name-defined,misc]
    """A named RAG rule that indicators refer to. Renamed or retired, never deleted."""

    __tablename__ = "rule_set"

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    name: Mapped[str] = mapped_column(String(100), unique=True)
    description: Mapped[str] = mapped_column(Text, default="")
    retired_on: Mapped[date | None] = mapped_column(Date)


class RuleVersion(db.Model):  # type: ignore[name-defined,misc]
    """What a named rule says for periods that begin on ``effective_from`` or later; None is from the beginning.

    ``kind`` "bands": amber and green as percent of target or units, above and below it, and, where ``last_year`` is on,
    amber while not worse than the same period last year. ``kind`` "thresholds": the last values still green and amber,
    on the upper side, the lower side or both. Rows are only ever added.
    """

    __tablename__ = "rule_version"
    __table_args__ = (
        UniqueConstraint("rule_set_id", "number"),
        CheckConstraint("kind in ('bands', 'thresholds')", name="kind"),
        CheckConstraint("amber_kind in ('percent', 'units')", name="amber_kind"),
        CheckConstraint("green_kind in ('percent', 'units')", name="green_kind"),
    )

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    rule_set_id: Mapped[int] = mapped_column(ForeignKey("rule_set.id"))
    number: Mapped[int] = mapped_column(Integer)
    effective_from: Mapped[date | None] = mapped_column(Date)
    effective_key: Mapped[str | None] = mapped_column(String(10))
    kind: Mapped[str] = mapped_column(String(10), default="bands")
    amber_above: Mapped[Decimal | None] = mapped_column(ExactDecimal)
    amber_below: Mapped[Decimal | None] = mapped_column(ExactDecimal)
    amber_kind: Mapped[str] = mapped_column(String(7), default="percent")
    green_above: Mapped[Decimal | None] = mapped_column(ExactDecimal)
    green_below: Mapped[Decimal | None] = mapped_column(ExactDecimal)
    green_kind: Mapped[str] = mapped_column(String(7), default="percent")
    last_year: Mapped[bool] = mapped_column(default=False)
    green_to: Mapped[Decimal | None] = mapped_column(ExactDecimal)
    amber_to: Mapped[Decimal | None] = mapped_column(ExactDecimal)
    green_from: Mapped[Decimal | None] = mapped_column(ExactDecimal)
    amber_from: Mapped[Decimal | None] = mapped_column(ExactDecimal)
    reason: Mapped[str] = mapped_column(Text, default="")
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime] = mapped_column(UtcDateTime)


class StatusOverride(Revocable, db.Model):  # type: ignore[name-defined,misc]
    """A status that an officer set for one figure against its rule; at most one stands at a time.

    ``actual`` is the figure, and ``ruled`` the status by the rule, when it was set.
    """

    __tablename__ = "status_override"
    __table_args__ = (
        CheckConstraint("status in ('red', 'amber', 'green')", name="status"),
        one_stands("ix_status_override_stands", "indicator_id", "period_id"),
    )

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    indicator_id: Mapped[int] = mapped_column(ForeignKey("indicator.id"))
    period_id: Mapped[int] = mapped_column(ForeignKey("period.id"))
    status: Mapped[str] = mapped_column(String(9))
    ruled: Mapped[str] = mapped_column(String(9))
    actual: Mapped[Decimal | None] = mapped_column(ExactDecimal)
