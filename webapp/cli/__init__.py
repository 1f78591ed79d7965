"""The commands of the console; each calls one service and says the outcome in a line. One module a group."""

from webapp.cli import (
    accounts,
    checks,
    coverage,
    figures,
    old_forms,
    packs,
    plans,
    reminders,
    serving,
    uploads,
    verifying,
    xmr,
)
from webapp.cli.group import commands

__all__ = [
    "accounts",
    "checks",
    "commands",
    "coverage",
    "figures",
    "old_forms",
    "packs",
    "plans",
    "reminders",
    "serving",
    "uploads",
    "verifying",
    "xmr",
]
