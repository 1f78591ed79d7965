"""Figures still to be final, and those that became it, as tables of values."""

from __future__ import annotations

from collections.abc import Iterable

from webapp.domain.figure_columns import CODE, PERIOD
from webapp.outgoing.tables import Cell, Table
from webapp.services.figures.became_final import YearOfEstimates
from webapp.services.figures.promises import PromisedFigure
from webapp.services.figures.readings import Reading

FIGURE = (CODE, "title", "directorate", "unit", "lead", PERIOD, "actual")
PROMISED = (*FIGURE, "quality", "quality_reason", "final_due", "promise", "days_overdue", "status")
BECAME = (
    *FIGURE,
    "status",
    "first_quality",
    "first_value",
    "first_status",
    "colour_changed",
    "promised_for",
    "became_final_at",
    "punctual",
)


def promise_table(*, found: Iterable[PromisedFigure]) -> Table:
    """The figures of a list, in its order."""
    rows = [
        (
            *_figure(each.reading),
            each.reading.quality.value,
            each.reading.promise.reason,
            each.reading.promise.due,
            each.state.value,
            each.days_overdue,
            each.reading.status.value,
        )
        for each in found
    ]
    return Table("figures still to be final", PROMISED, rows)


def became_final_table(*, year: YearOfEstimates) -> Table:
    """What became final in a financial year, the newest first."""
    rows = [
        (
            *_figure(line.reading),
            line.outcome.final_status.value,
            line.outcome.quality.value,
            line.outcome.estimate,
            line.outcome.estimate_status.value,
            line.outcome.colour_changed,
            line.due,
            line.at,
            line.punctual,
        )
        for line in year.lines
    ]
    return Table(f"became final in {year.year.label}", BECAME, rows)


def _figure(reading: Reading) -> tuple[Cell, ...]:
    return (
        reading.indicator.code,
        reading.indicator.title,
        reading.directorate,
        reading.indicator.measure.unit,
        reading.departmental_lead,
        reading.period.key,
        reading.actual,
    )
