"""*Your work*: what waits for the signed-in person."""

from __future__ import annotations

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from webapp.services.actions.overdue import your_actions
from webapp.services.work import your_work
from webapp.web.identity import signed_in

home = Blueprint("home", __name__)


@home.get("/")
def index() -> ResponseReturnValue:
    """Plans required, in draft, returned and waiting for a signature; actions overdue and due soon."""
    who = signed_in()
    return render_template("home/index.html", work=your_work(who=who), actions=your_actions(who=who))
