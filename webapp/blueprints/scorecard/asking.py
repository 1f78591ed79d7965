"""A scorecard's view as it travels in an address: filters, order, columns, the period beside, the page."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qs

from werkzeug.datastructures import MultiDict

from webapp.domain.scorecard import COLUMNS, LONGEST_WORDS, NONE, SHOWN_FIRST, SORTS, STATUSES, View
from webapp.web.choices import chosen_id

LONGEST_TAG = 60
WHOLE = "yes"
_KEY = re.compile(r"\d{4}-(?:\d{2}|Q[1-4]|H[12]|FY)", re.ASCII)


def asked_view(args: MultiDict[str, str], plans: tuple[str, ...]) -> View:
    """What an address asks for; what no page of ours offers asks for nothing. ``plans`` are the states offered."""
    columns = tuple(name for name in COLUMNS if name in args.getlist("columns"))
    return View(
        text=args.get("q", "").replace("\0", "").strip()[:LONGEST_WORDS],
        status=_one_of(args, "status", STATUSES),
        directorate=_id_or_none(args, "directorate"),
        lead=_id_or_none(args, "lead"),
        plan=_one_of(args, "plan", plans),
        tag=args.get("tag", "").replace("\0", "")[:LONGEST_TAG],
        sort=_one_of(args, "sort", tuple(SORTS)) or next(iter(SORTS)),
        columns=columns or SHOWN_FIRST,
        beside=found[0] if (found := _KEY.fullmatch(args.get("beside", ""))) else "",
        page=max(1, args.get("page", 1, type=int)),
        whole=args.get("all") == WHOLE,
    )


def in_address(view: View, **changed: object) -> dict[str, Any]:
    """The view as values of an address, with something changed: nothing that says no more than a first visit.

    Whatever is changed, the answer begins at its first page unless a page is named.
    """
    said: dict[str, Any] = {
        "q": view.text,
        "status": view.status,
        "directorate": view.directorate,
        "lead": view.lead,
        "plan": view.plan,
        "tag": view.tag,
        "sort": "" if view.sort == next(iter(SORTS)) else view.sort,
        "columns": [] if view.columns == SHOWN_FIRST else list(view.columns),
        "beside": view.beside,
        "all": WHOLE if view.whole else "",
        **changed,
    }
    return {name: value for name, value in said.items() if value}


def from_query(query: str) -> Mapping[str, list[str]]:
    """The values of a saved view's part of an address."""
    return parse_qs(query)


def _one_of(args: MultiDict[str, str], name: str, offered: tuple[str, ...]) -> str:
    value = args.get(name, "")
    return value if value in offered else ""


def _id_or_none(args: MultiDict[str, str], name: str) -> str:
    value = args.get(name, "")
    if value == NONE:
        return NONE
    number = chosen_id(value)
    return "" if number is None else str(number)
