"""The commands of the console; each calls one service and says the outcome in a line. One module a group."""

from webapp.cli import accounts, plans, serving, uploads
from webapp.cli.group import commands

__all__ = ["accounts", "commands", "plans", "serving", "uploads"]
