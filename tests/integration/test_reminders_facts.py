"""Who is reminded of what: the facts as they are stored, gathered for the rules."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest
from flask import Flask

from tests.builders import make_person, make_plan, sign, submit
from tests.integration.promised_figures import OVERDUE, promise, say
from tests.integration.reminded_council import EVERY_MONTH, red_indicator
from tests.integration.signed_actions import AFTER, BEFORE, SOON, Scene, set_scene
from webapp.domain.actions import ActionState
from webapp.domain.reminders import Kind
from webapp.domain.rights import Role, Who
from webapp.models import Person
from webapp.services.clock import moment
from webapp.services.people.deputies import DeputyWish, name_deputy
from webapp.services.plans.renewal import begin_new_version, withdraw_plan
from webapp.services.plans.writing import return_plan
from webapp.services.reminders.digests import digests_of
from webapp.services.setting_changes import change_settings
from webapp.services.settings import council_settings
from webapp.services.store import transaction

FRIDAY = BEFORE.date()


@pytest.fixture
def administrator(app: Flask) -> Iterator[Who]:
    """An administrator of a council that wants a plan for the red figure of any month; it is 14 November 2014."""
    with app.app_context(), moment(BEFORE):
        administrator = make_person("Morag Lewis", Role.ADMINISTRATOR)
        change_settings(who=administrator, wanted=EVERY_MONTH)
        yield administrator


@pytest.fixture
def scene(app: Flask, administrator: Who) -> Scene:
    """A signed plan, due 31 December 2014, with an action that the reader owns and one that nobody owns."""
    return set_scene(app)


def reminded(day: date = FRIDAY) -> dict[str, list[tuple[Kind, str]]]:
    """By name of the person: kind and words of what they are reminded of on that day."""
    return {
        digest.name: [(reminder.kind, reminder.words) for reminder in digest.reminders]
        for digest in digests_of(day, unknown=0)
    }


def second_plan(scene: Scene, lead: Who | None = None) -> int:
    """A draft for another red indicator of the same director, led by somebody else."""
    lead = lead or scene.council.other_lead
    return make_plan(red_indicator("CS02", scene.council, lead=lead), who=lead)


def test_the_life_of_a_plan(scene: Scene) -> None:
    council = scene.council
    plan = second_plan(scene)
    assert reminded() == {}, "a draft is nobody's business before it is due"
    assert reminded(date(2014, 11, 23)) == {"Olu Bright": [(Kind.PLAN_DUE, "due 30 November 2014, in 7 days")]}
    assert reminded(date(2014, 12, 1)) == {"Olu Bright": [(Kind.PLAN_OVERDUE, "overdue since 30 November 2014")]}
    submit(plan, who=council.other_lead)
    assert reminded(date(2014, 12, 1)) == {"Dan Roe": [(Kind.WAITING, "submitted on 14 November 2014")]}
    return_plan(who=council.director, plan_id=plan, reason="Say who does it.")
    returned = [(Kind.PLAN_RETURNED, "due 30 November 2014; returned: “Say who does it.”")]
    assert reminded() == {"Olu Bright": returned}
    submit(plan, who=council.other_lead)
    sign(plan, who=council.director)
    assert reminded() == {}


def test_a_new_version_of_a_signed_plan_is_not_overdue(scene: Scene) -> None:
    begin_new_version(who=scene.council.lead, plan_id=scene.plan)
    assert reminded(date(2014, 12, 1)) == {}


def test_a_plan_that_was_withdrawn_is_required_again(scene: Scene) -> None:
    withdraw_plan(who=scene.council.director, plan_id=scene.plan, reason="The figures were wrong.")
    assert reminded(date(2014, 12, 1)) == {"Ann Lee": [(Kind.PLAN_OVERDUE, "overdue since 30 November 2014")]}


def test_the_council_decides_when_a_plan_is_due_and_which_is_required(scene: Scene, administrator: Who) -> None:
    second_plan(scene)

    def decide(**changes: object) -> None:
        change_settings(who=administrator, wanted=replace(council_settings(), **changes))  # type: ignore[arg-type]

    decide(plans_due_days=10)
    assert reminded() == {"Olu Bright": [(Kind.PLAN_OVERDUE, "overdue since 10 November 2014")]}
    decide(plans_required_at="quarters")
    assert reminded() == {}
    decide(plans_required_at="both", plans_required_from=date(2014, 11, 1))
    assert reminded() == {}


def test_a_deputy_of_today_is_reminded_and_nobody_who_wrote_on_the_plan(scene: Scene, administrator: Who) -> None:
    council = scene.council
    deputy = make_person("Eve Short", Role.DIRECTOR)
    wish = DeputyWish(deputy.id, "Scheme of delegation", date(2014, 11, 10), FRIDAY)
    name_deputy(who=administrator, director_id=council.director.id, wish=wish)
    later = replace(wish, deputy_id=council.other_lead.id, starts_on=date(2014, 12, 1), ends_on=date(2014, 12, 31))
    name_deputy(who=administrator, director_id=council.director.id, wish=later)
    plan = second_plan(scene, lead=council.director)  # the director is its lead too, and wrote it
    submit(plan, who=council.director)
    assert reminded() == {"Eve Short": [(Kind.WAITING, "submitted on 14 November 2014")]}


def test_actions_are_for_their_owners_and_else_for_the_lead(scene: Scene) -> None:
    assert reminded() == {}
    with moment(SOON):
        soon = [(Kind.ACTION_DUE, "due 31 December 2014, in 7 days")]
        assert reminded(SOON.date()) == {"Ann Lee": soon, "Tom Bell": soon}
    late = [(Kind.ACTION_OVERDUE, "overdue since 31 December 2014")]
    with moment(AFTER):
        assert reminded(AFTER.date()) == {"Ann Lee": late, "Tom Bell": late}
        scene.tell(scene.council.lead, ActionState.AT_RISK, "Two posts are vacant.")
        assert "Tom Bell" in reminded(AFTER.date())
        scene.tell(scene.council.lead, ActionState.DONE)
        scene.tell(scene.council.lead, ActionState.DROPPED, "No longer needed.", key=scene.unowned)
        assert reminded(AFTER.date()) == {}


def test_the_lead_takes_over_from_an_owner_who_left(scene: Scene) -> None:
    with transaction() as session:
        session.get_one(Person, scene.council.reader.id).active = False
    with moment(AFTER):
        assert {name: len(words) for name, words in reminded(AFTER.date()).items()} == {"Ann Lee": 2}


def test_actions_of_a_draft_remind_nobody(scene: Scene) -> None:
    second_plan(scene)
    with moment(AFTER):
        assert [kind for kind, _ in reminded(AFTER.date())["Olu Bright"]] == [Kind.PLAN_OVERDUE]


def test_actions_go_on_while_a_new_version_is_written(scene: Scene) -> None:
    begin_new_version(who=scene.council.lead, plan_id=scene.plan)
    with moment(AFTER):
        late = [(Kind.ACTION_OVERDUE, "overdue since 31 December 2014")]
        assert reminded(AFTER.date()) == {"Ann Lee": late, "Tom Bell": late}


def test_a_final_figure_is_asked_of_its_lead_and_counted_for_the_team(scene: Scene) -> None:
    promised = promise(scene.council, "CS02", OVERDUE, lead=scene.council.other_lead)
    promise(scene.council, "CS03", date(2014, 11, 20), lead=scene.council.other_lead)
    promise(scene.council, "CS04", None, lead=scene.council.other_lead)
    late = (Kind.FINAL_OVERDUE, "estimated so far, final figure overdue by 12 days, since 2 November 2014")
    soon = (Kind.FINAL_DUE, "estimated so far, final figure due 20 November 2014, in 6 days")
    team = (Kind.FINAL_OVERDUE, "ask for them, or agree another day")
    assert reminded() == {"Olu Bright": [late, soon], "Priya Nair": [team]}
    say(scene.council.performance, promised, quality="final")
    assert reminded() == {"Olu Bright": [soon]}


def test_the_performance_team_hears_of_unknown_outcomes(scene: Scene) -> None:
    (digest,) = digests_of(FRIDAY, unknown=2)
    assert (digest.name, [str(reminder) for reminder in digest.reminders]) == (
        "Priya Nair", ["2 reminders have an unknown outcome: look into it and say so"],
    )  # fmt: skip
