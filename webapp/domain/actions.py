"""The actions of a plan: what was promised, by whom and by when, and how far each has come."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import Any

from webapp.domain.errors import Refusal
from webapp.domain.numbers import plain

MOST_ACTIONS = 30
"""Actions of one plan; more than a few no longer fit its page."""


class ActionState(StrEnum):
    """How an action goes, in its owner's words."""

    NOT_STARTED = "not started"
    ON_TRACK = "on track"
    AT_RISK = "at risk"
    DONE = "done"
    DROPPED = "dropped"


SOON_DAYS = 10
"""Days before its due date from which an action is due soon."""

ENDED = frozenset({ActionState.DONE, ActionState.DROPPED})
"""States after which an action can no longer be overdue."""


@dataclass(frozen=True, slots=True)
class Action:
    """One row of What / How / Who / When: plain text with line breaks, and the facts beside the prose.

    ``key`` stays with the action through every version and into the next period's plan; "" is one not saved yet.
    ``effect`` is the change of the figure that is expected, in the indicator's units and with its sign, by
    ``effect_by``. ``owner`` is the owner's name and ``expected`` the effect as text: filled where a page is drawn.
    """

    what: str = ""
    how: str = ""
    who: str = ""
    when: str = ""
    due: date | None = None
    key: str = ""
    owner_id: int | None = None
    effect: Decimal | None = None
    effect_by: date | None = None
    owner: str = ""
    expected: str = ""

    @property
    def is_blank(self) -> bool:
        """True where nothing at all was entered."""
        words = self.what.strip() or self.how.strip() or self.who.strip() or self.when.strip()
        return not (words or self.due or self.owner_id or self.effect is not None or self.effect_by)

    def to_plain(self) -> dict[str, Any]:
        """What was entered, as JSON keeps it: texts, ISO dates, plain decimals, None for nothing."""
        return {
            "what": self.what,
            "how": self.how,
            "who": self.who,
            "when": self.when,
            "due": self.due.isoformat() if self.due else None,
            "key": self.key,
            "owner_id": self.owner_id,
            "effect": None if self.effect is None else plain(self.effect),
            "effect_by": self.effect_by.isoformat() if self.effect_by else None,
        }

    @classmethod
    def from_plain(cls, row: Mapping[str, Any]) -> Action:
        """The action of a mapping that ``to_plain`` wrote, or that was sealed with the page's own texts."""
        texts = {name: row.get(name) or "" for name in ("what", "how", "who", "when", "key", "owner", "expected")}
        effect = row.get("effect")
        return cls(
            **texts,
            due=_day(row.get("due")),
            owner_id=row.get("owner_id"),
            effect=None if effect is None else Decimal(effect),
            effect_by=_day(row.get("effect_by")),
        )


def is_overdue(due: date | None, state: ActionState, today: date) -> bool:
    """True where the due date is past and the action is neither done nor dropped; on the day itself it is not."""
    return due is not None and due < today and state not in ENDED


def is_due_soon(due: date | None, state: ActionState, today: date) -> bool:
    """True from SOON_DAYS before the due date to that day itself, while the action is neither done nor dropped."""
    return due is not None and today <= due <= today + timedelta(days=SOON_DAYS) and state not in ENDED


def ensure_tellable(state: ActionState, note: str, before: ActionState) -> None:
    """Raises Refusal for progress that says nothing new, and for an action dropped without a reason."""
    if state is ActionState.DROPPED and not note.strip():
        raise Refusal("Say why the action is dropped.", field="note")
    if state is before and not note.strip():
        raise Refusal(f"The action is {state} already: choose another state, or write a note.", field="note")


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
