"""Tags: words that group indicators across directorates, written with commas between them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from unicodedata import normalize

from webapp.domain.quoting import quoted

LONGEST = 60
MOST = 20
"""Tags of one indicator."""

NO_TAGS = frozenset(("none", "no tags"))
"""What a file writes to take every tag away."""


def split_tags(text: str) -> tuple[str, ...]:
    """The tags of a line of text, as typed, tidied as ``tidied_tags`` does."""
    return tidied_tags(text.replace("\n", ",").split(","))


def tidied_tags(tags: Iterable[str]) -> tuple[str, ...]:
    """The tags without spaces around them, blank ones and repeated ones, in the order of the alphabet."""
    by_name: dict[str, str] = {}
    for tag in tags:
        name = " ".join(normalize("NFC", tag).split())
        if name:
            by_name.setdefault(name.casefold(), name)
    return tuple(by_name[name] for name in sorted(by_name))


def spelled(tags: Iterable[str], known: Mapping[str, str]) -> tuple[str, ...]:
    """The tags as they are written already; ``known`` holds those by their names in lower case (``casefold``)."""
    return tidied_tags(known.get(tag.casefold(), tag) for tag in tags)


def joined(tags: Iterable[str]) -> str:
    """ "Corporate plan, Safeguarding": the tags as ``split_tags`` reads them."""
    return ", ".join(tags)


def tags_fault(tags: tuple[str, ...]) -> str:
    """What of tidied tags cannot be kept, as a sentence; "" where nothing."""
    if len(tags) > MOST:
        return f"These are {len(tags)} tags: write {MOST} or fewer."
    for tag in tags:
        if len(tag) > LONGEST:
            return f"The tag {quoted(tag)} has {len(tag)} characters: shorten it to {LONGEST} or fewer."
        if "," in tag:
            return f"The tag {quoted(tag)} has a comma in it: a comma stands between two tags."
        if tag.casefold() in NO_TAGS:
            return f"{quoted(tag)} says that there are no tags: leave the tags blank, or write another."
    return ""
