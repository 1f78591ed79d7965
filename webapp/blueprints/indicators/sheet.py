"""The sheet of an indicator: how it is measured and how far its data can be relied on; and which sheets lack parts."""

from __future__ import annotations

from flask import flash, make_response, render_template, request, url_for
from flask.typing import ResponseReturnValue

from webapp.blueprints.indicators.blueprint import indicators
from webapp.blueprints.indicators.sheet_forms import SheetFilterForm, SheetForm
from webapp.domain.errors import Conflict
from webapp.services.indicators.data_sheet_lists import list_sheets, sheets_table
from webapp.services.indicators.data_sheets import change_sheet, data_sheet, sheet_differences
from webapp.services.indicators.differences import Difference
from webapp.services.indicators.sheets import sheet_of
from webapp.web.exporting import send_table, wants_file
from webapp.web.htmx import CONFLICT, REFUSED, redirect, render
from webapp.web.identity import signed_in
from webapp.web.saving import saved


@indicators.get("/sheets")
def sheets() -> ResponseReturnValue:
    """The sheets that lack parts, those that are complete, or all."""
    form = SheetFilterForm(request.args)
    found = list_sheets(show=form.show.data or "", directorate=form.directorate.data or "")
    if wants_file():
        return send_table(sheets_table(sheets=found.sheets))
    form.offer(found)
    who = signed_in()
    return render(
        "indicators/sheets.html", "indicators/_sheets.html", form=form, found=found, may_change=who.runs_figures
    )


@indicators.route("/<id:indicator_id>/sheet", methods=["GET", "POST"])
def sheet(indicator_id: int) -> ResponseReturnValue:
    """Change what is stated; the second of two editors is told what the first changed."""
    definition = sheet_of(indicator_id)
    if request.method == "GET":
        present = data_sheet(indicator_id)
        return _page(definition.id, SheetForm.of(present.stated, present.version))
    form = SheetForm()

    def save() -> None:
        change_sheet(
            who=signed_in(),
            indicator_id=indicator_id,
            version=form.version.data,
            sheet=form.answer(),
            reason=form.reason.data or "",
        )

    try:
        if saved(form, save):
            flash("The sheet was saved.", "success")
            return redirect(url_for("indicators.show", indicator_id=indicator_id, _anchor="sheet-section"))
    except Conflict as conflict:
        present = data_sheet(indicator_id)
        form.version.process(None, present.version)
        theirs = sheet_differences(present.stated, form.answer())
        return _page(indicator_id, form, conflict=conflict.sentence, theirs=theirs, status=CONFLICT)
    return _page(indicator_id, form, status=REFUSED)


def _page(
    indicator_id: int,
    form: SheetForm,
    *,
    conflict: str = "",
    theirs: tuple[Difference, ...] = (),
    status: int = 200,
) -> ResponseReturnValue:
    page = render_template(
        "indicators/sheet.html", form=form, sheet=sheet_of(indicator_id), conflict=conflict, theirs=theirs
    )
    return make_response(page, status)
