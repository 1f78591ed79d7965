"""One's own reminders and calendar address, both on the account page."""

from __future__ import annotations

from flask import flash, render_template, url_for
from flask.typing import ResponseReturnValue

from webapp.blueprints.account.blueprint import account
from webapp.blueprints.account.forms import RemindersForm
from webapp.services.reminders.calendar_links import make_calendar_link, remove_calendar_link
from webapp.services.reminders.preferences import choose_kinds
from webapp.web.htmx import redirect
from webapp.web.identity import signed_in
from webapp.web.outgoing_links import site_addresses


@account.post("/account/reminders")
def choose_reminders() -> ResponseReturnValue:
    """Be reminded of the kinds that are ticked, and of no others."""
    count = choose_kinds(who=signed_in(), wanted=RemindersForm().kinds.data or ())
    flash("Your reminders were saved." if count else "Nothing was changed.", "success")
    return redirect(url_for("account.show"))


@account.post("/account/calendar")
def make_calendar() -> ResponseReturnValue:
    """Make the secret address of one's calendar and show it, this once."""
    token = make_calendar_link(who=signed_in())
    return render_template("account/calendar.html", link=site_addresses().page("calendars.feed", token=token))


@account.post("/account/calendar/remove")
def remove_calendar() -> ResponseReturnValue:
    """Let the address of one's calendar stop working."""
    removed = remove_calendar_link(who=signed_in())
    flash("Your calendar address has stopped working." if removed else "Nothing was changed.", "success")
    return redirect(url_for("account.show"))
