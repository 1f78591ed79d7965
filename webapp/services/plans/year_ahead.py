"""What the figure of a plan means for its year: the change needed to be green, and the year-end outlook."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

from webapp.domain.frequency import Frequency
from webapp.domain.indicators import IndicatorFacts
from webapp.domain.numbers import EXACT
from webapp.domain.periods import Calendar, Period
from webapp.domain.rag_rules import looks_back
from webapp.domain.rates import base_of
from webapp.domain.rights import Who
from webapp.domain.variance import Target
from webapp.domain.year_facts import ADDED_UP, Part, YearFacts, year_of_part
from webapp.domain.year_words import YearWords
from webapp.services.figures.years import load_year
from webapp.services.indicators.year import words_of
from webapp.services.plans.records import PlanRecord


def tried_year(
    *,
    who: Who,
    indicator: IndicatorFacts,
    period: Period,
    actual: Decimal | None,
    denominator: Decimal | None,
    targets: Iterable[Target],
    calendar: Calendar,
) -> YearWords:
    """The year ahead with a figure and targets that are only tried.

    Needs no query for a level and a running count; a sum or an average needs its year's other figures.
    """
    part, tried = Part(period, actual, _numerator(actual, denominator, indicator), denominator), tuple(targets)
    facts = year_of_part(part, tried, accumulation=indicator.accumulation, measure=indicator.measure, calendar=calendar)
    if _needs_its_year(facts, indicator):
        whole = load_year(who=who, indicator=indicator, year=facts.year, calendar=calendar)
        facts = _with_targets(whole, tried).until(part)
    return words_of(indicator, facts)


def _needs_its_year(facts: YearFacts, indicator: IndicatorFacts) -> bool:
    """Where the figure alone does not say what the year so far is, how it grows, or what it is judged by."""
    if facts.accumulation in ADDED_UP or looks_back(indicator.rule_at(facts.periods[-1])):
        return True
    return facts.accumulation == "cumulative" and facts.measure.is_percentage


def year_ahead(*, who: Who, record: PlanRecord, calendar: Calendar) -> YearWords:
    """The year ahead of a plan's stored figure, as it was when that was the newest."""
    indicator, year = record.indicator, calendar.of(Frequency.YEAR, record.period.end)
    facts = load_year(who=who, indicator=indicator, year=year, calendar=calendar)
    part = facts.parts.get(record.period.key)
    return words_of(indicator, facts.until(part or Part(record.period, record.actual)))


def _numerator(actual: Decimal | None, denominator: Decimal | None, indicator: IndicatorFacts) -> Decimal | None:
    """What a tried rate would have for its numerator."""
    base = base_of(indicator.measure)
    if actual is None or denominator is None or base is None:
        return None
    return EXACT.divide(EXACT.multiply(actual, denominator), base)


def _with_targets(facts: YearFacts, tried: tuple[Target, ...]) -> YearFacts:
    """The stored targets of the year, with the tried ones in the place of theirs."""
    by_key = {target.period.key: target for target in tried}
    return replace(facts, targets=tuple(by_key.get(each.period.key, each) for each in facts.targets))
