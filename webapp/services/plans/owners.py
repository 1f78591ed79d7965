"""Whom an action can be given to, and who its owner is by now."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from sqlalchemy import bindparam, select

from webapp.domain.actions import Action
from webapp.models import Person
from webapp.services.people.lists import people_here
from webapp.services.plans.records import load_actions
from webapp.services.store import read

_MERGED = select(Person.id, Person.merged_into_id).where(
    Person.id.in_(bindparam("ids", expanding=True)), Person.merged_into_id.is_not(None)
)


def possible_owners(plan_id: int) -> tuple[tuple[int, str], ...]:
    """Everybody who has not left, and the plan's owners who have: the number and the name of each."""
    here = {person.id: person.called for person in people_here()}
    gone = {
        action.owner_id: f"{action.owner} (left)"
        for action in load_actions(plan_id)
        if action.owner_id is not None and action.owner_id not in here
    }
    return (*here.items(), *gone.items())


def owned_now(actions: Iterable[Action]) -> tuple[Action, ...]:
    """Actions as they were kept: an owner who turned out to be somebody with an account is that person."""
    kept = tuple(actions)
    owners = {action.owner_id for action in kept if action.owner_id is not None}
    now = {row.id: row.merged_into_id for row in read(_MERGED, ids=sorted(owners))} if owners else {}
    return tuple(replace(action, owner_id=now.get(action.owner_id, action.owner_id)) for action in kept)
