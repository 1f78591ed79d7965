"""What is decided about an indicator's chart."""

from __future__ import annotations

from sqlalchemy import ForeignKey, Integer
from sqlalchemy.orm import Mapped, mapped_column

from webapp.extensions import db
from webapp.models.revocable import Revocable, one_stands


class XmrRebase(Revocable, db.Model):  # type: ignore[name-defined,misc]
    """From this period on an indicator's control limits are worked out anew, and why."""

    __tablename__ = "xmr_rebase"
    __table_args__ = (one_stands("ix_xmr_rebase_stands", "indicator_id", "period_id"),)

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    indicator_id: Mapped[int] = mapped_column(ForeignKey("indicator.id"))
    period_id: Mapped[int] = mapped_column(ForeignKey("period.id"))
