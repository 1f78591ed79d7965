"""The forms of an indicator's targets: one row a target, and the reason for a change or removal."""

from __future__ import annotations

from collections.abc import Iterable

from wtforms import BooleanField, Form, FormField, HiddenField, StringField

from webapp.domain.variance import Target
from webapp.services.targets.profiles import Proposed
from webapp.services.targets.rows import NOTHING, WantedTarget, mark_of
from webapp.web.base_form import PageForm
from webapp.web.fields import NumberField, Rows

MOST_ROWS = 100
FREE_ROWS = 3
"""Rows to add targets in; a button gives as many more."""


class TargetRowForm(Form):  # type: ignore[misc]
    """One dated target; ``was`` is the mark of what is stored, blank in a row that is free."""

    was = HiddenField()
    period = StringField("Period")
    value = NumberField("Target")
    lower = NumberField("Lower bound")
    upper = NumberField("Upper bound")
    estimated = BooleanField("Estimated")


class TargetsForm(PageForm):
    """Several targets of one indicator, saved together."""

    targets = Rows(FormField(TargetRowForm), max_entries=MOST_ROWS)
    reason = StringField(
        "Why is a target changed?", description="Needed only where a target that is set already changes"
    )

    def rows(self) -> list[WantedTarget]:
        """The rows as filled in."""
        return [_wanted(entry.name, entry.form) for entry in self.targets]

    def renew_marks(self, stored: Iterable[Target]) -> None:
        """Carry the targets as they are now: a second save, after the first was refused, is made knowingly."""
        marks = {target.period.label: mark_of(target) for target in stored}
        for entry in self.targets:
            if entry.form.was.data:
                entry.form.was.process(None, marks.get(entry.form.period.data, NOTHING))


class RemoveTargetForm(PageForm):
    """Why one target is taken away."""

    reason = StringField("Why is it removed?")


def filled_rows(stored: Iterable[Target], *, ranged: bool) -> list[dict[str, object]]:
    """The rows of a form of stored targets, and blank ones to add others in."""
    rows: list[dict[str, object]] = [
        {
            "was": mark_of(target),
            "period": target.period.label,
            "value": None if ranged else target.value,
            "lower": target.lower if ranged else None,
            "upper": target.upper if ranged else None,
            "estimated": target.estimated,
        }
        for target in stored
    ]
    return rows + [{} for _ in range(max(0, min(FREE_ROWS, MOST_ROWS - len(rows))))]


def proposed_rows(proposed: Iterable[Proposed]) -> list[dict[str, object]]:
    """The rows of a form of targets that were made, over those that are stored."""
    return [
        {
            "was": mark_of(row.stored),
            "period": row.target.period.label,
            "value": row.target.value,
            "estimated": row.target.estimated,
        }
        for row in proposed
    ]


def _wanted(name: str, row: TargetRowForm) -> WantedTarget:
    return WantedTarget(
        name=name,
        period=row.period.data or "",
        value=row.value.data,
        lower=row.lower.data,
        upper=row.upper.data,
        estimated=row.estimated.data,
        was=row.was.data or "",
    )
