"""What can be said of a signed page by its code or by its file, and the marks by which a file is known again."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from webapp.domain.codes import ALPHABET
from webapp.domain.plans import SealState

LARGEST_FILE = 5_000_000
"""Bytes of a file that is looked at; a signed page has some ten thousand."""

MOST_MARKS = 100
"""Different codes and fingerprints of one file that are looked up."""

_CODE = re.compile(rf"(?<![0-9A-Z])(?:[{ALPHABET}]{{4}}-){{2}}[{ALPHABET}]{{4}}(?![0-9A-Z])".encode())
_FINGERPRINT = re.compile(rb"(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f])")


class PaperState(StrEnum):
    """Whether a piece of paper, or a file, is what was signed and still stands."""

    CURRENT = "current"
    OUT_OF_DATE = "out of date"
    SUPERSEDED = "superseded"
    WITHDRAWN = "withdrawn"
    ALTERED = "altered"
    UNKNOWN = "unknown"

    @classmethod
    def of(cls, state: SealState) -> PaperState:
        """That of a signed page."""
        return cls(state.value)

    @property
    def meaning(self) -> str:
        """What it means for whoever holds the paper, and what to do."""
        return _MEANINGS[self]


_MEANINGS = {
    PaperState.CURRENT: "This page was signed off, and it still stands.",
    PaperState.OUT_OF_DATE: "This page was signed off, but a figure, target or rule under it has changed since. "
    "Ask the council whether a new version is coming.",
    PaperState.SUPERSEDED: "This page was signed off, but a later one has taken its place. Ask the council for that.",
    PaperState.WITHDRAWN: "This page was signed off and then withdrawn. Do not rely on it.",
    PaperState.ALTERED: "This file is not the one that was signed, although it bears the marks of a signed page. "
    "Do not rely on it: ask the council for the signed file.",
    PaperState.UNKNOWN: "No signed page is known by this. Do not rely on it before the council has confirmed it.",
}


@dataclass(frozen=True, slots=True)
class Marks:
    """Codes and fingerprints that stand in a file, whether or not any page was signed with them."""

    codes: frozenset[str]
    fingerprints: frozenset[str]

    def __bool__(self) -> bool:
        return bool(self.codes or self.fingerprints)


def marks_in(content: bytes) -> Marks:
    """Everything in these bytes that looks like the code or the fingerprint of a signed page, up to MOST_MARKS each."""
    return Marks(_found(_CODE, content), _found(_FINGERPRINT, content))


def _found(pattern: re.Pattern[bytes], content: bytes) -> frozenset[str]:
    found: set[str] = set()
    for match in pattern.finditer(content):
        found.add(match[0].decode("ascii"))
        if len(found) == MOST_MARKS:
            break
    return frozenset(found)
