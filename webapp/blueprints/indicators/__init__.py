"""The indicators pages: one file of routes for each thing people do with an indicator."""

from webapp.blueprints.indicators import defining, quality, removing, retiring, routes, setting

__all__ = ["defining", "quality", "removing", "retiring", "routes", "setting"]
