"""How much of a text says the same as another, word by word."""

from __future__ import annotations

import re
from difflib import SequenceMatcher

ALIKE = 80
"""Percent from which two texts say nearly the same."""

FEWEST, MOST = 8, 1_000
"""Words of the shortest text that is compared, and how many of a longer one are."""

_WORD = re.compile(r"\w+(?:[.,'’-]\w+)*")


def alike(text: str, other: str) -> int | None:
    """How many percent of the two texts are the same words in the same order; None below ALIKE or for a few words."""
    words, others = (_WORD.findall(each.casefold())[:MOST] for each in (text, other))
    if min(len(words), len(others)) < FEWEST:
        return None
    matcher = SequenceMatcher(None, words, others, autojunk=False)
    if matcher.real_quick_ratio() * 100 < ALIKE or matcher.quick_ratio() * 100 < ALIKE:
        return None
    percent = int(matcher.ratio() * 100)
    return percent if percent >= ALIKE else None
