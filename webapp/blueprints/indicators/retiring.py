"""Retiring an indicator, and bringing it back."""

from __future__ import annotations

from flask import flash, make_response, render_template, url_for
from flask.typing import ResponseReturnValue

from webapp.blueprints.indicators.blueprint import indicators
from webapp.blueprints.indicators.forms import BringBackForm, RetireForm
from webapp.services.clock import today
from webapp.services.indicators import retirement
from webapp.services.indicators.sheets import sheet_of
from webapp.web.htmx import REFUSED, redirect
from webapp.web.identity import signed_in
from webapp.web.saving import saved


@indicators.route("/<id:indicator_id>/retire", methods=["GET", "POST"])
def retire(indicator_id: int) -> ResponseReturnValue:
    """Expect no more figures from a day on."""
    form = RetireForm(data={"retired_on": today()})

    def save() -> None:
        retirement.retire_indicator(
            who=signed_in(),
            indicator_id=indicator_id,
            retired_on=form.retired_on.data,
            reason=form.reason.data or "",
            replaced_by=form.replaced_by.data or "",
        )

    if form.is_submitted() and saved(form, save):
        flash("The indicator was retired. Its figures and plans stay.", "success")
        return redirect(url_for("indicators.show", indicator_id=indicator_id))
    return _page("indicators/retire.html", indicator_id, form)


@indicators.route("/<id:indicator_id>/bring-back", methods=["GET", "POST"])
def bring_back(indicator_id: int) -> ResponseReturnValue:
    """Expect figures again."""
    form = BringBackForm()

    def save() -> None:
        retirement.bring_back(who=signed_in(), indicator_id=indicator_id, reason=form.reason.data or "")

    if form.is_submitted() and saved(form, save):
        flash("The indicator was brought back.", "success")
        return redirect(url_for("indicators.show", indicator_id=indicator_id))
    return _page("indicators/bring_back.html", indicator_id, form)


def _page(template: str, indicator_id: int, form: RetireForm | BringBackForm) -> ResponseReturnValue:
    page = render_template(template, form=form, sheet=sheet_of(indicator_id))
    return make_response(page, REFUSED if form.is_submitted() else 200)
