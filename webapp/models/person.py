"""People, their roles and how they sign in."""

from __future__ import annotations

from datetime import date, datetime

from flask_security.core import RoleMixin, UserMixin
from sqlalchemy import Boolean, Column, Date, ForeignKey, Integer, String, Table
from sqlalchemy.orm import Mapped, mapped_column, relationship

from webapp.extensions import Base, db
from webapp.models.types import UtcDateTime

person_role = Table(
    "person_role",
    Base.metadata,
    Column("person_id", ForeignKey("person.id"), primary_key=True),
    Column("role_id", ForeignKey("role.id"), primary_key=True),
)


class RoleRow(db.Model, RoleMixin):  # type: ignore[name-defined,misc]
    """One of the five roles; the names are those of ``domain.rights.Role``."""

    __tablename__ = "role"

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    name: Mapped[str] = mapped_column(String(40), unique=True)


class Person(db.Model, UserMixin):  # type: ignore[name-defined,misc]
    """Somebody named in the product. Without an e-mail address there is no account to sign in with."""

    __tablename__ = "person"

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    name: Mapped[str] = mapped_column(String(200))
    post: Mapped[str] = mapped_column(String(200), default="")
    email: Mapped[str | None] = mapped_column(String(255), unique=True)  # type: ignore[assignment]
    password: Mapped[str | None] = mapped_column(String(255))
    active: Mapped[bool] = mapped_column(Boolean, default=True)
    fs_uniquifier: Mapped[str] = mapped_column(String(64), unique=True)
    left_on: Mapped[date | None] = mapped_column(Date)
    merged_into_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))

    roles: Mapped[list[RoleRow]] = relationship(  # type: ignore[assignment]
        secondary=person_role, lazy="selectin"
    )


class Deputy(db.Model):  # type: ignore[name-defined,misc]
    """A person who may sign for a strategic director between two dates, by a stated authority."""

    __tablename__ = "deputy"

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    director_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    deputy_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    authority: Mapped[str] = mapped_column(String(400))
    starts_on: Mapped[date] = mapped_column(Date)
    ends_on: Mapped[date] = mapped_column(Date)


class PasswordLink(db.Model):  # type: ignore[name-defined,misc]
    """A one-time link to set a password; only the SHA-256 of its token is kept."""

    __tablename__ = "password_link"

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)
    used_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class FailedSignIn(db.Model):  # type: ignore[name-defined,misc]
    """One failed sign-in, counted to slow the next: the SHA-256 of the address tried, and where from."""

    __tablename__ = "failed_sign_in"

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    address_hash: Mapped[str] = mapped_column(String(64), index=True)
    remote: Mapped[str] = mapped_column(String(64), index=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
