"""Help by role, and the accessibility statement."""

from __future__ import annotations

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from webapp.services.settings import council_settings

help_pages = Blueprint("help", __name__)


@help_pages.get("/help")
def index() -> ResponseReturnValue:
    """How to do each job, role by role."""
    return render_template("help/index.html")


@help_pages.get("/accessibility")
def accessibility() -> ResponseReturnValue:
    """How far everybody can use this service, and whom to tell where they cannot."""
    return render_template("help/accessibility.html", council_name=council_settings().council_name)
