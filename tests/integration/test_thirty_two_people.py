"""Thirty-two people save at once: nothing is lost, nothing is refused as locked, and nobody is left waiting."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from flask import Flask

from tests.builders import complete_action, make_indicator, make_person, set_figures
from webapp.domain.actions import Action
from webapp.domain.errors import Conflict
from webapp.domain.merging import Opened, Text, marks_of
from webapp.domain.rights import Role, Who
from webapp.services.plans.editing import show_plan
from webapp.services.plans.history import plan_history
from webapp.services.plans.merging import autosave
from webapp.services.plans.starting import start_plan
from webapp.services.plans.writing import Draft, save_draft

PEOPLE = 32
SAVES = 8
LONGEST_SECONDS = 120  # a person still waiting then has been starved


def all_at_once(work: Callable[[int], int]) -> list[int]:
    """Run one piece of work for each person, begun together; any exception is raised here."""
    start = Barrier(PEOPLE)

    def begin(person: int) -> int:
        start.wait(LONGEST_SECONDS)
        return work(person)

    with ThreadPoolExecutor(PEOPLE) as pool:
        return [each.result(LONGEST_SECONDS) for each in [pool.submit(begin, person) for person in range(PEOPLE)]]


def test_each_in_a_plan_of_their_own(app: Flask) -> None:
    with app.app_context():
        performance = make_person("Priya Nair", Role.PERFORMANCE)
        leads = [make_person(f"Lead {number}", Role.LEAD) for number in range(PEOPLE)]
        plans = [_plan(f"CS{number:02}", performance, lead) for number, lead in enumerate(leads)]

    def save(person: int) -> int:
        with app.app_context():
            version = 1
            for turn in range(SAVES):
                draft = Draft(version, f"Text {turn} of {person}", (complete_action(),))
                version = save_draft(who=leads[person], plan_id=plans[person], draft=draft)
            return version

    assert all_at_once(save) == [SAVES + 1] * PEOPLE
    with app.app_context():
        for person, plan in enumerate(plans):
            assert show_plan(who=performance, plan_id=plan).record.reason_source == f"Text {SAVES - 1} of {person}"
            assert [event.version for event in plan_history(plan) if event.version] == list(range(SAVES + 1, 1, -1))


def test_all_in_one_plan(app: Flask) -> None:
    with app.app_context():
        team = [make_person(f"Officer {number}", Role.PERFORMANCE) for number in range(PEOPLE)]
        plan = _plan("CS01", team[0], team[0])

    def save(person: int) -> int:
        with app.app_context():
            conflicts = 0
            while True:
                version = show_plan(who=team[person], plan_id=plan).record.version
                try:
                    save_draft(who=team[person], plan_id=plan, draft=Draft(version, f"Text of {person}", ()))
                    return conflicts
                except Conflict:
                    conflicts += 1

    all_at_once(save)
    with app.app_context():
        saved = [event for event in plan_history(plan) if event.version]
        assert show_plan(who=team[0], plan_id=plan).record.version == PEOPLE + 1
        assert {event.by for event in saved} == {f"Officer {number}" for number in range(PEOPLE)}


def test_all_in_one_plan_with_forms_that_save_themselves(app: Flask) -> None:
    with app.app_context():
        team = [make_person(f"Officer {number}", Role.PERFORMANCE) for number in range(PEOPLE)]
        plan = _plan("CS01", team[0], team[0])

    def write(person: int) -> int:
        key, opened = f"{person:032x}", Opened(marks_of(Text("", ())))
        rows: tuple[Action, ...] = ()
        with app.app_context():
            for turn in range(SAVES):
                mine = Action(f"Text {turn} of {person}", key=key)
                draft = Draft(1, "", (*(row for row in rows if row.key != key), mine), opened)
                merged = autosave(who=team[person], plan_id=plan, draft=draft).merged
                opened, rows = merged.opened, merged.shown.actions
                assert merged.conflicts == ()
        return len(rows)

    assert max(all_at_once(write)) == PEOPLE
    with app.app_context():
        kept = {action.key: action.what for action in show_plan(who=team[0], plan_id=plan).actions}
    assert kept == {f"{person:032x}": f"Text {SAVES - 1} of {person}" for person in range(PEOPLE)}


def _plan(code: str, performance: Who, lead: Who) -> int:
    indicator = make_indicator(code=code, who=performance, lead=lead)
    set_figures(indicator, "2014-10", actual="439.1", who=performance, targets={"2014-10": "385.6"})
    return start_plan(who=lead, indicator_id=indicator, period_key="2014-10")
