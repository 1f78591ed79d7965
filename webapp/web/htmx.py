"""Fragments or whole pages: the only module that names HTMX's headers.

Every URL answers a browser without HTMX with a whole page and a plain 303; the same view answers
HTMX with the one fragment that changed.
"""

from __future__ import annotations

import json

from flask import Response, make_response, render_template, request
from flask import redirect as flask_redirect

REFUSED = 422
"""The form was understood and refused: the answer is swapped in and focus moves to its errors."""

CONFLICT = 409
"""Somebody else changed the same thing first: the answer shows theirs beside what was typed."""


def is_htmx() -> bool:
    """True where the answer should be a fragment: HTMX asks, and not for a whole page."""
    headers = request.headers
    return (
        headers.get("HX-Request") == "true"
        and headers.get("HX-History-Restore-Request") != "true"
        and headers.get("HX-Boosted") != "true"
    )


def render(page: str, fragment: str, /, *, http_status: int = 200, address: str = "", **context: object) -> Response:
    """Draw ``fragment`` for HTMX, else the whole ``page`` that includes it; the context is the same.

    ``address`` is the URL that HTMX puts into the address bar, where that is shorter than the one it asked for.
    """
    template = fragment if is_htmx() else page
    response = make_response(render_template(template, **context), http_status)
    if address and is_htmx():
        response.headers["HX-Push-Url"] = address
    return varies(response)


def redirect(location: str) -> Response:
    """Send the person to ``location``, a URL of this product: 303, or HTMX's header for a whole new page."""
    if request.headers.get("HX-Request") == "true":
        response = make_response("", 204)
        response.headers["HX-Redirect"] = location
        return varies(response)
    return varies(make_response(flask_redirect(location, code=303)))


def tell(sentence: str, http_status: int) -> Response:
    """Answer HTMX with a sentence above the page and leave what is on the page as it is."""
    response = make_response("", http_status)
    response.headers["HX-Reswap"] = "none"
    response.headers["HX-Trigger"] = json.dumps({"trouble": sentence})
    return varies(response)


def in_place_of(target: str, body: str) -> Response:
    """Answer HTMX with a fragment that is merged into ``target``, a CSS selector, whatever it asked for."""
    response = make_response(body)
    response.headers["HX-Retarget"] = target
    response.headers["HX-Reswap"] = "morph:outerHTML"
    return varies(response)


def with_event(event: str, body: str) -> Response:
    """Answer HTMX with a fragment, and let the page know that ``event`` happened."""
    response = make_response(body)
    response.headers["HX-Trigger"] = event
    return varies(response)


def varies(response: Response) -> Response:
    """Keep a cache from giving the fragment to a person who asked for the page, or the other way round."""
    response.vary.update(["HX-Request", "HX-History-Restore-Request"])
    return response
