"""Removing one target of an indicator."""

from __future__ import annotations

from flask import flash, make_response, render_template, url_for
from flask.typing import ResponseReturnValue

from webapp.blueprints.indicators.blueprint import indicators
from webapp.blueprints.indicators.target_forms import RemoveTargetForm
from webapp.services.indicators.sheets import sheet_of
from webapp.services.targets import saving as target_service
from webapp.services.targets.tables import get_target
from webapp.web.htmx import REFUSED, redirect
from webapp.web.identity import signed_in
from webapp.web.saving import saved


@indicators.route("/<id:indicator_id>/targets/<period:key>/remove", methods=["GET", "POST"])
def remove_target(indicator_id: int, key: str) -> ResponseReturnValue:
    """Take one target away, with a reason; what it was stays in the record."""
    form, sheet = RemoveTargetForm(), sheet_of(indicator_id)
    line = get_target(who=signed_in(), indicator_id=indicator_id, period_key=key, measure=sheet.measure)

    def save() -> None:
        target_service.remove_target(
            who=signed_in(), indicator_id=indicator_id, period_key=key, reason=form.reason.data or ""
        )

    if form.is_submitted() and saved(form, save):
        flash(f"The target of {line.period} was removed.", "success")
        return redirect(url_for("indicators.show", indicator_id=indicator_id))
    page = render_template("indicators/remove_target.html", form=form, sheet=sheet, line=line)
    return make_response(page, REFUSED if form.is_submitted() else 200)
