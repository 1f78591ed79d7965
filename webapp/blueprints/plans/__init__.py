"""The plans pages: the list, one plan, its form, its versions, and the steps of its life."""

from webapp.blueprints.plans import life, routes

__all__ = ["life", "routes"]
