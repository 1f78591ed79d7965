"""Periods: list."""

from __future__ import annotations

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from webapp.services.opened_periods import list_periods
from webapp.web.identity import signed_in

periods = Blueprint("periods", __name__, url_prefix="/periods")


@periods.get("")
def index() -> ResponseReturnValue:
    """Every opened period."""
    return render_template("periods/index.html", periods=list_periods(signed_in()))
