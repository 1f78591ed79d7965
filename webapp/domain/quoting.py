"""Quoting what somebody typed inside a sentence: one line, never long."""

from __future__ import annotations

LONGEST = 40
"""Characters of a typed text that a sentence repeats before it is cut with an ellipsis."""


def quoted(text: str) -> str:
    """The text in double quotes: white space and control characters made single spaces, cut at LONGEST."""
    if len(text) <= LONGEST and text.isprintable() and "  " not in text and text == text.strip():
        return f'"{text}"'
    start = text[: 4 * LONGEST]
    line = " ".join("".join(mark if mark.isprintable() else " " for mark in start).split())
    shortened = len(line) > LONGEST or len(text) > len(start)
    return f'"{line[:LONGEST]}…"' if shortened else f'"{line}"'
