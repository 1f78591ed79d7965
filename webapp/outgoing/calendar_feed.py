"""Due days as an iCalendar (RFC 5545) that calendar programs subscribe to: the same data gives the same bytes."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from icalendar import Calendar, Event, vDuration, vText

PRODUCT = "-//Back to Green//Due days//EN"
ASKED_AGAIN = timedelta(hours=6)
"""How long a calendar program is asked to wait before it looks again."""

_UNPRINTED = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")


@dataclass(frozen=True, slots=True)
class Entry:
    """One due day. ``uid`` stays the same whatever else changes; ``changed_at`` is when its data last changed."""

    uid: str
    day: date
    summary: str
    changed_at: datetime
    url: str = ""


def draw_calendar(name: str, entries: Iterable[Entry]) -> bytes:
    """The calendar with an all-day event for each entry, in their order."""
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    for field in ("name", "x-wr-calname"):  # the standard's, and the one that programs read
        calendar.add(field, vText(_line(name)))
    calendar.add("refresh-interval", ASKED_AGAIN, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", vDuration(ASKED_AGAIN))
    for entry in entries:
        calendar.add_component(_event(entry))
    content: bytes = calendar.to_ical()
    return content


def _event(entry: Entry) -> Event:
    event = Event()
    event.add("uid", entry.uid)
    event.add("dtstamp", entry.changed_at)
    event.add("last-modified", entry.changed_at)
    event.add("dtstart", entry.day)
    event.add("summary", _line(entry.summary))
    event.add("transp", "TRANSPARENT")  # a due day keeps nobody busy
    if entry.url:
        event.add("url", entry.url)
    return event


def _line(text: str) -> str:
    """A text on one line, without control characters."""
    return " ".join(_UNPRINTED.sub(" ", text).split())
