"""What takes the place of a retired indicator: linked both ways, with the figures there were before."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import bindparam, select
from sqlalchemy.orm import aliased

from webapp.domain.errors import Refusal
from webapp.domain.quoting import quoted
from webapp.domain.rights import Who
from webapp.domain.succession import FIELD, Life, ensure_replaces, predecessors
from webapp.models import Indicator
from webapp.services.indicators.defining import find_indicator
from webapp.services.indicators.figure_tables import FigureLine, figure_lines
from webapp.services.store import read

_Predecessor = aliased(Indicator)
_LINKED = (
    select(Indicator.id, Indicator.code, Indicator.retired_on, Indicator.replaced_by_id)
    .where(
        Indicator.replaced_by_id.is_not(None)
        | Indicator.id.in_(select(_Predecessor.replaced_by_id).where(_Predecessor.replaced_by_id.is_not(None)))
        | Indicator.id.in_(bindparam("ids", expanding=True))
    )
    .order_by(Indicator.id)
)
_NAMED = select(Indicator.id, Indicator.code, Indicator.title, Indicator.unit, Indicator.retired_on).where(
    Indicator.id.in_(bindparam("ids", expanding=True))
)


@dataclass(frozen=True, slots=True)
class Linked:
    """An indicator that another one replaces, or that replaces it."""

    id: int
    code: str
    title: str
    unit: str
    retired_on: date | None


@dataclass(frozen=True, slots=True)
class Before:
    """The figures of an indicator whose place another one took, newest first."""

    indicator: Linked
    figures: tuple[FigureLine, ...]


@dataclass(frozen=True, slots=True)
class Succession:
    """What replaces an indicator, if anything does, and what was reported before it."""

    replaced_by: Linked | None
    before: tuple[Before, ...]


def succession_of(*, who: Who, indicator_id: int) -> Succession:
    """The links of one indicator, and the figures of those before it that this person may see."""
    lives = _lives(indicator_id)
    successor, earlier = lives[indicator_id].replaced_by, predecessors(indicator_id, lives)
    wanted = [*earlier, *([successor] if successor else [])]
    named = {row.id: Linked(*row) for row in read(_NAMED, ids=wanted)} if wanted else {}
    return Succession(
        named[successor] if successor else None,
        tuple(Before(named[each], _returned(who, each)) for each in earlier),
    )


def find_successor(code: str, *, retired: int, retired_on: date) -> int | None:
    """The id of the indicator of that code, present or former, if it can take the place; None for a blank.

    Raises Refusal on its field.
    """
    if not code.strip():
        return None
    successor = find_indicator(code)
    if successor is None:
        raise Refusal(f"No indicator has the code {quoted(code)}: write another, or leave this blank.", field=FIELD)
    ensure_replaces(successor, retired, retired_on, _lives(retired, successor))
    return successor


def _lives(*indicator_ids: int) -> dict[int, Life]:
    """These indicators, and all that replace others or are replaced."""
    rows = read(_LINKED, ids=list(indicator_ids))
    return {row.id: Life(row.code, row.retired_on, row.replaced_by_id) for row in rows}


def _returned(who: Who, indicator_id: int) -> tuple[FigureLine, ...]:
    """What came in: nobody waits for more."""
    return tuple(line for line in figure_lines(who=who, indicator_id=indicator_id) if line.reading.returned)
