"""Adding an indicator, and changing what is decided about one."""

from __future__ import annotations

from flask import flash, make_response, render_template, url_for
from flask.typing import ResponseReturnValue

from webapp.blueprints.indicators.blueprint import indicators
from webapp.blueprints.indicators.forms import DefinitionForm, EditForm
from webapp.domain.errors import Conflict
from webapp.services.indicators.defining import change_indicator, create_indicator, definition_of
from webapp.services.indicators.differences import Difference, differences
from webapp.services.indicators.sheets import sheet_of
from webapp.services.rules.consequences import Consequences
from webapp.services.rules.previewing import preview_definition
from webapp.web.htmx import CONFLICT, REFUSED, redirect
from webapp.web.identity import signed_in
from webapp.web.previewed import was_seen
from webapp.web.saving import saved


@indicators.route("/new", methods=["GET", "POST"])
def new() -> ResponseReturnValue:
    """Add an indicator; its targets come next."""
    form, added = DefinitionForm(), []

    def save() -> None:
        added.append(create_indicator(who=signed_in(), definition=form.answer()))

    if form.is_submitted() and saved(form, save):
        flash("The indicator was added. Set its targets next.", "success")
        return redirect(url_for("indicators.show", indicator_id=added[0]))
    page = render_template("indicators/new.html", form=form)
    return make_response(page, REFUSED if form.is_submitted() else 200)


@indicators.route("/<id:indicator_id>/edit", methods=["GET", "POST"])
def edit(indicator_id: int) -> ResponseReturnValue:
    """Change an indicator; the second of two editors is told what the first changed."""
    present, version = definition_of(indicator_id)
    form, found = EditForm(present=present), list[Consequences | None]()

    def preview() -> None:
        found.append(preview_definition(who=signed_in(), indicator_id=indicator_id, definition=form.answer()))

    def save() -> None:
        change_indicator(
            who=signed_in(),
            indicator_id=indicator_id,
            version=form.version.data,
            definition=form.answer(),
            reason=form.reason.data or "",
        )

    if not form.is_submitted():
        form.version.process(None, version)
        return _edit_page(indicator_id, form)
    try:
        if not saved(form, preview):
            return _edit_page(indicator_id, form, status=REFUSED)
        if found[0] and not found[0].is_empty and not was_seen(form.seen, (form.answer(), found[0].mark)):
            return _edit_page(indicator_id, form, found=found[0])
        if saved(form, save):
            flash("The indicator was changed.", "success")
            return redirect(url_for("indicators.show", indicator_id=indicator_id))
    except Conflict as conflict:
        present, version = definition_of(indicator_id)
        form.version.process(None, version)
        theirs = differences(present, form.answer())
        return _edit_page(indicator_id, form, conflict=conflict.sentence, theirs=theirs, status=CONFLICT)
    return _edit_page(indicator_id, form, status=REFUSED)


def _edit_page(
    indicator_id: int,
    form: EditForm,
    *,
    conflict: str = "",
    theirs: tuple[Difference, ...] = (),
    found: Consequences | None = None,
    status: int = 200,
) -> ResponseReturnValue:
    page = render_template(
        "indicators/edit.html",
        form=form,
        sheet=sheet_of(indicator_id),
        conflict=conflict,
        theirs=theirs,
        found=found,
    )
    return make_response(page, status)
