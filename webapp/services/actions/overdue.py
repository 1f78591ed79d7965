"""What is overdue or due soon, wherever it matters: one person's work, lists of plans, one plan, one indicator."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import bindparam, or_, select

from webapp.domain.plans import OPEN_STATES, SIGNED_STATES
from webapp.domain.rights import Who
from webapp.extensions import db
from webapp.models import Indicator, Plan, PlanAction, Signature
from webapp.services.actions.promises import Promise, promises
from webapp.services.store import read

_OWNS = (
    select(PlanAction.id)
    .join(Signature, Signature.plan_id == PlanAction.plan_id)
    .where(PlanAction.owner_id == bindparam("person_id"))
    .limit(1)
)


@dataclass(frozen=True, slots=True)
class WorkActions:
    """What one person has to do of signed plans: overdue first, then what is due in ten days, each by due date."""

    overdue: tuple[Promise, ...]
    due_soon: tuple[Promise, ...]

    @property
    def lines(self) -> tuple[Promise, ...]:
        """Both, in that order."""
        return self.overdue + self.due_soon


@dataclass(frozen=True, slots=True)
class ShownActions:
    """The actions beside a plan or an indicator.

    ``open_keys``: whose page this person may open. ``going_on``: the later plan that goes on with an action, by key.
    """

    lines: tuple[Promise, ...]
    open_keys: Collection[str]
    going_on: Mapping[str, int] = field(default_factory=dict)

    @property
    def overdue(self) -> int:
        """How many are overdue."""
        return sum(line.overdue for line in self.lines)


def your_actions(*, who: Who) -> WorkActions:
    """The actions that this person is to carry out and that are overdue or due soon."""
    lines = [line for line in carried_out_by(who) if line.overdue or line.due_soon]
    lines.sort(key=by_due_date)
    return WorkActions(
        overdue=tuple(line for line in lines if line.overdue),
        due_soon=tuple(line for line in lines if line.due_soon),
    )


def carried_out_by(who: Who) -> tuple[Promise, ...]:
    """The actions being carried out that this person owns, and those of her indicators that nobody here owns."""
    theirs = or_(
        Indicator.departmental_lead_id == who.id,
        Plan.id.in_(select(PlanAction.plan_id).where(PlanAction.owner_id == who.id)),
        Plan.state.not_in(SIGNED_STATES),  # what these promise stands in the signed version, not in the rows
    )
    return tuple(line for line in promises(theirs, carried_out=True) if line.responsible_id == who.id)


def owns_actions(who: Who) -> bool:
    """Whether this person was ever named as owner of an action in a plan that was signed."""
    return read(_OWNS, person_id=who.id).first() is not None


def overdue_by_plan(plan_ids: Iterable[int] | None = None) -> Mapping[int, int]:
    """How many actions of each plan are overdue today; plans without any are left out."""
    wanted = () if plan_ids is None else (Plan.id.in_(tuple(plan_ids)),)
    return Counter(line.plan_id for line in promises(*wanted, carried_out=True) if line.overdue)


def actions_of_plan(*, who: Who, plan_id: int) -> ShownActions:
    """What a signed plan promised and how it goes, in the plan's order; empty for a plan that was never signed.

    The plan itself must be one that this person may read.
    """
    lines = promises(Plan.id == plan_id)
    going_on = {}
    if who.sees_everything and any(line.ended for line in lines):
        later = (
            select(PlanAction.key, PlanAction.plan_id)
            .join(Plan, Plan.id == PlanAction.plan_id)
            .where(PlanAction.key.in_([line.key for line in lines]), Plan.state.in_(OPEN_STATES), Plan.id != plan_id)
        )
        going_on = {row.key: row.plan_id for row in db.session.execute(later)}
    return ShownActions(lines, open_keys(who, lines), going_on)


def actions_of_indicator(*, who: Who, indicator_id: int) -> ShownActions:
    """The actions that are being carried out for one indicator, by due date, as far as this person may know of them."""
    lines = promises(Plan.indicator_id == indicator_id, carried_out=True)
    known = sorted((line for line in lines if who.sees_everything or line.for_readers), key=by_due_date)
    return ShownActions(tuple(known), open_keys(who, known))


def open_keys(who: Who, lines: Iterable[Promise]) -> frozenset[str]:
    """The actions whose page this person may open: mere readers open those only that they own."""
    return frozenset(line.key for line in lines if who.sees_everything or line.action.owner_id == who.id)


def by_due_date(line: Promise) -> tuple[date, str, int]:
    """For sorting: the earliest due date first, those without any last."""
    return (line.action.due or date.max, line.code, line.plan_id)
