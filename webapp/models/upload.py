"""Uploads of period data: the file as it came, what it was understood to say, and what it would change."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, Boolean, CheckConstraint, ForeignKey, Index, Integer, LargeBinary, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from webapp.extensions import db
from webapp.models.figure import After, Before
from webapp.models.types import UtcDateTime


class Upload(db.Model):  # type: ignore[name-defined,misc]
    """One file of period data on its way in; ``state`` is ``domain.uploads.UploadState``.

    ``answers`` is what its sender decided (sheet, period, columns …), ``found`` what reading it found, ``summary`` the
    counts of what it changes; ``created``, ``changed`` and ``unchanged`` count figures.
    """

    __tablename__ = "upload"
    __table_args__ = (
        CheckConstraint(
            "state in ('received', 'asking', 'checking', 'faulty', 'checked', 'saving', 'saved', 'undoing', 'undone',"
            " 'dropped')",
            name="state",
        ),
    )

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    file_name: Mapped[str] = mapped_column(String(255))
    size: Mapped[int] = mapped_column(BigInteger, default=0)
    sha256: Mapped[str] = mapped_column(String(64), index=True)
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    state: Mapped[str] = mapped_column(String(8), default="received", index=True)
    answers: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    found: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    summary: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    trouble: Mapped[str] = mapped_column(Text, default="")
    rows: Mapped[int] = mapped_column(Integer, default=0)
    created: Mapped[int] = mapped_column(Integer, default=0)
    changed: Mapped[int] = mapped_column(Integer, default=0)
    unchanged: Mapped[int] = mapped_column(Integer, default=0)
    faults: Mapped[int] = mapped_column(Integer, default=0)
    warnings: Mapped[int] = mapped_column(Integer, default=0)
    job_id: Mapped[int | None] = mapped_column(ForeignKey("job.id"))
    saved_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    undone_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    undone_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    undo_reason: Mapped[str] = mapped_column(Text, default="")


class UploadPart(db.Model):  # type: ignore[name-defined,misc]
    """A piece of the file as it came, compressed with zlib: no statement ever holds a whole large file."""

    __tablename__ = "upload_part"

    upload_id: Mapped[int] = mapped_column(ForeignKey("upload.id"), primary_key=True)
    number: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    content: Mapped[bytes] = mapped_column(LargeBinary)


class UploadRemark(db.Model):  # type: ignore[name-defined,misc]
    """A fault that forbids the upload, a warning that wants a tick, or a note of what a cell is taken to mean."""

    __tablename__ = "upload_remark"
    __table_args__ = (
        CheckConstraint("severity in ('fault', 'warning', 'note')", name="severity"),
        Index("ix_upload_remark_by_line", "upload_id", "severity", "line", "number"),
    )

    upload_id: Mapped[int] = mapped_column(ForeignKey("upload.id"), primary_key=True)
    number: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    severity: Mapped[str] = mapped_column(String(7))
    kind: Mapped[str] = mapped_column(String(20), default="")
    line: Mapped[int | None] = mapped_column(Integer)
    column: Mapped[str | None] = mapped_column(Text)
    value: Mapped[str | None] = mapped_column(Text)
    message: Mapped[str] = mapped_column(Text)


class StagedFigure(Before, After, db.Model):  # type: ignore[name-defined,misc]
    """One figure of a checked file beside what is stored: by indicator, period and kind in the order of ``number``.

    ``status`` is how an actual will stand.
    ``indicator_id`` below 0 is an indicator that saving will create: ``StagedIndicator.number`` with a minus.
    """

    __tablename__ = "staged_figure"
    __table_args__ = (CheckConstraint("step in ('new', 'changed', 'unchanged')", name="step"),)

    upload_id: Mapped[int] = mapped_column(ForeignKey("upload.id"), primary_key=True)
    number: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    kind: Mapped[str] = mapped_column(String(6))
    line: Mapped[int] = mapped_column(Integer)
    indicator_id: Mapped[int] = mapped_column(Integer)
    period_key: Mapped[str] = mapped_column(String(10))
    step: Mapped[str] = mapped_column(String(9))
    restated: Mapped[bool] = mapped_column(Boolean, default=False)
    status: Mapped[str | None] = mapped_column(String(9))
    reason: Mapped[str] = mapped_column(Text, default="")


class StagedIndicator(db.Model):  # type: ignore[name-defined,misc]
    """An indicator that the file creates (``indicator_id`` empty until it is saved) or defines anew."""

    __tablename__ = "staged_indicator"

    upload_id: Mapped[int] = mapped_column(ForeignKey("upload.id"), primary_key=True)
    number: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    line: Mapped[int] = mapped_column(Integer)
    code: Mapped[str] = mapped_column(String(40))
    indicator_id: Mapped[int | None] = mapped_column(ForeignKey("indicator.id"))
    is_new: Mapped[bool] = mapped_column(Boolean)
    before: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    after: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)


class UploadEffect(db.Model):  # type: ignore[name-defined,misc]
    """What an upload does to one indicator at one period: its status, its plan, its signed page.

    ``plan`` is "required", "not required", "required again" or ""; ``seal`` "out of date", "current again" or "".
    """

    __tablename__ = "upload_effect"

    upload_id: Mapped[int] = mapped_column(ForeignKey("upload.id"), primary_key=True)
    number: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    indicator_id: Mapped[int] = mapped_column(Integer)
    period_key: Mapped[str] = mapped_column(String(10))
    before: Mapped[str] = mapped_column(String(9))
    after: Mapped[str] = mapped_column(String(9))
    plan: Mapped[str] = mapped_column(String(14), default="")
    seal: Mapped[str] = mapped_column(String(13), default="")
    plan_id: Mapped[int | None] = mapped_column(Integer)


class UploadLayout(db.Model):  # type: ignore[name-defined,misc]
    """Columns once explained by a person: files with the same headings are understood without asking."""

    __tablename__ = "upload_layout"

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    name: Mapped[str] = mapped_column(String(120), unique=True)
    fingerprint: Mapped[str] = mapped_column(String(64), unique=True)
    columns: Mapped[dict[str, Any]] = mapped_column(JSON)
    last_year: Mapped[str] = mapped_column(String(12), default="")
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
