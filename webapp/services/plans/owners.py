"""Whom an action can be given to."""

from __future__ import annotations

from webapp.services.people.lists import people_here
from webapp.services.plans.records import load_actions


def possible_owners(plan_id: int) -> tuple[tuple[int, str], ...]:
    """Everybody who has not left, and the plan's owners who have: the number and the name of each."""
    here = {person.id: person.called for person in people_here()}
    gone = {
        action.owner_id: f"{action.owner} (left)"
        for action in load_actions(plan_id)
        if action.owner_id is not None and action.owner_id not in here
    }
    return (*here.items(), *gone.items())
