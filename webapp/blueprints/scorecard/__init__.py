"""The scorecard pages: one period's figures, and the views that people keep of it."""

from webapp.blueprints.scorecard import routes, views

__all__ = ["routes", "views"]
