"""Whether a figure that needs a plan is covered by one: what is missing, decided from plain facts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from webapp.domain.plans import PlanState, SealState

AGAIN = 2
"""Reds in a row from which a figure is told as red again."""


class Gap(StrEnum):
    """What a committee should know of a figure that needs a plan, the gravest first."""

    NO_PLAN = "no plan"
    WITHDRAWN = "withdrawn plan"
    UNSIGNED = "unsigned plan"
    OUT_OF_DATE = "out-of-date plan"
    OVERDUE = "overdue actions"
    RED_AGAIN = "red again"


UNCOVERED = frozenset({Gap.NO_PLAN, Gap.WITHDRAWN, Gap.UNSIGNED, Gap.OUT_OF_DATE})
"""Gaps of a figure that lacks a current signed plan."""


@dataclass(frozen=True, slots=True)
class PlanFacts:
    """The plan of a figure that needs one, and how it goes.

    ``returned``: its draft came back with a reason. ``overdue``: actions of its indicator that are overdue.
    ``reds``: periods in a row that the figure has been red, this one included.
    """

    state: PlanState | None = None
    seal: SealState | None = None
    returned: bool = False
    overdue: int = 0
    reds: int = 0


def gaps_of(facts: PlanFacts) -> tuple[Gap, ...]:
    """Everything that is missing, the gravest first; nothing where all is in order."""
    plan = _gap_of_plan(facts)
    more = ((Gap.OVERDUE, facts.overdue > 0), (Gap.RED_AGAIN, facts.reds >= AGAIN))
    return (*((plan,) if plan else ()), *(gap for gap, is_one in more if is_one))


def is_covered(gaps: Iterable[Gap]) -> bool:
    """True where a signed plan stands for the figure and agrees with it."""
    return UNCOVERED.isdisjoint(gaps)


def gap_words(gap: Gap, facts: PlanFacts) -> str:
    """ "No plan", "Not signed: returned to its lead", "2 actions overdue", "3 reds in a row"."""
    match gap:
        case Gap.NO_PLAN:
            return "No plan"
        case Gap.WITHDRAWN:
            return "Signed page withdrawn"
        case Gap.UNSIGNED:
            return f"Not signed: {_unsigned_words(facts)}"
        case Gap.OUT_OF_DATE:
            return "Signed page out of date"
        case Gap.OVERDUE:
            return f"{facts.overdue} {'action' if facts.overdue == 1 else 'actions'} overdue"
        case Gap.RED_AGAIN:
            return f"{facts.reds} reds in a row"


def summary_words(covered: int, required: int, *, only_reds: bool) -> str:
    """ "7 of 9 reds have a current signed plan"; where amber needs one too, reds are called what they are."""
    if not required:
        return "No figure needs a plan"
    one, many = ("red", "reds") if only_reds else ("figure that needs a plan", "figures that need a plan")
    noun, verb = (one, "has") if required == 1 else (many, "have")
    return f"{covered} of {required} {noun} {verb} a current signed plan"


def _gap_of_plan(facts: PlanFacts) -> Gap | None:
    """A signed page counts while a new version is written; one that the plan of a later period followed counts too."""
    if facts.seal is SealState.OUT_OF_DATE:
        return Gap.OUT_OF_DATE
    if facts.seal in {SealState.CURRENT, SealState.SUPERSEDED}:
        return None
    if facts.state is None:
        return Gap.NO_PLAN
    return Gap.WITHDRAWN if facts.state is PlanState.WITHDRAWN else Gap.UNSIGNED


def _unsigned_words(facts: PlanFacts) -> str:
    if facts.state is PlanState.DRAFT:
        return "returned to its lead" if facts.returned else "in draft"
    return "with the director" if facts.state is PlanState.SUBMITTED else str(facts.state)
