"""What happened to a plan, and every content it ever had."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, select

from webapp.domain.actions import Action
from webapp.domain.errors import NotFound
from webapp.domain.plans import may
from webapp.domain.rights import Who, may_edit
from webapp.extensions import db
from webapp.models import Change, Person, PlanVersion
from webapp.services.plans.records import PlanRecord, leads_of, load_plan

_CHANGES = (
    select(Change.at, Person.name, Change.field, Change.old, Change.new, Change.reason)
    .join_from(Change, Person, Person.id == Change.by_id, isouter=True)
    .where(Change.kind == "plan", Change.subject_id == bindparam("plan_id"))
    .order_by(Change.id.desc())
)
_VERSION = (
    select(PlanVersion.content, PlanVersion.at, Person.name)
    .join_from(PlanVersion, Person, Person.id == PlanVersion.by_id)
    .where(PlanVersion.plan_id == bindparam("plan_id"), PlanVersion.number == bindparam("number"))
)


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened to a plan; ``version`` is the saved text it led to, if it was a save."""

    at: datetime
    by: str
    field: str
    old: str
    new: str
    reason: str

    @property
    def version(self) -> int | None:
        number = self.new.removeprefix("version ")
        return int(number) if self.field == "text" and number.isdigit() else None


@dataclass(frozen=True, slots=True)
class SavedVersion:
    """One content of a plan, with who saved it and when."""

    number: int
    by: str
    at: datetime
    reason_html: str
    actions: tuple[Action, ...]
    may_be_restored: bool  # by this person


def plan_history(plan_id: int) -> tuple[Event, ...]:
    """Everything that happened to a plan, newest first."""
    rows = db.session.execute(_CHANGES, {"plan_id": plan_id})
    return tuple(
        Event(row.at, row.name or "Command line", row.field, row.old or "", row.new or "", row.reason) for row in rows
    )


def saved_version(*, who: Who, plan_id: int, number: int) -> tuple[PlanRecord, SavedVersion]:
    """A plan and one content it had; for everyone but mere readers. Raises NotFound."""
    row = db.session.execute(_VERSION, {"plan_id": plan_id, "number": number}).first()
    if row is None or not who.sees_everything:
        raise NotFound("There is no such version of this plan.")
    record = load_plan(plan_id)
    actions = tuple(Action.from_plain(action) for action in row.content["actions"])
    restorable = number != record.version and may("save", record.state) and may_edit(who, leads_of(record))
    return record, SavedVersion(number, row.name, row.at, row.content["reason_html"], actions, restorable)
