"""The versions of a plan: listed with what became of them, compared in the text itself, and brought back."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from flask import Flask

from tests.builders import complete_action
from tests.integration.council import Council, found
from tests.integration.saved_plan import SavedPlan
from webapp.domain.actions import Action
from webapp.domain.errors import Conflict, NotAllowed, NotFound, Refusal
from webapp.services.clock import moment
from webapp.services.plans.comparing import changed_since_read, compare_versions, what_changed
from webapp.services.plans.history import plan_history
from webapp.services.plans.merging import look_around
from webapp.services.plans.versions import list_versions, restore_version
from webapp.services.plans.writing import take_back_plan

HIDDEN = re.compile(r'<span class="govuk-visually-hidden">[^<]*</span>')


@pytest.fixture
def council(app: Flask) -> Iterator[Council]:
    with app.app_context():
        yield found()


@pytest.fixture
def plan(council: Council) -> SavedPlan:
    return SavedPlan(council)


def test_each_version_says_what_became_of_it(council: Council, plan: SavedPlan) -> None:
    plan.submit()
    plan.give_back()
    plan.save("Better", complete_action())
    plan.submit()
    with moment(plan.at()):
        take_back_plan(who=council.lead, plan_id=plan.id)
    plan.save("Better still", complete_action())
    plan.submit()
    plan.sign()
    _, lines = list_versions(who=council.director, plan_id=plan.id)
    assert [(line.number, line.by, [mark.words for mark in line.marks]) for line in lines] == [
        (4, "Ann Lee", ["Submitted", "Signed off"]),
        (3, "Ann Lee", ["Submitted", "Taken back"]),
        (2, "Ann Lee", ["Submitted", "Returned"]),
    ]
    assert [mark.by for line in lines for mark in line.marks][1] == "Dan Roe"
    with pytest.raises(NotFound):
        list_versions(who=council.reader, plan_id=plan.id)


def marked(html: str) -> str:
    return HIDDEN.sub("", html)


def test_what_changed_is_shown_in_the_text(council: Council, plan: SavedPlan) -> None:
    first, extra = complete_action(), Action("Hire", "An advert", "Olu Bright", "In spring")
    plan.save("The system is late.", first, extra)
    kept, gone = plan.actions()
    owned = replace(
        kept, how="A list each day", due=date(2015, 1, 31), owner_id=council.other_lead.id, effect=Decimal(-12)
    )
    plan.save("The new system is late.\n\n- since May", owned, Action("Train"))
    record, changes = compare_versions(who=council.director, plan_id=plan.id, first=3, second=4)
    assert record.id == plan.id
    assert (
        marked(changes.reason_html) == "<p>The<ins> new</ins> system is late.</p><ul><li><ins>since May</ins></li></ul>"
    )
    assert [(each.kind, each.number) for each in changes.actions] == [("changed", 1), ("added", 2), ("removed", 2)]
    assert {each.label: marked(each.html) for each in changes.actions[0].fields} == {
        "What": "Close finished cases",
        "How": "A<del> weekly</del> list<del> for</del> each<del> team</del><ins> day</ins>",
        "Who": "Ann Lee",
        "When": "By the end of the quarter",
        "Due date": "<del>31 December 2014</del> <ins>31 January 2015</ins>",
        "Owner": "<ins>Olu Bright</ins>",
        "Expected effect": "<ins>−12.0 per 10,000</ins>",
    }
    assert {marked(each.html) for each in changes.actions[2].fields} == {
        f"<del>{text}</del>" for text in (gone.what, gone.how, gone.who, gone.when)
    }


def test_what_did_not_change_is_said_so(council: Council, plan: SavedPlan) -> None:
    action = plan.actions()[0]
    plan.save("Another reason", action)
    _, changes = compare_versions(who=council.lead, plan_id=plan.id, first=2, second=3)
    assert [each.kind for each in changes.actions] == ["unchanged"]
    _, same = compare_versions(who=council.lead, plan_id=plan.id, first=2, second=2)
    assert not same.any
    with pytest.raises(NotFound):
        compare_versions(who=council.lead, plan_id=plan.id, first=2, second=9)
    with pytest.raises(NotFound):
        compare_versions(who=council.reader, plan_id=plan.id, first=2, second=3)


def test_the_director_sees_what_changed_since_it_was_last_read(council: Council, plan: SavedPlan) -> None:
    assert changed_since_read(plan.id) is None
    plan.submit()
    assert changed_since_read(plan.id) is None
    plan.give_back()
    assert changed_since_read(plan.id) is None
    plan.save("Better", *plan.actions())
    plan.save("Better still", *plan.actions())
    changes = changed_since_read(plan.id)
    assert changes is not None
    assert (changes.before.number, changes.after.number) == (2, 4)
    plan.submit()
    plan.sign()
    assert changed_since_read(plan.id) is None
    assert what_changed(plan.id, 3) is not None


def test_going_back_makes_a_new_version_and_is_recorded(council: Council, plan: SavedPlan) -> None:
    earlier, action = plan.reason(), plan.actions()[0]
    plan.save("Worse")
    assert plan.restore(2) == 4
    assert (plan.reason(), plan.actions()) == (earlier, (action,))
    newest = plan_history(plan.id)[0]
    assert (newest.version, newest.by, newest.reason) == (4, "Ann Lee", "Back to version 2")
    assert plan.restore(3) == 5
    assert plan.reason() == "Worse"


def test_going_back_to_what_is_there_is_refused(plan: SavedPlan) -> None:
    with pytest.raises(Refusal, match="says already"):
        plan.restore(2)
    with pytest.raises(NotFound):
        plan.restore(7)


def test_nobody_goes_back_over_what_was_saved_since_or_handed_on(council: Council, plan: SavedPlan) -> None:
    plan.save("Worse")
    stale = plan.revision() - 1
    with pytest.raises(Conflict, match="saved after you opened"):
        restore_version(who=council.lead, plan_id=plan.id, number=2, revision=stale)
    with pytest.raises(NotAllowed):
        restore_version(who=council.other_lead, plan_id=plan.id, number=2, revision=plan.revision())
    plan.save("Worse", complete_action())
    plan.submit()
    with pytest.raises(Conflict, match="submitted"):
        plan.restore(2)
    assert plan.reason() == "Worse"


def test_whoever_has_the_form_open_gets_the_earlier_text(council: Council, plan: SavedPlan) -> None:
    plan.save("Worse")
    before = plan.revision()
    plan.restore(2)
    assert look_around(who=council.performance, plan_id=plan.id, revision=before).newer
