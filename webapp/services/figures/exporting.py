"""Figures as a table of values: with every place that is stored, under the headings that an upload reads."""

from __future__ import annotations

from datetime import date

from webapp.domain.figure_columns import CODE, PERIOD
from webapp.domain.numbers import plain, round_half_up
from webapp.domain.plans import PlanState
from webapp.domain.revisions import Said
from webapp.domain.variance import Target, Variance
from webapp.outgoing.tables import Cell
from webapp.services.figures.readings import Missing, Reading

HEADINGS = (
    CODE,
    "title",
    "directorate",
    "unit",
    "lead",
    PERIOD,
    "actual",
    "missing",
    "quality",
    "quality_reason",
    "final_due",
    "target",
    "target_lower",
    "target_upper",
    "target_estimated",
    "target_in_force",
    "target_in_force_of",
    "variance",
    "percent_of_target",
    "status",
)


def figure_cells(reading: Reading, day: date) -> tuple[Cell, ...]:
    """One figure under HEADINGS; why there is none is said as of that day.

    ``target`` is one dated for the period, as it would be uploaded; one of a longer period, or copied and not
    confirmed, is in force only.
    """
    target, found, missing = reading.target, reading.judgement.variance, reading.missing(day)
    return (
        reading.indicator.code,
        reading.indicator.title,
        reading.directorate,
        reading.indicator.measure.unit,
        reading.departmental_lead,
        reading.period.key,
        reading.actual if missing is not Missing.NOT_APPLICABLE else missing,
        None if missing is None else missing,
        reading.quality.value if reading.returned else None,
        reading.promise.reason or None,
        reading.promise.due,
        *target_cells(said_target(reading)),
        None if target is None else one_cell(target),
        None if target is None else target.period.key,
        None if found is None else found.amount,
        None if found is None else _percent(found),
        reading.status,
    )


def said_target(reading: Reading) -> Target | None:
    """The target dated for the reading's own period, if somebody has confirmed it."""
    target = reading.target
    return None if target is None or target.period != reading.period or target.unconfirmed else target


def one_cell(target: Target) -> Cell:
    """The figure, or a range in words: "10 to 20.5"."""
    figures = (target.value, target.lower, target.upper)
    return target.value if not target.is_range else " to ".join(plain(each) for each in figures if each is not None)


def target_cells(target: Target | None) -> tuple[Cell, Cell, Cell, Cell]:
    """The figure, both bounds of a range, and whether it is an estimate."""
    if target is None:
        return None, None, None, None
    return target.value, target.lower, target.upper, target.estimated


def said_figures(said: Said | None) -> tuple[Cell, Cell, Cell]:
    """The figure, or both bounds of a range, before a change or after it; blank where there was none."""
    return (None, None, None) if said is None else (said.value, said.lower, said.upper)


def plan_words(state: PlanState | None, *, lacking: bool) -> str | None:
    """The state of a plan; one that is lacking is required."""
    return PlanState.REQUIRED if lacking else state


def _percent(found: Variance) -> Cell:
    """As on the page, to one place; of a target of 0 there is none."""
    return "not applicable" if found.percent is None else round_half_up(found.percent, 1)
