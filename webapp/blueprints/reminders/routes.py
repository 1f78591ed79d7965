"""Reminders: what became of each digest, and saying that one was looked into."""

from __future__ import annotations

from flask import Blueprint, flash, render_template, request, url_for
from flask.typing import ResponseReturnValue

from webapp.services.reminders.exporting import reminder_table
from webapp.services.reminders.outcomes import digest_page, look_into
from webapp.web.exporting import send_table, wants_file
from webapp.web.htmx import redirect
from webapp.web.identity import signed_in

reminders = Blueprint("reminders", __name__, url_prefix="/reminders")


@reminders.get("")
def index() -> ResponseReturnValue:
    """The digests to look into, and a page of all others, newest first."""
    if wants_file():
        return send_table(reminder_table(who=signed_in()))
    found = digest_page(who=signed_in(), page=request.args.get("page", 1, type=int))

    def link(page: int) -> str:
        return url_for("reminders.index", page=page)

    return render_template("reminders/index.html", found=found, link=link)


@reminders.post("/<id:digest_id>/looked-at")
def looked_at(digest_id: int) -> ResponseReturnValue:
    """Say that one whose outcome is unknown was looked into."""
    look_into(who=signed_in(), digest_id=digest_id)
    flash("It is not listed as unknown any more.", "success")
    return redirect(url_for("reminders.index"))
