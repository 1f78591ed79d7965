"""Refusals: named exceptions that carry one plain sentence and, if it has one, the field it belongs to."""

from __future__ import annotations


class Refusal(Exception):
    """A request the rules refuse. ``sentence`` says what is wrong, where, and what to do instead."""

    def __init__(self, sentence: str, *, field: str | None = None) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.field = field


class BadNumber(Refusal):
    """A text that is no number this product reads."""


class BadPeriod(Refusal):
    """A text that names no period this product reads."""


class NotFound(Refusal):
    """The thing asked for does not exist, or not for this person."""


class NotAllowed(Refusal):
    """The person's rights do not cover what was asked."""


class Conflict(Refusal):
    """Somebody else changed the same thing first; nothing was saved."""


class Refusals(Refusal):
    """Several refusals at once, each on its own field."""

    def __init__(self, refusals: tuple[Refusal, ...]) -> None:
        super().__init__(" ".join(each.sentence for each in refusals))
        self.refusals = refusals
