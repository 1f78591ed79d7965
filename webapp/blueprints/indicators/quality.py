"""Saying how far a stored actual can be relied on, and when its final figure is due."""

from __future__ import annotations

from flask import flash, make_response, render_template, request, url_for
from flask.typing import ResponseReturnValue

from webapp.blueprints.indicators.blueprint import indicators
from webapp.blueprints.indicators.quality_forms import QualityForm
from webapp.domain.errors import Conflict
from webapp.services.figures.quality import set_quality, show_quality
from webapp.web.htmx import CONFLICT, REFUSED, redirect
from webapp.web.identity import signed_in
from webapp.web.saving import saved


@indicators.route("/<id:indicator_id>/figures/<period:key>/quality", methods=["GET", "POST"])
def quality(indicator_id: int, key: str) -> ResponseReturnValue:
    """What is said of the quality of one actual; POST says it anew."""
    if request.method == "GET":
        return _page(indicator_id, key)
    form, new = QualityForm(), list[bool]()

    def save() -> None:
        new.append(set_quality(who=signed_in(), indicator_id=indicator_id, period_key=key, **form.answer()))

    try:
        if not saved(form, save):
            return _page(indicator_id, key, form, status=REFUSED)
    except Conflict as conflict:
        return _page(indicator_id, key, form, conflict=conflict.sentence, status=CONFLICT)
    flash("What you said of the figure was saved." if new[0] else "Nothing was changed.", "success")
    return redirect(url_for("indicators.figure", indicator_id=indicator_id, key=key))


def _page(
    indicator_id: int, key: str, form: QualityForm | None = None, *, conflict: str = "", status: int = 200
) -> ResponseReturnValue:
    """The page; after a conflict the form has seen what is stored now, to be saved knowingly."""
    shown = show_quality(who=signed_in(), indicator_id=indicator_id, period_key=key)
    form = form or QualityForm.of(shown)
    if conflict:
        form.seen.process(None, shown.mark)
    return make_response(render_template("indicators/quality.html", shown=shown, form=form, conflict=conflict), status)
