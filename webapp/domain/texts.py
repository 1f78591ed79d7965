"""Texts people type: what can be kept, and what cannot."""

from __future__ import annotations

from collections.abc import Sequence

from webapp.domain.errors import Refusal

LONGEST = 100_000
"""Characters in one text field; far beyond any page."""


def given_reason(reason: str, sentence: str, *, field: str = "reason") -> str:
    """The reason as it is kept; raises Refusal with ``sentence`` where there is none."""
    if not reason.strip():
        raise Refusal(sentence, field=field)
    return reason.strip()


def ensure_storable(text: str) -> None:
    """Raises Refusal for a NUL character, half a surrogate pair, or a text beyond LONGEST characters."""
    if "\x00" in text:
        raise Refusal("This text contains a NUL character, which cannot be kept: delete it and try again.")
    if any("\ud800" <= character <= "\udfff" for character in text):
        raise Refusal("This text contains half of a character, which cannot be kept: delete it and try again.")
    if len(text) > LONGEST:
        raise Refusal(f"This text has {len(text):,} characters; shorten it to {LONGEST:,} or fewer.")


def listed(words: Sequence[str], last: str = "and") -> str:
    """ "a", "a and b", "a, b and c"; ``last`` is the word before the last of them."""
    start = f" {last} "
    return start.join(words) if len(words) < 3 else f"{', '.join(words[:-1])}{start}{words[-1]}"


def kept_file_name(given: str, *, longest: int) -> str:
    """The name of a chosen file as it is kept: without folders and what cannot be printed, of a long one the end."""
    name = given.replace("\\", "/").rpartition("/")[2]
    return "".join(mark for mark in name if mark.isprintable())[-longest:] or "unnamed"
