"""Remembered layouts: listed, called otherwise, and forgotten."""

from __future__ import annotations

from flask import flash, render_template, request, url_for
from flask.typing import ResponseReturnValue

from webapp.blueprints.uploads.blueprint import uploads
from webapp.blueprints.uploads.column_forms import ROLE_WORDS
from webapp.blueprints.uploads.forms import LayoutForm
from webapp.services.uploads.layouts import RememberedLayout, forget_layout, get_layout, list_layouts, rename_layout
from webapp.web.htmx import REFUSED, redirect
from webapp.web.identity import signed_in
from webapp.web.saving import saved


@uploads.get("/layouts")
def layouts() -> ResponseReturnValue:
    """Every remembered layout."""
    return render_template("uploads/layouts.html", layouts=list_layouts(who=signed_in()))


@uploads.route("/layouts/<id:layout_id>", methods=["GET", "POST"])
def layout(layout_id: int) -> ResponseReturnValue:
    """One layout with its columns; POST gives it another name."""
    shown = get_layout(who=signed_in(), layout_id=layout_id)
    if request.method == "GET":
        return _page(shown, LayoutForm(formdata=None, name=shown.name))
    form = LayoutForm()
    if saved(form, lambda: rename_layout(who=signed_in(), layout_id=layout_id, name=form.name.data or "")):
        flash("The layout has its new name.", "success")
        return redirect(url_for("uploads.layouts"))
    return _page(shown, form, REFUSED)


@uploads.post("/layouts/<id:layout_id>/forget")
def forget(layout_id: int) -> ResponseReturnValue:
    """Ask again about files with these columns."""
    forget_layout(who=signed_in(), layout_id=layout_id)
    flash("The layout is forgotten: the next file with these columns asks again.", "success")
    return redirect(url_for("uploads.layouts"))


def _page(shown: RememberedLayout, form: LayoutForm, status: int = 200) -> ResponseReturnValue:
    return render_template("uploads/layout.html", shown=shown, form=form, words=ROLE_WORDS), status
