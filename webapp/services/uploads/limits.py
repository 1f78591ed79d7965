"""How large an uploaded file may be: the start's own settings."""

from __future__ import annotations

from webapp.domain.limits import Limits
from webapp.services.store import settings


def upload_limits() -> Limits:
    """Bytes, rows and characters of a cell, as set for this server."""
    limits: Limits = settings().upload_limits
    return limits
