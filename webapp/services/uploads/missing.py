"""Indicators of a file's periods that still have no figure once the file is saved."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from sqlalchemy import bindparam, func, select

from webapp.domain.periods import Period
from webapp.domain.reporting_life import is_expected
from webapp.models import Actual, Indicator, PeriodRow, Person, StagedFigure
from webapp.services.settings import calendar
from webapp.services.store import read
from webapp.services.uploads.states import UploadRecord
from webapp.services.uploads.wanted import ACTUAL

LOOKED_AT, MOST_PERIODS = 24, 6
"""Changed periods that are looked at, the newest, and how many of those with actuals the page of a check shows."""

FIRST = 20
"""Of each period that many stand on the page of the check; the others have a page of their own."""
PAGE_LENGTH = 100

_OF_FILE = (StagedFigure.upload_id == bindparam("upload_id"), StagedFigure.kind == ACTUAL)
_KEYS: Any = bindparam("keys", expanding=True)
_STAGED = select(StagedFigure.period_key, StagedFigure.indicator_id).where(
    *_OF_FILE, StagedFigure.period_key.in_(_KEYS)
)
_STORED = (
    select(PeriodRow.key, Actual.indicator_id)
    .join_from(Actual, PeriodRow, PeriodRow.id == Actual.period_id)
    .where(PeriodRow.key.in_(_KEYS))
)
_INDICATORS = (
    select(
        Indicator.id,
        Indicator.code,
        Indicator.title,
        func.coalesce(Person.name, "").label("lead"),
        Indicator.frequency,
        Indicator.reported_from,
        Indicator.retired_on,
    )
    .outerjoin(Person, Person.id == Indicator.departmental_lead_id)
    .order_by(Indicator.code)
)


@dataclass(frozen=True, slots=True)
class MissingLine:
    """One indicator that has no figure yet, and its departmental lead."""

    id: int
    code: str
    title: str
    lead: str


@dataclass(frozen=True, slots=True)
class MissingIn:
    """What is missing for one period: how many of how many, and the first of them or a page."""

    period: Period
    count: int
    expected: int
    lines: tuple[MissingLine, ...]
    page: int = 1
    pages: int = 1


def still_missing(upload: UploadRecord) -> tuple[MissingIn, ...]:
    """The newest periods whose actuals the file changes, newest first, each with the first that are missing."""
    year = calendar()
    periods = map(year.from_key, upload.summary.get("periods", ()))
    newest = sorted(periods, key=lambda period: (period.end, period.start), reverse=True)[:LOOKED_AT]
    return tuple(islice(_missing(upload.id, newest, limit=FIRST, page=1, of_file_alone=True), MOST_PERIODS))


def missing_page(upload_id: int, key: str, *, page: int = 1) -> MissingIn:
    """A page of what is missing for one period; one beyond the last is the last."""
    return next(_missing(upload_id, [calendar().from_key(key)], limit=PAGE_LENGTH, page=page))


def _missing(
    upload_id: int, periods: list[Period], *, limit: int, page: int, of_file_alone: bool = False
) -> Iterator[MissingIn]:
    """What is missing, in one look at the file; ``of_file_alone``: for periods of which it has an actual."""
    keys = [period.key for period in periods]
    staged = {tuple(row) for row in read(_STAGED, upload_id=upload_id, keys=keys)}
    of_file = {key for key, _ in staged}
    there = staged.union(tuple(row) for row in read(_STORED, keys=keys))
    indicators = read(_INDICATORS).all()
    for period in periods:
        if of_file_alone and period.key not in of_file:
            continue
        expected = [
            row
            for row in indicators
            if row.frequency == period.frequency and is_expected(period, row.reported_from, row.retired_on)
        ]
        lacking = [row for row in expected if (period.key, row.id) not in there]
        pages = max(1, -(-len(lacking) // limit))
        shown = min(max(1, page), pages)
        lines = (MissingLine(*row[:4]) for row in lacking[(shown - 1) * limit : shown * limit])
        yield MissingIn(period, len(lacking), len(expected), tuple(lines), shown, pages)
