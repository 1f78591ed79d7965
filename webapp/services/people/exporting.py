"""People as a table of values."""

from __future__ import annotations

from webapp.outgoing.tables import Table
from webapp.services.people.lists import list_people

HEADINGS = ("name", "post", "email", "roles", "account", "left_on")


def people_table() -> Table:
    """Everybody by name, those who left last."""
    rows = [
        (line.name, line.post, line.email, ", ".join(role.label for role in line.roles), line.account, line.left_on)
        for line in list_people()
    ]
    return Table("people", HEADINGS, rows)
