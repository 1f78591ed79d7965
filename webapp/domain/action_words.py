"""Who and When of an action as page and paper say them: the prose, and the facts beside it that it leaves out."""

from __future__ import annotations

import re
import unicodedata

from webapp.domain.actions import Action
from webapp.domain.formats import long_date


def who_words(action: Action) -> str:
    """The prose, then the owner on a line of their own where it does not name them."""
    words, owner = action.who.strip(), action.owner.strip()
    if not owner or _compared(owner) in _compared(words):
        return words
    return f"{words}\nOwner: {owner}".strip()


def when_words(action: Action) -> str:
    """The prose, the date it comes to unless it says so, and on a line of its own what the figure is expected to do."""
    words = action.when.strip()
    due = long_date(action.due) if action.due else ""
    if due and not re.search(rf"(?<!\d){due}(?!\d)", words):
        sentence = not words or words[-1] in ".!?"
        words = f"{words} Due {due}.".strip() if sentence else f"{words} (due {due})"
    return f"{words}\nExpected effect: {action.expected}".strip() if action.expected else words


def _compared(text: str) -> str:
    """A text as names are compared: without regard to case, spaces and how accents are typed."""
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())
