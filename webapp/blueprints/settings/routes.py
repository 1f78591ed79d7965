"""Settings: what the council decides for itself, and its colour as a stylesheet."""

from __future__ import annotations

from flask import Blueprint, Response, flash, render_template, request, url_for
from flask.typing import ResponseReturnValue

from webapp.blueprints.settings.forms import SettingsForm
from webapp.domain.colours import safe_colour
from webapp.domain.errors import Refusal
from webapp.services.setting_changes import change_settings
from webapp.services.settings import council_settings
from webapp.web.forms import show_refusal
from webapp.web.htmx import REFUSED, redirect
from webapp.web.identity import signed_in

settings = Blueprint("settings", __name__)


@settings.route("/settings", methods=["GET", "POST"])
def index() -> ResponseReturnValue:
    """The settings, and changing them."""
    form = SettingsForm.showing(council_settings())
    if request.method == "POST" and form.validate():
        try:
            count = change_settings(who=signed_in(), wanted=form.wanted())
            flash("The settings were saved." if count else "Nothing was changed.", "success")
            return redirect(url_for("settings.index"))
        except Refusal as refusal:
            show_refusal(form, refusal)
    status = REFUSED if request.method == "POST" else 200
    return render_template("settings/index.html", form=form), status


@settings.get("/brand.css")
def brand() -> ResponseReturnValue:
    """The council's colour: a stylesheet of its own, because pages carry no styles."""
    colour = safe_colour(council_settings().brand_colour)
    style = f":root {{ --council-colour: {colour}; --govuk-brand-colour: {colour}; }}\n"
    response = Response(style, mimetype="text/css")
    # Its address names the colour, so a browser may keep it.
    response.headers["Cache-Control"] = "public, max-age=3600"
    return response
