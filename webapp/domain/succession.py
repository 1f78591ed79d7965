"""Which indicator takes the place of a retired one, and when it cannot."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from webapp.domain.errors import Refusal
from webapp.domain.formats import long_date

FIELD = "replaced_by"


@dataclass(frozen=True, slots=True)
class Life:
    """An indicator by its code, until when it is reported, and the id of the one that replaces it."""

    code: str
    retired_on: date | None = None
    replaced_by: int | None = None


def ensure_replaces(successor: int, retired: int, retired_on: date, lives: Mapping[int, Life]) -> None:
    """Raises Refusal for itself, for one that is not reported on that day, and for one that it replaces itself."""
    code = lives[successor].code
    if successor == retired:
        raise Refusal(f"{code} cannot replace itself: name another indicator, or leave this blank.", field=FIELD)
    until = lives[successor].retired_on
    if until is not None and until <= retired_on:
        raise Refusal(
            f"{code} is itself retired from {long_date(until)} on: name an indicator that is reported after "
            f"{long_date(retired_on)}.",
            field=FIELD,
        )
    if retired in successors(successor, lives):
        raise Refusal(
            f"{code} is to be replaced by {lives[retired].code} in its turn: name another indicator.", field=FIELD
        )


def successors(indicator: int, lives: Mapping[int, Life]) -> tuple[int, ...]:
    """Those that take its place, one after the other."""
    found: list[int] = []
    following = lives[indicator].replaced_by
    while following is not None and following not in found:
        found.append(following)
        following = lives[following].replaced_by
    return tuple(found)


def predecessors(indicator: int, lives: Mapping[int, Life]) -> tuple[int, ...]:
    """Those whose place it took, directly or through others, the latest retired first."""
    found = [each for each in lives if each != indicator and indicator in successors(each, lives)]
    return tuple(sorted(found, key=lambda each: (lives[each].retired_on or date.max, each), reverse=True))
