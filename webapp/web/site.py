"""The address under which people reach this service."""

from __future__ import annotations

from flask import request

from webapp.services.store import settings


def site() -> str:
    """The origin of this request, with https wherever the settings say that people come by it."""
    scheme = "https" if settings().https else request.scheme
    return f"{scheme}://{request.host}"
