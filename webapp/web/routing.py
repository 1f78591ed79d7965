"""URL parts: ids that fit the database, period keys, the keys of actions, and codes off paper."""

from __future__ import annotations

from flask import Flask
from werkzeug.routing import BaseConverter, IntegerConverter, Map

LARGEST_ID = 2**31 - 1


class IdConverter(IntegerConverter):
    """A whole number no larger than a database id; anything else is simply no such page."""

    def __init__(self, url_map: Map) -> None:
        super().__init__(url_map, min=1, max=LARGEST_ID)


class PeriodKeyConverter(BaseConverter):
    """2014-10, 2014-Q3, 2014-H2 or 2014-FY."""

    regex = r"\d{4}-(?:\d{2}|Q[1-4]|H[12]|FY)"


class ActionKeyConverter(BaseConverter):
    """The 32 hexadecimal digits that an action keeps from plan to plan."""

    regex = r"[0-9a-f]{32}"


class CodeConverter(BaseConverter):
    """A short code as somebody typed it; whether it is one is told on the page."""

    regex = r"[^/]{1,100}"


def register(app: Flask) -> None:
    """Make ``<id:…>``, ``<period:…>``, ``<action:…>`` and ``<code:…>`` usable in every route."""
    app.url_map.converters.update(
        id=IdConverter, period=PeriodKeyConverter, action=ActionKeyConverter, code=CodeConverter
    )
