"""Due days as a calendar: all day, stable, escaped, and the same bytes for the same data."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from icalendar import Calendar

from webapp.outgoing.calendar_feed import Entry, draw_calendar

ENTRY = Entry(
    uid="plan-7-2014-10@back-to-green",
    day=date(2014, 11, 30),
    summary="Plan due: CS01 Rate, October 2014; Ŵ",
    changed_at=datetime(2014, 11, 3, 9, 30, tzinfo=UTC),
    url="https://plans.council.example/plans/9",
)


def test_an_entry_is_an_all_day_event() -> None:
    content = draw_calendar("Due days, Wirral", [ENTRY])
    for line in (rb"VERSION:2.0", rb"NAME:Due days\, Wirral", rb"X-WR-CALNAME:Due days\, Wirral"):
        assert b"\r\n" + line + b"\r\n" in content
    calendar = Calendar.from_ical(content)
    (event,) = calendar.walk("VEVENT")
    assert event["uid"] == ENTRY.uid
    assert event.decoded("dtstart") == date(2014, 11, 30)
    assert event.decoded("dtstamp") == event.decoded("last-modified") == ENTRY.changed_at
    assert (event["summary"], event["url"], event["transp"]) == (ENTRY.summary, ENTRY.url, "TRANSPARENT")
    assert calendar.walk("VTIMEZONE") == []


def test_the_same_data_gives_the_same_bytes() -> None:
    assert draw_calendar("Due days", [ENTRY]) == draw_calendar("Due days", [ENTRY])


def test_lines_end_and_fold_as_the_standard_says() -> None:
    content = draw_calendar("Due days", [replace(ENTRY, summary="Ŵ" * 300)])
    assert content.count(b"\r\n") == content.count(b"\n")
    assert max(len(line) for line in content.split(b"\r\n")) <= 75


def test_no_text_begins_a_line_of_its_own() -> None:
    nasty = replace(ENTRY, summary="x\r\nEND:VEVENT\nBEGIN:VALARM\x00\x07\u2028y;,\\n")
    calendar = Calendar.from_ical(draw_calendar("a\nMETHOD:CANCEL", [nasty]))
    (event,) = calendar.walk("VEVENT")
    assert event["summary"] == "x END:VEVENT BEGIN:VALARM y;,\\n"
    assert calendar["method"] == "PUBLISH"


def test_no_due_day_is_an_empty_calendar() -> None:
    assert Calendar.from_ical(draw_calendar("Due days", [])).walk("VEVENT") == []
