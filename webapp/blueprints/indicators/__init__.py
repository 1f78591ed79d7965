"""The indicators pages: one file of routes for each thing people do with an indicator."""

from webapp.blueprints.indicators import (
    defining,
    overriding,
    profiling,
    quality,
    removing,
    retiring,
    routes,
    setting,
    sheet,
    target_ledger,
    trends,
    year,
)

__all__ = [
    "defining",
    "overriding",
    "profiling",
    "quality",
    "removing",
    "retiring",
    "routes",
    "setting",
    "sheet",
    "target_ledger",
    "trends",
    "year",
]
