"""The page of one upload: what stands on it is where the upload stands."""

from __future__ import annotations

from flask import Response, make_response, render_template, request, url_for

from webapp.blueprints.uploads.forms import ConfirmForm
from webapp.blueprints.uploads.paging import asked_page, link_to
from webapp.domain.uploads import KEPT, WORKING, UploadState
from webapp.services.uploads.kept import what_became_of
from webapp.services.uploads.pages import check_page, faults_page
from webapp.services.uploads.receipt_export import receipt_table
from webapp.services.uploads.receipts import get_receipt
from webapp.services.uploads.resuming import progress_of_upload
from webapp.services.uploads.staged_export import staged_table
from webapp.services.uploads.states import UploadRecord
from webapp.services.uploads.tidying import KEPT_DAYS
from webapp.web import htmx
from webapp.web.exporting import send_table, wants_file
from webapp.web.htmx import is_htmx, redirect

FIGURES = "figures"
"""Where the figures begin on a page that has much above them: their next page is shown from there."""

MOST_IN_WORKBOOK = 100_000
"""Rows of a faulty file up to which its copy is offered as a workbook, which is made whole before it is sent."""


def page_of(upload: UploadRecord) -> Response:
    """The page for the upload's state; one that watches its progress is sent to the whole page once that is over."""
    if upload.state in WORKING:
        progress = progress_of_upload(upload)
        return htmx.render("uploads/working.html", "uploads/_working.html", upload=upload, progress=progress)
    here = url_for("uploads.show", upload_id=upload.id)
    if is_htmx():
        return redirect(here)
    if upload.state is UploadState.ASKING:
        return redirect(url_for("uploads.columns", upload_id=upload.id))
    if upload.state is UploadState.FAULTY:
        return _faulty(upload)
    if upload.state is UploadState.CHECKED:
        return checked(upload)
    if upload.state in KEPT:
        return _receipt(upload)
    return make_response(render_template("uploads/aside.html", upload=upload, kept_days=KEPT_DAYS))


def checked(upload: UploadRecord, form: ConfirmForm | None = None, status: int = 200) -> Response:
    """Everything that saving would do, and the button that does it."""
    if wants_file():
        return send_table(staged_table(upload_id=upload.id, show=request.args.get("show", "")))
    shown = check_page(upload, show=request.args.get("show", ""), page=asked_page())
    link = link_to("uploads.show", upload_id=upload.id, show=shown.figures.show or None, _anchor=FIGURES)
    form = form or ConfirmForm(formdata=None)
    page = render_template("uploads/checked.html", shown=shown, upload=upload, form=form, link=link)
    return make_response(page, status)


def _faulty(upload: UploadRecord) -> Response:
    shown, link = faults_page(upload, page=asked_page()), link_to("uploads.show", upload_id=upload.id)
    values = {"shown": shown, "link": link, "most_in_workbook": MOST_IN_WORKBOOK}
    return make_response(render_template("uploads/faulty.html", upload=upload, **values))


def _receipt(upload: UploadRecord) -> Response:
    receipt = get_receipt(upload.id, step=request.args.get("step", ""), page=asked_page())
    if wants_file():
        return send_table(receipt_table(receipt=receipt))
    link = link_to("uploads.show", upload_id=upload.id, step=receipt.step or None, _anchor=FIGURES)
    kept = what_became_of(upload)
    page = render_template("uploads/receipt.html", receipt=receipt, upload=upload, kept=kept, link=link)
    return make_response(page)
