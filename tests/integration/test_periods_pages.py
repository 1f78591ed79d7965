"""The periods pages: opening a year, the board with and without HTMX, releasing, locking and reopening."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.builders import set_figures, sign_in, token_of
from tests.integration.council import Council, found
from webapp.config import Settings
from webapp.domain.errors import Conflict
from webapp.domain.rights import Who
from webapp.services.periods.opened import find_opened, opened_by_key
from webapp.services.plans.corrections import correct_actual
from webapp.services.plans.editing import edit_plan
from webapp.services.plans.writing import Draft

FRAGMENT = {"HX-Request": "true"}


@pytest.fixture
def settings(settings: Settings) -> Settings:
    return replace(settings, today=date(2014, 11, 14))


@pytest.fixture
def council(app: Flask) -> Council:
    with app.app_context():
        return found()


def post(client: FlaskClient, path: str, **data: object) -> int:
    token = token_of(client.get("/periods"))
    return client.post(path, data={"csrf_token": token, **data}).status_code


def test_a_financial_year_is_opened_in_one_step(app: Flask, client: FlaskClient, council: Council) -> None:
    sign_in(client, council.performance)
    page = client.get("/periods/open")
    assert 'value="2015/16"' in page.text
    kinds = ["month", "quarter", "half-year", "year"]
    data = {"csrf_token": token_of(page), "year": "2014/15", "frequencies": kinds}
    answer = client.post("/periods/open", data=data, follow_redirects=True)
    assert "New in 2014/15: April 2014, " in answer.text
    assert "Open already: October 2014, March 2015." in answer.text
    with app.app_context():
        assert len(opened_by_key()) == 12 + 4 + 2 + 1
    again = client.post("/periods/open", data=data, follow_redirects=True)
    assert "Nothing is new in 2014/15." in again.text


@pytest.mark.parametrize(
    ("year", "kinds", "sentence"),
    [
        ("", ["month"], "Enter the financial year to open"),
        ("soon", ["month"], "is no financial year"),
        ("Q3 2014/15", ["month"], "is no financial year"),
        ("1066", ["month"], "Enter the year in which the financial year starts"),
        ("2014/15", [], "Choose at least one kind of period"),
        ("2014/15", ["week"], "not"),
    ],
)
def test_a_year_that_cannot_be_opened_is_refused_beside_its_field(
    client: FlaskClient, council: Council, year: str, kinds: list[str], sentence: str
) -> None:
    sign_in(client, council.performance)
    data = {"csrf_token": token_of(client.get("/periods/open")), "year": year, "frequencies": kinds}
    answer = client.post("/periods/open", data=data)
    assert answer.status_code == 422
    assert "There is a problem" in answer.text
    assert sentence in answer.text


def test_the_board_answers_a_page_or_the_fragment_that_the_page_holds(client: FlaskClient, council: Council) -> None:
    sign_in(client, council.performance)
    page = client.get("/periods/2014-10?status=red")
    fragment = client.get("/periods/2014-10?status=red", headers=FRAGMENT)
    assert "<html" in page.text
    assert "<html" not in fragment.text
    assert fragment.text.strip().startswith('<div id="board">')
    for text in ("+53.5", "+13.9%", "Rate of CS01", "1 of 1"):
        assert text in page.text
        assert text in fragment.text
    assert "Nothing matches" in client.get("/periods/2014-10?status=green").text


def test_filters_and_orders_that_do_not_exist_are_no_error(client: FlaskClient, council: Council) -> None:
    sign_in(client, council.performance)
    answer = client.get("/periods/2014-10?status=purple&sort=weight&returned=x&plan=y&directorate=%00")
    assert answer.status_code == 200
    assert "Nothing matches" in answer.text


def test_a_period_that_is_not_open_is_not_found(client: FlaskClient, council: Council) -> None:
    sign_in(client, council.performance)
    for key in ("2019-10", "2014-13", "2014-Q5"):
        assert client.get(f"/periods/{key}").status_code == 404


def test_a_red_is_planned_from_the_board(client: FlaskClient, app: Flask, council: Council) -> None:
    with app.app_context():
        set_figures(council.indicator, "2014-09", actual="430", targets={"2014-09": "380"}, who=council.performance)
    sign_in(client, council.lead)
    page = client.get("/periods/2014-09")
    assert "Write plan for Rate of CS01" in page.text
    data = {"csrf_token": token_of(page), "indicator_id": council.indicator, "period_key": "2014-09"}
    assert client.post("/plans/start", data=data).location == "/plans/1/edit"
    assert "Draft" in client.get("/periods/2014-09").text


def test_releasing_shows_the_period_to_readers(client: FlaskClient, council: Council) -> None:
    sign_in(client, council.performance)
    assert "1 of 1 figures" in client.get("/periods/2014-10/release").text
    assert post(client, "/periods/2014-10/release") == 303
    assert "Released to readers by Priya Nair on 14 November 2014" in client.get("/periods/2014-10").text
    assert post(client, "/periods/2014-10/release") == 409


def test_readers_see_nothing_before_the_release(app: Flask, council: Council, client: FlaskClient) -> None:
    reader = app.test_client()
    sign_in(reader, council.reader)
    assert reader.get("/periods/2014-10").status_code == 404
    assert "No period is released yet" in reader.get("/periods").text
    sign_in(client, council.performance)
    post(client, "/periods/2014-10/release")
    page = reader.get("/periods/2014-10")
    assert page.status_code == 200
    assert "+53.5" in page.text
    for work in ("Upload figures", "Lock period", "Write plan", "not written"):
        assert work not in page.text


def test_a_locked_period_refuses_corrections_and_says_who_locked_it(
    app: Flask, client: FlaskClient, council: Council
) -> None:
    with app.app_context():
        plan = council.plan()
    sign_in(client, council.performance)
    assert "No actual and no target" in client.get("/periods/2014-10/lock").text
    assert post(client, "/periods/2014-10/lock") == 303
    page = client.get("/periods/2014-10").text
    assert "October 2014 was locked by Priya Nair on 14 November 2014" in page
    assert "Upload figures" not in page
    with app.app_context():
        draft = Draft(edit_plan(who=council.lead, plan_id=plan).record.version, "Why", ())
        with pytest.raises(Conflict, match="October 2014 was locked by Priya Nair on 14 November 2014 at"):
            correct_actual(who=council.lead, plan_id=plan, draft=draft, actual=Decimal(1), reason="Late")


def test_reopening_needs_a_reason(app: Flask, client: FlaskClient, council: Council) -> None:
    sign_in(client, council.performance)
    post(client, "/periods/2014-10/lock")
    refused = client.post(
        "/periods/2014-10/reopen", data={"csrf_token": token_of(client.get("/periods")), "reason": " "}
    )
    assert refused.status_code == 422
    assert "Say why this period is reopened." in refused.text
    assert post(client, "/periods/2014-10/reopen", reason="A late return") == 303
    with app.app_context():
        assert not find_opened("2014-10").locked


@pytest.mark.parametrize("path", ["open", "2014-10/release", "2014-10/lock", "2014-10/reopen", "2014-10/parts"])
@pytest.mark.parametrize("person", ["lead", "director", "reader"])
def test_only_the_performance_team_runs_periods(client: FlaskClient, council: Council, path: str, person: str) -> None:
    who: Who = getattr(council, person)
    token = sign_in(client, who)
    assert client.post(f"/periods/{path}", data={"csrf_token": token, "reason": "x"}).status_code == 403
