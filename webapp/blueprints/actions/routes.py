"""Actions: the list, and how one goes."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, flash, request, url_for
from flask.typing import ResponseReturnValue

from webapp.blueprints.actions.forms import WHICH, FilterForm, ProgressForm
from webapp.domain.errors import Conflict
from webapp.services.actions.exporting import action_table
from webapp.services.actions.lists import list_actions
from webapp.services.actions.recording import record_progress
from webapp.services.actions.showing import show_action
from webapp.web.exporting import send_table, wants_file
from webapp.web.htmx import CONFLICT, REFUSED, is_htmx, redirect, render
from webapp.web.identity import signed_in
from webapp.web.saving import saved

actions = Blueprint("actions", __name__, url_prefix="/actions")

RECORDED = "Your progress was recorded."


@actions.get("")
def index() -> Response:
    """The actions asked for, a page at a time."""
    form = FilterForm(request.args)
    wanted = form.wanted(sort=request.args.get("sort", ""), page=request.args.get("page", 1, type=int))
    found = list_actions(who=signed_in(), wanted=wanted)
    if wants_file():
        return send_table(action_table(actions=found.every))
    form.offer(found)

    def link(**changed: Any) -> str:
        return url_for("actions.index", **{**form.query(), "sort": wanted.sort, **changed})

    return render(
        "actions/index.html", "actions/_list.html", form=form, found=found, wanted=wanted, link=link, words=WHICH
    )


@actions.route("/<action:action_key>", methods=["GET", "POST"])
def show(action_key: str) -> ResponseReturnValue:
    """One action with its history; POST records how it goes."""
    shown = show_action(who=signed_in(), key=action_key)
    if request.method == "GET":
        return _page(action_key, ProgressForm.of(shown))
    form = ProgressForm()
    try:
        if not saved(form, lambda: record_progress(who=signed_in(), key=action_key, **form.answer())):
            return _page(action_key, form, status=REFUSED)
    except Conflict as conflict:
        return _page(action_key, form, conflict=conflict.sentence, status=CONFLICT)
    if is_htmx():
        return _page(action_key, None, done=RECORDED)
    flash(RECORDED, "success")
    return redirect(url_for("actions.show", action_key=action_key))


def _page(
    key: str, form: ProgressForm | None, *, done: str = "", conflict: str = "", status: int = 200
) -> ResponseReturnValue:
    """The page or its fragment; after a conflict the form has seen the newest note, to be recorded knowingly."""
    shown = show_action(who=signed_in(), key=key)
    form = form or ProgressForm.of(shown)
    if conflict:
        form.seen.process(None, shown.seen)
    return render(
        "actions/show.html",
        "actions/_progress.html",
        http_status=status,
        shown=shown,
        form=form,
        done=done,
        conflict=conflict,
    )
