"""Figures, dates and units become text here, once, for page, paper and message."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from webapp.domain.figures import (
    Measure,
    expected_change,
    figure,
    figure_with_unit,
    number,
    percent_of_target,
    signed,
    size,
    target_text,
)
from webapp.domain.numbers import round_half_up
from webapp.domain.period_reading import MONTHS
from webapp.domain.rag import Judgement, adverse_amount
from webapp.domain.rag_rules import AnyRule
from webapp.domain.reasons import whole_of
from webapp.domain.variance import Variance

__all__ = [
    "Measure",
    "expected_effect",
    "figure",
    "figure_with_unit",
    "file_size",
    "long_date",
    "moment",
    "percent_of_target",
    "signed",
    "target_text",
    "time_of_day",
    "variance_line",
    "variance_percent",
    "variance_words",
]

LONDON = ZoneInfo("Europe/London")


def variance_words(judgement: Judgement, measure: Measure, rule: AnyRule) -> str:
    """ "53.5 per 10,000 above target, which is worse"; "31 below target, which is better"; "on target"."""
    variance = judgement.variance
    if variance is None:
        return "nothing to compare"
    wanted = "the range" if variance.from_range else "target"
    if not variance.amount:
        return f"within {wanted}" if variance.from_range else f"on {wanted}"
    side = "above" if variance.amount > 0 else "below"
    adverse = adverse_amount(variance.amount, rule.polarity)
    verdict = "" if adverse is None else f", which is {'worse' if adverse > 0 else 'better'}"
    return f"{size(variance.amount, measure)} {side} {wanted}{verdict}"


def variance_line(actual: Decimal, variance: Variance, measure: Measure) -> str:
    """The form's line: "439.1 +Target: 53.5 per 10,000 (13.9%)", "119 -Target: 31 (20.7%)", "10 On target".

    The percent of a percentage says what it is of: "93.0% -Target: 2.0 percentage points (2.1% of target)".
    """
    shown = figure(actual, measure)
    if not variance.amount:
        return f"{shown} {'Within target range' if variance.from_range else 'On target'}"
    sign = "+" if variance.amount > 0 else "-"
    return f"{shown} {sign}Target: {size(variance.amount, measure)} ({_line_percent(variance, measure)})"


def variance_percent(variance: Variance) -> str:
    """ "+13.9% of target", "+0.5% of the bound", or "not applicable"."""
    shown = percent_of_target(variance.percent)
    return shown if variance.percent is None else f"{shown} of {whole_of(variance)}"


def expected_effect(effect: Decimal | None, by: date | None, measure: Measure) -> str:
    """What an action is expected to do to the figure: "−20.0 per 10,000 by 31 March 2015"; "" where nothing is."""
    if effect is None:
        return ""
    return f"{expected_change(effect, measure)}{f' by {long_date(by)}' if by else ''}"


def file_size(size: int) -> str:
    """ "820 kB", "6.7 MB"; at least 1 kB."""
    thousands = max(1, (size + 500) // 1000)
    return f"{thousands} kB" if thousands < 1000 else f"{thousands / 1000:,.1f} MB"


def long_date(day: date) -> str:
    """ "31 October 2014"."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def moment(at: datetime) -> str:
    """An aware moment shown in Europe/London: "14 November 2014 at 2:02pm"; ValueError for a naive one."""
    if at.tzinfo is None:
        raise ValueError("A moment needs its time zone.")
    local = at.astimezone(LONDON)
    return f"{long_date(local)} at {local.hour % 12 or 12}:{local.minute:02d}{'am' if local.hour < 12 else 'pm'}"


def time_of_day(at: datetime) -> str:
    """An aware moment as the clock shows it in Europe/London: "14:02"; ValueError for a naive one."""
    if at.tzinfo is None:
        raise ValueError("A moment needs its time zone.")
    return f"{at.astimezone(LONDON):%H:%M}"


def _line_percent(variance: Variance, measure: Measure) -> str:
    """The percent in the brackets of the line."""
    if variance.percent is None:
        return "percent not applicable"
    share = f"{number(round_half_up(variance.percent.copy_abs(), 1))}%"
    return f"{share} of {whole_of(variance)}" if measure.is_percentage else share
