"""A signed page stays while the facts under it change: out of date, a new version, no change needed, withdrawn."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from tests.builders import complete_action, make_person, set_figures, submit
from tests.integration.council import Council
from tests.integration.signed_council import SignedCouncil, sign, signed_council
from webapp.domain.errors import Conflict, NotAllowed, NotFound, Refusal
from webapp.domain.plans import PlanState, SealState
from webapp.domain.rights import Role
from webapp.extensions import db
from webapp.models import Plan, Signature
from webapp.services.clock import moment, now, today
from webapp.services.indicators.defining import change_indicator, definition_of
from webapp.services.people.deputies import DeputyWish, name_deputy
from webapp.services.periods.board import period_board
from webapp.services.periods.steps import release
from webapp.services.plans.closing import close_plan
from webapp.services.plans.editing import show_plan
from webapp.services.plans.history import plan_history
from webapp.services.plans.lists import list_plans
from webapp.services.plans.printing import plan_pdf, sealed_pdf
from webapp.services.plans.renewal import begin_new_version, confirm_signed, give_up_new_version, withdraw_plan
from webapp.services.plans.seals import signed_pdf
from webapp.services.plans.signing import sign_plan
from webapp.services.plans.starting import start_plan
from webapp.services.plans.writing import Draft, save_draft, take_back_plan


@pytest.fixture
def signed(app: Flask) -> Iterator[SignedCouncil]:
    with app.app_context():
        yield signed_council()


def differing(signed: SignedCouncil) -> list[str]:
    return [each.what for each in signed.shown().differing]


def change_rule(council: Council, **fields: Any) -> None:
    definition, version = definition_of(council.indicator)
    change_indicator(
        who=council.performance,
        indicator_id=council.indicator,
        version=version,
        definition=replace(definition, **fields),
        reason="Agreed by cabinet",
    )


def confirm(signed: SignedCouncil, *, seen: str | None = None) -> None:
    """The director finds that no change is needed, having read what differs now, or something else."""
    confirm_signed(
        who=signed.council.director,
        plan_id=signed.plan,
        reason="Two children fewer change no action.",
        seen=signed.shown().differing_mark if seen is None else seen,
    )


def test_a_changed_figure_puts_the_plan_out_of_date_and_leaves_its_page(signed: SignedCouncil) -> None:
    before, pdf = signed.shown().page, signed_pdf(signed.plan)
    signed.set_actual("2014-10", "431.2")
    assert signed.state() is PlanState.OUT_OF_DATE
    assert signed.seals() == [SealState.OUT_OF_DATE]
    assert signed.shown().page == before
    release(who=signed.council.performance, key="2014-10")
    assert plan_pdf(who=signed.council.reader, plan_id=signed.plan) == pdf
    assert [str(each) for each in signed.shown().differing] == ["Performance of October 2014: 439.1 then, 431.2 now"]


@pytest.mark.parametrize(
    ("change", "what"),
    [
        (lambda signed: signed.set_actual("2014-10", "439.1", quality="estimated"), "Performance of October 2014"),
        (lambda signed: signed.set_target("2015-03", "370"), "Target of March 2015"),
        (lambda signed: change_rule(signed.council, tolerance=Decimal(10)), "Tolerance"),
        (lambda signed: change_rule(signed.council, polarity="higher"), "Which way is better"),
        (lambda signed: change_rule(signed.council, unit="per 1,000"), "Unit"),
        (lambda signed: change_rule(signed.council, accumulation="cumulative"), "How figures add up"),
    ],
    ids=["quality", "target", "tolerance", "polarity", "unit", "accumulation"],
)
def test_quality_target_and_rule_count_as_well(signed: SignedCouncil, change: object, what: str) -> None:
    change(signed)  # type: ignore[operator]
    assert signed.state() is PlanState.OUT_OF_DATE
    assert differing(signed) == [what]


@pytest.mark.parametrize(
    "change",
    [
        lambda signed: signed.set_actual("2014-09", "300"),
        lambda signed: signed.set_actual("2014-11", "500"),
        lambda signed: signed.set_target("2014-09", "300"),
        lambda signed: signed.set_target("2013-10", "300"),
        lambda signed: signed.set_target("2014-12", "380"),
        lambda signed: change_rule(signed.council, title="Another title", decimals=2),
    ],
    ids=["figure before", "figure after", "target before", "last year's target", "a target more", "title and places"],
)
def test_what_the_page_does_not_rest_on_changes_nothing(signed: SignedCouncil, change: object) -> None:
    change(signed)  # type: ignore[operator]
    assert signed.state() is PlanState.SIGNED_OFF
    assert differing(signed) == []


def test_facts_that_are_again_as_signed_make_it_current_again(signed: SignedCouncil) -> None:
    signed.set_actual("2014-10", "431.2")
    signed.set_actual("2014-10", "439.1")
    assert (signed.state(), signed.seals()) == (PlanState.SIGNED_OFF, [SealState.CURRENT])


def test_the_board_says_what_differs(signed: SignedCouncil) -> None:
    signed.set_actual("2014-10", "431.2")
    board = period_board(who=signed.council.performance, key="2014-10")
    line = board.groups[0].lines[0]
    assert (line.plan_state, line.plan_note) == (
        PlanState.OUT_OF_DATE,
        "Performance of October 2014: 439.1 then, 431.2 now",
    )


def test_no_change_needed_is_recorded_with_its_reason_and_makes_it_current(signed: SignedCouncil) -> None:
    council = signed.council
    signed.set_actual("2014-10", "431.2")
    seen_before = signed.shown().differing_mark
    signed.set_actual("2014-10", "438.9")
    with pytest.raises(NotAllowed):
        confirm_signed(who=council.lead, plan_id=signed.plan, reason="A rounding", seen="")
    with pytest.raises(Refusal) as refused:
        confirm_signed(who=council.director, plan_id=signed.plan, reason=" ", seen=signed.shown().differing_mark)
    assert refused.value.field == "confirm_reason"
    assert signed.state() is PlanState.OUT_OF_DATE
    with pytest.raises(Conflict, match="Read it again"):
        confirm(signed, seen=seen_before)
    assert (signed.state(), signed.seals()) == (PlanState.OUT_OF_DATE, [SealState.OUT_OF_DATE])
    confirm(signed)
    assert (signed.state(), signed.seals(), differing(signed)) == (PlanState.SIGNED_OFF, [SealState.CURRENT], [])
    event = plan_history(signed.plan)[0]
    assert (event.by, event.new, event.reason) == ("Dan Roe", "signed off", "Two children fewer change no action.")
    signed.set_actual("2014-10", "430")
    assert [str(each) for each in signed.shown().differing] == ["Performance of October 2014: 438.9 then, 430.0 now"]
    assert signed.seals() == [SealState.OUT_OF_DATE]
    signed.set_actual("2014-10", "439.1")
    assert signed.seals() == [SealState.CURRENT], "the figures are those that were signed"


def test_a_closed_plan_whose_figure_changes_is_confirmed_and_stays_closed(signed: SignedCouncil) -> None:
    signed.set_target("2014-11", "385")
    signed.set_actual("2014-11", "300")
    close_plan(who=signed.council.lead, plan_id=signed.plan, what_worked="The weekly list")
    assert not signed.shown(signed.council.director).possible.confirm
    with pytest.raises(Conflict):
        confirm(signed)
    signed.set_actual("2014-10", "438.9")
    assert (signed.state(), signed.seals()) == (PlanState.CLOSED, [SealState.OUT_OF_DATE])
    assert signed.shown(signed.council.director).possible.confirm
    assert not signed.shown(signed.council.lead).possible.confirm
    confirm(signed)
    assert (signed.state(), signed.seals(), differing(signed)) == (PlanState.CLOSED, [SealState.CURRENT], [])
    event = plan_history(signed.plan)[0]
    assert (event.field, event.new, event.reason) == ("signed page", "current", "Two children fewer change no action.")


def test_a_new_version_is_written_while_the_signed_page_stands(signed: SignedCouncil) -> None:
    council, pdf = signed.council, signed_pdf(signed.plan)
    release(who=council.performance, key="2014-10")
    signed.set_actual("2014-10", "431.2")
    begin_new_version(who=council.lead, plan_id=signed.plan)
    assert signed.state() is PlanState.DRAFT
    draft = Draft(signed.shown().record.revision, "The count was corrected.", (complete_action(),))
    save_draft(who=council.lead, plan_id=signed.plan, draft=draft)
    reader = signed.shown(council.reader)
    assert (reader.state, reader.page.signature.name) == (PlanState.OUT_OF_DATE, "Dan Roe")
    assert "count was corrected" not in reader.page.reason_html
    assert plan_pdf(who=council.reader, plan_id=signed.plan) == pdf
    assert plan_pdf(who=council.lead, plan_id=signed.plan) != pdf
    assert sealed_pdf(who=council.lead, plan_id=signed.plan) == pdf
    [line] = list_plans(who=council.reader)
    seal = reader.record.seal
    assert seal is not None
    assert (line.state, line.version, line.saved_at) == (PlanState.OUT_OF_DATE, seal.version, seal.at)
    signed.sign_again()
    assert (signed.state(), signed.seals()) == (PlanState.SIGNED_OFF, [SealState.SUPERSEDED, SealState.CURRENT])
    assert "count was corrected" in signed.shown(council.reader).page.reason_html


def test_a_new_version_needs_no_other_word_to_be_signed_again(signed: SignedCouncil) -> None:
    signed.set_actual("2014-10", "431.2")
    begin_new_version(who=signed.council.lead, plan_id=signed.plan)
    signed.sign_again()
    assert signed.shown().page.performance[0].startswith("431.2 +Target: 45.6")
    assert signed.seals() == [SealState.SUPERSEDED, SealState.CURRENT]


@pytest.mark.parametrize("drifted", [False, True])
def test_a_new_version_that_is_given_up_goes_back_to_what_was_signed(signed: SignedCouncil, drifted: bool) -> None:
    council, reason = signed.council, signed.shown().record.reason_source
    if drifted:
        signed.set_actual("2014-10", "431.2")
    begin_new_version(who=council.lead, plan_id=signed.plan)
    save_draft(who=council.lead, plan_id=signed.plan, draft=Draft(signed.shown().record.revision, "Not this", ()))
    give_up_new_version(who=council.lead, plan_id=signed.plan)
    assert signed.state() is (PlanState.OUT_OF_DATE if drifted else PlanState.SIGNED_OFF)
    assert signed.shown().record.reason_source == reason
    assert [replace(each, key="") for each in signed.shown().actions] == [complete_action()]


def test_a_draft_that_was_never_signed_cannot_be_given_up(signed: SignedCouncil) -> None:
    council = signed.council
    set_figures(council.indicator, "2014-11", actual="450", who=council.performance, targets={"2014-11": "385"})
    other = start_plan(who=council.lead, indicator_id=council.indicator, period_key="2014-11")
    with pytest.raises(Conflict, match="nothing to go back to"):
        give_up_new_version(who=council.lead, plan_id=other)


@pytest.mark.parametrize("name", ["director", "other_lead", "reader"])
def test_only_who_may_edit_begins_or_gives_up_a_new_version(signed: SignedCouncil, name: str) -> None:
    who = getattr(signed.council, name)
    with pytest.raises(NotAllowed):
        begin_new_version(who=who, plan_id=signed.plan)
    begin_new_version(who=signed.council.lead, plan_id=signed.plan)
    with pytest.raises(NotAllowed):
        give_up_new_version(who=who, plan_id=signed.plan)


@pytest.mark.parametrize("name", ["lead", "performance", "other_lead", "reader"])
def test_only_the_signer_the_director_or_a_deputy_withdraws(signed: SignedCouncil, name: str) -> None:
    with pytest.raises(NotAllowed):
        withdraw_plan(who=getattr(signed.council, name), plan_id=signed.plan, reason="No")
    assert signed.seals() == [SealState.CURRENT]


def test_a_withdrawn_plan_keeps_its_page_and_its_figure_needs_a_plan_again(signed: SignedCouncil) -> None:
    council = signed.council
    with pytest.raises(Refusal) as refused:
        withdraw_plan(who=council.director, plan_id=signed.plan, reason="")
    assert refused.value.field == "withdraw_reason"
    withdraw_plan(who=council.director, plan_id=signed.plan, reason="The cause was another one.")
    shown = signed.shown()
    assert (shown.record.state, signed.seals()) == (PlanState.WITHDRAWN, [SealState.WITHDRAWN])
    assert (shown.settled_by, shown.record.seal.reason) == ("Dan Roe", "The cause was another one.")
    assert shown.page.signature is not None
    with pytest.raises(Conflict, match="only a signed plan can be withdrawn"):
        withdraw_plan(who=council.director, plan_id=signed.plan, reason="Twice")
    same = start_plan(who=council.lead, indicator_id=council.indicator, period_key="2014-10")
    assert (same, signed.state()) == (signed.plan, PlanState.DRAFT)
    signed.sign_again()
    assert signed.seals() == [SealState.WITHDRAWN, SealState.CURRENT]


def test_a_signed_page_can_be_withdrawn_while_its_new_version_is_written(signed: SignedCouncil) -> None:
    begin_new_version(who=signed.council.lead, plan_id=signed.plan)
    withdraw_plan(who=signed.council.director, plan_id=signed.plan, reason="It was wrong.")
    assert (signed.state(), signed.seals()) == (PlanState.DRAFT, [SealState.WITHDRAWN])
    with pytest.raises(Conflict, match="nothing to go back to"):
        give_up_new_version(who=signed.council.lead, plan_id=signed.plan)


def test_a_deputy_signs_in_the_directors_place_and_the_page_says_by_what_authority(app: Flask) -> None:
    with app.app_context():
        signed = signed_council()
        council = signed.council
        deputy, admin = make_person("Eve Hart", Role.DIRECTOR), make_person("Morag Lewis", Role.ADMINISTRATOR)
        wish = DeputyWish(deputy.id, "Scheme of delegation 4.2", today(), today() + timedelta(days=7))
        name_deputy(who=admin, director_id=council.director.id, wish=wish)
        begin_new_version(who=council.lead, plan_id=signed.plan)
        submit(signed.plan, who=council.lead)
        mark = show_plan(who=deputy, plan_id=signed.plan).content_mark
        sign_plan(who=deputy, plan_id=signed.plan, mark=mark)
        line = signed.shown().page.signature
        assert (line.name, line.capacity) == ("Eve Hart", "deputy for Dan Roe (Scheme of delegation 4.2)")
        withdraw_plan(who=deputy, plan_id=signed.plan, reason="Signed too early.")
        assert signed.seals() == [SealState.SUPERSEDED, SealState.WITHDRAWN]


def test_the_next_periods_signed_plan_supersedes_the_last(signed: SignedCouncil) -> None:
    council = signed.council
    set_figures(council.indicator, "2014-11", actual="450", who=council.performance, targets={"2014-11": "385"})
    later = start_plan(who=council.lead, indicator_id=council.indicator, period_key="2014-11")
    draft = Draft(show_plan(who=council.lead, plan_id=later).record.revision, "Still late", (complete_action(),))
    save_draft(who=council.lead, plan_id=later, draft=draft)
    assert signed.state() is PlanState.SIGNED_OFF
    sign(council, later)
    assert (signed.state(), signed.seals()) == (PlanState.SUPERSEDED, [SealState.SUPERSEDED])
    assert signed.shown().record.seal.reason == "The plan for November 2014 takes its place."
    assert show_plan(who=council.lead, plan_id=later).record.state is PlanState.SIGNED_OFF


def test_a_submitted_plan_is_taken_back_by_those_who_may_edit_it(app: Flask) -> None:
    with app.app_context():
        signed = signed_council()
        begin_new_version(who=signed.council.lead, plan_id=signed.plan)
        submit(signed.plan, who=signed.council.lead)
        with pytest.raises(NotAllowed):
            take_back_plan(who=signed.council.director, plan_id=signed.plan)
        take_back_plan(who=signed.council.lead, plan_id=signed.plan)
        assert signed.state() is PlanState.DRAFT


def test_a_clock_that_has_gone_back_signs_nothing_and_loses_nothing(app: Flask) -> None:
    with app.app_context():
        signed = signed_council()
        begin_new_version(who=signed.council.lead, plan_id=signed.plan)
        submit(signed.plan, who=signed.council.lead)
        mark = signed.shown(signed.council.director).content_mark
        with moment(now() - timedelta(hours=3)), pytest.raises(Conflict, match="put the clock right"):
            sign_plan(who=signed.council.director, plan_id=signed.plan, mark=mark)
        assert signed.state() is PlanState.SUBMITTED
        with moment(now() - timedelta(seconds=30)):
            sign_plan(who=signed.council.director, plan_id=signed.plan, mark=mark)
        query = (
            select(Plan.submitted_at, Signature.at)
            .join(Signature, Signature.plan_id == Plan.id)
            .order_by(Signature.id.desc())
        )
        submitted, at = db.session.execute(query).all()[0]
        assert at == submitted, "never signed before it was submitted"


def test_readers_are_told_of_no_draft_and_of_no_plan_that_was_never_signed(signed: SignedCouncil) -> None:
    council = signed.council
    with pytest.raises(NotFound):
        signed.shown(council.reader)
    release(who=council.performance, key="2014-10")
    begin_new_version(who=council.lead, plan_id=signed.plan)
    shown = signed.shown(council.reader)
    assert (shown.state, shown.history, shown.since, shown.last) == (PlanState.SIGNED_OFF, (), None, None)
    line = period_board(who=council.reader, key="2014-10").groups[0].lines[0]
    assert (line.plan_state, line.reds, line.plan_note) == (PlanState.SIGNED_OFF, 0, "")
