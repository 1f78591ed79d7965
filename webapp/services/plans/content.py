"""The content of a plan between its rows and its values: text, actions and their keys."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy.orm import Session, scoped_session

from webapp.domain.actions import Action
from webapp.domain.merging import Text
from webapp.domain.rights import Who
from webapp.models import Plan, PlanAction, PlanVersion
from webapp.services.clock import now
from webapp.services.plans.owners import owned_now


def text_of(plan: Plan) -> Text:
    """What is written in a plan, as stored."""
    return Text(plan.reason_source, tuple(action_of(row) for row in plan.actions))


def content_of(plan: Plan) -> dict[str, Any]:
    """The text and actions of a plan as plain values, for comparing and keeping."""
    return {
        "reason_source": plan.reason_source,
        "reason_html": plan.reason_html,
        "actions": [action_of(row).to_plain() for row in plan.actions],
    }


def with_keys(actions: Iterable[Action], before: Sequence[Action]) -> list[Action]:
    """Each action with a key of its own: that of the same action as it was saved before, else a new one."""
    keyed: dict[str, Action] = {}
    known = {replace(action, key="", owner=""): action.key for action in before}
    for action in actions:
        key = action.key or known.pop(replace(action, owner="", expected=""), "")
        if not key or key in keyed:
            key = new_key()
        keyed[key] = replace(action, key=key)
    return list(keyed.values())


def new_key() -> str:
    """The key of an action that was never saved."""
    return secrets.token_hex(16)


def action_row(position: int, action: Action) -> PlanAction:
    """The row of an action that has its key."""
    return PlanAction(
        position=position,
        what=action.what,
        how=action.how,
        who=action.who,
        when=action.when,
        due=action.due,
        key=action.key,
        owner_id=action.owner_id,
        effect=action.effect,
        effect_by=action.effect_by,
    )


def action_of(row: PlanAction) -> Action:
    """The action of a row."""
    return Action(row.what, row.how, row.who, row.when, row.due, row.key, row.owner_id, row.effect, row.effect_by)


def blank_rows(actions: Sequence[Action], *, least: int) -> tuple[Action, ...]:
    """The actions, with blank rows to write in up to ``least``; each has the key it will keep."""
    return (*actions, *(Action(key=new_key()) for _ in range(least - len(actions))))


def put_content(plan: Plan, content: Mapping[str, Any]) -> None:
    """Inside a transaction: the text and actions of a saved content become the plan's own."""
    plan.reason_source, plan.reason_html = content["reason_source"], content["reason_html"]
    kept = owned_now(Action.from_plain(row) for row in content["actions"])
    plan.actions = [action_row(place, action) for place, action in enumerate(kept)]


def add_version(session: scoped_session[Session], who: Who, plan: Plan) -> None:
    """Inside a transaction: keep the plan's present content as its next version."""
    at = now()
    plan.version += 1
    plan.revision += 1
    plan.saved_by_id, plan.saved_at = who.id, at
    session.add(
        PlanVersion(
            plan_id=plan.id,
            number=plan.version,
            content=content_of(plan),
            by_id=who.id,
            at=at,
            auto=False,
            begun_at=at,
        )
    )
