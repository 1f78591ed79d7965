"""The performance action plan: its states, the steps between them, and what submitting needs."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from webapp.domain.actions import Action
from webapp.domain.errors import Conflict, Refusal, Refusals


class PlanState(StrEnum):
    """The life of a plan (``required`` has no record: it is a red figure without a plan)."""

    REQUIRED = "required"
    DRAFT = "draft"
    SUBMITTED = "submitted"
    SIGNED_OFF = "signed off"
    OUT_OF_DATE = "out of date"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"
    SUPERSEDED = "superseded"
    NOT_REQUIRED = "not required"


class SealState(StrEnum):
    """Whether a signed page still stands; a plan has one standing page at most."""

    CURRENT = "current"
    OUT_OF_DATE = "out of date"
    SUPERSEDED = "superseded"
    WITHDRAWN = "withdrawn"


STANDING = frozenset({SealState.CURRENT, SealState.OUT_OF_DATE})
"""States of the signed page that stands for a plan."""

SIGNED_STATES = frozenset(
    {PlanState.SIGNED_OFF, PlanState.OUT_OF_DATE, PlanState.CLOSED, PlanState.SUPERSEDED, PlanState.WITHDRAWN}
)
"""States of a plan whose text is that of its last signed page."""

OPEN_STATES = frozenset({PlanState.SIGNED_OFF, PlanState.OUT_OF_DATE})
"""States of a signed plan that is still being carried out."""

WRITTEN = frozenset({PlanState.DRAFT, PlanState.SUBMITTED})
"""States of a plan, or of its new version, that waits to be signed."""

_NEXT = {
    "save": (frozenset({PlanState.DRAFT}), PlanState.DRAFT),
    "submit": (frozenset({PlanState.DRAFT}), PlanState.SUBMITTED),
    "return": (frozenset({PlanState.SUBMITTED}), PlanState.DRAFT),
    "sign": (frozenset({PlanState.SUBMITTED}), PlanState.SIGNED_OFF),
    "take back": (frozenset({PlanState.SUBMITTED}), PlanState.DRAFT),
    "not required": (WRITTEN, PlanState.NOT_REQUIRED),
    "required again": (frozenset({PlanState.NOT_REQUIRED}), PlanState.DRAFT),
    "drift": (frozenset({PlanState.SIGNED_OFF}), PlanState.OUT_OF_DATE),
    "current again": (frozenset({PlanState.OUT_OF_DATE}), PlanState.SIGNED_OFF),
    "new version": (OPEN_STATES | {PlanState.WITHDRAWN}, PlanState.DRAFT),
    "keep signed": (frozenset({PlanState.DRAFT}), PlanState.SIGNED_OFF),  # a new version is given up
    "supersede": (OPEN_STATES | WRITTEN, PlanState.SUPERSEDED),
    "close": (OPEN_STATES, PlanState.CLOSED),
    "withdraw": (OPEN_STATES, PlanState.WITHDRAWN),
}
STEPS = frozenset(_NEXT)
"""Every step in the life of a plan."""

_REFUSED = {
    "save": "This plan is {state}, so its text cannot be changed.",
    "submit": "This plan is {state}, so it cannot be submitted.",
    "return": "This plan is {state}: only a submitted plan can be returned.",
    "sign": "This plan is {state}: only a submitted plan can be signed.",
    "take back": "This plan is {state}: only a submitted plan can be taken back.",
    "current again": "This plan is {state}: only one that is out of date needs to be confirmed.",
    "new version": "This plan is {state}: a new version begins from a signed or withdrawn one.",
    "keep signed": "This plan is {state}: only the draft of a new version can be given up.",
    "close": "This plan is {state}: only a signed plan can be closed.",
    "withdraw": "This plan is {state}: only a signed plan can be withdrawn.",
}


def may(step: str, state: PlanState) -> bool:
    """True where a plan in ``state`` can take that step of its life."""
    return state in _NEXT[step][0]


def may_confirm_closed(state: PlanState, seal: str | None) -> bool:
    """True where the signed page of a closed plan is out of date: it can be confirmed, and the plan stays closed."""
    return state is PlanState.CLOSED and seal == SealState.OUT_OF_DATE


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
