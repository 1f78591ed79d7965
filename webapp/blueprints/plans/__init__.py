"""The plans pages: the list, one plan, its form, its versions, and the steps of its life."""

from webapp.blueprints.plans import drafting, life, routes, versions

__all__ = ["drafting", "life", "routes", "versions"]
