"""Figures still to be final: the list, and what became of the estimates of a financial year."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, request, url_for

from webapp.blueprints.figures.forms import WHICH, FilterForm
from webapp.services.figures.promise_tables import became_final_table, promise_table
from webapp.services.figures.promises import PAGE, list_promises
from webapp.web.exporting import send_table, wants_file
from webapp.web.htmx import render
from webapp.web.identity import signed_in

figures = Blueprint("figures", __name__, url_prefix="/figures")


@figures.get("/promises")
def promises() -> Response:
    """The provisional and estimated figures asked for, a page at a time."""
    form = FilterForm(request.args)
    first_year = request.args.get("year", None, type=int)
    wanted = form.wanted(page=request.args.get("page", 1, type=int), first_year=first_year)
    found = list_promises(who=signed_in(), wanted=wanted)
    if wants_file():
        return send_table(promise_table(found=found.every))
    if wants_file("became-final"):
        return send_table(became_final_table(year=found.year))
    form.offer(found)

    def link(**changed: Any) -> str:
        return url_for("figures.promises", **{**form.query(), "year": first_year, **changed})

    return render(
        "figures/promises.html",
        "figures/_promises.html",
        form=form,
        found=found,
        wanted=wanted,
        link=link,
        words=WHICH,
        limit=PAGE,
    )
