"""The council's own settings, changed on the *Settings* page."""

from __future__ import annotations

from sqlalchemy import String, Text
from sqlalchemy.orm import Mapped, mapped_column

from webapp.extensions import db


class SettingRow(db.Model):  # type: ignore[name-defined,misc]
    """One setting as text; ``services.settings`` gives it its type and its default."""

    __tablename__ = "setting"

    name: Mapped[str] = mapped_column(String(60), primary_key=True)
    value: Mapped[str] = mapped_column(Text)
