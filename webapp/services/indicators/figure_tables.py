"""The figures of one indicator, period by period, as the texts of a table."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from webapp.domain.figures import figure, percent_of_target, signed, target_figure, target_quality, target_text
from webapp.domain.plans import PlanState
from webapp.domain.rights import Who
from webapp.models import Indicator, PeriodRow
from webapp.services.clock import today
from webapp.services.figures.readings import Reading, plan_state_for, readings
from webapp.services.settings import council_settings


@dataclass(frozen=True, slots=True)
class FigureLine:
    """One period: its figure against the target in force, as text; ``reading`` has the figures themselves."""

    period: str
    period_key: str
    actual: str
    quality: str  # ESTIMATED or PROVISIONAL; blank for a final figure
    target: str
    variance: str
    percent: str
    status: str
    set_by: str  # the officer who set it against the rule; "" where the rule decides
    plan_id: int | None
    plan_state: PlanState | None
    lacks_plan: bool
    reading: Reading


def figure_lines(*, who: Who, indicator_id: int) -> tuple[FigureLine, ...]:
    """Every opened period that has begun or has a figure, newest first; readers see the released ones."""
    council, day = council_settings(), today()
    released = [] if who.sees_everything else [PeriodRow.released_at.is_not(None)]
    found = readings(Indicator.id == indicator_id, *released, policy=council.policy, calendar=council.calendar)
    shown = [reading for reading in found if reading.returned or reading.period.start <= day]
    newest_first = sorted(shown, key=lambda reading: reading.period.end, reverse=True)
    return tuple(_line(who, reading, day) for reading in newest_first)


def _line(who: Who, reading: Reading, day: date) -> FigureLine:
    measure, variance = reading.indicator.measure, reading.judgement.variance
    plan_state = plan_state_for(who, reading)
    return FigureLine(
        period=reading.period.label,
        period_key=reading.period.key,
        actual=_actual(reading, day),
        quality="" if reading.quality == "final" else reading.quality.upper(),
        target=_target(reading),
        variance=signed(variance.amount, measure) if variance else "",
        percent=percent_of_target(variance.percent) if variance else "",
        status=reading.status.value,
        set_by=reading.override.by if reading.override else "",
        plan_id=reading.plan_id if plan_state else None,
        plan_state=plan_state,
        lacks_plan=who.sees_everything and reading.lacks_plan,
        reading=reading,
    )


def _actual(reading: Reading, day: date) -> str:
    """The figure, or why there is none."""
    missing = reading.missing(day)
    return figure(reading.actual, reading.indicator.measure) if missing is None else missing.capitalize()


def _target(reading: Reading) -> str:
    """The target in force; one of a longer period says which."""
    target, measure = reading.target, reading.indicator.measure
    if target is None:
        return ""
    if target.period.key != reading.period.key:
        return target_text(target, measure)
    return f"{target_figure(target, measure)} {target_quality(target)}".rstrip()
