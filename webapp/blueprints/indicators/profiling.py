"""Making a profile of targets from a year-end target: shown first, each row to be changed by hand, then saved."""

from __future__ import annotations

from flask import request, url_for
from flask.typing import ResponseReturnValue

from webapp.blueprints.indicators.blueprint import indicators
from webapp.blueprints.indicators.profile_forms import ProfileForm
from webapp.blueprints.indicators.target_forms import TargetsForm, proposed_rows
from webapp.blueprints.indicators.telling import tell_saved
from webapp.domain.errors import Refusal
from webapp.services.targets.profiles import ProfilePage, profile_page, save_profile
from webapp.services.targets.rows import SavedTargets
from webapp.web.forms import show_refusal
from webapp.web.htmx import REFUSED, redirect, render
from webapp.web.identity import signed_in
from webapp.web.saving import saved


@indicators.route("/<id:indicator_id>/targets/profile", methods=["GET", "POST"])
def profile(indicator_id: int) -> ResponseReturnValue:
    """The profile asked for in the address; POST saves its rows as they were left."""
    asked, done = ProfileForm(request.args), list[SavedTargets]()
    wanted = asked.wanted()
    page = profile_page(who=signed_in(), indicator_id=indicator_id, first_year=_year(), wanted=wanted)
    if request.method == "GET" or wanted is None:
        return _page(page, asked, TargetsForm(None, targets=proposed_rows(page.open_rows)))
    form = TargetsForm()

    def save() -> None:
        try:
            done.append(
                save_profile(
                    who=signed_in(),
                    indicator_id=indicator_id,
                    first_year=page.first_year,
                    wanted=wanted,
                    rows=form.rows(),
                    reason=form.reason.data or "",
                )
            )
        except Refusal:
            form.renew_marks(row.stored for row in page.rows if row.stored)
            raise

    if saved(form, save):
        tell_saved(done[0])
        return redirect(url_for("indicators.show", indicator_id=indicator_id))
    return _page(page, asked, form, REFUSED)


def _year() -> int | None:
    return request.args.get("year", None, type=int)


def _page(page: ProfilePage, asked: ProfileForm, form: TargetsForm, status: int = 200) -> ResponseReturnValue:
    if page.trouble is not None and page.possible:
        show_refusal(asked, page.trouble)
    asked.offer(page)
    return render(
        "indicators/profile.html",
        "indicators/_profile.html",
        http_status=status,
        page=page,
        sheet=page.sheet,
        asked=asked,
        form=form,
    )
