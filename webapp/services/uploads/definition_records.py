"""Definitions of indicators as an upload keeps them: plain values, and in words for its pages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import func, select

from webapp.domain.definitions import Definition
from webapp.domain.numbers import plain
from webapp.models import StagedIndicator
from webapp.services.indicators.differences import Difference, differences, in_words
from webapp.services.store import read

PAGE_LENGTH = 100
DEFINITION, VERSION = "definition", "version"
"""What is kept of an indicator before and after: its definition, and the version that was (or became)."""

_STAGED = select(
    StagedIndicator.number,
    StagedIndicator.line,
    StagedIndicator.code,
    StagedIndicator.indicator_id,
    StagedIndicator.is_new,
    StagedIndicator.before,
    StagedIndicator.after,
)


@dataclass(frozen=True, slots=True)
class DefinedIndicator:
    """An indicator of an upload in words: a new one with all that is decided, another one with what changes.

    ``indicator_id`` is None for one that saving will create; ``reinstated`` ones were taken back once.
    """

    line: int
    code: str
    title: str
    indicator_id: int | None
    is_new: bool
    reinstated: bool
    fields: tuple[Difference, ...]


def kept(definition: Definition, version: int | None = None) -> dict[str, Any]:
    """The definition as JSON takes it, and the version of the indicator where there is one."""
    since = definition.reported_from
    values = asdict(definition) | {
        "tolerance": plain(definition.tolerance),
        "reported_from": since.isoformat() if since else None,
        "tags": list(definition.tags),
    }
    return {DEFINITION: values} | ({} if version is None else {VERSION: version})


def definition_in(stored: Mapping[str, Any]) -> Definition:
    """The definition that ``kept`` wrote, or an earlier release, which knew neither first day nor tags."""
    values = stored[DEFINITION]
    since = values.get("reported_from")
    return Definition(
        **{
            **values,
            "tolerance": Decimal(values["tolerance"]),
            "reported_from": date.fromisoformat(since) if since else None,
            "tags": tuple(values.get("tags", ())),
        }
    )


def count_indicators(upload_id: int) -> dict[str, int]:
    """How many indicators the upload creates ("new") and defines anew ("changed")."""
    query = select(StagedIndicator.is_new, func.count()).where(StagedIndicator.upload_id == upload_id)
    found = dict(read(query.group_by(StagedIndicator.is_new)).tuples().all())
    return {"new": found.get(True, 0), "changed": found.get(False, 0)}


def indicators_page(upload_id: int, *, page: int = 1, is_new: bool | None = None) -> tuple[DefinedIndicator, ...]:
    """One page of the indicators that an upload creates or defines anew, by line; all, or those alone."""
    query = _STAGED.where(StagedIndicator.upload_id == upload_id)
    if is_new is not None:
        query = query.where(StagedIndicator.is_new.is_(is_new))
    rows = read(
        query.order_by(StagedIndicator.line, StagedIndicator.number).limit(PAGE_LENGTH).offset((page - 1) * PAGE_LENGTH)
    )
    return tuple(_in_words(row) for row in rows.all())


def every_indicator(upload_id: int) -> Iterator[DefinedIndicator]:
    """All indicators that an upload creates or defines anew, by line, a page at a time."""
    page = 1
    while found := indicators_page(upload_id, page=page):
        yield from found
        page += 1


def _in_words(row: Any) -> DefinedIndicator:
    after = definition_in(row.after)
    was_there = DEFINITION in row.before
    if row.is_new:
        fields = tuple(Difference(name.capitalize(), "", text) for name, text in in_words(after).items() if text)
    else:
        fields = differences(definition_in(row.before), after)
    return DefinedIndicator(
        row.line, row.code, after.title, row.indicator_id, row.is_new, row.is_new and was_there, fields
    )
