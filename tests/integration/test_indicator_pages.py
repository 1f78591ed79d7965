"""The indicators' pages: with and without HTMX, for each role, and with nothing that was typed ever lost."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.builders import make_person, set_figures, sign_in, submit
from tests.integration.council import Council, found
from webapp.domain.rights import Role, Who
from webapp.services.indicators.defining import definition_of, find_indicator
from webapp.services.periods.steps import lock, release
from webapp.services.plans.records import load_targets
from webapp.services.targets.rows import mark_of

NEW = {"code": "CIN1", "title": "Rate of children in need", "frequency": "quarter", "polarity": "lower"}


@dataclass(frozen=True)
class Scene:
    """One council, and one person's browser on it."""

    app: Flask
    council: Council
    client: FlaskClient
    token: str

    def as_(self, who: Who) -> Scene:
        client = self.app.test_client()
        return Scene(self.app, self.council, client, sign_in(client, who))

    def get(self, path: str = "", **headers: str) -> TestResponse:
        return self.client.get(f"/indicators{path}", headers=headers)

    def post(self, path: str, **fields: str) -> TestResponse:
        """A name's ``__`` stands for its dash."""
        typed = {name.replace("__", "-"): text for name, text in fields.items()}
        return self.client.post(f"/indicators{path}", data={"csrf_token": self.token, **typed})


@pytest.fixture
def scene(app: Flask) -> Scene:
    """A performance officer at work."""
    with app.app_context():
        council = found()
    client = app.test_client()
    return Scene(app, council, client, sign_in(client, council.performance))


def errors(page: TestResponse) -> list[tuple[str, str]]:
    """Where each line of the error summary leads, and its sentence; every target must be on the page."""
    summary = re.search(r'<ul class="govuk-list govuk-error-summary__list">(.*?)</ul>', page.text, re.DOTALL)
    assert summary, page.text
    links = re.findall(r'<a href="#([^"]+)">(.*?)</a>', summary[1])
    assert all(f'id="{target}"' in page.text for target, _ in links)
    return [(target, html.unescape(sentence)) for target, sentence in links]


def test_an_indicator_is_added_on_its_page(scene: Scene) -> None:
    fields = {"decimals": "2", "tolerance": "2.5", "tolerance_kind": "units", "unit": "%", "accumulation": "average"}
    lead = {"departmental_lead_id": str(scene.council.lead.id), "departmental_lead_acting": "y"}
    answer = scene.post("/new", **NEW, **fields, **lead)
    assert answer.status_code == 303
    page = scene.client.get(answer.headers["Location"]).text
    for words in ("CIN1", "Quarterly", "Lower is better", "2.5 percentage points", "Ann Lee (acting)", "Vacant"):
        assert words in page


def test_tags_and_first_day_are_typed_and_shown(scene: Scene) -> None:
    typed = {"tags": "safe , Corporate plan", "reported_from": "1/10/2014", "tolerance_kind": "percent"}
    answer = scene.post("/new", **NEW, **typed, decimals="1", accumulation="snapshot")
    assert answer.status_code == 303, errors(answer)
    page = scene.client.get(answer.headers["Location"]).text
    assert 'href="/indicators?tag=Corporate+plan">Corporate plan</a>, <a' in page
    assert "1 October 2014" in page
    edit = scene.client.get(f"{answer.headers['Location']}/edit").text
    assert 'value="Corporate plan, safe"' in edit
    assert 'value="1 October 2014"' in edit
    listed = scene.get("?tag=safe").text
    assert "Tags: Corporate plan, safe" in listed
    assert "1 of 2 indicators" in listed
    assert 'id="indicator-list"' in scene.get("?tag=safe", HX_Request="true").text


def test_a_refused_indicator_keeps_everything_that_was_typed(scene: Scene) -> None:
    page = scene.post("/new", code="CS01", title="A title", definition="Line one", tolerance="abc", unit="£")
    assert page.status_code == 422
    assert [target for target, _ in errors(page)] == ["tolerance", "frequency"]
    for typed in ('value="CS01"', 'value="A title"', "Line one</textarea>", 'value="abc"', 'value="£"'):
        assert typed in page.text
    page = scene.post("/new", **{**NEW, "code": "CS01"})
    assert errors(page) == [("code", "The code CS01 belongs to “Rate of CS01” already: choose another.")]


def test_everything_missing_is_told_at_once(scene: Scene) -> None:
    assert {target for target, _ in errors(scene.post("/new"))} == {"code", "title", "frequency"}


def test_an_answer_that_no_page_offers_is_refused_with_a_sentence(scene: Scene) -> None:
    odd = {"decimals": "x", "directorate_id": "999", "polarity": "up", "strategic_lead_id": "-1"}
    page = scene.post("/new", **{**NEW, **odd})
    assert page.status_code == 422
    assert {target for target, _ in errors(page)} == {"decimals", "directorate_id", "polarity", "strategic_lead_id"}


def test_the_second_editor_is_told_and_keeps_her_words(scene: Scene) -> None:
    path = f"/{scene.council.indicator}/edit"
    form = {**NEW, "code": "CS01", "frequency": "month"}
    assert scene.post(path, **{**form, "title": "Theirs"}, version="1").status_code == 303
    page = scene.post(path, **{**form, "title": "Hers", "definition": "Her words"}, version="1")
    assert page.status_code == 409
    for words in ("Somebody else changed this indicator", "Theirs", 'value="Hers"', "Her words</textarea>"):
        assert words in page.text
    assert 'name="version" value="2"' in page.text
    assert scene.post(path, **{**form, "title": "Hers"}, version="2").status_code == 303
    with scene.app.app_context():
        assert definition_of(scene.council.indicator)[0].title == "Hers"


def test_an_old_code_leads_to_the_page(scene: Scene) -> None:
    path = f"/{scene.council.indicator}"
    form = {**NEW, "frequency": "month", "code": "CS/01 new"}
    assert scene.post(f"{path}/edit", **form, version="1").status_code == 303
    for code in ("CS01", "cs01", "CS/01%20new"):
        assert scene.get(f"/code/{code}").headers["Location"] == f"/indicators{path}"
    assert scene.get("/code/none").status_code == 404
    assert "formerly CS01" in scene.get(path).text


@pytest.mark.parametrize("htmx", [False, True])
def test_the_list_is_searched(scene: Scene, htmx: bool) -> None:
    headers = {"HX-Request": "true"} if htmx else {}
    page = scene.get("?q=cs01", **headers).text
    assert ("<html" in page) is not htmx
    assert "1 of 1 indicators" in page
    assert f"/indicators/{scene.council.indicator}" in page
    assert "Nothing matches" in scene.get("?q=zzz&retired=all&frequency=odd&page=x", **headers).text


def test_a_list_without_indicators_says_what_to_do(app: Flask) -> None:
    client = app.test_client()
    with app.app_context():
        officer = make_person("Priya Nair", Role.PERFORMANCE)
    sign_in(client, officer)
    assert "add the first indicator" in client.get("/indicators").text


def test_a_reader_sees_released_periods_and_signed_plans_only(scene: Scene) -> None:
    with scene.app.app_context():
        submit(scene.council.plan(), who=scene.council.lead)
        set_figures(scene.council.indicator, "2014-09", actual="400.4", who=scene.council.performance)
        release(who=scene.council.performance, key="2014-09")
    page = scene.as_(scene.council.reader).get(f"/{scene.council.indicator}").text
    assert "400.4" in page
    for hidden in ("439.1", "385.6", "375.1", "Plan 1", "Set targets", "Change indicator"):
        assert hidden not in page
    page = scene.as_(scene.council.lead).get(f"/{scene.council.indicator}").text
    for shown in ("439.1", "385.6", "+53.5", "+13.9%", "375.1", "Plan 1"):
        assert shown in page


@pytest.mark.parametrize(
    "path", ["/new", "/1/edit", "/1/targets", "/1/retire", "/1/bring-back", "/1/targets/2014-10/remove"]
)
def test_only_the_performance_team_opens_the_forms(scene: Scene, path: str) -> None:
    assert scene.get(path).status_code == 200
    assert scene.as_(scene.council.lead).get(path).status_code == 403


@pytest.mark.parametrize("path", ["/99", "/99/edit", "/99/targets", "/99/retire", "/1/targets/2019-10/remove"])
def test_what_does_not_exist_is_not_found(scene: Scene, path: str) -> None:
    assert scene.get(path).status_code == 404


def test_targets_are_changed_and_added_in_one_form(scene: Scene) -> None:
    path = f"/{scene.council.indicator}/targets?year=2014"
    page = scene.get(path).text
    marks = re.findall(r'name="targets-(\d)-was" value="([^"]+)"', page)
    assert [mark for _, mark in marks] == ["385.6:::no", "375.1:::no"]
    form = {
        "targets__0__was": marks[0][1],
        "targets__0__period": "October 2014",
        "targets__0__value": "390",
        "targets__0__estimated": "y",
        "targets__1__was": marks[1][1],
        "targets__1__period": "March 2015",
        "targets__1__value": "375.1",
        "targets__2__period": "Q4 2014/15",
        "targets__2__value": "1,376",
    }
    page_refused = scene.post(path, **form)
    assert errors(page_refused) == [("reason", "Say why the target is changed.")]
    assert 'value="1,376"' in page_refused.text
    answer = scene.post(path, **form, reason="Agreed")
    assert answer.status_code == 303
    said = scene.client.get(answer.headers["Location"]).text
    assert "Saved: 390.0, estimated (October 2014); 1,376.0 (Quarter 4 2014/15)." in said
    with scene.app.app_context():
        stored = {target.period.key: mark_of(target) for target in load_targets(scene.council.indicator)}
    assert stored == {"2014-10": "390:::yes", "2015-03": "375.1:::no", "2014-Q4": "1376:::no"}


def test_more_rows_keep_what_was_typed_and_save_nothing(scene: Scene) -> None:
    path = f"/{scene.council.indicator}/targets"
    page = scene.post(path, targets__0__period="May 2015", targets__0__value="x1", add="1").text
    assert 'value="May 2015"' in page
    assert 'value="x1"' in page
    assert 'name="targets-3-period"' in page


def test_after_a_conflict_the_form_carries_the_target_as_it_is_now(scene: Scene) -> None:
    path = f"/{scene.council.indicator}/targets"
    form = {
        "targets__0__was": "1:::no",
        "targets__0__period": "March 2015",
        "targets__0__value": "370",
        "reason": "Lower",
    }
    page = scene.post(path, **form)
    assert page.status_code == 422
    assert "Somebody else changed it to 375.1 meanwhile" in page.text
    assert 'name="targets-0-was" value="375.1:::no"' in page.text
    assert scene.post(path, **{**form, "targets__0__was": "375.1:::no"}).status_code == 303


def test_a_locked_target_is_shown_and_not_offered(scene: Scene) -> None:
    with scene.app.app_context():
        lock(who=scene.council.performance, key="2014-10")
    page = scene.get(f"/{scene.council.indicator}/targets?year=2014").text
    assert "Targets of locked periods" in page
    assert '"385.6:::no"' not in page
    answer = scene.post(f"/{scene.council.indicator}/targets/2014-10/remove", reason="No")
    assert answer.status_code == 409


def test_a_target_is_removed_with_a_reason(scene: Scene) -> None:
    path = f"/{scene.council.indicator}/targets/2015-03/remove"
    assert errors(scene.post(path, reason="")) == [("reason", "Say why this target is removed.")]
    assert scene.post(path, reason="Set by mistake").status_code == 303
    assert "Set by mistake" in scene.get(f"/{scene.council.indicator}").text


def test_an_indicator_is_retired_and_brought_back(scene: Scene) -> None:
    path = f"/{scene.council.indicator}"
    page = scene.post(f"{path}/retire", retired_on="31 Feb 2015", reason="")
    assert 'value="31 Feb 2015"' in page.text
    assert scene.post(f"{path}/retire", retired_on="1 April 2015", reason="Replaced").status_code == 303
    assert "from 1 April 2015 on" in scene.get(path).text
    assert scene.post(f"{path}/bring-back", reason="Needed").status_code == 303
    assert "from 1 April 2015 on" not in scene.get(path).text


def test_texts_longer_than_their_columns_are_refused(scene: Scene) -> None:
    page = scene.post("/new", **{**NEW, "code": "c" * 41, "title": "t" * 301, "unit": "u" * 61})
    assert {target for target, _ in errors(page)} == {"code", "title", "unit"}
    with scene.app.app_context():
        assert find_indicator("c" * 41) is None


def test_a_long_history_is_cut_and_can_be_opened(scene: Scene) -> None:
    with scene.app.app_context():
        for month in range(1, 27):
            key = f"{2011 + (month - 1) // 12}-{(month - 1) % 12 + 1:02d}"
            set_figures(scene.council.indicator, key, actual="1", who=scene.council.performance)
    path = f"/{scene.council.indicator}"
    assert f"{path}?all=yes#figures-section" in scene.get(path).text
    figures = re.compile(r'id="figures".*?</table>', re.DOTALL)
    assert [("January 2011" in figures.findall(scene.get(path + end).text)[0]) for end in ("", "?all=yes")] == [
        False,
        True,
    ]
