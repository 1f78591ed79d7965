"""Answers to what an old form does not say, as far as they were given: for one form, or for all of a batch."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any

from webapp.domain.rag import Polarity, Tolerance
from webapp.readers.rule_words import read_tolerance

NEW, UNDECIDED = "new", "undecided"


@dataclass(frozen=True, slots=True)
class Given:
    """A blank was not answered. ``indicator``, ``director`` and ``lead`` are ids as text, or NEW.

    ``period`` is a key, ``polarity`` a value or UNDECIDED, ``tolerance`` such as "5%" or "2.5".
    """

    indicator: str = ""
    code: str = ""
    period: str = ""
    polarity: str = ""
    tolerance: str = ""
    decimals: int | None = None
    directorate_id: int | None = None
    estimated: bool | None = None
    director: str = ""
    lead: str = ""

    @classmethod
    def kept(cls, answers: Mapping[str, Any]) -> Given:
        """What was stored."""
        names = {field.name for field in fields(cls)}
        return cls(**{name: value for name, value in answers.items() if name in names})

    def to_keep(self) -> dict[str, Any]:
        """The answers alone, for storing."""
        return {name: value for name, value in asdict(self).items() if value not in ("", None)}

    def over(self, other: Given) -> Given:
        """These answers, and the other's where there is none."""
        return Given.kept({**other.to_keep(), **self.to_keep()})

    @property
    def chosen_polarity(self) -> Polarity | None:
        """None where it is undecided."""
        return Polarity(self.polarity) if self.polarity not in ("", UNDECIDED) else None

    @property
    def chosen_tolerance(self) -> Tolerance:
        """None at all where nothing was answered."""
        return read_tolerance(self.tolerance)


def id_of(choice: str) -> int | None:
    """The id that an answer names; None for NEW and for none."""
    return int(choice) if choice.isascii() and choice.isdigit() else None
