"""Indicators: list."""

from __future__ import annotations

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from webapp.services.indicators import list_indicators

indicators = Blueprint("indicators", __name__, url_prefix="/indicators")


@indicators.get("")
def index() -> ResponseReturnValue:
    """Every indicator."""
    return render_template("indicators/index.html", indicators=list_indicators())
