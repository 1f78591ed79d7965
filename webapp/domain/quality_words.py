"""The quality of an actual as people write it, and its yes-or-no form."""

from __future__ import annotations

_QUALITIES = {
    "final": ("final", "f", "confirmed", "validated", "actual"),
    "provisional": ("provisional", "prov", "p", "preliminary", "unvalidated", "draft"),
    "estimated": ("estimated", "estimate", "est", "e"),
}
_BY_WORD = {word: quality for quality, words in _QUALITIES.items() for word in words}
_YES = frozenset(("yes", "y", "true", "1", "estimated", "estimate", "est", "e"))
_NO = frozenset(("no", "n", "false", "0", "final", "f"))


def quality_of(text: str) -> str | None:
    """ "final", "provisional" or "estimated" for a word of any case, in brackets or not; None for any other."""
    return _BY_WORD.get(text.strip(" ()[].").casefold())


def yes_or_no(text: str) -> bool | None:
    """True where a column called "estimated" says so, False where it says no; None for any other text."""
    word = text.casefold()
    return word in _YES if word in _YES or word in _NO else None


def settled_quality(quality: str | None, estimated: bool | None) -> str | None:
    """The quality that a word and a yes-or-no say together; raises ValueError where they contradict each other."""
    if estimated is None:
        return quality
    if quality is None:
        return "estimated" if estimated else "final"
    if estimated != (quality == "estimated"):
        raise ValueError(f"{quality} and {'' if estimated else 'not '}estimated")
    return quality
