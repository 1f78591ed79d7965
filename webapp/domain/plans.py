"""The performance action plan: its states, what each step needs, and the one page it becomes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from webapp.domain.errors import Conflict, Refusal, Refusals


class PlanState(StrEnum):
    """The life of a plan (``required`` has no record: it is a red figure without a plan)."""

    REQUIRED = "required"
    DRAFT = "draft"
    SUBMITTED = "submitted"
    SIGNED_OFF = "signed off"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"
    SUPERSEDED = "superseded"
    NOT_REQUIRED = "not required"


SIGNED_STATES = frozenset({PlanState.SIGNED_OFF, PlanState.CLOSED, PlanState.SUPERSEDED, PlanState.WITHDRAWN})
"""States of a plan that carries a signature: readers see these, once the period is released."""

MOST_ACTIONS = 30
"""Actions of one plan; more than a few no longer fit its page."""


@dataclass(frozen=True, slots=True)
class Action:
    """One row of What / How / Who / When: plain text with line breaks, and the real due date."""

    what: str = ""
    how: str = ""
    who: str = ""
    when: str = ""
    due: date | None = None

    @property
    def is_blank(self) -> bool:
        """True where nothing at all was entered."""
        return not (self.what.strip() or self.how.strip() or self.who.strip() or self.when.strip() or self.due)

    def to_plain(self) -> dict[str, str | None]:
        """The row as JSON keeps it: texts, and an ISO date or None."""
        due = self.due.isoformat() if self.due else None
        return {"what": self.what, "how": self.how, "who": self.who, "when": self.when, "due": due}

    @classmethod
    def from_plain(cls, row: Mapping[str, str | None]) -> Action:
        """The row that ``to_plain`` wrote."""
        due = row["due"]
        texts = {name: row[name] or "" for name in ("what", "how", "who", "when")}
        return cls(**texts, due=date.fromisoformat(due) if due else None)


_NEXT = {
    "save": (frozenset({PlanState.DRAFT}), PlanState.DRAFT),
    "submit": (frozenset({PlanState.DRAFT}), PlanState.SUBMITTED),
    "return": (frozenset({PlanState.SUBMITTED}), PlanState.DRAFT),
    "sign": (frozenset({PlanState.SUBMITTED}), PlanState.SIGNED_OFF),
    "take back": (frozenset({PlanState.SUBMITTED}), PlanState.DRAFT),
    "not required": (frozenset({PlanState.DRAFT, PlanState.SUBMITTED}), PlanState.NOT_REQUIRED),
    "required again": (frozenset({PlanState.NOT_REQUIRED}), PlanState.DRAFT),
    "supersede": (frozenset({PlanState.SIGNED_OFF}), PlanState.SUPERSEDED),
    "close": (frozenset({PlanState.SIGNED_OFF}), PlanState.CLOSED),
    "withdraw": (frozenset({PlanState.SIGNED_OFF}), PlanState.WITHDRAWN),
}
_REFUSED = {
    "save": "This plan is {state}, so its text cannot be changed.",
    "submit": "This plan is {state}, so it cannot be submitted.",
    "return": "This plan is {state}: only a submitted plan can be returned.",
    "sign": "This plan is {state}: only a submitted plan can be signed.",
}


def may(step: str, state: PlanState) -> bool:
    """True where a plan in ``state`` can take that step of its life."""
    return state in _NEXT[step][0]


def after(step: str, state: PlanState) -> PlanState:
    """The state a step leads to; raises Conflict where the plan's state does not allow the step."""
    allowed, target = _NEXT[step]
    if state not in allowed:
        sentence = _REFUSED.get(step, "This plan is {state}, so that cannot be done.")
        raise Conflict(sentence.format(state=state.value))
    return target


_PARTS = (
    ("what", "what is required"),
    ("how", "how it will be achieved"),
    ("who", "who will be responsible"),
    ("when", "when results will be realised"),
)


def ensure_complete(reason_text: str, actions: Sequence[Action]) -> None:
    """Raises Refusals naming every field the form itself requires and finds empty; blank rows do not count."""
    refusals = []
    if not reason_text.strip():
        refusals.append(Refusal("Enter the reason for non-compliance.", field="reason"))
    entered = [(row, action) for row, action in enumerate(actions) if not action.is_blank]
    for row, action in entered or [(0, Action())]:
        refusals += [
            Refusal(f"Enter {words} for action {row + 1}.", field=f"actions-{row}-{name}")
            for name, words in _PARTS
            if not getattr(action, name).strip()
        ]
        if action.due is None:
            refusals.append(
                Refusal(
                    f"Enter the date by which action {row + 1} is due, such as 31 December 2014.",
                    field=f"actions-{row}-due",
                )
            )
    if refusals:
        raise Refusals(tuple(refusals))


@dataclass(frozen=True, slots=True)
class SignatureLine:
    """Who signed, when (aware UTC), and the SHA-256 of what was signed, in lower-case hexadecimal."""

    name: str
    post: str
    at: datetime
    fingerprint: str


@dataclass(frozen=True, slots=True)
class PlanPage:
    """Everything the one page says, as text: page and PDF receive the same value, so they cannot disagree."""

    number: int
    council: str
    indicator_code: str
    indicator_title: str
    strategic_director_lead: str  # "Ann Lee", "Ann Lee (acting)", "Vacant"
    departmental_lead: str
    targets: str  # "385.6 (ESTIMATED October 2014) / 375.1 (March 2015)"
    period: str  # "October 2014"
    performance: tuple[str, ...]  # the form's line against each dated target, the one in force first
    status: str  # "red"
    why: str
    reason_html: str  # sanitised: p strong em ul ol li br
    actions: tuple[Action, ...]
    state: PlanState
    version: int
    signature: SignatureLine | None = None
    language: str = "en-GB"
