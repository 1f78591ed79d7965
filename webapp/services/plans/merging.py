"""Drafts that save themselves, while somebody else may be writing in the same plan."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import bindparam, func, select

from webapp.domain.actions import Action
from webapp.domain.errors import NotFound
from webapp.domain.formats import Measure, long_date, signed
from webapp.domain.merging import REASON, Merged, Text, mark_of, merge, values_of
from webapp.domain.plans import PlanState, after, may
from webapp.domain.rights import Standing, Who, ensure_may_edit
from webapp.extensions import db
from webapp.models import Indicator, Person, Plan, PlanVersion
from webapp.services.clock import now
from webapp.services.plans.content import with_keys
from webapp.services.plans.editing import PlanShown
from webapp.services.plans.records import load_actions, load_plan
from webapp.services.plans.writing import Draft, merge_stored, plan_to_edit, write_draft
from webapp.services.store import read, transaction

PRESENT = timedelta(minutes=10)
"""Who saved no longer ago than this is said to be writing."""

FURTHEST_BACK = 30
"""Versions that are looked through for who wrote some words."""

_NEWEST = (
    select(Plan.revision, Plan.state, Indicator.departmental_lead_id, Indicator.strategic_lead_id)
    .join_from(Plan, Indicator, Indicator.id == Plan.indicator_id)
    .where(Plan.id == bindparam("plan_id"))
)
_WRITERS = (
    select(Person.name, func.max(PlanVersion.at).label("at"))
    .join_from(PlanVersion, Person, Person.id == PlanVersion.by_id)
    .where(
        PlanVersion.plan_id == bindparam("plan_id"),
        PlanVersion.by_id != bindparam("me"),
        PlanVersion.at > bindparam("since"),
    )
    .group_by(Person.id, Person.name)
    .order_by(func.max(PlanVersion.at).desc())
)
_VERSIONS = (
    select(PlanVersion.content, PlanVersion.at, PlanVersion.by_id, Person.name)
    .join_from(PlanVersion, Person, Person.id == PlanVersion.by_id)
    .where(PlanVersion.plan_id == bindparam("plan_id"))
    .order_by(PlanVersion.number.desc())
    .limit(FURTHEST_BACK)
)


@dataclass(frozen=True, slots=True)
class Autosaved:
    """What a draft that saved itself led to; ``at`` is when this plan was last saved, and ``by`` by whom."""

    revision: int
    version: int
    at: datetime
    by: str
    merged: Merged


@dataclass(frozen=True, slots=True)
class Writer:
    """Somebody else who saved this plan not long ago."""

    name: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Around:
    """What else happens in a plan: ``newer`` is True where the form is not the newest any more."""

    newer: bool
    writers: tuple[Writer, ...]


@dataclass(frozen=True, slots=True)
class Theirs:
    """The other words of a field that two people changed: whose, when, and as text."""

    by: str
    at: datetime
    text: str


def autosave(*, who: Who, plan_id: int, draft: Draft) -> Autosaved:
    """Save what nobody else changed meanwhile, in the version of this sitting, and bring in what others saved.

    Raises Conflict for a plan that is no draft, or a form that does not say what it was opened with.
    """
    with transaction() as session:
        plan = plan_to_edit(session, who, plan_id)
        after("save", PlanState(plan.state))
        if draft.opened is None:
            raise NotFound("This form is incomplete: reload the page and try again.")
        merged = merge_stored(plan, draft, draft.opened)
        kept = replace(draft, reason=merged.text.reason, actions=merged.text.actions)
        write_draft(session, who, plan, kept, auto=True)
        by = who.name if plan.saved_by_id == who.id else session.get_one(Person, plan.saved_by_id).name
        return Autosaved(plan.revision, plan.version, plan.saved_at, by, merged)


def merge_shown(shown: PlanShown, draft: Draft) -> Merged | None:
    """What a refused draft and the stored text are together; None where the form does not say how it was opened."""
    if draft.opened is None:
        return None
    stored = stored_text(shown)
    return merge(draft.opened, Text(draft.reason, tuple(with_keys(draft.actions, stored.actions))), stored)


def stored_text(shown: PlanShown) -> Text:
    """What is written in a plan as it is shown."""
    return Text(shown.record.reason_source, shown.actions)


def look_around(*, who: Who, plan_id: int, revision: int) -> Around:
    """Whether the plan was saved or handed on since ``revision``, and who else is writing; raises NotFound."""
    row = read(_NEWEST, plan_id=plan_id).first()
    if row is None:
        raise NotFound("There is no plan with that number.")
    ensure_may_edit(who, Standing(row.departmental_lead_id, row.strategic_lead_id))
    newer = row.revision != revision or not may("save", PlanState(row.state))
    return Around(newer, other_writers(who, plan_id))


def other_writers(who: Who, plan_id: int) -> tuple[Writer, ...]:
    """Everybody else who saved the plan within PRESENT, the last one first."""
    rows = read(_WRITERS, plan_id=plan_id, me=who.id, since=now() - PRESENT)
    return tuple(Writer(row.name, row.at) for row in rows)


def theirs_of(who: Who, plan_id: int, merged: Merged) -> dict[str, Theirs]:
    """The stored words of each field that two people changed, with who wrote them and when."""
    if not merged.conflicts:
        return {}
    record, stored = load_plan(plan_id), values_of(merged.text)
    versions = [
        (_content_values(row.content), "you, in another window," if row.by_id == who.id else row.name, row.at)
        for row in db.session.execute(_VERSIONS, {"plan_id": plan_id})
    ]
    owners = {action.owner_id: action.owner for action in load_actions(plan_id)}
    found = {}
    for name in merged.conflicts:
        value = stored[name]
        by, at = "somebody else", record.saved_at
        for values, saver, moment in versions:
            if mark_of(values.get(name)) != mark_of(value):
                break
            by, at = saver, moment
        words = owners.get(value, "") if name.endswith(".owner_id") else _as_text(value, record.indicator.measure)
        found[name] = Theirs(by, at, words)
    return found


def _content_values(content: dict[str, Any]) -> dict[str, Any]:
    actions = tuple(Action.from_plain(row) for row in content["actions"])
    return values_of(Text(content[f"{REASON}_source"], actions))


def _as_text(value: Any, measure: Measure) -> str:
    if isinstance(value, Decimal):
        return signed(value, measure)
    if isinstance(value, date):
        return long_date(value)
    return str(value or "")
