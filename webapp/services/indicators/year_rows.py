"""The figures of one year, by the periods of the indicator or combined into longer ones, as rows of a table."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from webapp.domain.combining import Combined, combine
from webapp.domain.estimates import Quality
from webapp.domain.figures import figure, signed, target_figure, target_quality, target_text
from webapp.domain.frequency import Frequency
from webapp.domain.indicators import IndicatorFacts
from webapp.domain.numbers import PLACES, round_half_up
from webapp.domain.outlook import Judge
from webapp.domain.periods import Calendar, Period
from webapp.domain.rag import Judgement, Status
from webapp.domain.variance import Target, target_in_force
from webapp.domain.year_facts import YearFacts, periods_of_year, year_end_target
from webapp.services.figures.judging import judge_of
from webapp.services.figures.readings import Reading

NOT_OPENED, NOT_RELEASED = "Not opened yet", "Not released yet"


@dataclass(frozen=True, slots=True)
class YearRow:
    """One period of the year; ``status`` is None for a period that is not whole yet."""

    period: Period
    is_own: bool  # a period that the indicator is reported for, with a page of its own
    figure: str
    value: Decimal | None = None
    quality: str = ""  # ESTIMATED or PROVISIONAL, of a combined figure for one in it; "" for a final one
    method: str = ""  # how it was combined: "the sum of its months"
    parts: str = ""  # of how many: "2 of 3 months so far"
    target: Target | None = None
    target_shown: str = ""
    variance: str = ""
    status: Status | None = None
    set_by: str = ""  # the officer who set it against the rule


def own_rows(facts: YearFacts, found: Mapping[str, Reading], day: date, *, unseen: str) -> tuple[YearRow, ...]:
    """The periods that the indicator is reported for; ``unseen`` says what of one that is not among the readings."""
    return tuple(_own(facts, period, found.get(period.key), day, unseen) for period in facts.periods)


def _own(facts: YearFacts, period: Period, reading: Reading | None, day: date, unseen: str) -> YearRow:
    if reading is None:
        return YearRow(period, is_own=True, figure=unseen)
    missing = reading.missing(day)
    variance = reading.judgement.variance
    return YearRow(
        period=period,
        is_own=True,
        figure=figure(reading.actual, facts.measure) if missing is None else missing.capitalize(),
        value=reading.actual,
        quality=_said(reading.quality),
        target=reading.target,
        target_shown=_target(reading.target, period, facts),
        variance=signed(variance.amount, facts.measure) if variance else "",
        status=reading.status,
        set_by=reading.override.by if reading.override else "",
    )


def combined_rows(
    indicator: IndicatorFacts, facts: YearFacts, frequency: Frequency, calendar: Calendar
) -> tuple[YearRow, ...]:
    """The longer periods of the year, each made of the figures of those in it; one that is not whole has no status."""
    return tuple(
        _combined(indicator, facts, period, calendar) for period in periods_of_year(calendar, facts.year, frequency)
    )


def _combined(indicator: IndicatorFacts, facts: YearFacts, period: Period, calendar: Calendar) -> YearRow:
    made = combine(period, facts.periods, facts.parts, facts.accumulation, facts.measure)
    target = target_for(facts, period, accumulates=indicator.accumulates)
    judgement = _judgement(indicator, facts, made, target) if made.whole and made.value is not None else None
    variance = judgement.variance if judgement else None
    return YearRow(
        period=period,
        is_own=False,
        figure=figure(made.value, facts.measure) if made.value is not None else made.trouble or _unseen(facts),
        value=None if made.value is None else round_half_up(made.value, PLACES),
        quality=_said(made.quality) if made.value is not None else "",
        method=made.method,
        parts=made.parts,
        target=target,
        target_shown=_target(target, period, facts),
        variance=signed(variance.amount, facts.measure) if variance else "",
        status=judgement.status if judgement else None,
    )


def target_for(facts: YearFacts, period: Period, *, accumulates: bool) -> Target | None:
    """The target of a longer period: its own, or what those of its periods come to; else that of the year."""
    within = tuple(each for each in facts.periods if period.contains(each))
    found = year_end_target(facts.targets, period, within, facts.accumulation)
    return found or target_in_force(facts.targets, period, accumulates=accumulates)


def _judgement(indicator: IndicatorFacts, facts: YearFacts, made: Combined, target: Target | None) -> Judgement:
    """How a whole combined figure stands, by the rule in force at its last period."""
    within = [each for each in facts.periods if made.period.contains(each)]
    last = combine(made.period, facts.periods, facts.last_year or {}, facts.accumulation, facts.measure)
    judge: Judge = judge_of(indicator, within[-1], last.value if last.whole else None)
    return judge(made.value, target)


def _unseen(facts: YearFacts) -> str:
    """Why nothing is combined: readers cannot tell what has come in."""
    return NOT_RELEASED if facts.released_only else "No data"


def _said(quality: Quality) -> str:
    return "" if quality is Quality.FINAL else quality.upper()


def _target(target: Target | None, period: Period, facts: YearFacts) -> str:
    """The target as a row shows it; one of another period says which."""
    if target is None:
        return ""
    if target.period.key != period.key:
        return target_text(target, facts.measure)
    return f"{target_figure(target, facts.measure)} {target_quality(target)}".rstrip()
