"""Lists as Word copies them: no list elements, but paragraphs with a level and a typed marker."""

from __future__ import annotations

import re

from webapp.readers.rich_outline import DEEPEST, Outline

_LEVEL = re.compile(r"mso-list\s*:[^;]*\blevel(\d)", re.IGNORECASE)
_MARKER = re.compile(r"mso-list\s*:\s*ignore", re.IGNORECASE)
_NUMBER = re.compile(r"\w{1,4}[.)]")


def is_list_paragraph(css: str) -> bool:
    """True for a paragraph that Word shows as an item of a list."""
    return _LEVEL.search(css) is not None


class WordLists:
    """Follows the paragraphs and spans of one text and turns Word's levels into lists of ``outline``."""

    def __init__(self, outline: Outline) -> None:
        self._outline = outline
        self._depth = 0  # lists now open on Word's account
        self._level = 0  # of the paragraph being read; 0 is none
        self._marker = ""
        self._marker_from: int | None = None  # the style depth at which the marker's own span began

    def paragraph_starts(self, css: str) -> None:
        inside_real_list = self._outline.in_list and not self._depth
        found = None if inside_real_list else _LEVEL.search(css)
        self._level = min(int(found[1]), DEEPEST) if found else 0
        self._marker = ""

    def span_starts(self, depth: int, css: str) -> None:
        if self._marker_from is None and _MARKER.search(css):
            self._marker_from = depth

    def span_ends(self, depth: int) -> None:
        if self._marker_from is not None and depth <= self._marker_from:
            self._marker_from = None

    def takes(self, text: str) -> bool:
        """True for the text of a marker, a bullet or a number, which the list element will draw."""
        if self._marker_from is None:
            return False
        self._marker += text
        return True

    def before_words(self) -> None:
        """Open or close lists so that the words about to be added stand where Word showed them."""
        if not self._level:
            self.close()
            return
        ordered = bool(_NUMBER.match(self._marker.strip()))
        while self._depth > self._level or (
            self._depth == self._level and self._outline.innermost_is_ordered is not ordered
        ):
            self._close_one()
        while self._depth < self._level:
            self._outline.open_list(ordered=ordered)
            self._depth += 1
        self._outline.begin_item()
        self._level = 0

    def close(self) -> None:
        while self._depth:
            self._close_one()

    def _close_one(self) -> None:
        self._outline.close_list()
        self._depth -= 1
