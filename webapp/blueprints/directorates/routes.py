"""Directorates: list, add, rename, merge, retire and bring back."""

from __future__ import annotations

from flask import Blueprint, flash, make_response, render_template, url_for
from flask.typing import ResponseReturnValue

from webapp.blueprints.directorates.forms import MergeForm, NameForm, ReasonForm
from webapp.domain.errors import Conflict
from webapp.services import directorates as directorate_service
from webapp.services.directorates import DirectorateLine, show_directorate
from webapp.web.exporting import send_table, wants_file
from webapp.web.htmx import CONFLICT, REFUSED, redirect
from webapp.web.identity import signed_in
from webapp.web.saving import saved

directorates = Blueprint("directorates", __name__, url_prefix="/directorates")


@directorates.get("")
def index() -> ResponseReturnValue:
    """Every directorate with the number of indicators it reports."""
    if wants_file():
        return send_table(directorate_service.directorate_table())
    return render_template("directorates/index.html", directorates=directorate_service.list_directorates())


@directorates.route("/new", methods=["GET", "POST"])
def new() -> ResponseReturnValue:
    """Add a directorate."""
    form = NameForm()

    def save() -> None:
        directorate_service.add_directorate(who=signed_in(), name=form.name.data or "")

    if form.is_submitted() and saved(form, save):
        flash("The directorate was added.", "success")
        return redirect(url_for("directorates.index"))
    return make_response(render_template("directorates/new.html", form=form), REFUSED if form.is_submitted() else 200)


@directorates.route("/<id:directorate_id>", methods=["GET", "POST"])
def show(directorate_id: int) -> ResponseReturnValue:
    """One directorate, with the form that renames it."""
    line = show_directorate(directorate_id)
    form = NameForm(data={"name": line.name, "was": line.name})

    def save() -> None:
        directorate_service.rename_directorate(
            who=signed_in(), directorate_id=directorate_id, name=form.name.data or "", was=form.was.data or ""
        )

    if not form.is_submitted():
        return _page("show", line, form)
    try:
        if saved(form, save):
            flash("The directorate was renamed.", "success")
            return redirect(url_for("directorates.index"))
    except Conflict as conflict:
        now = show_directorate(directorate_id)
        form.was.process(None, now.name)
        form.name.errors = [*form.name.errors, conflict.sentence]
        return _page("show", now, form, CONFLICT)
    return _page("show", line, form, REFUSED)


@directorates.route("/<id:directorate_id>/merge", methods=["GET", "POST"])
def merge(directorate_id: int) -> ResponseReturnValue:
    """Make it part of another: its indicators move, their history stays."""
    line, form = show_directorate(directorate_id), MergeForm(directorate_id)
    moved: list[int] = []

    def save() -> None:
        moved.append(
            directorate_service.merge_directorate(
                who=signed_in(),
                directorate_id=directorate_id,
                into_id=form.into_id.data or None,
                reason=form.reason.data or "",
            )
        )

    if form.is_submitted() and saved(form, save):
        flash(f"The directorates were merged: {moved[0]} indicator{'' if moved[0] == 1 else 's'} moved.", "success")
        return redirect(url_for("directorates.index"))
    return _page("merge", line, form, REFUSED if form.is_submitted() else 200)


@directorates.route("/<id:directorate_id>/retire", methods=["GET", "POST"])
def retire(directorate_id: int) -> ResponseReturnValue:
    """Offer it no more."""
    line, form = show_directorate(directorate_id), ReasonForm()

    def save() -> None:
        directorate_service.retire_directorate(
            who=signed_in(), directorate_id=directorate_id, reason=form.reason.data or ""
        )

    if form.is_submitted() and saved(form, save):
        flash("The directorate was retired.", "success")
        return redirect(url_for("directorates.index"))
    return _page("retire", line, form, REFUSED if form.is_submitted() else 200)


@directorates.route("/<id:directorate_id>/bring-back", methods=["GET", "POST"])
def bring_back(directorate_id: int) -> ResponseReturnValue:
    """Offer it again."""
    line, form = show_directorate(directorate_id), ReasonForm()

    def save() -> None:
        directorate_service.bring_back_directorate(
            who=signed_in(), directorate_id=directorate_id, reason=form.reason.data or ""
        )

    if form.is_submitted() and saved(form, save):
        flash("The directorate was brought back.", "success")
        return redirect(url_for("directorates.index"))
    return _page("bring_back", line, form, REFUSED if form.is_submitted() else 200)


def _page(
    name: str, line: DirectorateLine, form: NameForm | MergeForm | ReasonForm, status: int = 200
) -> ResponseReturnValue:
    return make_response(render_template(f"directorates/{name}.html", directorate=line, form=form), status)
