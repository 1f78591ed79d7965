"""The periods pages: the list, opening a financial year, the board, and releasing, locking and reopening."""

from webapp.blueprints.periods import routes, steps

__all__ = ["routes", "steps"]
