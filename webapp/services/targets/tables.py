"""The dated targets of one indicator, as the texts of a table."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import bindparam, select

from webapp.domain.errors import NotFound
from webapp.domain.figures import Measure, exact_figure, target_quality
from webapp.domain.frequency import Frequency
from webapp.domain.rights import Who
from webapp.domain.variance import Target
from webapp.extensions import db
from webapp.models import PeriodRow, TargetRow
from webapp.services.clock import today
from webapp.services.indicators.fact_rows import PERIOD_COLUMNS, TARGET_COLUMNS, target_of
from webapp.services.indicators.sheets import Sheet, sheet_of
from webapp.services.periods.steps import ensure_runs_figures
from webapp.services.settings import calendar

FIRST, LAST = 1990, 2099
"""Financial years that a page is drawn for."""

_TARGETS = (
    select(
        *PERIOD_COLUMNS,
        *TARGET_COLUMNS,
        PeriodRow.locked_at,
    )
    .join_from(TargetRow, PeriodRow, PeriodRow.id == TargetRow.period_id)
    .where(TargetRow.indicator_id == bindparam("indicator_id"))
    .order_by(PeriodRow.end.desc(), PeriodRow.start.desc())
)


@dataclass(frozen=True, slots=True)
class TargetLine:
    """One dated target, stored and as text."""

    target: Target
    figure: str
    locked: bool

    @property
    def quality(self) -> str:
        """ "ESTIMATED", "UNCONFIRMED" or both; "Final" where it is neither."""
        return target_quality(self.target) or "Final"

    @property
    def period(self) -> str:
        """How people call its period."""
        return self.target.period.label

    @property
    def period_key(self) -> str:
        """How a URL calls its period."""
        return self.target.period.key


def exact_target(target: Target, measure: Measure) -> str:
    """The figure or the range alone, with every place it was set with: "375.15", "10.0% to 20.0%"."""
    figures = (target.value, target.lower, target.upper)
    return " to ".join(exact_figure(figure, measure) for figure in figures if figure is not None)


def target_lines(*, who: Who, indicator_id: int, measure: Measure) -> tuple[TargetLine, ...]:
    """Every target, latest first; readers see those of released periods."""
    query = _TARGETS if who.sees_everything else _TARGETS.where(PeriodRow.released_at.is_not(None))
    found = []
    for row in db.session.execute(query, {"indicator_id": indicator_id}):
        target = target_of(row)
        found.append(TargetLine(target, exact_target(target, measure), row.locked_at is not None))
    return tuple(found)


def get_target(*, who: Who, indicator_id: int, period_key: str, measure: Measure) -> TargetLine:
    """The target of one period; raises NotFound."""
    found = target_lines(who=who, indicator_id=indicator_id, measure=measure)
    line = next((line for line in found if line.period_key == period_key), None)
    if line is None:
        raise NotFound("There is no such target.")
    return line


@dataclass(frozen=True, slots=True)
class TargetPage:
    """The targets of one financial year, in the order of time; ``every`` one, and the years there are others in."""

    sheet: Sheet
    every: tuple[TargetLine, ...]
    lines: tuple[TargetLine, ...]
    first_year: int
    year: str
    other_years: tuple[tuple[int, str], ...]

    @property
    def open_lines(self) -> tuple[TargetLine, ...]:
        """Those that can be changed."""
        return tuple(line for line in self.lines if not line.locked)

    @property
    def locked_lines(self) -> tuple[TargetLine, ...]:
        """Those of locked periods."""
        return tuple(line for line in self.lines if line.locked)


def target_page(*, who: Who, indicator_id: int, first_year: int | None) -> TargetPage:
    """What the form of an indicator's targets is filled with; ``first_year`` None is the year of today.

    Raises NotFound.
    """
    ensure_runs_figures(who)
    sheet, council = sheet_of(indicator_id), calendar()
    this_year = council.of(Frequency.YEAR, today()).start.year
    chosen = first_year if first_year is not None and FIRST <= first_year <= LAST else this_year
    every = sorted(
        target_lines(who=who, indicator_id=indicator_id, measure=sheet.measure),
        key=lambda line: (line.target.period.start, line.target.period.end),
    )
    years = {council.of(Frequency.YEAR, line.target.period.start) for line in every}
    around = {council.financial_year(year, [Frequency.YEAR])[0] for year in (this_year, this_year + 1, chosen)}
    shown = council.financial_year(chosen, [Frequency.YEAR])[0]
    return TargetPage(
        sheet=sheet,
        every=tuple(every),
        lines=tuple(line for line in every if shown.contains(line.target.period)),
        first_year=chosen,
        year=shown.label,
        other_years=tuple(
            (year.start.year, year.label)
            for year in sorted(years | around, key=lambda year: year.start)
            if year != shown
        ),
    )
