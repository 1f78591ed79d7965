"""Checking a signed page: the address that paper names."""

from __future__ import annotations

from webapp.services.store import settings


def check_address(code: str, *, site: str = "") -> str:
    """The full address that says whether the page of this code still stands; "" where no address is known.

    ``site`` is the origin under which the page was asked for; the one of the settings wins.
    """
    origin = settings().public_url or site.rstrip("/")
    return f"{origin}/verify/{code}" if origin else ""
