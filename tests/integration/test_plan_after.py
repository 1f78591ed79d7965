"""After a plan: the next one goes on from it, a plan is closed once its figure is green, two reds are escalated."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask

from tests.builders import complete_action, set_figures
from tests.integration.council import Council
from tests.integration.signed_council import SignedCouncil, sign, signed_council
from webapp.domain.actions import Action, ActionState
from webapp.domain.errors import Conflict, NotAllowed, Refusal
from webapp.domain.plans import PlanState, SealState
from webapp.domain.rights import Who
from webapp.models import ActionProgress
from webapp.services.clock import now
from webapp.services.periods.board import RED_AGAIN, BoardView, period_board
from webapp.services.plans.closing import close_plan
from webapp.services.plans.editing import show_plan
from webapp.services.plans.starting import start_plan
from webapp.services.plans.writing import Draft, save_draft
from webapp.services.store import transaction
from webapp.services.work import your_work


@pytest.fixture
def signed(app: Flask) -> Iterator[SignedCouncil]:
    with app.app_context():
        yield signed_council()


def november(council: Council, actual: str) -> None:
    set_figures(council.indicator, "2014-11", actual=actual, who=council.performance, targets={"2014-11": "385"})


def next_plan(council: Council) -> int:
    november(council, "450")
    return start_plan(who=council.lead, indicator_id=council.indicator, period_key="2014-11")


def note(who: Who, plan: int, key: str, state: ActionState, words: str = "") -> None:
    with transaction() as session:
        session.add(ActionProgress(key=key, plan_id=plan, state=state, note=words, by_id=who.id, at=now()))


def test_the_next_plan_takes_over_what_nobody_has_finished(signed: SignedCouncil) -> None:
    council = signed.council
    first = signed.shown().actions[0]
    later = next_plan(council)
    shown = show_plan(who=council.lead, plan_id=later)
    assert (shown.record.reason_source, shown.record.previous_id) == ("", signed.plan)
    assert [(each.what, each.key) for each in shown.actions] == [(first.what, first.key)]
    assert shown.last.plan_id == signed.plan
    assert shown.last.sentence.startswith("439.1 per 10,000 in October 2014, 450.0 per 10,000 in November 2014")
    assert "which is worse" in shown.last.sentence


@pytest.mark.parametrize("state", [ActionState.DONE, ActionState.DROPPED])
def test_what_is_done_or_dropped_is_not_taken_over_and_its_note_is_shown(
    signed: SignedCouncil, state: ActionState
) -> None:
    council = signed.council
    note(council.lead, signed.plan, signed.shown().actions[0].key, ActionState.AT_RISK, "Late")
    note(council.lead, signed.plan, signed.shown().actions[0].key, state, "Finished on 3 November")
    shown = show_plan(who=council.lead, plan_id=next_plan(council))
    assert shown.actions == ()
    promise = shown.last.promises[0]
    assert (promise.progress.state, promise.progress.note, promise.overdue) == (state, "Finished on 3 November", False)


def test_an_action_that_is_taken_over_keeps_its_progress(signed: SignedCouncil) -> None:
    council = signed.council
    note(council.lead, signed.plan, signed.shown().actions[0].key, ActionState.ON_TRACK, "Half of the cases are closed")
    later = next_plan(council)
    reason = Draft(show_plan(who=council.lead, plan_id=later).record.revision, "Still", (complete_action(),))
    save_draft(who=council.lead, plan_id=later, draft=reason)
    kept = show_plan(who=council.lead, plan_id=later)
    assert kept.actions[0].key == signed.shown().actions[0].key
    sign(council, later)
    assert show_plan(who=council.lead, plan_id=later).since.promises[0].progress.note == "Half of the cases are closed"


def test_a_plan_nobody_signed_promises_nothing(app: Flask) -> None:
    with app.app_context():
        signed = signed_council()
        council = signed.council
        later = next_plan(council)
        draft = Draft(show_plan(who=council.lead, plan_id=later).record.revision, "", (Action(what="Only an idea"),))
        save_draft(who=council.lead, plan_id=later, draft=draft)
        set_figures(council.indicator, "2014-12", actual="450", who=council.performance, targets={"2014-12": "385"})
        third = start_plan(who=council.lead, indicator_id=council.indicator, period_key="2014-12")
        shown = show_plan(who=council.lead, plan_id=third)
        assert (shown.record.previous_id, shown.actions) == (later, ())


def test_a_plan_is_closed_with_what_worked_once_the_figure_is_green(signed: SignedCouncil) -> None:
    council = signed.council
    with pytest.raises(Conflict, match="not green"):
        close_plan(who=council.lead, plan_id=signed.plan, what_worked="Nothing yet")
    november(council, "450")
    with pytest.raises(Conflict, match="not green"):
        close_plan(who=council.lead, plan_id=signed.plan, what_worked="Nothing yet")
    november(council, "380")
    assert [each.plan_id for each in your_work(who=council.lead).to_close] == [signed.plan]
    assert signed.shown().possible.close
    with pytest.raises(NotAllowed):
        close_plan(who=council.director, plan_id=signed.plan, what_worked="The list")
    with pytest.raises(Refusal) as refused:
        close_plan(who=council.lead, plan_id=signed.plan, what_worked="  ")
    assert refused.value.field == "what_worked"
    close_plan(who=council.lead, plan_id=signed.plan, what_worked="The weekly list found 60 finished cases.")
    shown = signed.shown()
    assert (shown.record.state, shown.record.what_worked) == (
        PlanState.CLOSED,
        "The weekly list found 60 finished cases.",
    )
    assert signed.seals() == [SealState.CURRENT]
    assert your_work(who=council.lead).to_close == ()


def test_a_closed_plan_stays_closed_when_the_next_is_signed(signed: SignedCouncil) -> None:
    council = signed.council
    november(council, "380")
    close_plan(who=council.lead, plan_id=signed.plan, what_worked="The list")
    set_figures(council.indicator, "2014-12", actual="450", who=council.performance, targets={"2014-12": "385"})
    third = start_plan(who=council.lead, indicator_id=council.indicator, period_key="2014-12")
    shown = show_plan(who=council.lead, plan_id=third)
    assert shown.actions == (), "what a closed plan promised is over"
    save_draft(who=council.lead, plan_id=third, draft=Draft(shown.record.revision, "Red again", (complete_action(),)))
    sign(council, third)
    assert (signed.state(), signed.seals()) == (PlanState.CLOSED, [SealState.CURRENT])


def test_a_closed_plan_whose_figure_changes_still_says_what_differs(signed: SignedCouncil) -> None:
    november(signed.council, "380")
    close_plan(who=signed.council.lead, plan_id=signed.plan, what_worked="The list")
    signed.set_actual("2014-10", "441")
    assert (signed.state(), signed.seals()) == (PlanState.CLOSED, [SealState.OUT_OF_DATE])
    assert len(signed.shown().differing) == 1


def test_two_reds_in_a_row_are_escalated_to_the_board_and_the_director(signed: SignedCouncil) -> None:
    council = signed.council
    assert your_work(who=council.director).red_again == ()
    november(council, "450")
    board = period_board(who=council.performance, key="2014-11")
    assert (board.red_again, board.groups[0].lines[0].reds) == (1, 2)
    assert period_board(who=council.performance, key="2014-10").red_again == 0
    shown = period_board(who=council.performance, key="2014-11", view=BoardView(plan=RED_AGAIN))
    assert shown.shown == 1
    assert [each.period.key for each in your_work(who=council.director).red_again] == ["2014-11"]
    assert your_work(who=council.lead).red_again is None


def test_a_missing_figure_ends_a_run_of_reds(signed: SignedCouncil) -> None:
    council = signed.council
    november(council, "450")
    set_figures(council.indicator, "2014-12", who=council.performance, targets={"2014-12": "385"})
    set_figures(council.indicator, "2015-01", actual="450", who=council.performance, targets={"2015-01": "385"})
    board = period_board(who=council.performance, key="2015-01")
    assert board.groups[0].lines[0].reds == 1
