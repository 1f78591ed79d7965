"""The page of one action: what was promised, everything that was said of it, and the plans that held it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, bindparam, or_, select

from webapp.domain.actions import ActionState
from webapp.domain.errors import NotFound
from webapp.domain.plans import PlanState
from webapp.domain.rights import Who, may_tell_progress
from webapp.models import ActionProgress, PeriodRow, Person, Plan, PlanAction, Signature
from webapp.services.actions.promises import Promise, find_promise
from webapp.services.plans.seal_records import newest_seal, shown_state
from webapp.services.store import read

_NOTES = (
    select(
        ActionProgress.id,
        ActionProgress.state,
        ActionProgress.note,
        ActionProgress.at,
        ActionProgress.plan_id,
        Person.name.label("by"),
    )
    .join(Person, Person.id == ActionProgress.by_id)
    .where(ActionProgress.key == bindparam("key"))
    .order_by(ActionProgress.id.desc())
)
_HOLDS = or_(
    Plan.id.in_(select(PlanAction.plan_id).where(PlanAction.key == bindparam("key"))),
    Plan.id.in_(select(ActionProgress.plan_id).where(ActionProgress.key == bindparam("key"))),
    Plan.id == bindparam("promised_in"),
)
_HOLDERS = (
    select(
        Plan.id,
        Plan.state,
        PeriodRow.label,
        PeriodRow.released_at,
        Signature.state.label("seal"),
        PlanAction.id.label("action_id"),
        PlanAction.due,
    )
    .join(PeriodRow, PeriodRow.id == Plan.period_id)
    .outerjoin(PlanAction, (PlanAction.plan_id == Plan.id) & (PlanAction.key == bindparam("key")))
    .outerjoin(Signature, Signature.id == newest_seal())
    .where(_HOLDS)
    .order_by(PeriodRow.end.desc(), Plan.id.desc())
)


@dataclass(frozen=True, slots=True)
class Note:
    """One thing said of an action."""

    id: int
    state: ActionState
    note: str
    by: str
    at: datetime
    plan_id: int


@dataclass(frozen=True, slots=True)
class Holder:
    """A plan that holds the action or once did, and the date it was due by there."""

    plan_id: int
    period: str
    state: PlanState
    due: date | None
    holds: bool  # false where a later draft left it out
    may_open: bool


@dataclass(frozen=True, slots=True)
class ActionShown:
    """One action with its whole history, newest first; ``seen`` is the number of its newest note, 0 for none."""

    promise: Promise
    notes: tuple[Note, ...]
    holders: tuple[Holder, ...]
    may_tell: bool
    closed: str  # why nothing can be recorded now, "" where it can

    @property
    def seen(self) -> int:
        return self.notes[0].id if self.notes else 0


def show_action(*, who: Who, key: str) -> ActionShown:
    """One action; raises NotFound where there is none, and to mere readers unless they own it."""
    promise = readable_promise(who, key)
    may_tell = may_tell_progress(who, promise.standing, promise.action.owner_id)
    return ActionShown(
        promise=promise,
        notes=tuple(_note(row) for row in read(_NOTES, key=key)),
        holders=tuple(_holder(row, who) for row in read(_HOLDERS, key=key, promised_in=promise.plan_id)),
        may_tell=may_tell,
        closed=why_closed(promise),
    )


def current_promise(key: str) -> Promise:
    """The action as in the plan that counts; raises NotFound."""
    found = find_promise(key)
    if found is None:
        raise NotFound("There is no such action.")
    return found


def readable_promise(who: Who, key: str) -> Promise:
    """As ``current_promise``; to mere readers only what they own exists."""
    promise = current_promise(key)
    if not (who.sees_everything or promise.action.owner_id == who.id):
        raise NotFound("There is no such action.")
    return promise


def why_closed(promise: Promise) -> str:
    """Why no progress can be recorded, in a sentence; "" where it can."""
    if promise.carried_out:
        return ""
    if promise.left_out:
        return "A later version of its plan left this action out, so nothing more is recorded of it."
    if promise.ended:
        return f"Its plan is {promise.plan_state}, so nothing more is recorded of this action."
    word = "a draft" if promise.plan_state is PlanState.DRAFT else promise.plan_state
    return f"Its plan is {word}: how it goes is recorded once the plan is signed off."


def _note(row: Row[*tuple[Any, ...]]) -> Note:
    return Note(row.id, ActionState(row.state), row.note, row.by, row.at, row.plan_id)


def _holder(row: Row[*tuple[Any, ...]], who: Who) -> Holder:
    may_open = who.sees_everything or (row.released_at is not None and row.seal is not None)
    return Holder(
        row.id, row.label, shown_state(who, row.state, row.seal), row.due, row.action_id is not None, may_open
    )
