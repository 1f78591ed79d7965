"""The streams that the audit record flows together from: changes, revisions of actuals, and of targets."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, func, literal, select
from sqlalchemy.orm import InstrumentedAttribute

from webapp.domain.revisions import changed, plainly
from webapp.extensions import db
from webapp.models import Change, Indicator, PeriodRow, Person, Revision, Upload
from webapp.models.types import UtcDateTime
from webapp.services.audit.lines import ChangeLine
from webapp.services.audit.places import Place
from webapp.services.audit.words import field_words, kind_words, value_words
from webapp.services.figures.revision_rows import BEFORE_AFTER, before_after

CHUNK = 2000
"""Entries read from one stream at a time."""

_CHANGES = (
    select(
        Change.id,
        Change.at,
        Person.name.label("by"),
        Change.kind,
        Change.subject,
        Change.indicator_id,
        Indicator.code,
        Change.field,
        Change.old,
        Change.new,
        Change.reason,
        Upload.file_name,
    )
    .outerjoin(Person, Person.id == Change.by_id)
    .outerjoin(Indicator, Indicator.id == Change.indicator_id)
    .outerjoin(Upload, Upload.id == Change.upload_id)
)
_REVISIONS = (
    select(
        Revision.id,
        Revision.at,
        Person.name.label("by"),
        Revision.kind,
        Revision.indicator_id,
        Indicator.code,
        Indicator.decimals,
        PeriodRow.label.label("period"),
        Revision.reason,
        Revision.undone,
        Upload.file_name,
        *BEFORE_AFTER,
    )
    .join(Indicator, Indicator.id == Revision.indicator_id)
    .join(PeriodRow, PeriodRow.id == Revision.period_id)
    .outerjoin(Person, Person.id == Revision.by_id)
    .outerjoin(Upload, Upload.id == Revision.upload_id)
)


@dataclass(frozen=True, slots=True)
class Stream:
    """Entries of one table that meet the conditions.

    What is beyond a place is asked for in two steps, those of its moment and the rest: an index helps with either.
    """

    number: int
    query: Select[*tuple[Any, ...]]
    at: InstrumentedAttribute[Any]
    id: InstrumentedAttribute[Any]
    line: Callable[[Any, Place], ChangeLine]
    conditions: tuple[ColumnElement[bool], ...]

    def count(self, at_most: int) -> int:
        """How many there are; no more than ``at_most`` are counted."""
        some = select(self.id).where(*self.conditions).limit(at_most).subquery()
        return int(db.session.execute(select(func.count()).select_from(some)).scalar_one())

    def newest(self, *, before: Place | None, limit: int) -> list[ChangeLine]:
        """The newest that are older than a place, newest first."""
        query = self.query.order_by(self.at.desc(), self.id.desc())
        if before is None:
            return self._lines(query, limit)
        at = literal(before.at, UtcDateTime)
        if self.number != before.stream:
            return self._lines(query.where(self.at <= at if self.number < before.stream else self.at < at), limit)
        here = self._lines(query.where(self.at == at, self.id < before.id), limit)
        return here if len(here) == limit else here + self._lines(query.where(self.at < at), limit - len(here))

    def oldest(self, *, after: Place, limit: int) -> list[ChangeLine]:
        """The oldest that are newer than a place, oldest first."""
        query, at = self.query.order_by(self.at, self.id), literal(after.at, UtcDateTime)
        if self.number != after.stream:
            return self._lines(query.where(self.at >= at if self.number > after.stream else self.at > at), limit)
        here = self._lines(query.where(self.at == at, self.id > after.id), limit)
        return here if len(here) == limit else here + self._lines(query.where(self.at > at), limit - len(here))

    def all(self) -> Iterator[ChangeLine]:
        """Every one, newest first, some thousands at a time."""
        before: Place | None = None
        while True:
            lines = self.newest(before=before, limit=CHUNK)
            yield from lines
            if len(lines) < CHUNK:
                return
            before = lines[-1].place

    def _lines(self, query: Select[*tuple[Any, ...]], limit: int) -> list[ChangeLine]:
        rows = db.session.execute(query.where(*self.conditions).limit(limit))
        return [self.line(row, Place(row.at, self.number, row.id)) for row in rows]


def changes(*conditions: ColumnElement[bool]) -> Stream:
    """Changes of everything but figures."""
    return Stream(0, _CHANGES, Change.at, Change.id, _change_line, conditions)


def revisions(kind: str, *conditions: ColumnElement[bool], few: bool = False) -> Stream:
    """Changes of figures of one kind; ``few`` where the conditions leave few: then they are sought, and sorted."""
    number = {"actual": 1, "target": 2}[kind]
    of_kind = (Revision.kind.concat("") if few else Revision.kind) == kind  # what is reckoned with, no index is of
    return Stream(number, _REVISIONS, Revision.at, Revision.id, _revision_line, (of_kind, *conditions))


def _change_line(row: Any, place: Place) -> ChangeLine:
    return ChangeLine(
        place=place,
        at=row.at,
        by=row.by or "Command line",
        kind=kind_words(row.kind),
        subject=row.subject,
        indicator_id=row.indicator_id,
        indicator_code=row.code or "",
        field=field_words(row.field),
        old=value_words(row.old),
        new=value_words(row.new),
        reason=row.reason,
        upload=row.file_name or "",
    )


def _revision_line(row: Any, place: Place) -> ChangeLine:
    told = changed(*before_after(row), plainly(row.decimals))
    taken_back = ", taken back" if row.undone else ""
    return ChangeLine(
        place=place,
        at=row.at,
        by=row.by or "Command line",
        kind=kind_words(row.kind),
        subject=f"{kind_words(row.kind)} of {row.code}, {row.period}",
        indicator_id=row.indicator_id,
        indicator_code=row.code,
        field="Figure",
        old=told.old_whole,
        new=told.new_whole,
        reason=row.reason,
        upload=f"{row.file_name}{taken_back}" if row.file_name else "",
    )
