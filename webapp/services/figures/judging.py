"""Judging a figure against another target than the one in force, by the rule that it is judged by."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from webapp.domain.indicators import IndicatorFacts
from webapp.domain.outlook import Judge
from webapp.domain.periods import Period
from webapp.domain.rag import Judgement
from webapp.domain.rag_rules import judge
from webapp.domain.variance import Target
from webapp.services.figures.readings import Reading


def judged_against(reading: Reading, target: Target | None) -> Judgement:
    """How the figure of a reading would stand against that target."""
    return replace(reading.yardstick, target=target).judge(reading.actual)


def judge_of(indicator: IndicatorFacts, period: Period, last_year: Decimal | None) -> Judge:
    """How figures of an indicator are judged by the rule in force at a period; ``last_year`` as in ``judge``."""
    rule = indicator.rule_at(period)

    def judged(actual: Decimal | None, target: Target | None) -> Judgement:
        return judge(actual, target, rule, last_year)

    return judged
