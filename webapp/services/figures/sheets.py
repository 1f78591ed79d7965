"""A period's sheet to fill in and upload: every figure that is expected, with what is stored and what it was last."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Row, select
from sqlalchemy.orm import aliased

from webapp.domain.errors import NotFound
from webapp.domain.figure_columns import SHEET
from webapp.domain.rights import Who
from webapp.extensions import db
from webapp.models import Actual, Indicator, PeriodRow
from webapp.outgoing.tables import Cell, Table
from webapp.services.figures.exporting import said_target, target_cells
from webapp.services.figures.readings import Missing, Reading, readings
from webapp.services.indicators.expected import IS_EXPECTED
from webapp.services.periods.opened import OpenedPeriod, find_opened, parts_of
from webapp.services.periods.steps import ensure_runs_figures
from webapp.services.settings import council_settings

VACANT = 0
"""Stands for the lead of indicators that have none."""

_Last, _LastPeriod = aliased(Actual), aliased(PeriodRow)
_LAST_ID = (
    select(_Last.id)
    .join(_LastPeriod, _LastPeriod.id == _Last.period_id)
    .where(
        _Last.indicator_id == Indicator.id,
        _Last.value.is_not(None),
        _LastPeriod.frequency == PeriodRow.frequency,
        _LastPeriod.end < PeriodRow.end,
    )
    .order_by(_LastPeriod.end.desc())
    .limit(1)
    .correlate(Indicator, PeriodRow)
    .scalar_subquery()
)
_Before, _BeforePeriod = aliased(Actual), aliased(PeriodRow)
_MORE = (
    select(
        Indicator.id.label("indicator_id"),
        PeriodRow.key,
        Actual.quality_reason,
        Actual.final_due,
        Actual.numerator,
        Actual.denominator,
        Actual.comment,
        _Before.value.label("last_value"),
        _BeforePeriod.label.label("last_value_of"),
    )
    .join_from(Indicator, PeriodRow, PeriodRow.frequency == Indicator.frequency)
    .outerjoin(Actual, (Actual.indicator_id == Indicator.id) & (Actual.period_id == PeriodRow.id))
    .outerjoin(_Before, _Before.id == _LAST_ID)
    .outerjoin(_BeforePeriod, _BeforePeriod.id == _Before.period_id)
)


@dataclass(frozen=True, slots=True)
class LeadLine:
    """One lead whose figures are expected on a sheet; ``id`` is VACANT for posts that nobody holds."""

    id: int
    name: str
    expected: int
    missing: int


def figure_sheet(*, who: Who, key: str, lead_id: int | None = None) -> Table:
    """The sheet of all indicators, or of one departmental lead's; uploaded as it is, it changes nothing.

    Raises NotFound where the period is not open, or nothing is expected of that lead.
    """
    ensure_runs_figures(who)
    opened, council = find_opened(key), council_settings()
    keys = _keys(opened)
    conditions = [PeriodRow.key.in_(keys), IS_EXPECTED, *_of_lead(lead_id)]
    found = readings(*conditions, policy=council.policy, calendar=council.calendar)
    if lead_id is not None and not found:
        raise NotFound(f"No figure of {opened.period.label} is expected of that lead.")
    more = {(row.indicator_id, row.key): row for row in db.session.execute(_MORE.where(*conditions))}
    rows = [_cells(reading, more[reading.indicator.id, reading.period.key]) for reading in found]
    return Table(" ".join(["figures", key, *_name(lead_id, found)]), SHEET, rows)


def leads_of(found: Iterable[Reading]) -> tuple[LeadLine, ...]:
    """The departmental leads of readings by name, with how many figures of each have not come in."""
    expected: Counter[int] = Counter()
    missing: Counter[int] = Counter()
    names: dict[int, str] = {}
    for reading in found:
        lead_id = reading.departmental_lead_id or VACANT
        names[lead_id] = reading.departmental_lead.removesuffix(" (acting)")
        expected[lead_id] += 1
        missing[lead_id] += not reading.returned
    lines = (LeadLine(lead_id, name, expected[lead_id], missing[lead_id]) for lead_id, name in names.items())
    return tuple(sorted(lines, key=lambda line: (line.id == VACANT, line.name.casefold(), line.id)))


def _keys(opened: OpenedPeriod) -> list[str]:
    """The period's own key and those of the shorter ones whose figures stand on its board."""
    return [each.period.key for each in (opened, *parts_of(opened.period))]


def _of_lead(lead_id: int | None) -> tuple[ColumnElement[bool], ...]:
    if lead_id is None:
        return ()
    return (
        Indicator.departmental_lead_id.is_(None) if lead_id == VACANT else Indicator.departmental_lead_id == lead_id,
    )


def _name(lead_id: int | None, found: tuple[Reading, ...]) -> tuple[str, ...]:
    """What the name of a lead's file adds."""
    return () if lead_id is None else (leads_of(found)[0].name,)


def _cells(reading: Reading, more: Row[*tuple[Any, ...]]) -> tuple[Cell, ...]:
    """A target that is copied and not confirmed stays blank: written out, it would come back as confirmed."""
    target, lower, upper, estimated = target_cells(said_target(reading))
    return (
        reading.indicator.code,
        reading.indicator.title,
        reading.directorate,
        reading.indicator.measure.unit,
        reading.departmental_lead,
        reading.period.key,
        more.last_value,
        more.last_value_of,
        reading.actual if reading.actual is not None or not reading.returned else Missing.NOT_APPLICABLE,
        target,
        lower,
        upper,
        reading.quality if reading.returned else None,
        more.quality_reason,
        more.final_due,
        estimated,
        more.numerator,
        more.denominator,
        more.comment,
    )
