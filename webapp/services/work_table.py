"""*Your work* as a table of values."""

from __future__ import annotations

from webapp.outgoing.tables import Table
from webapp.services.figures.exporting import HEADINGS, figure_cells
from webapp.services.work import Work


def work_table(*, work: Work) -> Table:
    """Every section of the page, one below the other, with what each reading waits for."""
    rows = [
        (
            title,
            *figure_cells(reading, work.day),
            reading.plan_id,
            reading.plan_state,
            reading.plan_due,
        )
        for _, title, readings in work.sections
        for reading in readings
    ]
    return Table("your work", ("waiting", *HEADINGS, "plan", "plan_state", "plan_due"), rows)
