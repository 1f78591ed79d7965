"""Uploads: the list, choosing a file, the page of one upload, and its file as it came."""

from __future__ import annotations

from pathlib import PurePath
from typing import BinaryIO, cast

from flask import Response, render_template, request, stream_with_context, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import RequestEntityTooLarge

from webapp.blueprints.uploads.blueprint import uploads
from webapp.blueprints.uploads.forms import UploadForm, upload_form
from webapp.blueprints.uploads.paging import asked_page, link_to
from webapp.blueprints.uploads.standing import page_of
from webapp.domain.errors import Refusal
from webapp.services.uploads.files import parts_of_file, too_large_sentence
from webapp.services.uploads.limits import upload_limits
from webapp.services.uploads.list_export import upload_table
from webapp.services.uploads.lists import list_uploads
from webapp.services.uploads.receiving import check_in_background, receive_upload
from webapp.services.uploads.states import load_upload
from webapp.web.exporting import send_table, wants_file
from webapp.web.forms import show_refusal
from webapp.web.htmx import REFUSED, redirect
from webapp.web.identity import signed_in, who
from webapp.web.request_size import FILES_OF_FIGURES

TOO_LARGE = 413
TYPES = {
    ".csv": "text/csv",
    ".tsv": "text/tab-separated-values",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".xls": "application/vnd.ms-excel",
    ".ods": "application/vnd.oasis.opendocument.spreadsheet",
}


@uploads.get("")
def index() -> ResponseReturnValue:
    """Every file, or those that wait, newest first."""
    if wants_file():
        return send_table(upload_table(who=signed_in(), show=request.args.get("show", "")))
    found = list_uploads(who=signed_in(), show=request.args.get("show", ""), page=asked_page())
    link = link_to("uploads.index", show=found.show or None)
    return render_template("uploads/index.html", found=found, link=link)


@uploads.route("/new", methods=["GET", "POST"])
def new() -> ResponseReturnValue:
    """Choose a file; POST keeps it and has it checked."""
    form = upload_form(period=request.args.get("period", ""), posted=request.method == "POST")
    if request.method == "GET":
        return _choose(form)
    try:
        upload_id = _receive(form)
    except Refusal as refusal:
        show_refusal(form, refusal)
        upload_id = None
    if upload_id is None:
        return _choose(form, REFUSED)
    check_in_background(who=signed_in(), upload_id=upload_id)
    return redirect(url_for("uploads.show", upload_id=upload_id))


@uploads.errorhandler(RequestEntityTooLarge)
def too_large(error: RequestEntityTooLarge) -> ResponseReturnValue:
    """A file that is larger than the server takes, said beside the field."""
    person = who()
    if request.endpoint != FILES_OF_FIGURES or person is None or not person.runs_figures:
        return render_template("errors/413.html", sentence=""), TOO_LARGE
    form = upload_form(period=request.args.get("period", ""))
    form.file.errors = [too_large_sentence(upload_limits().file_bytes)]
    return _choose(form, TOO_LARGE)


@uploads.get("/<id:upload_id>")
def show(upload_id: int) -> ResponseReturnValue:
    """Where the upload stands: how far its work is, its faults, its check, or its receipt."""
    return page_of(load_upload(upload_id))


@uploads.get("/<id:upload_id>/file")
def file(upload_id: int) -> ResponseReturnValue:
    """The file as it came."""
    upload = load_upload(upload_id)
    kind = TYPES.get(PurePath(upload.file_name).suffix.casefold(), "application/octet-stream")
    response = Response(stream_with_context(parts_of_file(upload_id)), mimetype=kind)
    response.content_length = upload.size
    response.headers.set("Content-Disposition", "attachment", filename=upload.file_name)
    return response


def _receive(form: UploadForm) -> int | None:
    """The number of the upload, whose file is read as it comes; None where the form says what is wrong."""
    if not form.validate():
        return None
    chosen = form.chosen()
    answers = {"period": form.period.data, "create": form.create.data}
    source = cast(BinaryIO, chosen.stream)
    return receive_upload(who=signed_in(), file_name=chosen.filename or "", source=source, answers=answers)


def _choose(form: UploadForm, status: int = 200) -> ResponseReturnValue:
    most = upload_limits().file_bytes
    values = {"most_bytes": most, "too_large": too_large_sentence(most), "period": request.args.get("period", "")}
    return render_template("uploads/new.html", form=form, **values), status
