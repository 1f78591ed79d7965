"""What was promised: the actions of signed plans, each in the newest plan that holds it, with how it goes.

A plan that is being revised, while its signed page still stands, promises what that page says, not what its draft does.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, String, cast, select

from webapp.domain.actions import Action, ActionState, is_due_soon, is_overdue
from webapp.domain.formats import Measure
from webapp.domain.plans import OPEN_STATES, SIGNED_STATES, STANDING, PlanState
from webapp.domain.rights import Standing
from webapp.extensions import db
from webapp.models import (
    Directorate,
    Indicator,
    PeriodRow,
    Person,
    Plan,
    PlanAction,
    PlanVersion,
    Signature,
)
from webapp.services.actions.states import Progress, progress_of
from webapp.services.clock import today
from webapp.services.plans.owners import owned_now
from webapp.services.plans.pages import with_effect
from webapp.services.plans.records import Departmental, lead_text

Found = tuple[Row[*tuple[Any, ...]], Action]

_PLAN_COLUMNS = (
    Plan.id.label("plan_id"),
    Plan.state,
    PeriodRow.label.label("period"),
    PeriodRow.end,
    PeriodRow.released_at,
    Indicator.id.label("indicator_id"),
    Indicator.code,
    Indicator.title,
    Indicator.unit,
    Indicator.decimals,
    Indicator.strategic_lead_id,
    Indicator.departmental_lead_id,
    Indicator.departmental_lead_acting,
    Departmental.name.label("departmental_name"),
    Directorate.name.label("directorate"),
)
_PLANS = (
    select(*_PLAN_COLUMNS)
    .join_from(Plan, Indicator, Indicator.id == Plan.indicator_id)
    .join(PeriodRow, PeriodRow.id == Plan.period_id)
    .outerjoin(Departmental, Departmental.id == Indicator.departmental_lead_id)
    .outerjoin(Directorate, Directorate.id == Indicator.directorate_id)
)
_WRITTEN = (
    _PLANS.add_columns(
        PlanAction.what,
        PlanAction.how,
        PlanAction.who,
        PlanAction.when,
        PlanAction.due,
        PlanAction.key,
        PlanAction.owner_id,
        PlanAction.effect,
        PlanAction.effect_by,
    )
    .join(PlanAction, PlanAction.plan_id == Plan.id)
    .order_by(PeriodRow.end.desc(), Plan.id.desc(), PlanAction.position)
)
_SIGNED = _WRITTEN.where(Plan.state.in_(SIGNED_STATES))
_SEALED = (
    _PLANS.add_columns(PlanVersion.content, Signature.state.in_(STANDING).label("stands"))
    .join(Signature, Signature.plan_id == Plan.id)
    .join(PlanVersion, (PlanVersion.plan_id == Plan.id) & (PlanVersion.number == Signature.version))
    .order_by(Signature.id.desc())
)
_REVISED = _SEALED.where(Signature.state.in_(STANDING), Plan.state.not_in(SIGNED_STATES))


@dataclass(frozen=True, slots=True)
class Promise:
    """One action as a plan promised it, and the newest that was said of it.

    ``carried_out``: its plan is signed and neither closed, withdrawn nor superseded. ``left_out``: it was signed once,
    and a later version of its plan holds it no more. ``owner_here``: the owner has not left the council.
    """

    action: Action
    plan_id: int
    plan_state: PlanState
    period: str
    period_end: date
    released: bool
    indicator_id: int
    code: str
    title: str
    directorate: str
    departmental_lead: str
    departmental_lead_id: int | None
    strategic_lead_id: int | None
    owner_here: bool
    carried_out: bool
    left_out: bool
    progress: Progress
    overdue: bool
    due_soon: bool

    @property
    def key(self) -> str:
        return self.action.key

    @property
    def state(self) -> ActionState:
        return self.progress.state

    @property
    def ended(self) -> bool:
        """Its plan is over: nothing more is recorded."""
        return self.plan_state in SIGNED_STATES and not self.carried_out

    @property
    def for_readers(self) -> bool:
        """Mere readers may read its plan."""
        return self.released and (self.carried_out or self.ended)

    @property
    def responsible_id(self) -> int | None:
        """Who is reminded of it: the owner; where there is none, or they left, the departmental lead."""
        return self.action.owner_id if self.owner_here else self.departmental_lead_id

    @property
    def standing(self) -> Standing:
        """The leads of its indicator."""
        return Standing(self.departmental_lead_id, self.strategic_lead_id)


def promises(*conditions: ColumnElement[bool], carried_out: bool = False) -> tuple[Promise, ...]:
    """The actions of signed plans that meet the conditions (on plan, indicator or period), newest period first.

    Each key once: as in the newest plan in which it is carried out, else in the newest that held it. With
    ``carried_out`` those of closed, withdrawn and superseded plans are left out.
    """
    signed = _SIGNED.where(Plan.state.in_(OPEN_STATES)) if carried_out else _SIGNED
    found = [*_rows(signed.where(*conditions)), *_sealed(_REVISED.where(*conditions))]
    return _newest_of_each(_with_progress(found))


def find_promise(key: str) -> Promise | None:
    """One action as in the plan that counts: the newest in which it is carried out, else signed, else written.

    One that was signed and left out afterwards is found as it was signed last: what was said of it stays readable.
    """
    of_key = PlanAction.key == key
    found = [*_rows(_SIGNED.where(of_key)), *_of_key(key, _REVISED)] or _rows(_WRITTEN.where(of_key))
    return next(iter(_newest_of_each(_with_progress(found or _left_out(key)))), None)


def _left_out(key: str) -> list[Found]:
    holds_key = cast(PlanVersion.content, String).contains(key, autoescape=True)
    return _of_key(key, _SEALED.where(holds_key))[:1]


def _of_key(key: str, statement: Select[*tuple[Any, ...]]) -> list[Found]:
    return [each for each in _sealed(statement) if each[1].key == key]


def _rows(statement: Select[*tuple[Any, ...]]) -> list[Found]:
    return [(row, _action(row)) for row in db.session.execute(statement)]


def _sealed(statement: Select[*tuple[Any, ...]]) -> Iterator[Found]:
    found = [
        (row, Action.from_plain(action)) for row in db.session.execute(statement) for action in row.content["actions"]
    ]
    yield from zip((row for row, _ in found), owned_now(action for _, action in found), strict=True)


def _with_progress(found: Iterable[Found]) -> Iterator[Promise]:
    kept = [(row, action) for row, action in found if action.key]
    owners = _people({action.owner_id for _, action in kept if action.owner_id})
    notes = progress_of({action.key for _, action in kept})
    day = today()
    for row, action in kept:
        owner, here = owners.get(action.owner_id or 0, ("", False))
        progress = notes[action.key]
        plan_state = PlanState(row.state)
        sealed = "content" in row._fields
        left_out = sealed and (plan_state in SIGNED_STATES or not row.stands)
        carried_out = not left_out and (sealed or plan_state in OPEN_STATES)
        yield Promise(
            action=with_effect(replace(action, owner=owner), Measure(row.unit, row.decimals)),
            plan_id=row.plan_id,
            plan_state=plan_state,
            period=row.period,
            period_end=row.end,
            released=row.released_at is not None,
            indicator_id=row.indicator_id,
            code=row.code,
            title=row.title,
            directorate=row.directorate or "No directorate",
            departmental_lead=lead_text(row.departmental_name, acting=row.departmental_lead_acting),
            departmental_lead_id=row.departmental_lead_id,
            strategic_lead_id=row.strategic_lead_id,
            owner_here=here,
            carried_out=carried_out,
            left_out=left_out,
            progress=progress,
            overdue=carried_out and is_overdue(action.due, progress.state, day),
            due_soon=carried_out and is_due_soon(action.due, progress.state, day),
        )


def _newest_of_each(found: Iterable[Promise]) -> tuple[Promise, ...]:
    best: dict[str, Promise] = {}
    for promise in sorted(found, key=lambda each: (each.carried_out, each.period_end, each.plan_id), reverse=True):
        best.setdefault(promise.key, promise)
    return tuple(sorted(best.values(), key=lambda each: (each.period_end, each.plan_id), reverse=True))


def _people(ids: Iterable[int]) -> dict[int, tuple[str, bool]]:
    """Names, and who has not left."""
    query = select(Person.id, Person.name, Person.active).where(Person.id.in_(tuple(ids)))
    return {row.id: (row.name, row.active) for row in db.session.execute(query)}


def _action(row: Row[*tuple[Any, ...]]) -> Action:
    return Action(row.what, row.how, row.who, row.when, row.due, row.key, row.owner_id, row.effect, row.effect_by)
