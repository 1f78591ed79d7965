"""Lists that are shown a page at a time: the page asked for, and the addresses of others."""

from __future__ import annotations

from typing import Any, Protocol

from flask import request, url_for


class Link(Protocol):
    """Gives the address of the same list with something changed."""

    def __call__(self, **changed: Any) -> str: ...


def asked_page() -> int:
    """The page that the address asks for; the first where it does not, or not with a number."""
    return request.args.get("page", 1, type=int)


def link_to(endpoint: str, **kept: Any) -> Link:
    """The addresses of an endpoint's pages, with what they all keep."""

    def link(**changed: Any) -> str:
        return url_for(endpoint, **{**kept, **changed})

    return link
