"""Setting another status for one figure than its rule gives, and taking it away."""

from __future__ import annotations

from flask import flash, make_response, render_template, request, url_for
from flask.typing import ResponseReturnValue

from webapp.blueprints.indicators.blueprint import indicators
from webapp.blueprints.indicators.override_forms import OverrideForm, RemovalForm
from webapp.domain.errors import Conflict
from webapp.services.figures.overriding import remove_override, set_override, show_override
from webapp.web.htmx import CONFLICT, REFUSED, redirect
from webapp.web.identity import signed_in
from webapp.web.saving import saved


@indicators.route("/<id:indicator_id>/figures/<period:key>/status", methods=["GET", "POST"])
def override(indicator_id: int, key: str) -> ResponseReturnValue:
    """The status by the rule and the one that was set; POST sets another."""
    if request.method == "GET":
        return _page(indicator_id, key)
    form = OverrideForm()

    def save() -> None:
        set_override(who=signed_in(), indicator_id=indicator_id, period_key=key, **form.answer())

    try:
        if not saved(form, save):
            return _page(indicator_id, key, form, status=REFUSED)
    except Conflict as conflict:
        return _page(indicator_id, key, form, conflict=conflict.sentence, status=CONFLICT)
    flash("The status was set. The page and the paper say who set it, and why.", "success")
    return redirect(url_for("indicators.figure", indicator_id=indicator_id, key=key))


@indicators.post("/<id:indicator_id>/figures/<period:key>/status/remove")
def remove_status(indicator_id: int, key: str) -> ResponseReturnValue:
    """Let the rule decide again."""
    form = RemovalForm()

    def save() -> None:
        remove_override(who=signed_in(), indicator_id=indicator_id, period_key=key, **form.answer())

    try:
        if not saved(form, save):
            return _page(indicator_id, key, removal=form, status=REFUSED)
    except Conflict as conflict:
        return _page(indicator_id, key, removal=form, conflict=conflict.sentence, status=CONFLICT)
    flash("The rule decides the status again.", "success")
    return redirect(url_for("indicators.figure", indicator_id=indicator_id, key=key))


def _page(
    indicator_id: int,
    key: str,
    form: OverrideForm | None = None,
    removal: RemovalForm | None = None,
    *,
    conflict: str = "",
    status: int = 200,
) -> ResponseReturnValue:
    """The page; after a conflict the forms have seen what is stored now, to be saved knowingly."""
    shown = show_override(who=signed_in(), indicator_id=indicator_id, period_key=key)
    typed = form is not None
    form = form or OverrideForm(formdata=None, seen=shown.mark)
    removal = removal or RemovalForm(formdata=None, seen=shown.mark)
    if conflict:
        form.seen.process(None, shown.mark)
        removal.seen.process(None, shown.mark)
    return make_response(
        render_template(
            "indicators/override.html",
            shown=shown,
            form=form,
            removal=removal,
            faulty=form if typed or not removal.errors else removal,
            conflict=conflict,
        ),
        status,
    )
