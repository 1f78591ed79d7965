"""The council's settings: kept, recorded, and refused where they would harm."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask

from tests.builders import make_person
from tests.integration.administration import Browser, browser_of, changes, make_administrator, words
from webapp.domain.colours import PRODUCT_COLOUR
from webapp.domain.periods import Frequency
from webapp.domain.quiet_hours import QuietHours
from webapp.domain.rights import Role, Who
from webapp.models import SettingRow
from webapp.services.periods.years import open_year
from webapp.services.settings import CouncilSettings, council_settings
from webapp.services.store import transaction

GOOD: dict[str, Any] = {
    "council_name": "Wirral Bay Council",
    "brand_colour": "#123456",
    "year_starts": "4",
    "plans_required_at": "both",
    "plans_for_amber": "worsening",
    "plans_required_from": "1 April 2014",
    "plans_due_days": "21",
    "reminders": "y",
    "quiet_from": "20",
    "quiet_to": "7",
    "quiet_weekends": "y",
    "plans_second_page": "yes",
}


@pytest.fixture
def administrator(app: Flask) -> Who:
    return make_administrator(app)


@pytest.fixture
def browser(app: Flask, administrator: Who) -> Browser:
    return browser_of(app, administrator)


def in_force(app: Flask) -> CouncilSettings:
    with app.app_context():
        return council_settings()


def test_settings_are_kept_and_each_change_recorded(app: Flask, browser: Browser) -> None:
    assert browser.post("/settings", **GOOD).status_code == 303
    kept = in_force(app)
    assert (kept.council_name, kept.brand_colour, kept.plans_required_at) == ("Wirral Bay Council", "#123456", "both")
    assert (kept.plans_for_amber, str(kept.plans_required_from)) == ("worsening", "2014-04-01")
    assert (kept.plans_second_page, kept.most_pages) == ("yes", 2)
    assert changes(app, "setting") == [
        ("Settings of the council", "council_name", "Your council", "Wirral Bay Council"),
        ("Settings of the council", "brand_colour", PRODUCT_COLOUR, "#123456"),
        ("Settings of the council", "plans_required_at", "quarters", "both"),
        ("Settings of the council", "plans_for_amber", "no", "worsening"),
        ("Settings of the council", "plans_required_from", None, "2014-04-01"),
        ("Settings of the council", "plans_second_page", "no", "yes"),
        ("Settings of the council", "plans_due_days", "30", "21"),
        ("Settings of the council", "quiet_from", "18", "20"),
        ("Settings of the council", "quiet_to", "8", "7"),
    ]
    assert (kept.plans_due_days, kept.reminders, kept.quiet) == (21, True, QuietHours(20, 7, True))
    page = browser.get("/settings")
    assert "Wirral Bay Council" in page.text
    assert 'value="1 April 2014"' in page.text


def test_the_same_settings_again_change_nothing(app: Flask, browser: Browser) -> None:
    browser.post("/settings", **GOOD)
    before = changes(app, "setting")
    browser.post("/settings", **GOOD)
    assert changes(app, "setting") == before
    assert "Nothing was changed." in words(browser.get("/settings"))


def test_reminders_and_quiet_weekends_are_turned_off_and_on(app: Flask, browser: Browser) -> None:
    ticked = {"reminders", "quiet_weekends"}
    browser.post("/settings", **{name: text for name, text in GOOD.items() if name not in ticked})
    assert (in_force(app).reminders, in_force(app).quiet_weekends) == (False, False)
    browser.post("/settings", **GOOD)
    assert (in_force(app).reminders, in_force(app).quiet_weekends) == (True, True)


def test_a_date_is_taken_back(app: Flask, browser: Browser) -> None:
    browser.post("/settings", **GOOD)
    browser.post("/settings", **GOOD | {"plans_required_from": ""})
    assert in_force(app).plans_required_from is None


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"council_name": " "}, "Enter the name of the council."),
        ({"council_name": "x" * 101}, "Shorten the name to 100 characters."),
        ({"brand_colour": "#ffdd00"}, "White letters on #ffdd00 would have a contrast of 1.35 to 1"),
        ({"brand_colour": "green"}, "is not a colour"),
        ({"brand_colour": "#123456;} body{display:none"}, "is not a colour"),
        ({"brand_colour": "url(//evil.example)"}, "is not a colour"),
        ({"year_starts": "13"}, "Choose one of the answers."),
        ({"year_starts": "x"}, "Choose one of the answers."),
        ({"plans_required_at": ""}, "Choose one of the answers."),
        ({"plans_for_amber": "sometimes"}, "Choose one of the answers."),
        ({"plans_second_page": "three"}, "Choose one of the answers."),
        ({"plans_due_days": ""}, "Write a whole number of days, such as 30."),
        ({"plans_due_days": "1.5"}, "Write a whole number of days, such as 30."),
        ({"plans_due_days": "0"}, "Write a whole number of days from 1 to 365, such as 30."),
        ({"plans_due_days": "366"}, "Write a whole number of days from 1 to 365, such as 30."),
        ({"quiet_from": "24"}, "Choose one of the answers."),
        ({"quiet_to": "-1"}, "Choose one of the answers."),
        ({"plans_required_from": "soon"}, "is not a date we can read"),
    ],
)
def test_settings_that_cannot_be(app: Flask, browser: Browser, fields: dict[str, str], sentence: str) -> None:
    answer = browser.post("/settings", **GOOD | fields)
    assert answer.status_code == 422
    assert sentence in words(answer)
    assert in_force(app) == CouncilSettings()
    assert changes(app, "setting") == []


def open_periods(app: Flask, who: Who, *frequencies: Frequency) -> None:
    with app.app_context():
        open_year(who=who, first_year=2014, frequencies=frequencies)


def test_the_year_starts_elsewhere_while_no_period_would_change(
    app: Flask, browser: Browser, administrator: Who
) -> None:
    open_periods(app, administrator, Frequency.MONTH)
    assert browser.post("/settings", **GOOD | {"year_starts": "1"}).status_code == 303
    assert in_force(app).year_starts == 1


@pytest.mark.parametrize("month", ["1", "9", "10"])
def test_opened_quarters_hold_the_start_of_the_year(
    app: Flask, browser: Browser, administrator: Who, month: str
) -> None:
    open_periods(app, administrator, Frequency.QUARTER, Frequency.YEAR)
    answer = browser.post("/settings", **GOOD | {"year_starts": month})
    assert answer.status_code == 422
    assert "5 periods are open that would then cover other months or bear another name" in words(answer)
    assert in_force(app).year_starts == 4
    assert browser.post("/settings", **GOOD).status_code == 303


def test_the_colour_reaches_every_page_as_a_stylesheet(app: Flask, browser: Browser) -> None:
    browser.post("/settings", **GOOD)
    style = app.test_client().get("/brand.css")
    assert style.mimetype == "text/css"
    assert style.text == ":root { --council-colour: #123456; --govuk-brand-colour: #123456; }\n"
    assert 'href="/brand.css?v=123456"' in browser.get("/settings").text


def test_a_stored_text_that_is_no_colour_never_becomes_style(app: Flask) -> None:
    with app.app_context(), transaction() as session:
        session.add(SettingRow(name="brand_colour", value="red; } body { display: none"))
    assert PRODUCT_COLOUR in app.test_client().get("/brand.css").text


def test_only_administrators_change_settings(app: Flask) -> None:
    with app.app_context():
        performance = make_person("Priya Nair", Role.PERFORMANCE)
    browser = browser_of(app, performance)
    assert browser.get("/settings").status_code == 403
    assert browser.post("/settings", **GOOD).status_code == 403
    assert in_force(app) == CouncilSettings()
