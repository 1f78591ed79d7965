"""An indicator as the rules see it, and the situation of one of its figures against every dated target."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from webapp.domain.formats import Measure
from webapp.domain.periods import Calendar, Frequency, Period
from webapp.domain.rag import Judgement, Rule, Status, judge
from webapp.domain.variance import Target, target_in_force

ACCUMULATING = frozenset({"cumulative", "sum"})


@dataclass(frozen=True, slots=True)
class IndicatorFacts:
    """What the rules need to know of an indicator, and what every page calls it."""

    id: int
    code: str
    title: str
    frequency: Frequency
    accumulation: str
    measure: Measure
    rule: Rule

    @property
    def accumulates(self) -> bool:
        """True for year-to-date and summed measures, to which a longer period's target does not apply."""
        return self.accumulation in ACCUMULATING


@dataclass(frozen=True, slots=True)
class Line:
    """One figure against one named target."""

    target: Target
    judgement: Judgement
    in_force: bool


@dataclass(frozen=True, slots=True)
class Situation:
    """One figure against every dated target of its plan; the status is that against the target in force."""

    actual: Decimal | None
    judgement: Judgement
    in_force: Target | None
    lines: tuple[Line, ...]

    @property
    def status(self) -> Status:
        return self.judgement.status


def assess(
    actual: Decimal | None,
    targets: Iterable[Target],
    period: Period,
    indicator: IndicatorFacts,
    calendar: Calendar,
) -> Situation:
    """Judge ``actual`` at ``period`` against the target in force and every other dated target of the plan."""
    known = tuple(targets)
    in_force = target_in_force(known, period, accumulates=indicator.accumulates)
    dated = dated_targets(known, period, in_force, calendar)
    lines = tuple(Line(target, judge(actual, target, indicator.rule), target is in_force) for target in dated)
    return Situation(actual, judge(actual, in_force, indicator.rule), in_force, lines)


def dated_targets(
    targets: Iterable[Target], period: Period, in_force: Target | None, calendar: Calendar
) -> tuple[Target, ...]:
    """The targets a plan of ``period`` names: the one in force first, then those from the period to the end of its
    financial year, and the year-end targets of later years."""
    year_end = calendar.of(Frequency.YEAR, period.end).end

    def is_named(target: Target) -> bool:
        end = target.period.end
        return period.end <= end <= year_end or (end > year_end and calendar.of(Frequency.YEAR, end).end == end)

    named = sorted((each for each in targets if is_named(each)), key=lambda each: (each.period.end, each.period.start))
    return tuple(sorted(named, key=lambda each: each is not in_force))
