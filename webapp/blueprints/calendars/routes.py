"""The calendar of due days at a secret address: whoever knows it reads it, so calendar programs need no password."""

from __future__ import annotations

from flask import Blueprint, Response
from flask.typing import ResponseReturnValue

from webapp.services.reminders.calendars import calendar_feed
from webapp.web.outgoing_links import site_addresses

calendars = Blueprint("calendars", __name__)


@calendars.get("/calendar/<string:token>.ics")
def feed(token: str) -> ResponseReturnValue:
    """One person's due days as an iCalendar; an unknown address is no page."""
    content = calendar_feed(token=token, link_of=site_addresses().of_fact)
    response = Response(content, mimetype="text/calendar")
    response.headers["Content-Disposition"] = 'inline; filename="due-days.ics"'
    return response
