"""Reminders as a table of values."""

from __future__ import annotations

from webapp.domain.rights import Who
from webapp.outgoing.tables import Table
from webapp.services.reminders.outcomes import every_digest

HEADINGS = (
    "person",
    "address",
    "day",
    "state",
    "reminders",
    "begun_at",
    "settled_at",
    "tries",
    "trouble",
    "message_id",
)


def reminder_table(*, who: Who) -> Table:
    """What became of every digest, newest first, one line of text for each reminder in it. Raises NotAllowed."""
    rows = [
        (
            each.person,
            each.address,
            each.day,
            each.state,
            "\n".join(each.reminders),
            each.claimed_at,
            each.settled_at,
            each.tries,
            each.trouble,
            each.message_id,
        )
        for each in every_digest(who=who)
    ]
    return Table("reminders", HEADINGS, rows)
