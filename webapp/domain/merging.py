"""Two people in one plan: what each wrote since the form was opened is put together, field by field."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import Any

from webapp.domain.actions import Action
from webapp.domain.numbers import plain

REASON = "reason"
PARTS = ("what", "how", "who", "when", "due", "owner_id", "effect", "effect_by")
"""What two people may change in one action without disturbing each other."""

_NOTHING: Mapping[str, Any] = {part: getattr(Action(), part) for part in PARTS}


@dataclass(frozen=True, slots=True)
class Text:
    """What is written in a plan; every action has its key."""

    reason: str
    actions: tuple[Action, ...]


@dataclass(frozen=True, slots=True)
class Opened:
    """What a form knows of the text it was opened with; fields are named ``reason`` and ``KEY.what``.

    ``base`` holds the mark of every field when the form was opened or last heard of it, ``seen`` that of the other
    text shown beside a field which both changed, ``sent`` the marks of what this form sent without an answer.
    ``unread`` are fields whose words cannot be saved as they are; ``given_up`` those in favour of the other text.
    """

    base: Mapping[str, str]
    seen: Mapping[str, str] = field(default_factory=dict)
    sent: Mapping[str, Collection[str]] = field(default_factory=dict)
    unread: Collection[str] = ()
    given_up: Collection[str] = ()


@dataclass(frozen=True, slots=True)
class Merged:
    """Two texts as one: ``text`` is to be saved, ``shown`` is what the form goes on with.

    They differ in ``conflicts``, fields that both changed differently: there the text keeps the stored words and the
    form its own. ``brought`` are fields with words of the other side that the form did not have, ``dropped`` the keys
    of its actions that the other side removed; ``opened`` is what the form knows from now on.
    """

    text: Text
    shown: Text
    conflicts: tuple[str, ...]
    brought: frozenset[str]
    dropped: frozenset[str]
    opened: Opened

    @property
    def has_news(self) -> bool:
        """True where the other side's words or removals came in."""
        return bool(self.brought or self.dropped)


def field_of(key: str, part: str) -> str:
    """The name of one part of an action."""
    return f"{key}.{part}"


def _written(value: Any) -> str:
    """A field's content as one text."""
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return plain(value)
    return value.isoformat() if isinstance(value, date) else str(value)


def mark_of(value: Any) -> str:
    """A short mark of a field's content; nothing, whatever its type, has the mark of a blank text."""
    return hashlib.sha256(_written(value).encode("utf-8", "surrogatepass")).hexdigest()[:16]


BLANK = mark_of("")


def marks_of(text: Text) -> dict[str, str]:
    """The mark of every field."""
    return {name: mark_of(value) for name, value in values_of(text).items()}


def values_of(text: Text) -> dict[str, Any]:
    """Every field by its name."""
    values = {REASON: text.reason}
    for action in text.actions:
        values |= {field_of(action.key, part): getattr(action, part) for part in PARTS}
    return values


def merge(opened: Opened, mine: Text, theirs: Text, *, knowingly: bool = False) -> Merged:
    """``mine`` and the stored ``theirs`` as one text; what only one side changed since ``opened`` is taken.

    ``knowingly`` saves one's own words over others that were shown beside them. A row that one side removed and the
    other changed stays.
    """
    return _Merge(opened, mine, theirs, knowingly).result()


class _Merge:
    """One merging on its way."""

    def __init__(self, opened: Opened, mine: Text, theirs: Text, knowingly: bool) -> None:
        self._opened, self._knowingly = opened, knowingly
        self._mine_text, self._theirs_text = mine, theirs
        self._mine, self._theirs = values_of(mine), values_of(theirs)
        self._conflicts: list[str] = []
        self._brought: set[str] = set()
        self._base: dict[str, str] = {}
        self._seen: dict[str, str] = {}

    def result(self) -> Merged:
        reason, shown_reason = self._field(REASON)
        rows, shown_rows = self._rows()
        kept = {row.key for row in shown_rows}
        return Merged(
            text=Text(reason, tuple(rows)),
            shown=Text(shown_reason, tuple(shown_rows)),
            conflicts=tuple(self._conflicts),
            brought=frozenset(self._brought),
            dropped=frozenset(action.key for action in self._mine_text.actions if action.key not in kept),
            opened=Opened(self._base, self._seen),
        )

    def _rows(self) -> tuple[list[Action], list[Action]]:
        """The actions to save, and those to show with the form's own blank rows at the end."""
        mine = {action.key: action for action in self._mine_text.actions if not self._is_blank(action)}
        theirs = {action.key: action for action in self._theirs_text.actions}
        saved, shown = [], []
        for key in self._order(list(mine), list(theirs)):
            if key not in mine and any(self._changed_by_them(name) for name in _names(key)):
                self._brought.update(_names(key))
                self._base.update({name: mark_of(self._theirs[name]) for name in _names(key)})
                row = own = theirs[key]
            elif key in mine and (key in theirs or any(self._changed_by_me(name) for name in _names(key))):
                parts = {part: self._field(field_of(key, part)) for part in PARTS}
                row = replace(mine[key], **{part: pair[0] for part, pair in parts.items()})
                own = replace(mine[key], **{part: pair[1] for part, pair in parts.items()})
            else:
                continue
            shown.append(own)
            if not row.is_blank:
                saved.append(row)
        there = {action.key for action in shown}
        blank = (action for action in self._mine_text.actions if action.key not in mine and action.key not in there)
        return saved, [*shown, *blank]

    def _field(self, name: str) -> tuple[Any, Any]:
        """The value to save and the value to show of a field that the form has."""
        mine, theirs = self._mine[name], self._theirs.get(name, _NOTHING.get(name.rpartition(".")[2]))
        if name in self._opened.unread:
            self._keep_base(name)
            return theirs, mine
        if name not in self._theirs or mark_of(mine) == mark_of(theirs):
            value = mine
        elif name in self._opened.given_up or not self._changed_by_me(name):
            self._brought.add(name)
            value = theirs
        elif not self._changed_by_them(name) or self._decided(name):
            value = mine
        else:
            self._conflicts.append(name)
            self._seen[name] = mark_of(theirs)
            self._keep_base(name)
            return theirs, mine
        self._base[name] = mark_of(value)
        return value, value

    def _changed_by_me(self, name: str) -> bool:
        return name in self._opened.unread or mark_of(self._mine[name]) != self._opened.base.get(name, BLANK)

    def _changed_by_them(self, name: str) -> bool:
        """Neither as the form was opened, nor what this very form sent before."""
        mark = mark_of(self._theirs.get(name))
        return mark != self._opened.base.get(name, BLANK) and mark not in self._opened.sent.get(name, ())

    def _decided(self, name: str) -> bool:
        """True where the person saves over the very words that were shown."""
        return self._knowingly and self._opened.seen.get(name) == mark_of(self._theirs.get(name))

    def _keep_base(self, name: str) -> None:
        if name in self._opened.base:
            self._base[name] = self._opened.base[name]

    def _is_blank(self, action: Action) -> bool:
        return action.is_blank and not any(name in self._opened.unread for name in _names(action.key))

    @staticmethod
    def _order(mine: list[str], theirs: list[str]) -> Iterator[str]:
        """The stored order, and a row that only the form has behind the one that precedes it there."""
        order = list(theirs)
        for before, key in zip([None, *mine], mine, strict=False):
            if key not in order:
                order.insert(order.index(before) + 1 if before else 0, key)
        return iter(order)


def _names(key: str) -> tuple[str, ...]:
    return tuple(field_of(key, part) for part in PARTS)
