"""The demonstration council: its accounts, its day, and its figures, laid into an empty database once."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from flask_security.utils import hash_password
from sqlalchemy import select

from webapp.config import Settings, UnsafeSetting
from webapp.domain.rights import Role
from webapp.extensions import db
from webapp.models import Person, SettingRow
from webapp.services.accounts import grant, new_person
from webapp.services.store import transaction

TODAY = date(2014, 11, 14)
PASSWORD = "demonstration"
MARK = "demonstration"
ACCOUNTS = {
    "lead@demo.example": ("Sarah Beckett", "Head of Specialist Services", Role.LEAD),
    "director@demo.example": ("Carys Finch", "Strategic Director of Families and Wellbeing", Role.DIRECTOR),
    "performance@demo.example": ("Priya Nair", "Performance Officer", Role.PERFORMANCE),
    "reader@demo.example": ("Tom Bell", "Councillor", Role.READER),
    "admin@demo.example": ("Morag Lewis", "Systems Administrator", Role.ADMINISTRATOR),
}


def demonstration_settings(settings: Settings) -> Settings:
    """The settings with the demonstration's own day and, unless one is named, its own database file."""
    url = settings.database_url
    if url == f"sqlite:///{settings.instance_path / 'back-to-green.sqlite3'}":
        url = f"sqlite:///{settings.instance_path / 'demonstration.sqlite3'}"
    return replace(settings, demo=True, today=settings.today or TODAY, database_url=url)


def prepare_demonstration() -> None:
    """Lay the demonstration into an empty database, once; raises UnsafeSetting for one that holds a real council."""
    if is_demonstration():
        return
    if db.session.execute(select(Person.id).limit(1)).first():
        raise UnsafeSetting("This database holds a real council: the demonstration needs an empty one.")
    with transaction() as session:
        session.add(SettingRow(name=MARK, value="yes"))
        for email, (name, post, role) in ACCOUNTS.items():
            person = new_person(who=None, name=name, email=email, post=post)
            person.password = hash_password(PASSWORD)
            grant(None, person, role)


def refuse_demonstration() -> None:
    """Raises UnsafeSetting where the database is a demonstration's, whose passwords everybody knows."""
    if is_demonstration():
        raise UnsafeSetting(
            "This database holds the demonstration, whose passwords everybody knows: add --demo, or name another database."
        )


def is_demonstration() -> bool:
    """Whether this database was laid out as the demonstration."""
    return db.session.get(SettingRow, MARK) is not None


def demonstration_accounts() -> tuple[str, ...]:
    """The lines that say how to sign in."""
    return (
        f"A demonstration council; its today is {TODAY.day} November 2014. Password of every account: {PASSWORD}",
        *(f"  {email}  ({name}, {role.label.lower()})" for email, (name, _, role) in ACCOUNTS.items()),
    )
