"""Where to go after signing in: pages of ours only, decided before the sign-in library reads the wish."""

from __future__ import annotations

import re

from flask import Flask, abort, request
from werkzeug.datastructures import ImmutableMultiDict, MultiDict

# Browsers read \ as / and skip control characters, so "/\evil.example" would leave this site.
OWN = re.compile(r"/(?![/\\])[!-\[\]-~]*")


def register(app: Flask) -> None:
    """Look at every request to the sign-in library's pages before it does."""
    app.before_request(_drop_strange_wishes)


def is_own(url: str) -> bool:
    """True for a path of this site in plain printable characters, with or without a query."""
    return OWN.fullmatch(url) is not None


def _drop_strange_wishes() -> None:
    if request.blueprint != "security":
        return
    if request.is_json:
        abort(415)  # the library would answer in its own words
    request.args = _without_strange_next(request.args)
    request.form = _without_strange_next(request.form)


def _without_strange_next(values: MultiDict[str, str]) -> ImmutableMultiDict[str, str]:
    pairs = [pair for pair in values.items(multi=True) if pair[0] != "next" or is_own(pair[1])]
    return ImmutableMultiDict(pairs)
