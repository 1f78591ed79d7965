"""Setting the targets of an indicator, a financial year of them at a time."""

from __future__ import annotations

from flask import make_response, render_template, request, url_for
from flask.typing import ResponseReturnValue

from webapp.blueprints.indicators.blueprint import indicators
from webapp.blueprints.indicators.target_forms import FREE_ROWS, MOST_ROWS, TargetsForm, filled_rows
from webapp.blueprints.indicators.telling import tell_saved
from webapp.domain.errors import Refusal
from webapp.services.targets.rows import SavedTargets
from webapp.services.targets.saving import save_targets
from webapp.services.targets.tables import TargetPage, target_page
from webapp.web.htmx import REFUSED, redirect
from webapp.web.identity import signed_in
from webapp.web.saving import saved


@indicators.route("/<id:indicator_id>/targets", methods=["GET", "POST"])
def targets(indicator_id: int) -> ResponseReturnValue:
    """The targets of one financial year, with free rows for any period; POST saves them, or adds free rows."""
    if request.method == "GET":
        page = _stored(indicator_id)
        rows = filled_rows([line.target for line in page.open_lines], ranged=page.sheet.ranged)
        return _page(page, TargetsForm(targets=rows))
    form = TargetsForm()
    done: list[SavedTargets] = []
    if "add" in request.form:
        for _ in range(min(FREE_ROWS, MOST_ROWS - len(form.targets))):
            form.targets.append_entry()
        return _page(_stored(indicator_id), form)

    def save() -> None:
        try:
            reason = form.reason.data or ""
            done.append(save_targets(who=signed_in(), indicator_id=indicator_id, rows=form.rows(), reason=reason))
        except Refusal:
            form.renew_marks(line.target for line in _stored(indicator_id).every)
            raise

    if saved(form, save):
        tell_saved(done[0])
        return redirect(url_for("indicators.show", indicator_id=indicator_id))
    return _page(_stored(indicator_id), form, REFUSED)


def _stored(indicator_id: int) -> TargetPage:
    year = request.args.get("year", None, type=int)
    return target_page(who=signed_in(), indicator_id=indicator_id, first_year=year)


def _page(page: TargetPage, form: TargetsForm, status: int = 200) -> ResponseReturnValue:
    body = render_template("indicators/targets.html", page=page, sheet=page.sheet, form=form)
    return make_response(body, status)
