"""Taking a saved upload back: what would be as before, what stays, and why."""

from __future__ import annotations

from flask import flash, render_template, request, url_for
from flask.typing import ResponseReturnValue

from webapp.blueprints.uploads.blueprint import uploads
from webapp.blueprints.uploads.forms import UndoForm
from webapp.domain.errors import Conflict
from webapp.services.uploads.states import load_upload
from webapp.services.uploads.undo_preview import preview_undo
from webapp.services.uploads.undoing import undo_in_background
from webapp.web.htmx import REFUSED, redirect
from webapp.web.identity import signed_in
from webapp.web.saving import saved


@uploads.route("/<id:upload_id>/undo", methods=["GET", "POST"])
def undo(upload_id: int) -> ResponseReturnValue:
    """What taking it back does; POST does it."""
    upload, here = load_upload(upload_id), url_for("uploads.show", upload_id=upload_id)
    form, posted = UndoForm(), request.method == "POST"
    try:
        if posted and saved(form, lambda: _undo(upload_id, form)):
            return redirect(here)
        preview = preview_undo(who=signed_in(), upload_id=upload_id)
    except Conflict as conflict:
        flash(conflict.sentence, "notice")
        return redirect(here)
    page = render_template("uploads/undo.html", upload=upload, preview=preview, form=form)
    return page, REFUSED if posted else 200


def _undo(upload_id: int, form: UndoForm) -> None:
    undo_in_background(who=signed_in(), upload_id=upload_id, reason=form.reason.data or "")
