"""The coverage board: which reds have a current signed plan, for a committee and its day."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue

from webapp.blueprints.coverage.forms import BoardForm, FilterForm
from webapp.services.coverage.board import KINDS, coverage_board, default_period
from webapp.services.coverage.exporting import coverage_table
from webapp.web.exporting import send_table, wants_file
from webapp.web.htmx import REFUSED, redirect, render
from webapp.web.identity import signed_in

coverage = Blueprint("coverage", __name__, url_prefix="/coverage")


@coverage.get("")
def index() -> ResponseReturnValue:
    """To the board of the period asked for, or of the newest that has ended."""
    form = BoardForm(request.args)
    found = None if form.key else default_period(who=signed_in())
    key = form.key or (found.period.key if found else "")
    if not key:
        return render_template("coverage/none.html", who=signed_in())
    day = form.on.data.isoformat() if form.on.data else request.args.get("on", "").strip()
    return redirect(url_for("coverage.show", key=key, on=day or None))


@coverage.get("/<period:key>")
def show(key: str) -> ResponseReturnValue:
    """The board of one period."""
    form, filters = BoardForm(request.args), FilterForm(request.args)
    readable = form.validate()
    board = coverage_board(who=signed_in(), key=key, on=form.on.data, view=filters.view())
    if wants_file():
        return send_table(coverage_table(board=board))
    form.offer(board)
    filters.offer(board)

    def link(**changed: Any) -> str:
        kept = {"on": board.on.isoformat() if form.on.data else None, "directorate": board.view.directorate or None}
        return url_for("coverage.show", key=key, **{**kept, **changed})

    return render(
        "coverage/show.html",
        "coverage/_board.html",
        http_status=200 if readable else REFUSED,
        board=board,
        form=form,
        filters=filters,
        kinds=KINDS,
        link=link,
    )
