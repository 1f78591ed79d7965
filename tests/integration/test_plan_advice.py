"""Advice on a plan as typed and as saved: what is told, that nothing is saved by it, and that it refuses nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from flask import Flask

from tests.builders import REASON, complete_action, make_plan, set_figures
from tests.integration.council import Council, found
from tests.integration.signed_actions import sign
from webapp.domain.actions import Action
from webapp.domain.advice import Topic
from webapp.domain.errors import NotAllowed, NotFound
from webapp.domain.rights import Role, Who
from webapp.services.clock import moment
from webapp.services.plans.advice import Advice, advise
from webapp.services.plans.editing import show_plan
from webapp.services.plans.starting import start_plan
from webapp.services.plans.writing import Draft, save_draft, submit_plan
from webapp.services.setting_changes import change_settings
from webapp.services.settings import council_settings

DAY = datetime(2014, 11, 14, 12, tzinfo=UTC)
GOOD = replace(complete_action(), what="Close 410 finished cases")


@pytest.fixture
def council(app: Flask) -> Iterator[Council]:
    with app.app_context(), moment(DAY):
        yield found()


def told(advice: Advice) -> list[tuple[Topic, str]]:
    return [(note.topic, note.field) for note in advice.notes]


def test_advice_is_of_what_is_typed_and_else_of_what_is_saved(council: Council) -> None:
    plan = council.plan()
    assert told(advise(who=council.lead, plan_id=plan)) == [(Topic.ACTIONS, "actions-0-what")]
    typed = advise(who=council.lead, plan_id=plan, reason="Performance was 438.1.", actions=(GOOD,))
    assert told(typed) == [(Topic.FIGURES, "reason")]
    assert typed.notes[0].quote == "Performance was 438.1."
    assert typed.notes[0].sentence == "It says 438.1. The stored actual of October 2014 is 439.1 per 10,000."
    shown = show_plan(who=council.lead, plan_id=plan).record
    assert (shown.reason_source, shown.version, shown.revision) == (REASON, 2, 2)


def test_only_those_who_edit_are_advised(council: Council) -> None:
    plan = council.plan()
    for who in (council.director, council.other_lead, council.reader):
        with pytest.raises(NotAllowed):
            advise(who=who, plan_id=plan)
    with pytest.raises(NotFound):
        advise(who=council.lead, plan_id=plan + 1)


def test_figures_in_actions_are_read_too_and_blank_rows_keep_their_numbers(council: Council) -> None:
    plan = council.plan()
    rows = (Action(), replace(GOOD, how="From a target of 390.1 down, for **nobody**", who="Head of Service"))
    advice = advise(who=council.lead, plan_id=plan, reason=REASON, actions=rows)
    assert told(advice) == [(Topic.FIGURES, "actions-1-how"), (Topic.ACTIONS, "actions-1-who")]
    assert [topic for topic, _ in advice.by_topic] == [Topic.FIGURES, Topic.ACTIONS]
    assert advice.notes[0].label == "Action 2: How (will it be achieved)"


def test_earlier_figures_and_people_here_are_known(council: Council) -> None:
    set_figures(council.indicator, "2014-08", actual="438.6", who=council.performance)
    plan = council.plan()
    rows = (replace(GOOD, who="dan roe"),)
    advice = advise(who=council.lead, plan_id=plan, reason="It rose from 438.6 to 439.1.", actions=rows)
    assert advice.notes == ()


def test_the_meter_is_of_the_page_as_it_would_print(council: Council) -> None:
    plan = council.plan()
    meter = advise(who=council.lead, plan_id=plan, reason="Short.", actions=(GOOD,)).meter
    assert meter.fits
    assert meter.sentence.startswith("Prints on one page in 12 point type. In 10 point it would fill ")
    assert 20 < meter.percent < 90
    long = advise(
        who=council.lead, plan_id=plan, reason="Short.", actions=(Action(), replace(GOOD, how="Long words. " * 400))
    )
    assert not long.meter.fits
    assert long.meter.percent > 100
    assert (long.meter.field, long.meter.label) == ("actions-1-how", "Action 2: How (will it be achieved)")
    assert "lines too long for one page in 10 point, the smallest type. Shorten" in long.meter.sentence


def test_a_text_of_many_pages_is_measured_as_far_as_it_matters(council: Council) -> None:
    meter = advise(who=council.lead, plan_id=council.plan(), reason="Long words. " * 8_000).meter
    assert meter.sentence.startswith("More than ")
    assert meter.percent > 200


def test_the_meter_knows_of_a_second_page(council: Council) -> None:
    plan, reason = council.plan(), "Long words. " * 400
    assert not advise(who=council.lead, plan_id=plan, reason=reason).meter.fits
    administrator = Who(council.performance.id, council.performance.name, frozenset({Role.ADMINISTRATOR}))
    change_settings(who=administrator, wanted=replace(council_settings(), plans_second_page="yes"))
    meter = advise(who=council.lead, plan_id=plan, reason=reason).meter
    assert meter.fits
    assert meter.sentence.startswith("Runs on to page 2, in 10 point type, and fills ")


def test_what_cannot_be_printed_is_a_note_and_no_meter(council: Council) -> None:
    plan = council.plan()
    advice = advise(who=council.lead, plan_id=plan, reason="Short.", actions=(replace(GOOD, what="410 × שלום"),))
    assert advice.meter is None
    assert told(advice)[0] == (Topic.PAGE, "actions-0-what")
    assert "cannot be printed" in advice.notes[0].sentence


def test_a_reason_like_the_last_one_is_told_with_its_plan(council: Council) -> None:
    plan = council.plan()
    sign(council, plan)
    set_figures(council.indicator, "2014-11", actual="440", who=council.performance, targets={"2014-11": "385.6"})
    following = start_plan(who=council.lead, indicator_id=council.indicator, period_key="2014-11")
    advice = advise(who=council.lead, plan_id=following, reason=REASON, actions=(GOOD,))
    assert advice.last_plan == plan
    assert [note.sentence for note in advice.notes] == [
        "The reason is the same as that of October 2014. Say what is different now, or what was not foreseen."
    ]
    changed = REASON.replace("five days", "six weeks")
    advice = advise(who=council.lead, plan_id=following, reason=changed, actions=(GOOD,))
    assert "nearly the same, 83%, as that of October 2014" in advice.notes[0].sentence
    assert advise(who=council.lead, plan_id=following, reason="Three posts were vacant.", actions=(GOOD,)).notes == ()


def test_a_plan_that_all_advice_is_against_is_saved_and_submitted(council: Council) -> None:
    plan = make_plan(council.indicator, who=council.lead)
    action = replace(complete_action(), what="Do better", who="Head of Service", due=datetime(2015, 6, 30).date())
    reason = "Performance was 440.1, 60 above the target of 380."
    advice = advise(who=council.lead, plan_id=plan, reason=reason, actions=(action,))
    assert {note.topic for note in advice.notes} == {Topic.FIGURES, Topic.ACTIONS}
    assert len(advice.notes) >= 5
    draft = Draft(2, reason, (action,))
    save_draft(who=council.lead, plan_id=plan, draft=draft)
    submit_plan(who=council.lead, plan_id=plan, draft=replace(draft, revision=3))
    assert show_plan(who=council.lead, plan_id=plan).record.state == "submitted"


TYPED = {
    "long": "x" * 100_000,
    "digits": "9 " * 50_000,
    "tags": "<b>" * 10_000,
    "stars": "**" * 20_000,
    "emoji": "😀 \u200b \u202e",
    "quotes": "' OR 1=1 --",
    "lines": "\n" * 1_000,
    "other digits": "٣٫٥ 1e5 NaN",
}


@pytest.mark.parametrize("text", TYPED.values(), ids=TYPED)
def test_whatever_is_typed_gets_an_answer(council: Council, text: str) -> None:
    plan = council.plan()
    advice = advise(who=council.lead, plan_id=plan, reason=text, actions=(Action(what=text[:5_000], who=text[:5_000]),))
    assert advice.meter is not None or advice.notes
