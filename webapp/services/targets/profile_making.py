"""What a profile of targets is made from: how the year before ended, and the seasons of the years before."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from webapp.domain.errors import Refusal
from webapp.domain.frequency import Frequency
from webapp.domain.periods import Calendar
from webapp.domain.rights import Who
from webapp.domain.target_profiles import (
    EarlierYear,
    Method,
    Profile,
    equal_shares,
    equal_steps,
    season_of,
    seasonal,
)
from webapp.domain.year_facts import Part, YearFacts, periods_of_year, year_end_target
from webapp.services.figures.years import parts_between, targets_between


@dataclass(frozen=True, slots=True)
class Start:
    """The figure that equal steps begin with, and where it comes from."""

    value: Decimal
    source: str  # "the figure of March 2014"


def start_of(who: Who, indicator_id: int, facts: YearFacts, council: Calendar) -> Start | None:
    """What the year before ended with: its last figure, else its year-end target; None where it has neither."""
    last = (facts.last_year or {}).get(facts.periods[-1].key)
    if last is not None and last.value is not None:
        return Start(last.value, f"the figure of {last.period.label}")
    before = council.year_before(facts.year)
    targets = targets_between(indicator_id=indicator_id, first=before.start, last=before.end)
    periods = periods_of_year(council, before, facts.periods[0].frequency)
    target = year_end_target(targets, before, periods, facts.accumulation)
    if target is None or target.value is None:
        return None
    return Start(target.value, f"the target of {target.period.label}")


def made(
    who: Who, indicator_id: int, method: Method, end: Decimal, start: Start | None, facts: YearFacts, council: Calendar
) -> Profile:
    """The profile by one method; raises Refusal where what it needs is not there."""
    count = len(facts.periods)
    match method:
        case Method.STEPS:
            if start is None:
                raise Refusal(
                    f"There is neither a figure nor a target at the end of {council.year_before(facts.year).label}: "
                    "enter the figure to start from.",
                    field="start",
                )
            return equal_steps(start.value, end, count, facts.measure, started=start.source)
        case Method.SHARE:
            return equal_shares(end, count, facts.accumulation, facts.measure)
        case Method.SEASON:
            years = _earlier_years(who, indicator_id, facts, council)
            return seasonal(end, season_of(years, facts.accumulation), facts.accumulation, facts.measure)


def _earlier_years(who: Who, indicator_id: int, facts: YearFacts, council: Calendar) -> tuple[EarlierYear, ...]:
    """Every financial year before this one that has a figure, oldest first."""
    frequency = facts.periods[0].frequency
    day_before = facts.year.start - timedelta(days=1)
    found: dict[str, dict[str, Part]] = {}
    for part in parts_between(who=who, indicator_id=indicator_id, frequency=frequency, first=date.min, last=day_before):
        found.setdefault(council.of(Frequency.YEAR, part.period.end).key, {})[part.period.key] = part
    years = []
    for key, parts in found.items():
        year = council.from_key(key)
        there = (parts.get(period.key) for period in periods_of_year(council, year, frequency))
        years.append(EarlierYear(year.label, tuple(None if part is None else part.value for part in there)))
    return tuple(years)
