"""Advice while a plan is written: what to look at again. It refuses nothing."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Topic(StrEnum):
    """What a note is about, in the order in which the notes are shown."""

    PAGE = "The page"
    FIGURES = "Figures in the text"
    ACTIONS = "Actions"
    REASON = "The reason"


@dataclass(frozen=True, slots=True)
class Note:
    """One thing to look at: the form's field, what it is called there, and what to do.

    ``quote`` is the sentence of the text that the note is about, "" for none.
    """

    topic: Topic
    field: str
    label: str
    sentence: str
    quote: str = ""


PARTS = {
    "what": "What (is required)",
    "how": "How (will it be achieved)",
    "who": "Who (will be responsible)",
    "when": "When (will results be realised)",
    "due": "Due date",
}
"""The fields of an action as the form calls them."""


def label_of(field: str) -> str:
    """What the form calls a field: "Non-compliance reason", "Action 2: How (will it be achieved)"."""
    prefix, _, rest = field.partition("-")
    row, _, part = rest.partition("-")
    if prefix != "actions":
        return "Non-compliance reason"
    return f"Action {int(row) + 1}: {PARTS[part]}"
