"""The demonstration council: its accounts, its day, and its figures, laid into an empty database once."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import select

from webapp.config import Settings, UnsafeSetting
from webapp.extensions import db
from webapp.models import Person, SettingRow
from webapp.services.demonstration.accounts import ACCOUNTS, PASSWORD, TODAY, demonstration_accounts
from webapp.services.demonstration.council import lay_council
from webapp.services.queueing import wait_for_names
from webapp.services.store import together

__all__ = [
    "ACCOUNTS",
    "MARK",
    "PASSWORD",
    "TODAY",
    "demonstration_accounts",
    "demonstration_settings",
    "is_demonstration",
    "prepare_demonstration",
    "refuse_demonstration",
]

MARK = "demonstration"


def demonstration_settings(settings: Settings) -> Settings:
    """The settings with the demonstration's own day."""
    return replace(settings, demo=True, today=settings.today or TODAY)


def prepare_demonstration() -> None:
    """Lay the demonstration into an empty database, once; raises UnsafeSetting for one that holds a real council.

    One transaction: a start that is stopped half-way leaves the database empty, and the next lays it anew.
    """
    if is_demonstration():
        return
    with together() as session:
        wait_for_names(SettingRow)
        if is_demonstration():
            return
        if session.execute(select(Person.id).limit(1)).first():
            raise UnsafeSetting("This database holds a real council: the demonstration needs an empty one.")
        lay_council()
        session.add(SettingRow(name=MARK, value="yes"))


def refuse_demonstration() -> None:
    """Raises UnsafeSetting where the database is a demonstration's, whose passwords everybody knows."""
    if is_demonstration():
        raise UnsafeSetting(
            "This database holds the demonstration, whose passwords everybody knows: add --demo, "
            "or name another database or instance folder."
        )


def is_demonstration() -> bool:
    """Whether this database was laid out as the demonstration."""
    return db.session.get(SettingRow, MARK) is not None
