"""Saved views: kept under a name from a scorecard, called otherwise, and deleted."""

from __future__ import annotations

from flask import flash, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict

from webapp.blueprints.scorecard.asking import asked_view, from_query, in_address
from webapp.blueprints.scorecard.blueprint import scorecard_pages
from webapp.blueprints.scorecard.forms import SaveViewForm, ViewForm
from webapp.domain.rights import Who
from webapp.services.scorecard.showing import plans_offered
from webapp.services.scorecard.views import delete_view, own_view, own_views, rename_view, save_view
from webapp.web.htmx import REFUSED, redirect
from webapp.web.identity import signed_in
from webapp.web.saving import saved


@scorecard_pages.get("/views")
def views() -> ResponseReturnValue:
    """One's own views."""
    return render_template("scorecard/views.html", views=own_views(who=signed_in()))


@scorecard_pages.post("/views")
def save() -> ResponseReturnValue:
    """Keep the view of a scorecard; one of the same name is replaced."""
    form, who = SaveViewForm(), signed_in()
    query = _tidied(who, form.query.data or "")
    told: list[bool] = []

    def keep() -> None:
        told.append(save_view(who=who, name=form.name.data or "", query=query, shared=form.shared.data))

    if not saved(form, keep):
        return render_template("scorecard/save.html", form=form, who=who), REFUSED
    flash("The view is replaced." if told[0] else "The view is saved.", "success")
    return redirect(url_for("scorecard.index") + (f"?{query}" if query else ""))


@scorecard_pages.route("/views/<id:view_id>", methods=["GET", "POST"])
def rename(view_id: int) -> ResponseReturnValue:
    """Another name for a view; shared with everybody, or no longer."""
    who = signed_in()
    shown = own_view(who=who, view_id=view_id)
    if request.method == "GET":
        return _page(ViewForm(formdata=None, name=shown.name, shared=shown.shared), view_id)
    form = ViewForm()
    if saved(form, lambda: rename_view(who=who, view_id=view_id, name=form.name.data or "", shared=form.shared.data)):
        flash("The view is changed.", "success")
        return redirect(url_for("scorecard.views"))
    return _page(form, view_id, REFUSED)


@scorecard_pages.post("/views/<id:view_id>/delete")
def delete(view_id: int) -> ResponseReturnValue:
    """Take a view away."""
    name = delete_view(who=signed_in(), view_id=view_id)
    flash(f"The view “{name}” is deleted.", "success")
    return redirect(url_for("scorecard.views"))


def _tidied(who: Who, query: str) -> str:
    """The part of an address that a view stands for: only what a scorecard understands, and no page."""
    args = MultiDict([(name, value) for name, values in from_query(query).items() for value in values])
    address = url_for("scorecard.index", **in_address(asked_view(args, plans_offered(who)), all=""))
    return address.partition("?")[2]


def _page(form: ViewForm, view_id: int, status: int = 200) -> ResponseReturnValue:
    return render_template("scorecard/view.html", form=form, view_id=view_id, who=signed_in()), status
