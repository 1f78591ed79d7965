"""The states of a plan and the steps between them, apart from who takes them."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.domain.errors import Conflict
from webapp.domain.plans import OPEN_STATES, SIGNED_STATES, STEPS, PlanState, after, may

D, S, X, O = PlanState.DRAFT, PlanState.SUBMITTED, PlanState.SIGNED_OFF, PlanState.OUT_OF_DATE  # noqa: E741
LIFE = {
    ("save", D): D,
    ("submit", D): S,
    ("return", S): D,
    ("take back", S): D,
    ("sign", S): X,
    ("not required", D): PlanState.NOT_REQUIRED,
    ("not required", S): PlanState.NOT_REQUIRED,
    ("required again", PlanState.NOT_REQUIRED): D,
    ("drift", X): O,
    ("current again", O): X,
    ("new version", X): D,
    ("new version", O): D,
    ("new version", PlanState.WITHDRAWN): D,
    ("keep signed", D): X,
    ("supersede", X): PlanState.SUPERSEDED,
    ("supersede", O): PlanState.SUPERSEDED,
    ("supersede", D): PlanState.SUPERSEDED,
    ("supersede", S): PlanState.SUPERSEDED,
    ("close", X): PlanState.CLOSED,
    ("close", O): PlanState.CLOSED,
    ("withdraw", X): PlanState.WITHDRAWN,
    ("withdraw", O): PlanState.WITHDRAWN,
}


@pytest.mark.parametrize(("step", "state"), list(product(sorted(STEPS), PlanState)))
def test_each_step_leads_where_the_table_says_or_is_refused(step: str, state: PlanState) -> None:
    if (step, state) in LIFE:
        assert may(step, state)
        assert after(step, state) is LIFE[step, state]
        return
    assert not may(step, state)
    with pytest.raises(Conflict, match=state.value):
        after(step, state)


@given(st.lists(st.sampled_from(sorted(STEPS)), max_size=30))
def test_no_path_signs_a_plan_that_was_not_submitted(steps: list[str]) -> None:
    """Whatever is tried in whatever order, a plan comes to be signed off by the step "sign" first of all."""
    state, signed = PlanState.DRAFT, False
    for step in steps:
        if step == "keep signed" and not signed:
            continue  # the service refuses it where no signed page stands
        if may(step, state):
            signed = signed or step == "sign"
            state = after(step, state)
        assert signed or state not in SIGNED_STATES - {PlanState.SUPERSEDED}


def test_closed_and_superseded_plans_stay_what_they_are() -> None:
    for state in (PlanState.CLOSED, PlanState.SUPERSEDED):
        assert not [step for step in STEPS if may(step, state)]


def test_a_plan_that_is_carried_out_is_signed() -> None:
    assert OPEN_STATES < SIGNED_STATES
