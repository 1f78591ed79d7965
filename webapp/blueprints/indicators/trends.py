"""The trend of an indicator as a file, and the control limits of its XmR chart worked out anew from a period on."""

from __future__ import annotations

import io

from flask import Response, flash, make_response, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue

from webapp.blueprints.indicators.blueprint import indicators
from webapp.blueprints.indicators.charts import TREND, XMR, picture_of
from webapp.blueprints.indicators.rebase_forms import RebaseForm, TakeRebaseBackForm
from webapp.charts.png import png
from webapp.charts.shapes import Picture
from webapp.charts.svg import svg_file
from webapp.services.indicators.rebases import set_rebase, standing_rebase, take_rebase_back
from webapp.services.indicators.sheets import sheet_of
from webapp.services.indicators.trends import rebase_periods, show_trend
from webapp.web.exporting import file_name
from webapp.web.htmx import REFUSED, redirect
from webapp.web.identity import signed_in
from webapp.web.saving import saved


def asked_view() -> str:
    """The view of the trend that the address asks for."""
    return XMR if request.args.get("view") == XMR else TREND


@indicators.get("/<id:indicator_id>/trend.svg")
def trend_svg(indicator_id: int) -> Response:
    """The chart as a drawing to keep."""
    picture, name = _picture(indicator_id)
    return send_file(
        io.BytesIO(svg_file(picture)),
        mimetype="image/svg+xml",
        as_attachment=True,
        download_name=file_name(name, "svg"),
    )


@indicators.get("/<id:indicator_id>/trend.png")
def trend_png(indicator_id: int) -> Response:
    """The chart as a picture to keep."""
    picture, name = _picture(indicator_id)
    return send_file(
        io.BytesIO(png(picture)), mimetype="image/png", as_attachment=True, download_name=file_name(name, "png")
    )


def _picture(indicator_id: int) -> tuple[Picture, str]:
    shown, view = show_trend(who=signed_in(), indicator_id=indicator_id), asked_view()
    return picture_of(shown, view), f"{view} {sheet_of(indicator_id).code}"


@indicators.route("/<id:indicator_id>/limits", methods=["GET", "POST"])
def rebase(indicator_id: int) -> ResponseReturnValue:
    """Work the control limits out anew from a period on, with a reason."""
    sheet, form = sheet_of(indicator_id), RebaseForm()
    form.offer(rebase_periods(who=signed_in(), indicator_id=indicator_id))

    def save() -> None:
        set_rebase(
            who=signed_in(),
            indicator_id=indicator_id,
            period_key=form.period.data or "",
            reason=form.reason.data or "",
        )

    if form.is_submitted() and saved(form, save):
        flash(f"The control limits are worked out anew from {form.chosen} on.", "success")
        return redirect(_xmr_page(indicator_id))
    page = render_template("indicators/rebase.html", form=form, sheet=sheet, back=_xmr_page(indicator_id))
    return make_response(page, REFUSED if form.is_submitted() else 200)


@indicators.route("/<id:indicator_id>/limits/<period:key>/take-back", methods=["GET", "POST"])
def take_back_rebase(indicator_id: int, key: str) -> ResponseReturnValue:
    """Let the control limits run on across a period again, with a reason."""
    sheet, form = sheet_of(indicator_id), TakeRebaseBackForm()
    standing = standing_rebase(who=signed_in(), indicator_id=indicator_id, period_key=key)

    def save() -> None:
        take_rebase_back(who=signed_in(), indicator_id=indicator_id, period_key=key, reason=form.reason.data or "")

    if form.is_submitted() and saved(form, save):
        flash(f"The control limits run on across {standing.period} again.", "success")
        return redirect(_xmr_page(indicator_id))
    page = render_template(
        "indicators/take_back_rebase.html", form=form, sheet=sheet, standing=standing, back=_xmr_page(indicator_id)
    )
    return make_response(page, REFUSED if form.is_submitted() else 200)


def _xmr_page(indicator_id: int) -> str:
    return url_for("indicators.show", indicator_id=indicator_id, view=XMR, _anchor="trend-section")
