"""Lists of indicators: searched, filtered and sorted; and what a form offers to choose from."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Row, select
from sqlalchemy.orm import aliased

from webapp.domain.frequency import Frequency
from webapp.extensions import db
from webapp.models import Directorate, FormerCode, Indicator, Person
from webapp.services.clock import today
from webapp.services.indicators.tags import tags_of
from webapp.services.plans.records import Departmental, Strategic, lead_text

SORTS = ("code", "title", "directorate", "lead")
PAGE = 100
"""Indicators shown on one page."""

NO_DIRECTORATE = "none"

Successor = aliased(Indicator)
_INDICATORS = (
    select(
        Indicator.id,
        Indicator.code,
        Indicator.title,
        Indicator.frequency,
        Indicator.unit,
        Indicator.polarity,
        Indicator.retired_on,
        Successor.code.label("replaced_by"),
        Indicator.directorate_id,
        Indicator.departmental_lead_acting,
        Directorate.name.label("directorate"),
        Strategic.name.label("strategic_name"),
        Departmental.name.label("departmental_name"),
    )
    .outerjoin(Directorate, Directorate.id == Indicator.directorate_id)
    .outerjoin(Strategic, Strategic.id == Indicator.strategic_lead_id)
    .outerjoin(Departmental, Departmental.id == Indicator.departmental_lead_id)
    .outerjoin(Successor, Successor.id == Indicator.replaced_by_id)
    .order_by(Indicator.code)
)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a list should hold; blanks hold back nothing. ``retired`` is "no", "yes" or "all"."""

    text: str = ""
    directorate: str = ""  # an id, or NO_DIRECTORATE
    frequency: str = ""
    tag: str = ""
    retired: str = "no"
    sort: str = "code"
    page: int = 1

    @property
    def filters(self) -> bool:
        """Whether anything but the order and page was asked for."""
        return bool(self.text or self.directorate or self.frequency or self.tag or self.retired != "no")


@dataclass(frozen=True, slots=True)
class IndicatorLine:
    """One indicator in a list."""

    id: int
    code: str
    former_codes: tuple[str, ...]
    title: str
    unit: str
    directorate: str
    frequency: Frequency
    lead: str
    rated: bool  # whether lower or higher is better has been decided
    retired_on: date | None
    retired: bool
    replaced_by: str  # the code of what takes its place
    tags: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class IndicatorList:
    """One page of the indicators wanted, of how many."""

    lines: tuple[IndicatorLine, ...]
    found: int
    total: int
    page: int
    pages: int


@dataclass(frozen=True, slots=True)
class Option:
    """One thing to choose in a form."""

    id: int
    name: str


def list_indicators(wanted: Wanted = Wanted()) -> IndicatorList:
    """One page of the indicators wanted, sorted."""
    found, total = find_indicators(wanted)
    pages = max(1, -(-len(found) // PAGE))
    page = min(max(1, wanted.page), pages)
    return IndicatorList(tuple(found[(page - 1) * PAGE : page * PAGE]), len(found), total, page, pages)


def find_indicators(wanted: Wanted) -> tuple[list[IndicatorLine], int]:
    """All that are wanted, whatever the page, and of how many; every word of the text is in a code (or former code),
    title, unit, name or tag."""
    former, tags, day = _former_codes(), tags_of(), today()
    rows = db.session.execute(_INDICATORS).all()
    words = wanted.text.casefold().split()
    found = [
        _line(row, former[row.id], tags[row.id], day)
        for row in rows
        if _is_wanted(row, tags[row.id], wanted, day)
        and all(word in _words_of(row, (*former[row.id], *tags[row.id])) for word in words)
    ]
    if wanted.sort in SORTS[1:]:
        found.sort(key=lambda line: (str(getattr(line, wanted.sort)).casefold(), line.code))
    return found, len(rows)


def directorate_options(*, present: int | None = None, retired: bool = False) -> tuple[Option, ...]:
    """The directorates by name: those that are not retired, the one chosen at present, or all of them."""
    query = select(Directorate.id, Directorate.name).order_by(Directorate.name)
    if not retired:
        query = query.where(Directorate.retired_on.is_(None) | (Directorate.id == (present or 0)))
    return tuple(Option(row.id, row.name) for row in db.session.execute(query))


def lead_options(*, present: tuple[int | None, ...] = ()) -> tuple[Option, ...]:
    """The people who can be named as leads, by name with their posts: who has not left, and the present leads."""
    kept = [person_id for person_id in present if person_id is not None]
    query = (
        select(Person.id, Person.name, Person.post, Person.left_on)
        .where((Person.left_on.is_(None) & Person.merged_into_id.is_(None)) | Person.id.in_(kept))
        .order_by(Person.name, Person.post, Person.id)
    )
    return tuple(
        Option(row.id, f"{row.name}{f', {row.post}' if row.post else ''}{' (has left)' if row.left_on else ''}")
        for row in db.session.execute(query)
    )


def _is_wanted(row: Row[*tuple[Any, ...]], tags: tuple[str, ...], wanted: Wanted, day: date) -> bool:
    retired = row.retired_on is not None and row.retired_on <= day
    directorate = NO_DIRECTORATE if row.directorate_id is None else str(row.directorate_id)
    return (
        wanted.directorate in ("", directorate)
        and wanted.frequency in ("", row.frequency)
        and (not wanted.tag or wanted.tag in tags)
        and (wanted.retired == "all" or retired == (wanted.retired == "yes"))
    )


def _words_of(row: Row[*tuple[Any, ...]], more: tuple[str, ...]) -> str:
    names = (
        row.code,
        row.title,
        row.unit,
        row.directorate,
        row.strategic_name,
        row.departmental_name,
        *more,
    )
    return "\n".join(name for name in names if name).casefold()


def _former_codes() -> defaultdict[int, list[str]]:
    codes: defaultdict[int, list[str]] = defaultdict(list)
    for row in db.session.execute(select(FormerCode.indicator_id, FormerCode.code).order_by(FormerCode.code)):
        codes[row.indicator_id].append(row.code)
    return codes


def _line(row: Row[*tuple[Any, ...]], former: list[str], tags: tuple[str, ...], day: date) -> IndicatorLine:
    return IndicatorLine(
        id=row.id,
        code=row.code,
        former_codes=tuple(former),
        title=row.title,
        unit=row.unit,
        directorate=row.directorate or "No directorate",
        frequency=Frequency(row.frequency),
        lead=lead_text(row.departmental_name, acting=row.departmental_lead_acting),
        rated=row.polarity is not None,
        retired_on=row.retired_on,
        retired=row.retired_on is not None and row.retired_on <= day,
        replaced_by=row.replaced_by or "",
        tags=tags,
    )
