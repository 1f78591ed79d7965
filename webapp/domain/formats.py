"""Figures, dates and units become text here, once, for page, paper and message."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from webapp.domain.rag import Judgement, Rule
from webapp.domain.variance import Target, Variance


@dataclass(frozen=True, slots=True)
class Measure:
    """How an indicator's figures are written: ``unit`` as typed ("per 10,000", "%", "£", "days", "") and places shown."""

    unit: str = ""
    decimals: int = 1

    @property
    def is_percentage(self) -> bool:
        """True for the unit "%": its variances are percentage points (rule 3)."""
        return self.unit.strip() in {"%", "percent", "per cent"}


def figure(value: Decimal | None, measure: Measure) -> str:
    """"439.1", "£1,200", "12.5%": the number with its sign-like unit, thousands separated; "No data" for None."""
    raise NotImplementedError


def figure_with_unit(value: Decimal | None, measure: Measure) -> str:
    """As ``figure`` with worded units too: "439.1 per 10,000"."""
    raise NotImplementedError


def signed(value: Decimal, measure: Measure) -> str:
    """A variance with its sign: "+53.5", "−31", "0" (a rounded zero has no sign); percentage points for a percentage."""
    raise NotImplementedError


def percent_of_target(percent: Decimal | None) -> str:
    """"+13.9%" with sign and one decimal, or "not applicable"."""
    raise NotImplementedError


def target_text(target: Target, measure: Measure) -> str:
    """"385.6 (ESTIMATED October 2014)", "375.1 (March 2015)", "10 to 20 (2014/15)"."""
    raise NotImplementedError


def variance_words(judgement: Judgement, measure: Measure, rule: Rule) -> str:
    """"53.5 per 10,000 above target, which is worse"; "31 below target, which is better"; "on target"."""
    raise NotImplementedError


def variance_line(actual: Decimal, variance: Variance, measure: Measure) -> str:
    """The form's line: "439.1 +Target: 53.5 per 10,000 (13.9%)", "119 -Target: 31 (20.7%)", "10 On target"."""
    raise NotImplementedError


def why(actual: Decimal | None, target: Target | None, judgement: Judgement, measure: Measure, rule: Rule) -> str:
    """One or two sentences saying why the status is what it is: rule, figures, tolerance, distance to amber and
    to green, and the rounding notice where the display seems to contradict (rule 10)."""
    raise NotImplementedError


def long_date(day: date) -> str:
    """"31 October 2014"."""
    raise NotImplementedError


def moment(at: datetime) -> str:
    """An aware UTC moment shown in Europe/London: "14 November 2014 at 2:02pm"."""
    raise NotImplementedError
