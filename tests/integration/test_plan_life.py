"""The life of a plan: who may take which step, and what each step leaves behind."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

import pytest
from flask import Flask

from tests.builders import REASON, complete_action, make_plan, set_figures, submit
from tests.integration.council import Council, found
from webapp.domain.actions import Action
from webapp.domain.errors import Conflict, NotAllowed, NotFound, Refusal, Refusals
from webapp.domain.plans import PlanState
from webapp.services.periods.steps import lock, release
from webapp.services.plans.corrections import correct_actual
from webapp.services.plans.editing import edit_plan, show_plan
from webapp.services.plans.history import plan_history, saved_version
from webapp.services.plans.printing import plan_pdf
from webapp.services.plans.seals import signed_pdf
from webapp.services.plans.signing import sign_plan
from webapp.services.plans.starting import start_plan
from webapp.services.plans.writing import Draft, return_plan, save_draft, submit_plan


@pytest.fixture
def council(app: Flask) -> Iterator[Council]:
    with app.app_context():
        yield found()


def state(council: Council, plan: int) -> PlanState:
    return show_plan(who=council.lead, plan_id=plan).record.state


def mark(council: Council, plan: int) -> str:
    return show_plan(who=council.director, plan_id=plan).content_mark


def test_starting_twice_opens_the_same_plan(council: Council) -> None:
    first = start_plan(who=council.lead, indicator_id=council.indicator, period_key="2014-10")
    assert start_plan(who=council.lead, indicator_id=council.indicator, period_key="2014-10") == first


def test_a_lead_is_kept_out_of_anothers_plan(council: Council) -> None:
    plan = council.plan()
    with pytest.raises(NotAllowed):
        edit_plan(who=council.other_lead, plan_id=plan)
    with pytest.raises(NotAllowed):
        save_draft(who=council.other_lead, plan_id=plan, draft=Draft(2, "Mine now", ()))
    with pytest.raises(NotAllowed):
        start_plan(who=council.other_lead, indicator_id=council.indicator, period_key="2014-10")
    assert show_plan(who=council.lead, plan_id=plan).record.reason_source == REASON


def test_the_performance_team_drafts_for_a_lead_and_is_recorded(council: Council) -> None:
    plan = make_plan(council.indicator, who=council.performance)
    assert {event.by for event in plan_history(plan)} == {"Priya Nair"}


def test_the_second_of_two_editors_is_told_and_the_first_text_stays(council: Council) -> None:
    plan = council.plan()
    save_draft(who=council.lead, plan_id=plan, draft=Draft(2, "First", (complete_action(),)))
    with pytest.raises(Conflict):
        save_draft(who=council.performance, plan_id=plan, draft=Draft(2, "Second", (complete_action(),)))
    assert show_plan(who=council.lead, plan_id=plan).record.reason_source == "First"


def test_saving_what_is_there_already_makes_no_version(council: Council) -> None:
    plan = council.plan()
    assert save_draft(who=council.lead, plan_id=plan, draft=Draft(2, REASON, (complete_action(),))) == 2


def test_every_saved_text_can_be_read_again(council: Council) -> None:
    plan = council.plan()
    save_draft(who=council.lead, plan_id=plan, draft=Draft(2, "Later", ()))
    _, earlier = saved_version(who=council.lead, plan_id=plan, number=2)
    assert "<strong>new system</strong>" in earlier.reason_html
    assert [replace(action, key="") for action in earlier.actions] == [complete_action()]
    with pytest.raises(NotFound):
        saved_version(who=council.reader, plan_id=plan, number=2)


def parts(row: int) -> set[str]:
    """The names of the fields of one action row."""
    return {f"actions-{row}-{name}" for name in ("what", "how", "who", "when", "due")}


@pytest.mark.parametrize(
    ("reason", "actions", "fields"),
    [
        ("", (complete_action(),), {"reason"}),
        (" \n ", (Action(),), {"reason"} | parts(0)),
        ("Why", (), parts(0)),
        ("Why", (complete_action(), Action(what="Only what")), parts(1) - {"actions-1-what"}),
        ("Why", (Action(), complete_action()), set()),
    ],
    ids=["no reason", "nothing at all", "no action", "half an action", "blank rows do not count"],
)
def test_submitting_names_every_field_that_is_missing(
    council: Council, reason: str, actions: tuple[Action, ...], fields: set[str]
) -> None:
    plan = council.plan()
    draft = Draft(2, reason, actions)
    if not fields:
        submit_plan(who=council.lead, plan_id=plan, draft=draft)
        assert state(council, plan) is PlanState.SUBMITTED
        return
    with pytest.raises(Refusals) as refused:
        submit_plan(who=council.lead, plan_id=plan, draft=draft)
    assert {each.field for each in refused.value.refusals} == fields
    assert state(council, plan) is PlanState.DRAFT
    assert show_plan(who=council.lead, plan_id=plan).record.version == 2


def test_a_plan_too_long_for_its_page_is_refused_on_the_field_to_shorten(council: Council) -> None:
    plan = council.plan()
    with pytest.raises(Refusal) as refused:
        submit_plan(who=council.lead, plan_id=plan, draft=Draft(2, "Many words here. " * 600, (complete_action(),)))
    assert refused.value.field == "reason"
    assert state(council, plan) is PlanState.DRAFT


def test_a_submitted_plan_is_not_edited(council: Council) -> None:
    plan = council.plan()
    submit(plan, who=council.lead)
    with pytest.raises(Conflict):
        save_draft(who=council.lead, plan_id=plan, draft=Draft(2, "Too late", ()))


def test_only_the_named_director_returns_and_a_reason_is_needed(council: Council) -> None:
    plan = council.plan()
    submit(plan, who=council.lead)
    with pytest.raises(NotAllowed):
        return_plan(who=council.performance, plan_id=plan, reason="No")
    with pytest.raises(Refusal) as refused:
        return_plan(who=council.director, plan_id=plan, reason="  ")
    assert refused.value.field == "reason"
    return_plan(who=council.director, plan_id=plan, reason="Name a person")
    shown = show_plan(who=council.lead, plan_id=plan)
    assert (shown.record.state, shown.record.returned_reason) == (PlanState.DRAFT, "Name a person")


@pytest.mark.parametrize("name", ["lead", "performance", "other_lead", "reader"])
def test_nobody_but_the_director_signs(council: Council, name: str) -> None:
    plan = council.plan()
    submit(plan, who=council.lead)
    with pytest.raises(NotAllowed):
        sign_plan(who=getattr(council, name), plan_id=plan, mark=mark(council, plan))
    assert state(council, plan) is PlanState.SUBMITTED


def test_a_director_who_edited_the_text_does_not_sign_it(council: Council) -> None:
    both = council.director.__class__(council.director.id, council.director.name, council.performance.roles)
    plan = make_plan(council.indicator, who=both)
    submit(plan, who=council.lead)
    with pytest.raises(NotAllowed, match="edited"):
        sign_plan(who=both, plan_id=plan, mark=mark(council, plan))


def test_a_signature_is_of_the_page_that_was_read(council: Council) -> None:
    plan = council.plan()
    submit(plan, who=council.lead)
    read = mark(council, plan)
    set_figures(council.indicator, "2014-10", actual="441", who=council.performance)
    with pytest.raises(Conflict, match="changed after you opened it"):
        sign_plan(who=council.director, plan_id=plan, mark=read)
    assert state(council, plan) is PlanState.SUBMITTED


def test_a_signed_plan_never_changes(council: Council) -> None:
    plan = council.plan()
    submit(plan, who=council.lead)
    fingerprint = sign_plan(who=council.director, plan_id=plan, mark=mark(council, plan))
    page, pdf = show_plan(who=council.lead, plan_id=plan).page, plan_pdf(who=council.lead, plan_id=plan)
    set_figures(council.indicator, "2014-10", actual="500", who=council.performance)
    with pytest.raises(Conflict):
        save_draft(who=council.lead, plan_id=plan, draft=Draft(2, "Other", ()))
    with pytest.raises(Conflict):
        sign_plan(who=council.director, plan_id=plan, mark=mark(council, plan))
    assert show_plan(who=council.lead, plan_id=plan).page == page
    assert plan_pdf(who=council.lead, plan_id=plan) == pdf == signed_pdf(plan)
    assert page.signature is not None
    assert (page.signature.name, page.signature.fingerprint) == ("Dan Roe", fingerprint)
    assert page.performance[0].startswith("439.1 +Target: 53.5 per 10,000 (13.9%)")
    assert len(fingerprint) == len(hashlib.sha256().hexdigest())


def test_readers_see_signed_plans_of_released_periods_only(council: Council) -> None:
    plan = council.plan()
    submit(plan, who=council.lead)
    release(who=council.performance, key="2014-10")
    with pytest.raises(NotFound):
        show_plan(who=council.reader, plan_id=plan)
    sign_plan(who=council.director, plan_id=plan, mark=mark(council, plan))
    assert show_plan(who=council.reader, plan_id=plan).history == ()


def test_a_corrected_figure_is_a_revision_with_its_reason(council: Council) -> None:
    plan = council.plan()
    draft = Draft(2, "New text", (complete_action(),))
    with pytest.raises(Refusal) as refused:
        correct_actual(who=council.lead, plan_id=plan, draft=draft, actual=None, reason="Counted twice")
    assert refused.value.field == "actual"
    with pytest.raises(Refusal) as refused:
        correct_actual(who=council.lead, plan_id=plan, draft=draft, actual=Decimal(440), reason=" ")
    assert refused.value.field == "correction_reason"
    correct_actual(who=council.lead, plan_id=plan, draft=draft, actual=Decimal("437.25"), reason="Counted twice")
    record = show_plan(who=council.lead, plan_id=plan).record
    assert (record.actual, record.reason_source) == (Decimal("437.25"), "New text")


def test_a_correction_with_too_many_places_says_how_it_was_rounded(council: Council) -> None:
    plan, draft = council.plan(), Draft(2, REASON, (complete_action(),))
    typed = Decimal("437.12345678")
    notes = correct_actual(who=council.lead, plan_id=plan, draft=draft, actual=typed, reason="Counted twice")
    assert notes == ("437.12345678 was rounded to 437.123457.",)
    assert show_plan(who=council.lead, plan_id=plan).record.actual == Decimal("437.123457")


def test_a_locked_period_refuses_a_correction_and_keeps_the_draft_as_it_was(council: Council) -> None:
    plan = council.plan()
    lock(who=council.performance, key="2014-10")
    with pytest.raises(Conflict, match="locked"):
        correct_actual(
            who=council.lead, plan_id=plan, draft=Draft(2, "New", ()), actual=Decimal(440), reason="Counted twice"
        )
    assert show_plan(who=council.lead, plan_id=plan).record.reason_source == REASON


def test_a_correction_to_the_stored_figure_is_none(council: Council) -> None:
    plan = council.plan()
    with pytest.raises(Refusal, match="the stored figure already"):
        correct_actual(
            who=council.lead, plan_id=plan, draft=Draft(2, "New", ()), actual=Decimal("439.10"), reason="Why"
        )
    assert show_plan(who=council.lead, plan_id=plan).record.reason_source == REASON


def test_no_plan_is_begun_for_a_period_the_indicator_is_not_measured_by(council: Council) -> None:
    set_figures(council.indicator, "2014-Q3", who=council.performance, targets={"2014-Q3": "380"})
    with pytest.raises(Refusal, match="CS01 is monthly, so there is no plan of it for Quarter 3"):
        start_plan(who=council.lead, indicator_id=council.indicator, period_key="2014-Q3")


def test_a_correction_that_takes_the_red_away_keeps_the_text_and_a_later_red_brings_it_back(council: Council) -> None:
    plan = council.plan()
    draft = Draft(2, REASON, (complete_action(),))
    correct_actual(who=council.lead, plan_id=plan, draft=draft, actual=Decimal(380), reason="Wrong month")
    assert state(council, plan) is PlanState.NOT_REQUIRED
    assert show_plan(who=council.lead, plan_id=plan).record.reason_source == REASON


@pytest.mark.parametrize(("actual", "said"), [("380", "green"), (None, "without a figure")])
def test_there_is_nothing_to_plan_where_nothing_is_red(council: Council, actual: str | None, said: str) -> None:
    set_figures(council.indicator, "2014-09", actual=actual, who=council.performance, targets={"2014-09": "385.6"})
    with pytest.raises(Refusal, match=said):
        start_plan(who=council.lead, indicator_id=council.indicator, period_key="2014-09")
