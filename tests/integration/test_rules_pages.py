"""The pages of named rules: what would change is shown before anything is saved."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask

from tests.integration.administration import Browser, words
from tests.integration.council import found
from tests.integration.promised_figures import FRIDAY
from tests.integration.ruled_council import FIVE, UP_TO, add, change, refer
from tests.integration.test_quality_pages import Scene, mark_on
from webapp.services.clock import moment
from webapp.services.rules.reading import list_rules, show_rule

NEW: dict[str, Any] = {
    "name": "Ten percent",
    "description": "For rates",
    "kind": "bands",
    "amber_above": "10%",
    "amber_kind": "percent",
    "green_kind": "percent",
    "since": "",
    "reason": "",
}


@pytest.fixture
def scene(app: Flask) -> Iterator[Scene]:
    with moment(FRIDAY):
        with app.app_context():
            council = found()
        yield Scene(app, council)


def set_rule(scene: Scene) -> int:
    with scene.app.app_context():
        rule = add(scene.council, FIVE, "Five percent")
        refer(scene.council, rule)
        return rule


def previewed(browser: Browser, path: str, **fields: Any) -> str:
    """The mark of the preview that a post is answered with."""
    answer = browser.post(path, **fields)
    assert (answer.status_code, "Nothing is saved yet." in words(answer)) == (200, True), words(answer)
    return mark_on(answer.text)


def test_a_rule_is_added_after_its_preview(scene: Scene) -> None:
    team = scene.browser("performance")
    answer = team.post("/rules/new", **{**NEW, "name": "", "amber_above": "x"})
    assert (answer.status_code, '"x" is not a figure' in words(answer)) == (422, True)
    seen = previewed(team, "/rules/new", **NEW)
    changed = previewed(team, "/rules/new", **{**NEW, "amber_above": "12%"}, seen=seen)
    assert changed != seen
    answer = team.post("/rules/new", **NEW, seen=seen)
    assert (answer.status_code, answer.headers["Location"]) == (303, "/rules/1")
    page = words(team.get("/rules/1"))
    assert "Counts From the beginning Whichever way is better Amber up to 10% of target" in page
    assert "Ten percent" in words(team.get("/rules"))


def test_another_version_shows_what_would_change_and_then_changes_it(scene: Scene) -> None:
    rule, team = set_rule(scene), scene.browser("performance")
    path, wanted = f"/rules/{rule}/change", {**NEW, "amber_above": "15", "reason": "Agreed", "latest": "1"}
    assert 'value="5"' in team.get(path).text
    answer = team.post(path, **wanted)
    shown = words(answer)
    assert "Of 1 indicator, 1 would have another colour" in shown
    assert "CS01 Rate of CS01 October 2014 ● Red ▲ Amber" in shown
    with scene.app.app_context():
        assert show_rule(rule).line.versions == 1
    answer = team.post(path, **wanted, seen=mark_on(answer.text))
    assert (answer.status_code, answer.headers["Location"]) == (303, f"/rules/{rule}")
    page = words(team.get("/indicators/1/figures/2014-10"))
    assert "That is within the tolerance of 15% of target (57.84)." in page
    assert "The rule is “Five percent, version 2”." in page
    assert "Five percent Amber up to 15% of target" in words(team.get("/indicators/1"))


def test_a_colleague_who_was_first_is_noticed(scene: Scene) -> None:
    rule, team = set_rule(scene), scene.browser("performance")
    path, wanted = f"/rules/{rule}/change", {**NEW, "amber_above": "15", "reason": "Agreed", "latest": "1"}
    seen = previewed(team, path, **wanted)
    with scene.app.app_context():
        change(scene.council, rule, FIVE)
    answer = team.post(path, **wanted, seen=seen)
    assert (answer.status_code, "Somebody else changed this rule meanwhile." in words(answer)) == (409, True)
    assert 'value="15"' in answer.text


def test_rename_retire_and_bring_back(scene: Scene) -> None:
    rule, team = set_rule(scene), scene.browser("performance")
    assert team.post(f"/rules/{rule}/name", name="Within five", description="", was="x").status_code == 409
    assert team.post(f"/rules/{rule}/name", name="", description="", was="Five percent").status_code == 422
    answer = team.post(f"/rules/{rule}/name", name="Within five", description="", was="Five percent")
    assert (answer.status_code, answer.headers["Location"]) == (303, f"/rules/{rule}")
    assert "give it another rule first" in words(team.get(f"/rules/{rule}/retire"))
    assert team.post(f"/rules/{rule}/retire", reason="Nobody uses it").status_code == 422
    with scene.app.app_context():
        refer(scene.council, None)
    assert team.post(f"/rules/{rule}/retire", reason="").status_code == 422
    assert team.post(f"/rules/{rule}/retire", reason="Nobody uses it").status_code == 303
    assert "Bring it back" in words(team.get(f"/rules/{rule}"))
    assert team.post(f"/rules/{rule}/bring-back", reason="Wanted").status_code == 303
    with scene.app.app_context():
        assert [(line.name, line.retired_on) for line in list_rules()] == [("Within five", None)]


def test_everybody_reads_the_rules_and_nobody_else_changes_them(scene: Scene) -> None:
    rule, reader = set_rule(scene), scene.browser("reader")
    page = reader.get(f"/rules/{rule}")
    assert "Priya Nair on" in words(page)
    assert "/change" not in page.text
    assert [reader.get(f"/rules/{rule}/{step}").status_code for step in ("change", "name", "retire")] == [403] * 3
    assert "Five percent,Amber up to 5% of target,1,1," in reader.get("/rules?format=csv").text


def edited(browser: Browser, **fields: Any) -> dict[str, Any]:
    """The indicator's definition as the form would post it, with other answers."""
    page = browser.get("/indicators/1/edit").text
    version = page.partition('name="version" value="')[2].partition('"')[0]
    usual = {
        "code": "CS01",
        "title": "Rate of CS01",
        "unit": "per 10,000",
        "decimals": "1",
        "polarity": "lower",
        "tolerance": "5",
        "tolerance_kind": "percent",
        "frequency": "month",
        "accumulation": "snapshot",
        "directorate_id": "0",
        "rule_set_id": "0",
        "strategic_lead_id": str(3),
        "departmental_lead_id": str(2),
        "version": version,
        "reason": "Agreed",
    }
    return {**usual, **fields}


def test_another_tolerance_of_an_indicator_is_shown_before_it_is_saved(scene: Scene) -> None:
    team = scene.browser("performance")
    wanted = edited(team, tolerance="14")
    answer = team.post("/indicators/1/edit", **wanted)
    assert (answer.status_code, "CS01 Rate of CS01 October 2014 ● Red ▲ Amber" in words(answer)) == (200, True)
    assert 'value="14"' in answer.text
    assert "● Red" in words(team.get("/indicators/1/figures/2014-10"))
    answer = team.post("/indicators/1/edit", **wanted, seen=mark_on(answer.text))
    assert answer.status_code == 303
    assert "▲ Amber" in words(team.get("/indicators/1/figures/2014-10"))


def test_a_change_that_colours_nothing_is_saved_at_once(scene: Scene) -> None:
    team = scene.browser("performance")
    assert team.post("/indicators/1/edit", **edited(team, tolerance="6", title="Another")).status_code == 303


def test_a_rule_is_chosen_in_the_definition(scene: Scene) -> None:
    team = scene.browser("performance")
    with scene.app.app_context():
        rule = add(scene.council, FIVE, "Five percent")
    assert team.post("/indicators/1/edit", **edited(team, rule_set_id=str(rule))).status_code == 303
    assert "RAG rule Five percent Amber up to 5% of target" in words(team.get("/indicators/1"))
    assert "Five percent" in team.get("/indicators?format=csv").text


def test_a_rule_that_does_not_go_with_the_polarity_is_refused_before_anything_is_shown(scene: Scene) -> None:
    team = scene.browser("performance")
    with scene.app.app_context():
        rule = add(scene.council, UP_TO, "Up to 450")
    answer = team.post("/indicators/1/edit", **edited(team, rule_set_id=str(rule), polarity="higher"))
    assert answer.status_code == 422
    assert "The rule Up to 450 does not go with that." in words(answer)
    assert "What would change" not in words(answer)
