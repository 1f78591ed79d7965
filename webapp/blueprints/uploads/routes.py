"""Uploads: choose a file, see what it would change, save it, and read its receipt."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, render_template, request, url_for
from flask.typing import ResponseReturnValue

from webapp.blueprints.uploads.forms import UploadForm
from webapp.domain.errors import Refusal
from webapp.domain.uploads import KEPT
from webapp.services.uploads import receipts as upload_receipts
from webapp.services.uploads.files import parts_of_file
from webapp.services.uploads.receipt_export import receipt_table
from webapp.services.uploads.receiving import check_in_background, receive_upload
from webapp.services.uploads.remarks import remarks_page
from webapp.services.uploads.saving import save_in_background
from webapp.services.uploads.states import load_upload
from webapp.web.exporting import send_table, wants_file
from webapp.web.forms import show_refusal
from webapp.web.htmx import REFUSED, redirect
from webapp.web.identity import signed_in

uploads = Blueprint("uploads", __name__, url_prefix="/uploads")


@uploads.get("")
def index() -> ResponseReturnValue:
    """Every accepted file."""
    return render_template("uploads/index.html", uploads=upload_receipts.list_uploads())


@uploads.route("/new", methods=["GET", "POST"])
def new() -> ResponseReturnValue:
    """Choose a file; it is checked in the background."""
    form = UploadForm()
    if request.method == "GET":
        return _choose(form)
    try:
        name, source = form.chosen()
        upload_id = receive_upload(who=signed_in(), file_name=name, source=source)
    except Refusal as refusal:
        show_refusal(form, refusal)
        return _choose(form, status=REFUSED)
    check_in_background(who=signed_in(), upload_id=upload_id)
    return redirect(url_for("uploads.show", upload_id=upload_id))


@uploads.post("/<id:upload_id>/confirm")
def confirm(upload_id: int) -> ResponseReturnValue:
    """Save what was checked."""
    save_in_background(who=signed_in(), upload_id=upload_id, accepted=request.form.getlist("accepted"))
    return redirect(url_for("uploads.show", upload_id=upload_id))


@uploads.get("/<id:upload_id>")
def show(upload_id: int) -> ResponseReturnValue:
    """Where one upload stands: its check, or its receipt with a page of figures."""
    upload = load_upload(upload_id)
    if upload.state not in KEPT:
        return render_template("uploads/checked.html", upload=upload, faults=remarks_page(upload_id, "fault"))
    page = request.args.get("page", 1, type=int)
    receipt = upload_receipts.get_receipt(upload_id, step=request.args.get("step", ""), page=page)
    if wants_file():
        return send_table(receipt_table(receipt=receipt))

    def link(**changed: Any) -> str:
        return url_for("uploads.show", upload_id=upload_id, **{"step": receipt.step or None, **changed})

    return render_template("uploads/show.html", receipt=receipt, link=link)


@uploads.get("/<id:upload_id>/file")
def file(upload_id: int) -> ResponseReturnValue:
    """The file as it came."""
    upload = load_upload(upload_id)
    response = Response(b"".join(parts_of_file(upload_id)), mimetype="application/octet-stream")
    response.headers.set("Content-Disposition", "attachment", filename=upload.file_name)
    return response


def _choose(form: UploadForm, *, status: int = 200) -> ResponseReturnValue:
    return render_template("uploads/new.html", form=form, period=request.args.get("period", "")), status
