"""What an upload does to unsigned plans whose red it takes away, or brings back."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask

from tests.builders import REASON, submit
from tests.integration.council import Council, found
from webapp.domain.plans import PlanState
from webapp.services.plans.editing import show_plan
from webapp.services.plans.history import plan_history
from webapp.services.uploads.uploading import upload_figures

HEADER = "indicator_code,period,actual,target,actual_estimated,target_estimated,comment"


@pytest.fixture
def council(app: Flask) -> Iterator[Council]:
    with app.app_context():
        yield found()


def send(council: Council, row: str) -> tuple[int, ...]:
    outcome = upload_figures(who=council.performance, file_name="figures.csv", content=f"{HEADER}\n{row}\n".encode())
    assert outcome.accepted
    return outcome.moved_plans


def state(council: Council, plan: int) -> PlanState:
    return show_plan(who=council.lead, plan_id=plan).record.state


def test_a_draft_is_not_required_once_its_red_is_gone_and_a_draft_again_when_it_is_back(council: Council) -> None:
    plan = council.plan()
    assert send(council, "CS01,2014-10,380,,,,") == (plan,)
    assert state(council, plan) is PlanState.NOT_REQUIRED
    assert show_plan(who=council.lead, plan_id=plan).record.reason_source == REASON
    assert send(council, "CS01,2014-10,440,,,,") == (plan,)
    assert state(council, plan) is PlanState.DRAFT
    assert "Priya Nair" in {event.by for event in plan_history(plan)}


def test_a_submitted_plan_is_not_required_either(council: Council) -> None:
    plan = council.plan()
    submit(plan, who=council.lead)
    assert send(council, "CS01,2014-10,380,,,,") == (plan,)
    assert state(council, plan) is PlanState.NOT_REQUIRED


def test_a_changed_target_counts_as_much_as_a_changed_actual(council: Council) -> None:
    plan = council.plan()
    assert send(council, "CS01,2014-10,,450,,,") == (plan,)
    assert state(council, plan) is PlanState.NOT_REQUIRED


@pytest.mark.parametrize(
    "row",
    [
        pytest.param("CS01,2014-10,500,,,,", id="still red"),
        pytest.param("CS01,2014-10,439.1,,,,", id="unchanged"),
        pytest.param("CS01,2014-09,1,,,,", id="another period"),
        pytest.param("CS01,2015-03,,1000,,,", id="a target not in force"),
    ],
)
def test_other_changes_leave_the_plan_alone(council: Council, row: str) -> None:
    plan = council.plan()
    assert send(council, row) == ()
    assert state(council, plan) is PlanState.DRAFT
