"""*Your work*: what waits for the signed-in person."""

from __future__ import annotations

from flask import Blueprint, render_template, url_for
from flask.typing import ResponseReturnValue

from webapp.services.actions.exporting import action_table
from webapp.services.actions.overdue import your_actions
from webapp.services.figures.promise_tables import promise_table
from webapp.services.figures.promises import promises_at_work
from webapp.services.plans.exporting import plan_table
from webapp.services.uploads.lists import waiting_uploads
from webapp.services.work import your_work
from webapp.services.work_table import work_table
from webapp.web.exporting import send_table, wants_file
from webapp.web.htmx import redirect
from webapp.web.identity import signed_in

home = Blueprint("home", __name__)


@home.get("/")
def index() -> ResponseReturnValue:
    """Plans required, in draft, returned and waiting for a signature; actions overdue and due soon.

    A mere reader, for whom nothing waits, is led to the scorecard.
    """
    who = signed_in()
    work, actions, promised = your_work(who=who), your_actions(who=who), promises_at_work(who=who)
    if wants_file():
        return send_table(work_table(work=work))
    if wants_file("actions"):
        return send_table(action_table(actions=actions.lines))
    if wants_file("figures"):
        return send_table(promise_table(found=promised.lines))
    if wants_file("signed"):
        return send_table(plan_table(plans=work.signed or (), overdue={}))
    if not (who.sees_everything or actions.lines):
        return redirect(url_for("scorecard.index"))
    uploads = waiting_uploads(who=who)
    return render_template("home/index.html", work=work, actions=actions, promised=promised, uploads=uploads)
