"""Audit: who changed what, when, from what to what, and why; on a page, and as a file."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue

from webapp.blueprints.audit.forms import COMMAND_LINE, AuditForm
from webapp.services.audit.exporting import audit_table
from webapp.services.audit.reading import audit_page, kinds_for, people_who_changed
from webapp.web.exporting import send_table, wants_file
from webapp.web.htmx import REFUSED
from webapp.web.identity import signed_in

audit = Blueprint("audit", __name__, url_prefix="/audit")


@audit.get("")
def index() -> ResponseReturnValue:
    """The changes that meet the filter, newest first, a page at a time."""
    form = _form()
    valid = form.validate()
    if valid and wants_file():
        return send_table(audit_table(who=signed_in(), wanted=form.wanted()))
    before, after = request.args.get("before", ""), request.args.get("after", "")
    found = audit_page(who=signed_in(), wanted=form.wanted(), before=before, after=after)
    chosen: dict[str, Any] = {name: text for name, text in request.args.items() if name in form and text}

    def link(**place: Any) -> str:
        return url_for("audit.index", **chosen, **place)

    page = render_template("audit/index.html", form=form, found=found, link=link, filtered=bool(chosen))
    return page, 200 if valid else REFUSED


def _form() -> AuditForm:
    form, who = AuditForm(formdata=request.args), signed_in()
    form.kind.choices = [("", "Every kind"), *kinds_for(who).items()]
    people = ((str(number), name) for number, name in people_who_changed(who))
    form.by.choices = [("", "Anybody"), *people, (COMMAND_LINE, "Command line")]
    return form
