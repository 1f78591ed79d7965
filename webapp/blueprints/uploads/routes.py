"""Uploads: check a file, save it, and read its receipt."""

from __future__ import annotations

from io import BytesIO

from flask import Blueprint, flash, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue

from webapp.blueprints.uploads.forms import CarriedForm, UploadForm, carried_form
from webapp.domain.errors import Refusal
from webapp.services.uploads import receipts as upload_receipts
from webapp.services.uploads.uploading import Outcome, check_upload, upload_figures
from webapp.web.forms import show_refusal
from webapp.web.htmx import REFUSED, redirect
from webapp.web.identity import signed_in

NOTES = 40
"""Sentences that the receipt of an upload says about it at most: they travel in the session's cookie."""

uploads = Blueprint("uploads", __name__, url_prefix="/uploads")


@uploads.get("")
def index() -> ResponseReturnValue:
    """Every accepted file."""
    return render_template("uploads/index.html", uploads=upload_receipts.list_uploads())


@uploads.route("/new", methods=["GET", "POST"])
def new() -> ResponseReturnValue:
    """Choose a file; POST checks it, and saves it unless only the check was asked for."""
    form = UploadForm()
    if request.method == "GET":
        return _choose(form)
    try:
        name, content = form.chosen()
    except Refusal as refusal:
        show_refusal(form, refusal)
        return _choose(form, status=REFUSED)
    if "check" in request.form:
        outcome = check_upload(who=signed_in(), content=content)
        if outcome.accepted:
            carried = carried_form(name, content)
            shown = [upload_receipts.revised_of(change) for change in outcome.changes]
            return render_template("uploads/checked.html", outcome=outcome, shown=shown, name=name, carried=carried)
        return _faults(outcome, name)
    return _save(name, content)


@uploads.post("/checked")
def save_checked() -> ResponseReturnValue:
    """Save the file that the check page carried."""
    try:
        name, content = CarriedForm().carried()
    except Refusal as refusal:
        form = UploadForm(formdata=None)
        show_refusal(form, refusal)
        return _choose(form, status=REFUSED)
    return _save(name, content)


@uploads.get("/<id:upload_id>")
def show(upload_id: int) -> ResponseReturnValue:
    """The receipt of one upload."""
    return render_template("uploads/show.html", receipt=upload_receipts.get_receipt(upload_id))


@uploads.get("/<id:upload_id>/file")
def file(upload_id: int) -> ResponseReturnValue:
    """The file as it came."""
    name, content = upload_receipts.get_content(upload_id)
    return send_file(BytesIO(content), mimetype="text/csv", as_attachment=True, download_name=name)


def _save(name: str, content: bytes) -> ResponseReturnValue:
    outcome = upload_figures(who=signed_in(), file_name=name, content=content)
    if not outcome.accepted:
        return _faults(outcome, name)
    notes = [f"{label} was not open yet: it is now." for label in outcome.opened]
    notes += [f"Line {line}, {column}: rounded to six decimal places." for line, column in outcome.rounded]
    if len(notes) > NOTES:
        notes[NOTES:] = [f"The same was said of {len(notes) - NOTES} more: the file's check lists them all."]
    if notes:
        flash(" ".join(notes), "notice")
    return redirect(url_for("uploads.show", upload_id=outcome.upload_id))


def _faults(outcome: Outcome, name: str) -> ResponseReturnValue:
    return _choose(UploadForm(formdata=None), outcome=outcome, name=name, status=REFUSED)


def _choose(
    form: UploadForm, *, outcome: Outcome | None = None, name: str = "", status: int = 200
) -> ResponseReturnValue:
    period = request.args.get("period", "")
    return render_template("uploads/new.html", form=form, outcome=outcome, name=name, period=period), status
