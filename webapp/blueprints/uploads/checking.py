"""What somebody does with a checked file, and the long lists that its page shows the beginning of."""

from __future__ import annotations

from collections.abc import Callable

from flask import Response, flash, render_template, request, url_for
from flask.typing import ResponseReturnValue

from webapp.blueprints.uploads.blueprint import uploads
from webapp.blueprints.uploads.forms import ConfirmForm
from webapp.blueprints.uploads.paging import asked_page, link_to
from webapp.blueprints.uploads.standing import checked
from webapp.domain.errors import Conflict, Refusal
from webapp.services.uploads.consequences import effects_page
from webapp.services.uploads.faulty_copy import copy_with_faults
from webapp.services.uploads.missing import missing_page
from webapp.services.uploads.pages import defined_page, notes_page, warnings_page
from webapp.services.uploads.receiving import drop_upload
from webapp.services.uploads.resuming import go_on
from webapp.services.uploads.saving import save_in_background
from webapp.services.uploads.states import load_upload
from webapp.web.exporting import send_table
from webapp.web.forms import show_refusal
from webapp.web.htmx import REFUSED, redirect
from webapp.web.identity import signed_in


@uploads.post("/<id:upload_id>/save")
def save(upload_id: int) -> ResponseReturnValue:
    """Save the figures, with the kinds of warnings that were ticked."""
    form = ConfirmForm()
    ticked = form.accepted.data or []
    try:
        save_in_background(who=signed_in(), upload_id=upload_id, accepted=ticked)
    except Conflict as conflict:
        return _meanwhile(upload_id, conflict)
    except Refusal as refusal:
        if refusal.field != form.accepted.name:
            raise
        show_refusal(form, refusal)
        return checked(load_upload(upload_id), form, REFUSED)
    return _to(upload_id)


@uploads.post("/<id:upload_id>/aside")
def aside(upload_id: int) -> ResponseReturnValue:
    """Put the upload aside."""
    return _act(upload_id, drop_upload)


@uploads.post("/<id:upload_id>/again")
def again(upload_id: int) -> ResponseReturnValue:
    """Check the file again, or go on with what broke off."""
    return _act(upload_id, go_on)


@uploads.get("/<id:upload_id>/faults")
def copy(upload_id: int) -> Response:
    """A copy of the file with its faults beside the rows."""
    return send_table(copy_with_faults(who=signed_in(), upload_id=upload_id))


@uploads.get("/<id:upload_id>/warnings")
def warnings(upload_id: int) -> ResponseReturnValue:
    """The warnings of one kind."""
    kind = request.args.get("kind", "")
    shown = warnings_page(who=signed_in(), upload_id=upload_id, kind=kind, page=asked_page())
    return render_template(
        "uploads/remarks.html", shown=shown, link=link_to("uploads.warnings", upload_id=upload_id, kind=kind)
    )


@uploads.get("/<id:upload_id>/notes")
def notes(upload_id: int) -> ResponseReturnValue:
    """What the words in the file's cells are taken to mean."""
    shown = notes_page(who=signed_in(), upload_id=upload_id, page=asked_page())
    return render_template("uploads/remarks.html", shown=shown, link=link_to("uploads.notes", upload_id=upload_id))


@uploads.get("/<id:upload_id>/indicators")
def defined(upload_id: int) -> ResponseReturnValue:
    """The indicators that the file creates or defines anew."""
    shown = defined_page(who=signed_in(), upload_id=upload_id, page=asked_page())
    return render_template("uploads/defined.html", shown=shown, link=link_to("uploads.defined", upload_id=upload_id))


@uploads.get("/<id:upload_id>/consequences")
def consequences(upload_id: int) -> ResponseReturnValue:
    """Every consequence of one kind."""
    upload, kind = load_upload(upload_id), request.args.get("kind", "red")
    shown = effects_page(upload, kind, page=asked_page())
    link = link_to("uploads.consequences", upload_id=upload_id, kind=kind)
    return render_template("uploads/consequences.html", upload=upload, shown=shown, link=link)


@uploads.get("/<id:upload_id>/missing/<period:key>")
def missing(upload_id: int, key: str) -> ResponseReturnValue:
    """What is still missing for one period of the file."""
    upload, shown = load_upload(upload_id), missing_page(upload_id, key, page=asked_page())
    link = link_to("uploads.missing", upload_id=upload_id, key=key)
    return render_template("uploads/missing.html", upload=upload, shown=shown, link=link)


def _act(upload_id: int, act: Callable[..., None]) -> ResponseReturnValue:
    try:
        act(who=signed_in(), upload_id=upload_id)
    except Conflict as conflict:
        return _meanwhile(upload_id, conflict)
    return _to(upload_id)


def _meanwhile(upload_id: int, conflict: Conflict) -> ResponseReturnValue:
    """The upload as it stands now, with what came between."""
    flash(conflict.sentence, "notice")
    return _to(upload_id)


def _to(upload_id: int) -> Response:
    return redirect(url_for("uploads.show", upload_id=upload_id))
