"""Every change of an indicator's targets, with the colour the figure has and would have had under the old target."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from webapp.domain.figures import figure
from webapp.domain.periods import Calendar, Period
from webapp.domain.rag import Status
from webapp.domain.revisions import Said
from webapp.domain.rights import Who
from webapp.domain.variance import Target, target_in_force
from webapp.models import Indicator, PeriodRow, Revision
from webapp.services.figures.judging import judged_against
from webapp.services.figures.readings import Reading, readings
from webapp.services.figures.revising import TARGET
from webapp.services.figures.years import targets_between
from webapp.services.indicators.revisions import RevisionLine, revision_lines
from webapp.services.indicators.sheets import Sheet, sheet_of
from webapp.services.settings import council_settings


@dataclass(frozen=True, slots=True)
class TargetChange:
    """One change of a target, and what it did to the newest figure that it is for.

    ``now`` and ``before`` are None where there is no such figure: nobody has been judged by it yet.
    """

    revision: RevisionLine
    figure_period: Period | None
    figure: str
    now: Status | None  # how the figure stands against the target in force today
    before: Status | None  # how it would stand had this change not been made

    @property
    def recolours(self) -> bool:
        """There was a target before, and the figure would have another colour under it."""
        return self.revision.before is not None and self.now is not self.before


@dataclass(frozen=True, slots=True)
class Ledger:
    """The changes of one indicator's targets, newest first."""

    sheet: Sheet
    changes: tuple[TargetChange, ...]
    sees_uploads: bool


def target_ledger(*, who: Who, indicator_id: int) -> Ledger:
    """Every change of every target; readers see those of released periods. Raises NotFound."""
    sheet, council = sheet_of(indicator_id), council_settings()
    released = [] if who.sees_everything else [PeriodRow.released_at.is_not(None)]
    lines = revision_lines(
        Revision.indicator_id == indicator_id, Revision.kind == TARGET, *released, measure=sheet.measure
    )
    figures = readings(Indicator.id == indicator_id, *released, policy=council.policy, calendar=council.calendar)
    in_time = sorted((each for each in figures if each.actual is not None), key=lambda each: each.period.end)
    # They only colour what is shown, as on every page, so those of unreleased periods count for readers too.
    targets = targets_between(indicator_id=indicator_id, first=date.min, last=date.max)
    return Ledger(
        sheet=sheet,
        changes=tuple(_change(line, in_time, targets, council.calendar) for line in lines),
        sees_uploads=who.runs_figures,
    )


def _change(
    line: RevisionLine, figures: Sequence[Reading], targets: Sequence[Target], calendar: Calendar
) -> TargetChange:
    period = calendar.from_key(line.period_key)
    others = [each for each in targets if each.period.key != period.key]
    with_old = [*others, *_as_target(line.before, period)]
    for reading in reversed(figures):
        if not period.contains(reading.period):
            continue
        accumulates = reading.indicator.accumulates
        old = target_in_force(with_old, reading.period, accumulates=accumulates)
        new = target_in_force(targets, reading.period, accumulates=accumulates)
        if period.key in {each.period.key for each in (old, new) if each is not None}:
            return TargetChange(
                revision=line,
                figure_period=reading.period,
                figure=figure(reading.actual, reading.indicator.measure),
                now=judged_against(reading, new).status,
                before=judged_against(reading, old).status,
            )
    return TargetChange(line, None, "", None, None)


def _as_target(said: Said | None, period: Period) -> tuple[Target, ...]:
    if said is None:
        return ()
    return (Target(period, said.value, said.lower, said.upper, said.estimated, said.unconfirmed),)
