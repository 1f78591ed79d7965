"""The account pages: who one is here, the password, reminders and the calendar."""

from webapp.blueprints.account import preferences, routes

__all__ = ["preferences", "routes"]
