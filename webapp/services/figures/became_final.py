"""Estimates that became final in a financial year: both figures, and whether the colour would have differed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, exists, literal, select
from sqlalchemy.orm import aliased

from webapp.domain.estimates import Outcome, Quality, outcome, summary_words, verdict
from webapp.domain.frequency import Frequency
from webapp.domain.periods import Period
from webapp.domain.promises import kept_words
from webapp.extensions import db
from webapp.models import Actual, PeriodRow, Revision
from webapp.services.clock import LONDON, today
from webapp.services.figures.readings import Reading, readings
from webapp.services.figures.revising import ACTUAL
from webapp.services.settings import CouncilSettings, council_settings

# Written out, not bound, and without the kind (only an actual has a quality): so SQLite finds it by its small index.
_FINAL = literal(Quality.FINAL.value, literal_execute=True)
_Undoing = aliased(Revision)
_TAKEN_BACK = exists().where(
    _Undoing.indicator_id == Revision.indicator_id,
    _Undoing.period_id == Revision.period_id,
    _Undoing.kind == ACTUAL,
    _Undoing.upload_id == Revision.upload_id,
    _Undoing.undone,
)
_MADE_FINAL = and_(
    Revision.old_quality != _FINAL,
    Revision.new_quality == _FINAL,
    ~Revision.undone,
    ~_TAKEN_BACK,
)


@dataclass(frozen=True, slots=True)
class BecameFinal:
    """One figure that was provisional or estimated and is final now, as the target in force judges both."""

    reading: Reading
    outcome: Outcome
    verdict: str  # "the colour changed from red to amber"
    due: date | None  # as it was promised last
    at: datetime
    on: date  # the same in London
    punctual: str  # "in time", "3 days late"; "" where no date was promised


@dataclass(frozen=True, slots=True)
class YearOfEstimates:
    """What became final in one financial year, the newest first."""

    year: Period
    lines: tuple[BecameFinal, ...]

    @property
    def changed(self) -> tuple[BecameFinal, ...]:
        """Those whose final figure has another colour."""
        return tuple(line for line in self.lines if line.outcome.colour_changed)

    @property
    def summary(self) -> str:
        """How many there are, and how many of them have another colour."""
        return summary_words([line.outcome for line in self.lines], self.year.label)


def estimates_of_year(first_year: int | None, *conditions: ColumnElement[bool]) -> YearOfEstimates:
    """What became final in the financial year that starts in ``first_year`` (None: this one) and is final still."""
    council = council_settings()
    year = _year(council, first_year)
    span = (Revision.at >= _midnight(year.start), Revision.at < _midnight(council.calendar.next(year).start))
    firsts = {(row.indicator_id, row.key): row for row in db.session.execute(_oldest_first(span))}
    if not firsts:
        return YearOfEstimates(year, ())
    found = readings(
        Actual.id.in_(_actuals(span)),
        Actual.quality == _FINAL,
        *conditions,
        policy=council.policy,
        calendar=council.calendar,
    )
    lines = [_became_final(each, firsts[each.indicator.id, each.period.key]) for each in found]
    return YearOfEstimates(year, tuple(sorted(lines, key=lambda line: line.at, reverse=True)))


def _year(council: CouncilSettings, first_year: int | None) -> Period:
    this = council.calendar.of(Frequency.YEAR, today())
    if first_year is None or not this.start.year - 100 < first_year <= this.start.year:
        return this
    return council.calendar.financial_year(first_year, (Frequency.YEAR,))[0]


def _oldest_first(span: Sequence[ColumnElement[bool]]) -> Select[*tuple[Any, ...]]:
    """The revisions by which figures became final, so that the newest of each figure is read last."""
    first = (Revision.old_value, Revision.old_quality, Revision.old_final_due)
    return (
        select(Revision.indicator_id, PeriodRow.key, Revision.at, *first)
        .join(PeriodRow, PeriodRow.id == Revision.period_id)
        .where(_MADE_FINAL, *span)
        .order_by(Revision.at, Revision.id)
    )


def _actuals(span: Sequence[ColumnElement[bool]]) -> Select[int]:
    same = (Actual.indicator_id == Revision.indicator_id) & (Actual.period_id == Revision.period_id)
    return select(Actual.id).select_from(Revision).join(Actual, same).where(_MADE_FINAL, *span).correlate(None)


def _became_final(reading: Reading, first: Row[*tuple[Any, ...]]) -> BecameFinal:
    due, at = first.old_final_due, first.at
    on = at.astimezone(LONDON).date()
    found = outcome(
        quality=first.old_quality,
        estimate=first.old_value,
        final=reading.actual,
        yardstick=reading.yardstick,
    )
    return BecameFinal(
        reading=reading,
        outcome=found,
        verdict=verdict(found),
        due=due,
        at=at,
        on=on,
        punctual=kept_words(due, on),
    )


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time.min, LONDON)
