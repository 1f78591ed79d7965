"""The year so far of an indicator as a table of values."""

from __future__ import annotations

from webapp.domain.figure_columns import CODE, PERIOD
from webapp.outgoing.tables import Table
from webapp.services.figures.exporting import target_cells
from webapp.services.indicators.year import YearSection

HEADINGS = (
    CODE,
    "unit",
    PERIOD,
    "actual",
    "quality",
    "how_combined",
    "parts",
    "target",
    "target_lower",
    "target_upper",
    "target_estimated",
    "target_period",
    "status",
)


def year_table(*, section: YearSection) -> Table:
    """The rows of the section, in their order; a period that is not whole has no status."""
    rows = [
        (
            section.code,
            section.measure.unit,
            row.period.key,
            row.value,
            row.quality.lower() or "final" if row.value is not None else None,
            row.method,
            row.parts,
            *target_cells(row.target),
            row.target.period.key if row.target else None,
            row.status.value if row.status else None,
        )
        for row in section.rows
    ]
    return Table(f"year {section.code} {section.first_year}", HEADINGS, rows)
