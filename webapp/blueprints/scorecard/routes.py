"""The scorecard of a period: found, counted, sorted, put beside another, printed, and taken away as a file."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from webapp.blueprints.scorecard.asking import asked_view, in_address
from webapp.blueprints.scorecard.blueprint import scorecard_pages
from webapp.domain.scorecard import COLUMNS, NO_PLAN, NONE, SORTS, STATUSES
from webapp.services.scorecard.exporting import scorecard_table
from webapp.services.scorecard.grounds import newest_key
from webapp.services.scorecard.showing import Scorecard, plans_offered, scorecard
from webapp.web import htmx
from webapp.web.exporting import send_table, wants_file
from webapp.web.identity import signed_in


@scorecard_pages.get("")
def index() -> ResponseReturnValue:
    """The scorecard of the newest period, whatever else is asked of it."""
    key = newest_key(signed_in())
    if key is None:
        return render_template("scorecard/none.html", who=signed_in())
    asked = urlencode(list(request.args.items(multi=True)))  # url_for takes some names for its own
    return htmx.redirect(url_for("scorecard.show", key=key) + (f"?{asked}" if asked else ""))


@scorecard_pages.get("/<period:key>")
def show(key: str) -> ResponseReturnValue:
    """Every indicator that the address asks for at one period, a page at a time."""
    who = signed_in()
    view = asked_view(request.args, plans_offered(who))
    if wants_file():
        return send_table(scorecard_table(who=who, key=key, view=view))
    card = scorecard(who=who, key=key, view=view)

    def link(key: str = key, **changed: object) -> str:
        return url_for("scorecard.show", key=key, **in_address(card.view, **changed))

    return htmx.render(
        "scorecard/show.html",
        "scorecard/_card.html",
        address=link(page=card.page if card.page > 1 else ""),
        **page_values(card, link),
    )


def page_values(card: Scorecard, link: Callable[..., str]) -> dict[str, Any]:
    """What the page is drawn from; ``link`` gives the address of the same view with something changed."""
    return {
        "card": card,
        "view": card.view,
        "link": link,
        "query": link().partition("?")[2],
        "columns": COLUMNS,
        "sorts": SORTS,
        "statuses": STATUSES,
        "no_plan": NO_PLAN,
        "none": NONE,
    }
