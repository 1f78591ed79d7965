"""Audit: who changed what, when, from what to what, and why; on a page, and as a file."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from typing import Any

from flask import Blueprint, Response, render_template, request, stream_with_context, url_for
from flask.typing import ResponseReturnValue

from webapp.blueprints.audit.forms import COMMAND_LINE, AuditForm
from webapp.domain.formats import moment
from webapp.domain.spreadsheets import safe_cell
from webapp.services.audit.reading import ChangeLine, audit_lines, audit_page, kinds_for, people_who_changed
from webapp.web.htmx import REFUSED
from webapp.web.identity import signed_in

audit = Blueprint("audit", __name__, url_prefix="/audit")

COLUMNS = (
    "when (UTC)", "when (London)", "who", "kind", "what", "indicator", "field", "old", "new", "why", "upload",
)  # fmt: skip


@audit.get("")
def index() -> ResponseReturnValue:
    """The changes that meet the filter, newest first, a page at a time."""
    form = _form()
    valid = form.validate()
    found = audit_page(who=signed_in(), wanted=form.wanted(), page=request.args.get("page", 1, type=int))
    chosen: dict[str, Any] = {name: text for name, text in request.args.items() if name in form and text}

    def link(page: int) -> str:
        return url_for("audit.index", **chosen, page=page)

    export = url_for("audit.export", **chosen)
    page = render_template("audit/index.html", form=form, found=found, link=link, export=export, filtered=bool(chosen))
    return page, 200 if valid else REFUSED


@audit.get("/changes.csv")
def export() -> ResponseReturnValue:
    """Every change that meets the filter, as a file that a spreadsheet opens."""
    form, who = _form(), signed_in()
    form.validate()
    lines = audit_lines(who=who, wanted=form.wanted())
    response = Response(stream_with_context(_file(lines)), mimetype="text/csv")
    response.headers["Content-Disposition"] = 'attachment; filename="changes.csv"'
    return response


def _form() -> AuditForm:
    form, who = AuditForm(formdata=request.args), signed_in()
    form.kind.choices = [("", "Every kind"), *kinds_for(who).items()]
    people = ((str(number), name) for number, name in people_who_changed(who))
    form.by.choices = [("", "Anybody"), *people, (COMMAND_LINE, "Command line")]
    return form


def _file(lines: Iterable[ChangeLine]) -> Iterator[str]:
    """The file piece by piece; it begins with a mark by which a spreadsheet knows that it is UTF-8."""
    yield "\ufeff" + _row(COLUMNS)
    for line in lines:
        at = line.at.isoformat(timespec="seconds").replace("+00:00", "Z")
        about = (line.by, line.kind, line.subject, line.indicator_code, line.field)
        yield _row((at, moment(line.at), *about, line.old, line.new, line.reason, line.upload))


def _row(cells: Iterable[str]) -> str:
    text = io.StringIO()
    csv.writer(text).writerow([safe_cell(cell) for cell in cells])
    return text.getvalue()
