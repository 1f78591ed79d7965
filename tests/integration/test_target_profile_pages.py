"""The page of a profile, with and without HTMX, and the page of every change of the targets."""

from __future__ import annotations

import html
import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.builders import make_indicator, sign_in
from tests.integration.council import Council, found
from webapp.domain.numbers import plain
from webapp.services.plans.records import load_targets

HTMX = {"HX-Request": "true"}


@pytest.fixture
def council(app: Flask) -> Council:
    with app.app_context():
        return found()


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


def rows_of(page: str) -> dict[str, str]:
    """Name and value of every field of the form that saves."""
    form = page.split('method="post" novalidate', 1)[1].split("</form>", 1)[0]
    fields = re.findall(r"<input\s[^>]*>", form)
    found_fields = {}
    for field in fields:
        name, value = re.search(r'name="([^"]+)"', field), re.search(r' value="([^"]*)"', field)
        if name and ('type="checkbox"' not in field or " checked" in field):
            found_fields[name[1]] = html.unescape(value[1]) if value else ""
    return found_fields


def action_of(page: str) -> str:
    found_action = re.findall(r'<form action="([^"]+)" method="post" novalidate', page)
    return html.unescape(found_action[-1])


def test_a_profile_is_shown_then_saved_with_one_row_changed(app: Flask, council: Council, client: FlaskClient) -> None:
    sign_in(client, council.performance)
    path = f"/indicators/{council.indicator}/targets/profile?year=2014"
    first = client.get(path).text
    assert "Left blank: 375.1 (March 2015), as it is set" in first
    assert "Save these targets" not in first
    shown = client.get(f"{path}&method=equal-steps&year_end=&start=439.1").text
    assert "Equal steps from 439.1 (as typed) to 375.1." in html.unescape(shown)
    fields = rows_of(shown)
    assert fields["targets-0-period"] == "April 2014"
    assert (fields["targets-6-value"], fields["targets-11-value"]) == ("401.8", "375.1")
    refused = client.post(action_of(shown), data=fields)
    assert refused.status_code == 422
    assert "Say why the target is changed." in refused.text
    again = rows_of(refused.text) | {"reason": "A new profile", "targets-0-value": "430"}
    saved = client.post(action_of(refused.text), data=again)
    assert (saved.status_code, saved.headers["Location"]) == (303, f"/indicators/{council.indicator}")
    with app.app_context():
        stored = {each.period.key: plain(each.value) for each in load_targets(council.indicator) if each.value}
    assert (stored["2014-04"], stored["2014-05"], stored["2014-10"]) == ("430", "428.4", "401.8")
    ledger = client.get(f"/indicators/{council.indicator}/targets/changes").text
    assert "A new profile. Equal steps from 439.1 (as typed) to 375.1." in ledger
    assert "Another colour" not in ledger


def test_htmx_gets_the_same_profile_as_a_fragment(council: Council, client: FlaskClient) -> None:
    sign_in(client, council.performance)
    path = f"/indicators/{council.indicator}/targets/profile?year=2014&method=equal-steps&year_end=&start=439.1"
    fragment, page = client.get(path, headers=HTMX).text, client.get(path).text
    assert fragment.strip().startswith('<div id="profile">')
    assert rows_of(fragment).keys() == rows_of(page).keys()
    assert "<main" not in fragment


def test_what_is_wrong_stands_on_its_field(council: Council, client: FlaskClient) -> None:
    sign_in(client, council.performance)
    path = f"/indicators/{council.indicator}/targets/profile?year=2014&method=equal-steps"
    unread = client.get(f"{path}&year_end=lots").text
    assert 'href="#year_end"' in unread
    assert 'value="lots"' in unread
    no_start = client.get(f"{path}&year_end=300").text
    assert 'href="#start"' in no_start
    no_season = client.get(path.replace("equal-steps", "seasonal")).text
    assert 'href="#method"' in no_season
    too_large = client.get(f"{path}&year_end=1234567890123&start=1").text
    assert "too large to store" in too_large


def test_a_range_is_sent_to_the_typed_form(app: Flask, council: Council, client: FlaskClient) -> None:
    with app.app_context():
        ranged = make_indicator(code="CS09", who=council.performance, polarity="range")
    sign_in(client, council.performance)
    page = client.get(f"/indicators/{ranged}/targets/profile").text
    assert "Its targets are ranges, which no method shares out" in page
    assert "Show the profile" not in page
    assert "targets/profile" not in client.get(f"/indicators/{ranged}/targets").text


def test_the_ledger_is_for_everybody_and_a_file_too(app: Flask, council: Council, client: FlaskClient) -> None:
    sign_in(client, council.reader)
    path = f"/indicators/{council.indicator}/targets/changes"
    assert "No target has been set yet" in client.get(path).text
    lead = app.test_client()
    sign_in(lead, council.lead)
    assert "October 2014" in lead.get(path).text
    file = lead.get(f"{path}?format=csv")
    assert file.headers["Content-Disposition"] == "attachment; filename=target-changes-CS01.csv"
    assert lead.get(f"{path}?format=xlsx").data[:2] == b"PK"
