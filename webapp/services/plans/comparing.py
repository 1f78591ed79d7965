"""Two versions of a plan, and what changed between them in the text itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, select

from webapp.domain.actions import Action
from webapp.domain.errors import NotFound
from webapp.domain.formats import Measure, expected_effect, long_date
from webapp.domain.rights import Who
from webapp.models import Person, PlanVersion
from webapp.readers.rich_changes import changed_fact, changed_html, changed_words
from webapp.services.plans.records import PlanRecord, load_plan
from webapp.services.plans.versions import last_read_version
from webapp.services.store import read

_VERSION = (
    select(PlanVersion.number, PlanVersion.content, PlanVersion.at, Person.name)
    .join_from(PlanVersion, Person, Person.id == PlanVersion.by_id)
    .where(PlanVersion.plan_id == bindparam("plan_id"), PlanVersion.number == bindparam("number"))
)
_NAMES = select(Person.id, Person.name).where(Person.id.in_(bindparam("ids", expanding=True)))
PROSE = (("what", "What"), ("how", "How"), ("who", "Who"), ("when", "When"))


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two versions: who saved it, and when."""

    number: int
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field of an action as HTML that shows what was put in and taken out."""

    label: str
    html: str


@dataclass(frozen=True, slots=True)
class ActionChange:
    """One action: ``kind`` is added, removed, changed or unchanged, ``number`` its place in the version it is in."""

    kind: str
    number: int
    fields: tuple[FieldChange, ...]


@dataclass(frozen=True, slots=True)
class Changes:
    """What changed from one version to another."""

    before: Side
    after: Side
    reason_html: str
    reason_changed: bool
    actions: tuple[ActionChange, ...]

    @property
    def any(self) -> bool:
        """Whether anything changed at all."""
        return self.reason_changed or any(action.kind != "unchanged" for action in self.actions)


def compare_versions(*, who: Who, plan_id: int, first: int, second: int) -> tuple[PlanRecord, Changes]:
    """A plan and what changed from its version ``first`` to ``second``; raises NotFound, also for mere readers."""
    record = load_plan(plan_id)
    if not who.sees_everything:
        raise NotFound("There is no such version of this plan.")
    return record, _changes(record, first, second)


def what_changed(plan_id: int, since_number: int) -> Changes | None:
    """What changed in a plan since one of its versions; None where that is the newest one."""
    record = load_plan(plan_id)
    return None if since_number == record.version else _changes(record, since_number, record.version)


def changed_since_read(plan_id: int) -> Changes | None:
    """What changed in a plan since it was last signed or returned; None where it never was, or is as it was."""
    number = last_read_version(plan_id)
    return None if number is None else what_changed(plan_id, number)


def _changes(record: PlanRecord, first: int, second: int) -> Changes:
    before, old = _load(record.id, first)
    after, new = _load(record.id, second)
    old_actions, new_actions = _actions(old), _actions(new)
    words = _Words(record.indicator.measure, [*old_actions, *new_actions])
    return Changes(
        before,
        after,
        changed_html(str(old["reason_html"]), str(new["reason_html"])),
        old["reason_html"] != new["reason_html"],
        tuple(_compared(old_actions, new_actions, words)),
    )


def _load(plan_id: int, number: int) -> tuple[Side, Mapping[str, object]]:
    row = read(_VERSION, plan_id=plan_id, number=number).first()
    if row is None:
        raise NotFound("There is no such version of this plan.")
    return Side(row.number, row.name, row.at), row.content


def _actions(content: Mapping[str, object]) -> list[Action]:
    rows = content["actions"]
    assert isinstance(rows, list)
    return [Action.from_plain(row) for row in rows]


class _Words:
    """What the facts of an action are called on the page."""

    def __init__(self, measure: Measure, actions: Sequence[Action]) -> None:
        self._measure = measure
        ids = {action.owner_id for action in actions if action.owner_id is not None}
        self._names = {row.id: row.name for row in read(_NAMES, ids=sorted(ids))} if ids else {}

    def facts(self, action: Action) -> dict[str, str]:
        """Due date, owner and expected effect, each "" where there is none."""
        effect = expected_effect(action.effect, action.effect_by, self._measure)
        if not effect and action.effect_by:
            effect = f"by {long_date(action.effect_by)}"
        return {
            "Due date": long_date(action.due) if action.due else "",
            "Owner": self._names.get(action.owner_id or 0, ""),
            "Expected effect": effect,
        }


def _compared(old: Sequence[Action], new: Sequence[Action], words: _Words) -> Iterator[ActionChange]:
    """The actions of the newer version in their order, then those that it has no more."""
    before = {action.key: action for action in old}
    kept = {action.key for action in new}
    for number, action in enumerate(new, 1):
        earlier = before.get(action.key)
        if earlier is None:
            yield ActionChange("added", number, tuple(_fields(Action(), action, words)))
        else:
            kind = "unchanged" if earlier == action else "changed"
            yield ActionChange(kind, number, tuple(_fields(earlier, action, words)))
    for number, action in enumerate(old, 1):
        if action.key not in kept:
            yield ActionChange("removed", number, tuple(_fields(action, Action(), words)))


def _fields(old: Action, new: Action, words: _Words) -> Iterator[FieldChange]:
    for name, label in PROSE:
        if getattr(old, name) or getattr(new, name):
            yield FieldChange(label, changed_words(getattr(old, name), getattr(new, name)))
    was, now = words.facts(old), words.facts(new)
    for label in was:
        if was[label] or now[label]:
            yield FieldChange(label, changed_fact(was[label], now[label]))
