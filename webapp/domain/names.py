"""Whether a text names a person, or only a post, a team or an organisation."""

from __future__ import annotations

import re
from collections.abc import Collection

from webapp.domain.post_words import POST_WORDS, SURNAMES_TOO

LONGEST = 2000
"""Characters of a text that are looked through for a name."""

_TITLE = re.compile(r"(?:mr|mrs|ms|miss|mx|dr|prof|professor|sir|dame|lord|lady|cllr|councillor|rev|reverend)\.?", re.I)
_WORD = re.compile(r"[^\W\d_]+(?:['’.-][^\W\d_]+)*\.?|[^\s\w]|\S")
_INITIAL = re.compile(r"[^\W\d_]\.?(?:[^\W\d_]\.?)?")
_PARTICLES = frozenset(
    ("van", "von", "der", "den", "de", "del", "della", "di", "da", "dos", "du", "la", "le", "el", "al", "bin", "ben",
     "ibn", "ap", "ab", "ni", "nic", "mac", "mc", "o", "ó", "y")
)  # fmt: skip


def names_a_person(text: str, known: Collection[str] = ()) -> bool:
    """True where the text names somebody: "Ann Lee", "Mrs Lee", "A. Lee, Head of Service"; a post alone does not.

    ``known`` are names of people here in lower case, found wherever they stand.
    """
    looked_at = text[:LONGEST]
    folded = " ".join(looked_at.casefold().split())
    if any(re.search(rf"(?<!\w){re.escape(name)}(?!\w)", folded) for name in known if name in folded):
        return True
    words = _WORD.findall(looked_at)
    return any(_begins_name(words, place) for place in range(len(words)))


def _begins_name(words: list[str], place: int) -> bool:
    """A title or a first name or initials, and a surname right after it, behind particles if there are any."""
    first, following = words[place], words[place + 1 :]
    while following and following[0].lower() in _PARTICLES:
        following = following[1:]
    if not following or not _is_name(following[0], POST_WORDS):
        return False
    if _TITLE.fullmatch(first):
        return True
    initials = first[0].isupper() and _INITIAL.fullmatch(first) is not None
    return initials or _is_name(first, POST_WORDS | SURNAMES_TOO)


def _is_name(word: str, others: frozenset[str]) -> bool:
    """A capital word of two letters and more that is none of the others."""
    letters = word.rstrip(".")
    return len(letters) > 1 and letters[0].isupper() and letters.casefold().replace("’", "'") not in others
