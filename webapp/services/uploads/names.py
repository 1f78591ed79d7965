"""The indicators of an upload by their names: those that exist, and those that saving creates."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import bindparam, select

from webapp.domain.figures import Measure
from webapp.models import Indicator, StagedIndicator
from webapp.services.store import read
from webapp.services.uploads.definition_records import definition_in

_KNOWN = select(Indicator.id, Indicator.code, Indicator.title, Indicator.unit, Indicator.decimals).where(
    Indicator.id.in_(bindparam("ids", expanding=True))
)
_STAGED = select(
    StagedIndicator.number, StagedIndicator.code, StagedIndicator.indicator_id, StagedIndicator.after
).where(
    StagedIndicator.upload_id == bindparam("upload_id"),
    StagedIndicator.number.in_(bindparam("numbers", expanding=True)),
)


@dataclass(frozen=True, slots=True)
class Named:
    """An indicator; ``id`` is None for one that is not there (yet)."""

    id: int | None
    code: str
    title: str
    measure: Measure


def names_of(upload_id: int, indicator_ids: Iterable[int]) -> dict[int, Named]:
    """The indicators by the numbers that the staging area calls them by: below 0 for those that saving creates."""
    wanted = set(indicator_ids)
    staged = {
        -row.number: (row.indicator_id, row.code, row.after)
        for row in read(_STAGED, upload_id=upload_id, numbers=[-each for each in wanted if each < 0])
    }
    created = {made for made, _, _ in staged.values() if made is not None}
    known = {
        row.id: Named(row.id, row.code, row.title, Measure(row.unit, row.decimals))
        for row in read(_KNOWN, ids=[each for each in wanted | created if each > 0])
    }
    found = {each: known[each] for each in wanted if each in known}
    for number, (made, code, after) in staged.items():
        definition = definition_in(after)
        measure = Measure(definition.unit, definition.decimals)
        found[number] = known.get(made or 0) or Named(None, code, definition.title, measure)
    return found
