"""What the columns of a file mean: asked where it is not certain, and whenever somebody wants to say it."""

from __future__ import annotations

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from webapp.blueprints.uploads.blueprint import uploads
from webapp.blueprints.uploads.column_forms import ColumnsForm, columns_form
from webapp.domain.uploads import OPEN, UploadState
from webapp.services.uploads.answering import answer
from webapp.services.uploads.states import load_upload
from webapp.web.htmx import REFUSED, redirect
from webapp.web.identity import signed_in
from webapp.web.saving import saved


@uploads.route("/<id:upload_id>/columns", methods=["GET", "POST"])
def columns(upload_id: int) -> ResponseReturnValue:
    """Every column with what stands in it; POST checks the file with what was chosen."""
    upload = load_upload(upload_id)
    if not upload.found or upload.state is UploadState.CHECKING or upload.state not in OPEN:
        return redirect(url_for("uploads.show", upload_id=upload_id))
    form = columns_form(upload, posted=request.method == "POST")
    if request.method == "POST" and saved(form, lambda: _answer(upload_id, form)):
        return redirect(url_for("uploads.show", upload_id=upload_id))
    return render_template(
        "uploads/columns.html", upload=upload, form=form
    ), 200 if request.method == "GET" else REFUSED


def _answer(upload_id: int, form: ColumnsForm) -> None:
    name = form["name"].data or "" if "name" in form else ""
    answer(who=signed_in(), upload_id=upload_id, answers=form.answers(), remember_as=name)
