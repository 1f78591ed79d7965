"""Actions of signed plans: who says how one goes, what is kept of it, and where it is overdue."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest
from flask import Flask
from sqlalchemy import select

from tests.builders import complete_action, make_person, make_plan, set_figures
from tests.integration.administration import changes
from tests.integration.signed_actions import AFTER, BEFORE, SOON, Scene, save, set_scene, sign, take
from webapp.domain.actions import ActionState
from webapp.domain.errors import Conflict, NotAllowed, NotFound, Refusal
from webapp.domain.rights import Role, Who
from webapp.extensions import db
from webapp.models import ActionProgress, Signature
from webapp.services.actions.lists import NOBODY, Wanted, list_actions
from webapp.services.actions.overdue import (
    actions_of_indicator,
    actions_of_plan,
    overdue_by_plan,
    owns_actions,
    your_actions,
)
from webapp.services.actions.recording import record_progress
from webapp.services.actions.showing import show_action
from webapp.services.clock import moment
from webapp.services.people.accounts import new_person
from webapp.services.people.leaving import close_account
from webapp.services.people.merging import merge_person
from webapp.services.plans.editing import show_plan
from webapp.services.plans.renewal import begin_new_version, give_up_new_version, withdraw_plan
from webapp.services.store import transaction


@pytest.fixture
def scene(app: Flask) -> Iterator[Scene]:
    with app.app_context(), moment(BEFORE):
        yield set_scene(app)


RISK, DONE, DROPPED, TRACK = ActionState.AT_RISK, ActionState.DONE, ActionState.DROPPED, ActionState.ON_TRACK


@pytest.mark.parametrize("name", ["reader", "lead", "performance"])
def test_the_owner_the_lead_and_the_team_say_how_it_goes(scene: Scene, name: str) -> None:
    before = show_plan(who=scene.council.lead, plan_id=scene.plan)
    scene.tell(getattr(scene.council, name), RISK, "Two posts are vacant.")
    shown = show_action(who=scene.council.reader, key=scene.owned)
    assert (shown.promise.state, shown.notes[0].note) == (RISK, "Two posts are vacant.")
    assert shown.notes[0].by == getattr(scene.council, name).name
    after = show_plan(who=scene.council.lead, plan_id=scene.plan)
    assert (after.record, after.page) == (before.record, before.page)


@pytest.mark.parametrize(("name", "key"), [("director", "owned"), ("other_lead", "owned"), ("director", "unowned")])
def test_nobody_else_does(scene: Scene, name: str, key: str) -> None:
    with pytest.raises(NotAllowed, match="Only the owner of this action"):
        scene.tell(getattr(scene.council, name), DONE, key=getattr(scene, key))
    assert scene.state(getattr(scene, key)) is ActionState.NOT_STARTED


def test_to_a_reader_only_their_own_action_exists(scene: Scene) -> None:
    assert show_action(who=scene.council.reader, key=scene.owned).may_tell
    with pytest.raises(NotFound):
        show_action(who=scene.council.reader, key=scene.unowned)
    with pytest.raises(NotFound):
        scene.tell(scene.council.reader, DONE, key=scene.unowned)
    with pytest.raises(NotFound):
        show_action(who=scene.council.performance, key="0" * 32)


def test_notes_are_only_ever_added_and_a_state_is_taken_back_by_another_note(scene: Scene) -> None:
    scene.tell(scene.council.reader, DONE, "All closed.")
    first = db.session.execute(select(ActionProgress.id, ActionProgress.note, ActionProgress.at)).all()
    scene.tell(scene.council.lead, TRACK, "Eleven were still open.")
    rows = db.session.execute(select(ActionProgress.id, ActionProgress.note, ActionProgress.at)).all()
    assert rows[:1] == first
    assert scene.state() is TRACK
    assert [note.state for note in show_action(who=scene.council.lead, key=scene.owned).notes] == [TRACK, DONE]


def test_every_note_is_in_the_audit_record(scene: Scene) -> None:
    scene.tell(scene.council.reader, RISK, "Two posts are vacant.")
    scene.tell(scene.council.reader, DROPPED, "The posts were cut.")
    subject = f"Action of plan {scene.plan}: CS01, October 2014: Close finished cases"
    assert changes(scene.app, "action") == [
        (subject, "state", "not started", "at risk"),
        (subject, "state", "at risk", "dropped"),
    ]


def test_dropping_needs_a_reason_and_nothing_is_saved_without_one(scene: Scene) -> None:
    with pytest.raises(Refusal, match="Say why the action is dropped"):
        scene.tell(scene.council.reader, DROPPED, "  ")
    assert (scene.state(), changes(scene.app, "action")) == (ActionState.NOT_STARTED, [])


def test_the_same_sent_twice_is_recorded_once(scene: Scene) -> None:
    for _ in range(2):
        record_progress(who=scene.council.reader, key=scene.owned, state=RISK, note="Late", seen=0)
    assert len(show_action(who=scene.council.reader, key=scene.owned).notes) == 1


def test_the_second_of_two_people_is_told_what_the_first_said(scene: Scene) -> None:
    record_progress(who=scene.council.reader, key=scene.owned, state=DONE, note="Finished", seen=0)
    with pytest.raises(Conflict, match="Tom Bell recorded “done” while you were writing"):
        record_progress(who=scene.council.lead, key=scene.owned, state=RISK, note="Late", seen=0)
    assert scene.state() is DONE


@pytest.mark.parametrize("step", ["close", "withdraw", "supersede"])
def test_nothing_is_recorded_once_the_plan_is_over(scene: Scene, step: str) -> None:
    scene.tell(scene.council.reader, RISK, "Late")
    take(scene.council, scene.plan, step)
    with pytest.raises(Conflict, match="nothing more is recorded"):
        scene.tell(scene.council.reader, DONE)
    listed = list_actions(who=scene.council.performance, wanted=Wanted(kind="ended"))
    assert [line.state for line in listed.lines] == [RISK, ActionState.NOT_STARTED]
    assert list_actions(who=scene.council.performance, wanted=Wanted()).lines == ()
    with moment(AFTER):
        assert overdue_by_plan() == {}


def test_the_actions_of_a_draft_stay_inside_it(scene: Scene) -> None:
    council = scene.council
    set_figures(council.indicator, "2014-11", actual="440", who=council.performance, targets={"2014-11": "385.6"})
    plan = make_plan(council.indicator, "2014-11", who=council.lead)
    save(council, plan, replace(complete_action(), what="Only a draft", due=date(2014, 11, 1)))
    key = show_plan(who=council.lead, plan_id=plan).actions[0].key
    assert plan not in overdue_by_plan()
    assert actions_of_plan(who=council.lead, plan_id=plan).lines == ()
    shown = show_action(who=council.lead, key=key)
    assert shown.closed == "Its plan is a draft: how it goes is recorded once the plan is signed off."
    with pytest.raises(Conflict):
        scene.tell(council.lead, DONE, key=key)


def test_an_action_carried_over_keeps_its_history_and_moves_when_the_next_plan_is_signed(scene: Scene) -> None:
    council = scene.council
    scene.tell(council.reader, RISK, "Two posts are vacant.")
    set_figures(council.indicator, "2014-11", actual="440", who=council.performance, targets={"2014-11": "385.6"})
    following = make_plan(council.indicator, "2014-11", who=council.lead)
    carried = replace(show_plan(who=council.lead, plan_id=scene.plan).actions[0], due=date(2015, 2, 28))
    save(council, following, carried)
    with moment(AFTER):
        assert show_action(who=council.reader, key=scene.owned).promise.plan_id == scene.plan
        assert overdue_by_plan() == {scene.plan: 2}
        sign(council, following)
        shown = show_action(who=council.reader, key=scene.owned)
        assert (shown.promise.plan_id, shown.promise.overdue) == (following, False)
        assert [(note.plan_id, note.state) for note in shown.notes] == [(scene.plan, RISK)]
        assert [(held.plan_id, held.due) for held in shown.holders] == [
            (following, date(2015, 2, 28)), (scene.plan, date(2014, 12, 31)),
        ]  # fmt: skip
        scene.tell(council.reader, DONE, "All closed.")
        assert [note.plan_id for note in show_action(who=council.reader, key=scene.owned).notes] == [
            following, scene.plan,
        ]  # fmt: skip
        assert actions_of_plan(who=council.lead, plan_id=scene.plan).going_on == {scene.owned: following}
        assert overdue_by_plan() == {}


def test_while_a_signed_plan_is_revised_it_promises_what_was_signed(scene: Scene) -> None:
    council = scene.council
    take(council, scene.plan, "new version")
    with transaction() as session:
        assert session.execute(select(Signature.state)).scalar_one() == "current"
    save(council, scene.plan, replace(complete_action(), what="Something new"))
    lines = actions_of_plan(who=council.lead, plan_id=scene.plan).lines
    assert [line.action.what for line in lines] == ["Close finished cases", "Train the teams"]
    scene.tell(council.reader, DONE, "All closed.")
    with moment(AFTER):
        assert overdue_by_plan([scene.plan]) == {scene.plan: 1}
        assert [line.key for line in your_actions(who=council.lead).overdue] == [scene.unowned]
    assert [held.holds for held in show_action(who=council.reader, key=scene.owned).holders] == [False]


def test_what_nobody_here_owns_is_the_leads(scene: Scene) -> None:
    with moment(SOON):
        assert [line.key for line in your_actions(who=scene.council.reader).due_soon] == [scene.owned]
        assert [line.key for line in your_actions(who=scene.council.lead).due_soon] == [scene.unowned]
    administrator = Who(scene.council.performance.id, "Priya Nair", frozenset({Role.ADMINISTRATOR}))
    close_account(who=administrator, person_id=scene.council.reader.id, choices={})
    with moment(AFTER):
        assert {line.key for line in your_actions(who=scene.council.lead).overdue} == {scene.owned, scene.unowned}
        shown = show_action(who=scene.council.lead, key=scene.owned)
    assert (shown.promise.action.owner, shown.promise.owner_here) == ("Tom Bell", False)


def test_overdue_is_counted_by_plan_and_shown_by_indicator(scene: Scene) -> None:
    assert overdue_by_plan() == {}
    with moment(AFTER):
        assert overdue_by_plan() == {scene.plan: 2}
        scene.tell(scene.council.reader, DONE)
        assert overdue_by_plan() == {scene.plan: 1}
        shown = actions_of_indicator(who=scene.council.lead, indicator_id=scene.council.indicator)
        assert [(line.state, line.overdue) for line in shown.lines] == [(DONE, False), (ActionState.NOT_STARTED, True)]
        assert actions_of_indicator(who=scene.council.reader, indicator_id=scene.council.indicator).lines == ()


def test_only_somebody_who_owns_an_action_has_any(scene: Scene) -> None:
    assert owns_actions(scene.council.reader)
    assert not owns_actions(scene.council.lead)


@pytest.mark.parametrize(
    ("name", "wanted", "keys"),
    [
        ("reader", Wanted(), ["owned"]),
        ("reader", Wanted(whose="all"), ["owned"]),
        ("lead", Wanted(), ["unowned"]),
        ("lead", Wanted(whose="indicators"), ["owned", "unowned"]),
        ("other_lead", Wanted(), []),
        ("other_lead", Wanted(whose="all"), ["owned", "unowned"]),
        ("director", Wanted(), ["owned", "unowned"]),
        ("performance", Wanted(), ["owned", "unowned"]),
        ("performance", Wanted(owner=NOBODY), ["unowned"]),
        ("performance", Wanted(directorate="No directorate"), ["owned", "unowned"]),
        ("performance", Wanted(directorate="Finance"), []),
        ("performance", Wanted(kind="at risk"), ["owned"]),
        ("performance", Wanted(kind="done"), []),
        ("performance", Wanted(sort="state"), ["unowned", "owned"]),
        ("performance", Wanted(sort="owner", page=99), ["owned", "unowned"]),
    ],
    ids=lambda value: value if isinstance(value, str) else None,
)
def test_whose_actions_are_listed(scene: Scene, name: str, wanted: Wanted, keys: list[str]) -> None:
    scene.tell(scene.council.lead, RISK, "Late")
    listed = list_actions(who=getattr(scene.council, name), wanted=wanted)
    assert [line.key for line in listed.lines] == [getattr(scene, key) for key in keys]


def test_the_expected_effect_stands_on_the_signed_page(scene: Scene) -> None:
    first, second = show_plan(who=scene.council.lead, plan_id=scene.plan).page.actions
    assert (first.owner, first.expected) == ("Tom Bell", "−20.0 per 10,000 by 31 March 2015")
    assert (second.owner, second.expected) == ("", "")


def test_an_owner_who_turns_out_to_be_somebody_with_an_account_owns_what_is_signed_too(scene: Scene) -> None:
    council, administrator = scene.council, make_person("Morag Lewis", Role.ADMINISTRATOR)
    with transaction():
        named = new_person(who=administrator, name="T. Bell").id
    set_figures(council.indicator, "2014-09", actual="430", targets={"2014-09": "385.6"}, who=council.performance)
    plan = make_plan(council.indicator, "2014-09", who=council.lead)
    save(council, plan, replace(complete_action(), owner_id=named))
    sign(council, plan)
    key = show_plan(who=council.lead, plan_id=plan).actions[0].key
    begin_new_version(who=council.lead, plan_id=plan)
    merge_person(who=administrator, person_id=named, into_id=council.reader.id)
    scene.tell(council.reader, RISK, "One post is vacant.", key=key)
    assert show_action(who=council.reader, key=key).promise.responsible_id == council.reader.id
    give_up_new_version(who=council.lead, plan_id=plan)
    assert show_action(who=council.reader, key=key).promise.action.owner == council.reader.name


@pytest.mark.parametrize("signed_again", [True, False])
def test_what_was_said_of_an_action_stays_readable_when_a_later_version_leaves_it_out(
    scene: Scene, signed_again: bool
) -> None:
    council = scene.council
    scene.tell(council.reader, RISK, "Two posts are vacant.")
    if not signed_again:
        withdraw_plan(who=council.director, plan_id=scene.plan, reason="Wrong figures")
    begin_new_version(who=council.lead, plan_id=scene.plan)
    save(council, scene.plan, replace(complete_action(), what="Another"))
    if signed_again:
        sign(council, scene.plan)
    shown = show_action(who=council.reader, key=scene.owned)
    assert (shown.promise.action.what, shown.notes[0].note) == ("Close finished cases", "Two posts are vacant.")
    assert [(holder.plan_id, holder.holds) for holder in shown.holders] == [(scene.plan, False)]
    assert shown.closed == "A later version of its plan left this action out, so nothing more is recorded of it."
    with pytest.raises(Conflict, match="left this action out"):
        scene.tell(council.reader, DONE)
    assert scene.owned not in {line.key for line in actions_of_plan(who=council.lead, plan_id=scene.plan).lines}
    with moment(AFTER):
        assert your_actions(who=council.reader).lines == ()
