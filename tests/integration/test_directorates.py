"""Directorates: renamed, merged and retired without losing what they reported."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.builders import make_indicator, make_person, sign_in
from webapp.domain.errors import Conflict, NotAllowed, Refusal
from webapp.domain.rights import Role, Who
from webapp.extensions import db
from webapp.models import Change
from webapp.services.directorates import (
    add_directorate,
    bring_back_directorate,
    list_directorates,
    merge_directorate,
    rename_directorate,
    retire_directorate,
)
from webapp.services.indicators.defining import definition_of


@pytest.fixture
def team(app: Flask) -> Iterator[Who]:
    """A performance officer, inside the application."""
    with app.app_context():
        yield make_person("Priya Nair", Role.PERFORMANCE)


def recorded(kind: str) -> list[tuple[str, str, str | None, str | None, str]]:
    """Every change of a kind, oldest first."""
    query = select(Change.subject, Change.field, Change.old, Change.new, Change.reason)
    rows = db.session.execute(query.where(Change.kind == kind).order_by(Change.id))
    return [(row.subject, row.field, row.old, row.new, row.reason) for row in rows]


def test_the_old_name_stays_in_the_record(team: Who) -> None:
    directorate = add_directorate(who=team, name=" Children’s  Services ")
    rename_directorate(who=team, directorate_id=directorate, name="Families", was="Children’s Services")
    assert recorded("directorate") == [
        ("Children’s Services", "added", None, "Children’s Services", ""),
        ("Families", "name", "Children’s Services", "Families", ""),
    ]


NAMES = {
    "blank": ("  ", "Enter the name of the directorate."),
    "too long": ("x" * 201, "The name has 201 characters: shorten it to 200 or fewer."),
    "taken in another case": (
        "RESOURCES",
        "There is a directorate called Resources already: choose another name.",
    ),
}


@pytest.mark.parametrize(("name", "sentence"), NAMES.values(), ids=NAMES)
def test_a_name_that_cannot_be_is_refused(team: Who, name: str, sentence: str) -> None:
    add_directorate(who=team, name="Resources")
    other = add_directorate(who=team, name="Other")
    with pytest.raises(Refusal) as refused:
        add_directorate(who=team, name=name)
    assert (refused.value.sentence, refused.value.field) == (sentence, "name")
    with pytest.raises(Refusal, match=sentence[:20]):
        rename_directorate(who=team, directorate_id=other, name=name, was="Other")


def test_the_second_of_two_who_rename_is_told(team: Who) -> None:
    directorate = add_directorate(who=team, name="A")
    rename_directorate(who=team, directorate_id=directorate, name="B", was="A")
    with pytest.raises(Conflict, match="renamed this directorate to B"):
        rename_directorate(who=team, directorate_id=directorate, name="C", was="A")


def test_merging_moves_every_indicator_and_says_so_in_its_record(team: Who) -> None:
    old, new = add_directorate(who=team, name="Old"), add_directorate(who=team, name="New")
    first = make_indicator(code="A1", who=team, directorate_id=old)
    make_indicator(code="B1", who=team, directorate_id=new)
    version = definition_of(first)[1]
    assert merge_directorate(who=team, directorate_id=old, into_id=new, reason="Reorganised") == 1
    assert definition_of(first)[0].directorate_id == new
    assert definition_of(first)[1] == version + 1
    assert recorded("indicator")[-1] == ("A1 Rate of A1", "directorate", "Old", "New", "Reorganised")
    assert recorded("directorate")[-1] == ("Old", "merged into", None, "New", "Reorganised")
    lines = [(line.name, line.indicators, line.merged_into) for line in list_directorates()]
    assert lines == [("New", 2, ""), ("Old", 0, "New")]


def test_merging_needs_another_directorate_and_a_reason(team: Who) -> None:
    one, gone = add_directorate(who=team, name="One"), add_directorate(who=team, name="Gone")
    retire_directorate(who=team, directorate_id=gone, reason="Gone")
    for into in (None, one, gone, 999):
        with pytest.raises(Refusal) as refused:
            merge_directorate(who=team, directorate_id=one, into_id=into, reason="Reorganised")
        assert refused.value.field == "into_id"
    two = add_directorate(who=team, name="Two")
    with pytest.raises(Refusal) as refused:
        merge_directorate(who=team, directorate_id=one, into_id=two, reason="")
    assert refused.value.field == "reason"


def test_a_directorate_that_reports_is_not_retired(team: Who) -> None:
    directorate = add_directorate(who=team, name="Busy")
    make_indicator(who=team, directorate_id=directorate)
    with pytest.raises(Refusal, match="Busy still reports 1 indicator:"):
        retire_directorate(who=team, directorate_id=directorate, reason="No")


def test_a_retired_directorate_comes_back(team: Who) -> None:
    directorate = add_directorate(who=team, name="Old")
    retire_directorate(who=team, directorate_id=directorate, reason="Gone")
    with pytest.raises(Conflict):
        retire_directorate(who=team, directorate_id=directorate, reason="Gone")
    bring_back_directorate(who=team, directorate_id=directorate, reason="Needed")
    assert [line.retired_on for line in list_directorates()] == [None]
    assert recorded("directorate")[-1] == ("Old", "retired", "retired", None, "Needed")


def test_only_the_performance_team_runs_directorates(team: Who) -> None:
    with pytest.raises(NotAllowed):
        add_directorate(who=make_person("Ann Lee", Role.LEAD), name="Mine")


def test_the_pages_add_rename_merge_and_retire(app: Flask, client: FlaskClient) -> None:
    with app.app_context():
        team = make_person("Priya Nair", Role.PERFORMANCE)
    token = sign_in(client, team)

    def post(path: str, **fields: str) -> tuple[int, str]:
        answer = client.post(f"/directorates{path}", data={"csrf_token": token, **fields})
        return answer.status_code, answer.text

    assert "No directorates yet" in client.get("/directorates").text
    assert post("/new", name="")[0] == 422
    assert post("/new", name="One")[0] == post("/new", name="Two")[0] == 303
    with app.app_context():
        one, two = [line.id for line in list_directorates()]
    status, page = post(f"/{one}", name="Three", was="Zero")
    assert status == 409
    assert "renamed this directorate to One" in page
    assert 'value="Three"' in page
    assert post(f"/{one}", name="Three", was="One")[0] == 303
    status, page = post(f"/{one}/merge", into_id="0", reason="Reorganised")
    assert status == 422
    assert 'value="Reorganised"' in page
    assert post(f"/{one}/merge", into_id=str(two), reason="Reorganised")[0] == 303
    assert post(f"/{two}/retire", reason="")[0] == 422
    assert post(f"/{two}/retire", reason="Gone")[0] == 303
    assert post(f"/{two}/bring-back", reason="Back")[0] == 303
    page = client.get("/directorates").text
    assert "Part of Two since" in page
    for path in ("", "/new", f"/{one}", f"/{two}", f"/{two}/merge", f"/{two}/retire", f"/{one}/bring-back"):
        assert client.get(f"/directorates{path}").status_code == 200
    assert client.get("/directorates/999").status_code == 404
