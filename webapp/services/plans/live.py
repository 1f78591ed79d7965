"""The live recalculation: figures tried against every dated target of a plan. Nothing is saved."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from webapp.domain.formats import figure_with_unit, signed, target_text, variance_percent, variance_words
from webapp.domain.indicators import IndicatorFacts, Situation, assess
from webapp.domain.rights import Who, ensure_may_edit
from webapp.domain.why import why
from webapp.domain.year_words import YearWords
from webapp.services.plans.live_facts import facts_of
from webapp.services.plans.year_ahead import tried_year


@dataclass(frozen=True, slots=True)
class LiveLine:
    """One dated target, and how the figure stands against it."""

    target: str
    period_key: str
    in_force: bool
    variance: str
    percent: str
    words: str
    status: str


@dataclass(frozen=True, slots=True)
class LivePanel:
    """What the panel beside the form says, as text."""

    actual: str
    status: str
    why: str
    lines: tuple[LiveLine, ...]
    year: YearWords | None  # the change needed, and the outlook; None for those who only read
    tried: bool


def try_figures(*, who: Who, plan_id: int, actual: Decimal | None, targets: Mapping[str, Decimal]) -> LivePanel:
    """The panel for a tried actual and tried single targets by period key; the rest stays as stored.

    Raises NotFound, or NotAllowed for anybody who may not edit the plan.
    """
    facts = facts_of(plan_id)
    ensure_may_edit(who, facts.leads)
    tried = tuple(
        replace(target, value=targets[target.period.key])
        if target.period.key in targets and not target.is_range
        else target
        for target in facts.targets
    )
    situation = assess(
        actual,
        tried,
        facts.period,
        facts.indicator,
        facts.calendar,
        last_year=facts.last_year,
        override=facts.override if actual is not None else None,
    )
    year = tried_year(
        who=who,
        indicator=facts.indicator,
        period=facts.period,
        actual=actual,
        denominator=facts.denominator,
        targets=tried,
        calendar=facts.calendar,
    )
    return panel(situation, facts.indicator, year, tried=actual != facts.actual or tried != facts.targets)


def panel(situation: Situation, indicator: IndicatorFacts, year: YearWords | None, *, tried: bool = False) -> LivePanel:
    """A situation as the texts of the panel."""
    measure, rule = indicator.measure, situation.rule
    return LivePanel(
        actual=figure_with_unit(situation.actual, measure),
        status=situation.status.value,
        why=why(situation.actual, situation.yardstick, measure, situation.override),
        lines=tuple(
            LiveLine(
                target=target_text(line.target, measure),
                period_key=line.target.period.key,
                in_force=line.in_force,
                variance=signed(line.judgement.variance.amount, measure) if line.judgement.variance else "",
                percent=variance_percent(line.judgement.variance) if line.judgement.variance else "",
                words=variance_words(line.judgement, measure, rule) if line.judgement.variance else "",
                status=line.judgement.status.value,
            )
            for line in situation.lines
        ),
        year=year,
        tried=tried,
    )
