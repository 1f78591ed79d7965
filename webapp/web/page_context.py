"""What every page shows around its content: the council, the person, the way about, and the demonstration's day."""

from __future__ import annotations

from typing import Any

from flask import Flask, current_app, request, url_for

from webapp.domain.formats import long_date
from webapp.domain.rights import Who
from webapp.services.actions.overdue import owns_actions
from webapp.services.settings import council_settings
from webapp.web.access import ACCESS, allows
from webapp.web.identity import who

ACTIONS, WORK, SCORECARD = "Actions", "Your work", "Scorecard"
NAVIGATION = (
    (WORK, "home.index"),
    (SCORECARD, "scorecard.index"),
    ("Indicators", "indicators.index"),
    ("Periods", "periods.index"),
    ("Plans", "plans.index"),
    (ACTIONS, "actions.index"),
    ("People", "people.index"),
    ("Settings", "settings.index"),
    ("Audit", "audit.index"),
)
LED_TO_FROM = {
    "coverage": "periods",
    "directorates": "indicators",
    "figures": "periods",
    "jobs": "periods",
    "packs": "periods",
    "old_forms": "plans",
    "uploads": "periods",
    "reminders": "audit",
    "rules": "indicators",
}
"""Pages that do not stand in the navigation themselves, and what leads to them."""


def register(app: Flask) -> None:
    """Give every whole page its frame; a fragment, which has none, is not charged for it."""
    app.jinja_env.globals["frame"] = frame


def frame() -> dict[str, Any]:
    """The frame's values, asked for once, by base.html."""
    person, settings = who(), current_app.config["BTG"]
    council = council_settings()
    return {
        "council": council.council_name,
        "colour": council.brand_colour,
        "person": person.name if person else "",
        "navigation": _navigation(person) if person else (),
        "today": f"Demonstration: today is {long_date(settings.today)}." if settings.today else "",
    }


def _navigation(person: Who) -> tuple[tuple[str, str, bool], ...]:
    here = (request.endpoint or "").partition(".")[0]
    here = LED_TO_FROM.get(here, here)
    return tuple(
        (text, url_for(endpoint), endpoint.partition(".")[0] == here)
        for text, endpoint in NAVIGATION
        if endpoint in ACCESS and allows(ACCESS[endpoint], person) and _concerns(person, text)
    )


def _concerns(person: Who, text: str) -> bool:
    """A mere reader comes for the scorecard; actions are in the navigation only where they own one."""
    if person.sees_everything or text not in {WORK, ACTIONS}:
        return True
    return text == ACTIONS and owns_actions(person)
