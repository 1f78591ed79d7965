"""The demonstration's day, and the accounts that everybody may sign in with."""

from __future__ import annotations

from datetime import date

from webapp.domain.rights import Role

TODAY = date(2014, 11, 14)
PASSWORD = "demonstration"
ACCOUNTS = {
    "lead@demo.example": ("Sarah Beckett", "Head of Specialist Services", Role.LEAD),
    "director@demo.example": ("Carys Finch", "Strategic Director of Families and Wellbeing", Role.DIRECTOR),
    "performance@demo.example": ("Priya Nair", "Performance Officer", Role.PERFORMANCE),
    "reader@demo.example": ("Tom Bell", "Councillor", Role.READER),
    "admin@demo.example": ("Morag Lewis", "Systems Administrator", Role.ADMINISTRATOR),
}


def demonstration_accounts() -> tuple[str, ...]:
    """The lines that say how to sign in."""
    return (
        f"A demonstration council; its today is {TODAY.day} November 2014. Password of every account: {PASSWORD}",
        *(f"  {email}  ({name}, {role.label.lower()})" for email, (name, _, role) in ACCOUNTS.items()),
    )
