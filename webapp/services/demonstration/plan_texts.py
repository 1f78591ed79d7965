"""How the demonstration's plans are written down: the text, the actions, and what was done with them when."""

from __future__ import annotations

from dataclasses import dataclass

from webapp.domain.actions import Action


@dataclass(frozen=True, slots=True)
class Step:
    """One thing done to a plan: note, save, submit, return, sign, close, withdraw, new version, no change needed.

    ``at`` is a moment of London's clock; ``by`` the short name of a person; ``reason`` is given where one is asked.
    """

    at: str
    by: str
    name: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class PlanText:
    """One plan. ``note`` saves the first paragraph of the reason alone; every later save is the whole text."""

    code: str
    period: str
    reason: str
    actions: tuple[Action, ...]
    steps: tuple[Step, ...]
