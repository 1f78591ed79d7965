"""A signed plan whose actions are being carried out: what tests about actions share."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from decimal import Decimal

from flask import Flask

from tests.builders import complete_action, submit
from tests.integration.council import Council, found
from webapp.domain.actions import Action, ActionState
from webapp.domain.rights import Who
from webapp.services.actions.recording import record_progress
from webapp.services.actions.showing import show_action
from webapp.services.plans.editing import show_plan
from webapp.services.plans.signing import sign_plan
from webapp.services.plans.writing import Draft, lock_plan, move, save_draft
from webapp.services.store import transaction

BEFORE, SOON, AFTER = (datetime(*day, 12, tzinfo=UTC) for day in ((2014, 11, 14), (2014, 12, 24), (2015, 1, 5)))
"""Days long before, shortly before and after the due date of every action here, 31 December 2014."""


@dataclass(frozen=True)
class Scene:
    """A signed plan with an action that the reader owns, and one that nobody owns."""

    app: Flask
    council: Council
    plan: int
    owned: str
    unowned: str

    def tell(self, who: Who, state: ActionState, note: str = "", *, key: str = "") -> None:
        """Say how the owned action goes, having read everything that was said before."""
        key = key or self.owned
        seen = show_action(who=self.council.performance, key=key).seen
        record_progress(who=who, key=key, state=state, note=note, seen=seen)

    def state(self, key: str = "") -> ActionState:
        return show_action(who=self.council.performance, key=key or self.owned).promise.state


def take(council: Council, plan: int, step: str) -> None:
    """A step in a plan's life that needs nothing else."""
    with transaction() as session:
        move(session, council.performance, lock_plan(session, plan), step)


def save(council: Council, plan: int, *actions: Action) -> None:
    """Save a draft with these actions."""
    record = show_plan(who=council.lead, plan_id=plan).record
    save_draft(who=council.lead, plan_id=plan, draft=Draft(record.revision, "Why it is red", actions))


def sign(council: Council, plan: int) -> None:
    """Submit a draft as it is, and sign it."""
    submit(plan, who=council.lead)
    mark = show_plan(who=council.director, plan_id=plan).content_mark
    sign_plan(who=council.director, plan_id=plan, mark=mark)


def set_scene(app: Flask) -> Scene:
    """Make the council and its signed plan; call inside an application context, on a day BEFORE."""
    council = found()
    plan = council.plan()
    owned = replace(complete_action(), owner_id=council.reader.id, effect=Decimal(-20), effect_by=date(2015, 3, 31))
    save(council, plan, owned, replace(complete_action(), what="Train the teams"))
    sign(council, plan)
    keys = [action.key for action in show_plan(who=council.lead, plan_id=plan).actions]
    return Scene(app, council, plan, *keys)
