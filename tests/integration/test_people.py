"""People: added and changed, their posts handed over, named people recognised, deputies, the last administrator."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from tests.builders import make_indicator, make_person, make_plan, set_figures, submit
from tests.integration.administration import (
    Browser,
    asked,
    browser_of,
    changes,
    make_administrator,
    person_row,
    words,
)
from webapp.domain.errors import Refusal
from webapp.domain.rights import Role, Who
from webapp.models import Deputy, Indicator, Person, Plan, RoleRow, person_role
from webapp.services.people.accounts import new_person
from webapp.services.people.registering import PersonDetails, change_person
from webapp.services.store import transaction


@dataclass
class Office:
    """An administrator at work, a lead and a director of two indicators, and a colleague."""

    app: Flask
    administrator: Who
    browser: Browser
    lead: Who
    director: Who
    colleague: Who
    indicators: tuple[int, int]

    def leads(self, indicator: int) -> tuple[int | None, int | None]:
        """The departmental and the strategic lead of an indicator."""
        row = asked(
            self.app,
            select(Indicator.departmental_lead_id, Indicator.strategic_lead_id).where(Indicator.id == indicator),
        )[0]
        return row[0], row[1]

    def roles(self, person_id: int) -> set[str]:
        query = select(RoleRow.name).join(person_role, person_role.c.role_id == RoleRow.id)
        return {row[0] for row in asked(self.app, query.where(person_role.c.person_id == person_id))}


@pytest.fixture
def office(app: Flask) -> Office:
    administrator = make_administrator(app)
    with app.app_context():
        lead = make_person("Ann Lee", Role.LEAD)
        director = make_person("Dan Roe", Role.DIRECTOR)
        colleague = make_person("Olu Bright", Role.LEAD)
        one = make_indicator(code="CS01", who=administrator, lead=lead, director=director)
        two = make_indicator(code="CS02", who=administrator, lead=lead, director=director)
    browser = browser_of(app, administrator)
    return Office(app, administrator, browser, lead, director, colleague, (one, two))


def test_a_person_is_added_with_several_roles(office: Office) -> None:
    answer = office.browser.post(
        "/people/new",
        name="  Eve   Hart ",
        post="Head of Housing",
        email="Eve.Hart@Council.example",
        roles=["lead", "reader"],
    )
    assert answer.status_code == 303
    row = person_row(office.app, int(answer.headers["Location"].rsplit("/", 1)[1]))
    assert (row.name, row.post, row.email) == ("Eve Hart", "Head of Housing", "eve.hart@council.example")
    assert office.roles(row.id) == {"lead", "reader"}
    rights = [change for change in changes(office.app, "right") if change[0] == "Eve Hart"]
    assert rights == [
        ("Eve Hart", "role", None, "Departmental lead"),
        ("Eve Hart", "role", None, "Reader"),
    ]
    assert "Eve Hart" in words(office.browser.get("/people"))


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"name": " "}, "Enter the person’s name."),
        ({"name": "x" * 201}, "Shorten this to 200 characters."),
        ({"name": "Eve", "email": "eve"}, "“eve” is not an e-mail address"),
        ({"name": "Eve", "email": "eve@council.example"}, "Choose at least one role"),
        ({"name": "Eve", "email": "ANN.LEE@council.example", "roles": ["lead"]}, "it is Ann Lee’s"),
        ({"name": "Eve\x00"}, "NUL character"),
    ],
)
def test_a_person_who_cannot_be_added(office: Office, fields: dict[str, Any], sentence: str) -> None:
    before = len(changes(office.app, "person"))
    answer = office.browser.post("/people/new", **fields)
    assert answer.status_code == 422
    assert sentence in words(answer)
    assert len(changes(office.app, "person")) == before


def test_changed_roles_are_recorded_as_rights(office: Office) -> None:
    before = len(changes(office.app, "right"))
    answer = office.browser.post(
        f"/people/{office.colleague.id}/edit",
        name="Olu Bright",
        post="Analyst",
        email="olu.bright@council.example",
        roles=["performance", "reader"],
    )
    assert answer.status_code == 303
    assert office.roles(office.colleague.id) == {"performance", "reader"}
    assert changes(office.app, "right")[before:] == [
        ("Olu Bright", "role", "Departmental lead", None),
        ("Olu Bright", "role", None, "Performance team"),
        ("Olu Bright", "role", None, "Reader"),
    ]
    assert ("Olu Bright", "post", "Post of Olu Bright", "Analyst") in changes(office.app, "person")


def test_a_lead_keeps_the_role_their_posts_need(office: Office) -> None:
    answer = office.browser.post(
        f"/people/{office.lead.id}/edit", name="Ann Lee", email="ann.lee@council.example", roles=["reader"]
    )
    assert answer.status_code == 422
    assert "Ann Lee is departmental lead of 2 indicators" in words(answer)
    assert office.roles(office.lead.id) == {"lead"}


def test_an_account_keeps_an_address(office: Office) -> None:
    answer = office.browser.post(f"/people/{office.lead.id}/edit", name="Ann Lee", email="", roles=["lead"])
    assert answer.status_code == 422
    assert person_row(office.app, office.lead.id).email == "ann.lee@council.example"


def test_a_leaver_hands_everything_over_in_one_step(office: Office) -> None:
    leaver = browser_of(office.app, office.lead)
    answer = office.browser.post(f"/people/{office.lead.id}/leave", everything=str(office.colleague.id), close="yes")
    assert answer.status_code == 303
    assert [office.leads(number)[0] for number in office.indicators] == [office.colleague.id] * 2
    row = person_row(office.app, office.lead.id)
    assert (row.active, row.password, row.name) == (False, None, "Ann Lee")
    assert row.left_on is not None
    assert leaver.get("/").status_code == 303
    assert ("CS02 Rate of CS02", "departmental lead", "Ann Lee", "Olu Bright") in changes(office.app, "indicator")
    assert "People who have left" in words(office.browser.get("/people"))


def test_a_leaver_hands_over_one_by_one_with_a_vacancy(office: Office) -> None:
    first, second = office.indicators
    path = f"/people/{office.lead.id}/leave"
    answer = office.browser.post(path, **{f"post-{first}-departmental": str(office.colleague.id)}, save="yes")
    assert answer.status_code == 303
    assert office.leads(first)[0] == office.colleague.id
    assert person_row(office.app, office.lead.id).active
    refused = office.browser.post(path, close="yes")
    assert refused.status_code == 422
    assert "Choose who becomes departmental lead of CS02, or leave the post vacant." in words(refused)
    assert person_row(office.app, office.lead.id).active
    answer = office.browser.post(path, **{f"post-{second}-departmental": "vacant"}, close="yes")
    assert answer.status_code == 303
    assert office.leads(second)[0] is None
    assert not person_row(office.app, office.lead.id).active


def test_a_vacancy_is_shown_and_filled(office: Office) -> None:
    office.browser.post(f"/people/{office.lead.id}/leave", everything="vacant", close="yes")
    assert "2 posts of leads are vacant" in words(office.browser.get("/people"))
    page = words(office.browser.get("/people/vacancies"))
    assert "Departmental lead of CS01 Rate of CS01" in page
    first, _ = office.indicators
    reader = make_person_in(office.app, "Tom Bell", Role.READER)
    answer = office.browser.post("/people/vacancies", **{f"post-{first}-departmental": str(reader.id)})
    assert answer.status_code == 303
    assert office.leads(first)[0] == reader.id
    assert office.roles(reader.id) == {"reader", "lead"}
    assert "1 post of a lead is vacant" in words(office.browser.get("/people"))


@pytest.mark.parametrize("who", ["themselves", "somebody who left", "nobody known"])
def test_who_cannot_be_a_successor(office: Office, who: str) -> None:
    office.browser.post(f"/people/{office.colleague.id}/leave", close="yes")
    ids = {
        "themselves": office.lead.id,
        "somebody who left": office.colleague.id,
        "nobody known": 999_999,
    }
    answer = office.browser.post(f"/people/{office.lead.id}/leave", everything=str(ids[who]), close="yes")
    assert answer.status_code == 422
    assert office.leads(office.indicators[0])[0] == office.lead.id
    assert person_row(office.app, office.lead.id).active


def test_a_leavers_plans_and_changes_stay_with_their_name(office: Office) -> None:
    first, _ = office.indicators
    with office.app.app_context():
        set_figures(first, "2014-10", actual="439.1", who=office.administrator, targets={"2014-10": "385.6"})
        plan = make_plan(first, who=office.lead)
    office.browser.post(f"/people/{office.lead.id}/leave", everything=str(office.colleague.id), close="yes")
    row = asked(office.app, select(Plan.created_by_id, Plan.saved_by_id).where(Plan.id == plan))[0]
    assert tuple(row) == (office.lead.id, office.lead.id)
    assert "Ann Lee" in words(office.browser.get("/audit?kind=plan"))
    successor = browser_of(office.app, office.colleague)
    assert successor.get(f"/plans/{plan}/edit").status_code == 200


def test_somebody_who_left_comes_back_without_a_password(office: Office) -> None:
    office.browser.post(f"/people/{office.colleague.id}/leave", close="yes")
    changed = {"name": "Olu", "email": "olu.bright@council.example", "roles": ["lead"]}
    assert office.browser.post(f"/people/{office.colleague.id}/edit", **changed).status_code == 409
    assert office.browser.post(f"/people/{office.colleague.id}/reopen").status_code == 303
    row = person_row(office.app, office.colleague.id)
    assert (row.active, row.left_on, row.password) == (True, None, None)
    assert office.browser.post(f"/people/{office.colleague.id}/reopen").status_code == 422


def test_the_last_administrator_stays(office: Office) -> None:
    here = f"/people/{office.administrator.id}"
    leaving = office.browser.post(f"{here}/leave", close="yes")
    assert leaving.status_code == 422
    assert "is the last administrator who can sign in" in words(leaving)
    email = "morag.lewis@council.example"
    losing = office.browser.post(f"{here}/edit", name="Morag Lewis", email=email, roles=["reader"])
    assert losing.status_code == 422
    assert "is the last administrator who can sign in" in words(losing)
    assert office.roles(office.administrator.id) == {"administrator"}
    assert person_row(office.app, office.administrator.id).active


def test_an_administrator_without_a_password_is_no_replacement(office: Office) -> None:
    with office.app.app_context():
        make_person("New Admin", Role.ADMINISTRATOR, password=None)
    assert office.browser.post(f"/people/{office.administrator.id}/leave", close="yes").status_code == 422


def test_one_of_two_administrators_may_leave(office: Office) -> None:
    other = make_administrator(office.app, "Second Admin")
    assert office.browser.post(f"/people/{other.id}/leave", close="yes").status_code == 303


def test_two_administrators_who_remove_each_other_leave_one(app: Flask) -> None:
    administrators = [make_administrator(app, name) for name in ("First Admin", "Second Admin")]

    def remove(pair: tuple[Who, Who]) -> str:
        who, other = pair
        email = f"{other.name.lower().replace(' ', '.')}@council.example"
        details = PersonDetails(other.name, email=email, roles=frozenset({Role.READER}))
        with app.app_context():
            try:
                change_person(who=who, person_id=other.id, details=details)
            except Refusal:
                return "refused"
        return "done"

    first, second = administrators
    with ThreadPoolExecutor(2) as threads:
        outcomes = sorted(threads.map(remove, [(first, second), (second, first)]))
    assert outcomes == ["done", "refused"]
    query = select(func.count()).select_from(person_role).join(RoleRow, RoleRow.id == person_role.c.role_id)
    assert asked(app, query.where(RoleRow.name == "administrator"))[0][0] == 1


def named_only(office: Office) -> int:
    """Somebody an old form names as lead and director of the first indicator."""
    first, _ = office.indicators
    with office.app.app_context(), transaction() as session:
        person = new_person(who=office.administrator, name="A. Lee")
        indicator = session.get_one(Indicator, first)
        indicator.departmental_lead_id, indicator.departmental_lead_acting = person.id, True
        return person.id


def make_person_in(app: Flask, name: str, *roles: Role) -> Who:
    with app.app_context():
        return make_person(name, *roles)


def test_a_named_person_is_given_an_account(office: Office) -> None:
    person_id = named_only(office)
    assert "cannot sign in" in words(office.browser.get(f"/people/{person_id}"))
    assert office.browser.post(f"/people/{person_id}/password-link").status_code == 422
    answer = office.browser.post(
        f"/people/{person_id}/edit", name="Amy Lee", email="amy@council.example", roles=["lead"]
    )
    assert answer.status_code == 303
    assert office.leads(office.indicators[0])[0] == person_id
    assert office.browser.post(f"/people/{person_id}/password-link").status_code == 200


def test_a_named_person_becomes_one_with_an_account(office: Office) -> None:
    person_id = named_only(office)
    first, _ = office.indicators
    with office.app.app_context():
        set_figures(first, "2014-10", actual="439.1", who=office.administrator, targets={"2014-10": "385.6"})
        plan = make_plan(first, who=Who(person_id, "A. Lee", frozenset({Role.LEAD})))
    answer = office.browser.post(f"/people/{person_id}/merge", into=str(office.colleague.id))
    assert answer.status_code == 303
    assert answer.headers["Location"] == f"/people/{office.colleague.id}"
    assert office.leads(first)[0] == office.colleague.id
    acting = select(Indicator.departmental_lead_acting).where(Indicator.id == first)
    assert asked(office.app, acting)[0][0] is True
    written = asked(office.app, select(Plan.created_by_id, Plan.saved_by_id).where(Plan.id == plan))[0]
    assert tuple(written) == (office.colleague.id, office.colleague.id)
    assert words(office.browser.get("/people")).count("A. Lee") == 1  # the page says once that they are one
    assert office.browser.get(f"/people/{person_id}").status_code == 404
    recorded = changes(office.app, "person")
    assert ("A. Lee", "merged into", None, "Olu Bright") in recorded
    assert ("Olu Bright", "took over", None, "A. Lee") in recorded


@pytest.mark.parametrize("into", ["", "999999", "themselves", "x"])
def test_a_merge_needs_somebody_with_an_account(office: Office, into: str) -> None:
    person_id = named_only(office)
    answer = office.browser.post(f"/people/{person_id}/merge", into=str(person_id) if into == "themselves" else into)
    assert answer.status_code in {404, 422}
    assert person_row(office.app, person_id).merged_into_id is None


def test_somebody_with_an_account_is_never_merged_away(office: Office) -> None:
    answer = office.browser.post(f"/people/{office.colleague.id}/merge", into=str(office.lead.id))
    assert answer.status_code == 409


def test_a_deputy_signs_within_the_stated_days_only(office: Office) -> None:
    first, _ = office.indicators
    with office.app.app_context():
        set_figures(first, "2014-10", actual="439.1", who=office.administrator, targets={"2014-10": "385.6"})
        plan = make_plan(first, who=office.lead)
        submit(plan, who=office.lead)
    deputy = browser_of(office.app, office.colleague)
    assert deputy.post(f"/plans/{plan}/sign", version="2").status_code == 403
    answer = office.browser.post(
        f"/people/{office.director.id}/deputies",
        deputy=str(office.colleague.id),
        authority="Scheme of delegation 4.2",
        starts_on="1 January 2020",
        ends_on="31 December 2099",
    )
    assert answer.status_code == 303
    page = words(office.browser.get(f"/people/{office.director.id}/deputies"))
    assert "Olu Bright 1 January 2020 31 December 2099 Scheme of delegation 4.2 May sign today" in page
    term = "1 January 2020 to 31 December 2099"
    assert ("Olu Bright", "deputy of Dan Roe", None, term) in changes(office.app, "right")
    row = asked(office.app, select(Deputy.id))[0][0]
    assert office.browser.post(f"/people/{office.director.id}/deputies/{row}/end").status_code == 303
    assert deputy.post(f"/plans/{plan}/sign", version="2").status_code == 403
    assert ("Olu Bright", "deputy of Dan Roe", term, None) in changes(office.app, "right")


def test_a_deputy_of_today_signs(office: Office) -> None:
    first, _ = office.indicators
    with office.app.app_context():
        set_figures(first, "2014-10", actual="439.1", who=office.administrator, targets={"2014-10": "385.6"})
        plan = make_plan(first, who=office.lead)
        submit(plan, who=office.lead)
    office.browser.post(
        f"/people/{office.director.id}/deputies",
        deputy=str(office.colleague.id),
        authority="Scheme of delegation 4.2",
        starts_on="2020-01-01",
        ends_on="2099-12-31",
    )
    deputy = browser_of(office.app, office.colleague)
    page = deputy.get(f"/plans/{plan}").text
    read = dict(re.findall(r'name="(version|read)" value="([^"]+)"', page))
    assert deputy.post(f"/plans/{plan}/sign", **read).status_code == 303


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"deputy": ""}, "Choose somebody else who has an account."),
        ({"deputy": "director"}, "Choose somebody else who has an account."),
        ({"deputy": "reader"}, "Tom Bell may only read released figures."),
        ({"authority": " "}, "State the authority"),
        ({"authority": "x" * 401}, "Shorten this to 400 characters."),
        ({"starts_on": ""}, "Enter the first day."),
        ({"ends_on": ""}, "Enter the last day."),
        ({"ends_on": "31 December 2019"}, "The last day is before the first"),
        ({"starts_on": "2001-01-01", "ends_on": "2001-01-02"}, "The last day has passed already"),
        ({"ends_on": "31 February 2099"}, "is not a day in the calendar"),
    ],
)
def test_who_cannot_be_a_deputy(office: Office, fields: dict[str, str], sentence: str) -> None:
    reader = make_person_in(office.app, "Tom Bell", Role.READER)
    names = {"director": str(office.director.id), "reader": str(reader.id)}
    good = {
        "deputy": str(office.colleague.id),
        "authority": "Scheme of delegation 4.2",
        "starts_on": "1 January 2020",
        "ends_on": "31 December 2099",
    }
    entered = good | fields
    entered["deputy"] = names.get(entered["deputy"], entered["deputy"])
    answer = office.browser.post(f"/people/{office.director.id}/deputies", **entered)
    assert answer.status_code == 422
    assert sentence in words(answer)
    assert asked(office.app, select(Deputy.id)) == []


def test_deputies_end_when_their_director_leaves(office: Office) -> None:
    office.browser.post(
        f"/people/{office.director.id}/deputies",
        deputy=str(office.colleague.id),
        authority="Scheme of delegation 4.2",
        starts_on="2020-01-01",
        ends_on="2099-12-31",
    )
    office.browser.post(f"/people/{office.director.id}/leave", everything="vacant", close="yes")
    ends_on = asked(office.app, select(Deputy.ends_on, Person.left_on).join(Person, Person.id == Deputy.director_id))
    assert ends_on[0].ends_on < ends_on[0].left_on


def test_an_unknown_person_is_not_found(office: Office) -> None:
    for path in ("", "/edit", "/leave", "/merge", "/deputies"):
        assert office.browser.get(f"/people/999999{path}").status_code == 404
