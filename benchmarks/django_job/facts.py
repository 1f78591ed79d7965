"""From Django's models to the rules' values, and from the rules' answer to the texts of the panel."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from benchmarks.django_job import models
from webapp.domain.formats import (
    Measure,
    figure_with_unit,
    percent_of_target,
    signed,
    target_text,
    variance_words,
)
from webapp.domain.indicators import IndicatorFacts, Line, Situation
from webapp.domain.periods import Calendar, Frequency, Period
from webapp.domain.rag import Polarity, Rule, Tolerance, ToleranceKind
from webapp.domain.rag_rules import AnyRule, judge
from webapp.domain.rules_in_force import IndicatorRules
from webapp.domain.variance import Target
from webapp.domain.why import why
from webapp.domain.year_facts import Part, year_of_part
from webapp.domain.year_words import YearWords, year_words


def calendar() -> Calendar:
    """The council's calendar, from its settings."""
    stored = dict(models.Setting.objects.values_list("name", "value"))
    return Calendar(int(stored.get("year_starts", 4)))


def period(row: models.Period) -> Period:
    """A period as the rules see it."""
    return Period(row.key, row.label, Frequency(row.frequency), row.start, row.end)


def indicator(row: models.Indicator) -> IndicatorFacts:
    """An indicator as the rules see it."""
    return IndicatorFacts(
        id=row.pk,
        code=row.code,
        title=row.title,
        frequency=Frequency(row.frequency),
        accumulation=row.accumulation,
        measure=Measure(row.unit, row.decimals),
        rules=IndicatorRules(
            Rule(
                Polarity(row.polarity) if row.polarity else None,
                Tolerance(row.tolerance, ToleranceKind(row.tolerance_kind)),
            )
        ),
    )


def actual(plan: models.Plan) -> Decimal | None:
    """The stored figure of the plan's indicator and period."""
    row = models.Actual.objects.filter(indicator_id=plan.indicator_id, period_id=plan.period_id).first()
    return None if row is None else row.value


def targets(plan: models.Plan) -> tuple[Target, ...]:
    """Every target of the plan's indicator, by date."""
    rows = plan.indicator.targets.select_related("period").order_by("period__end", "period__start")
    return tuple(Target(period(row.period), row.value, row.lower, row.upper, row.estimated) for row in rows)


def year_ahead(
    plan: models.Plan, actual: Decimal | None, targets: Iterable[Target], facts: IndicatorFacts, year: Calendar
) -> YearWords:
    """The change needed by the year's end, and the outlook."""
    part, rule = Part(period(plan.period), actual), facts.rule_at(period(plan.period))
    ahead = year_of_part(part, targets, accumulation=facts.accumulation, measure=facts.measure, calendar=year)
    return year_words(ahead, lambda value, target: judge(value, target, rule))


def panel(situation: Situation, facts: IndicatorFacts, year: YearWords, *, tried: bool) -> dict[str, object]:
    """A situation as the texts of the panel."""
    measure, rule = facts.measure, situation.rule
    return {
        "actual": figure_with_unit(situation.actual, measure),
        "status": situation.status.value,
        "why": why(situation.actual, situation.yardstick, measure, situation.override),
        "lines": [_line(line, measure, rule) for line in situation.lines],
        "year": year,
        "tried": tried,
    }


def _line(line: Line, measure: Measure, rule: AnyRule) -> dict[str, object]:
    variance = line.judgement.variance
    return {
        "target": target_text(line.target, measure),
        "in_force": line.in_force,
        "variance": signed(variance.amount, measure) if variance else "",
        "percent": percent_of_target(variance.percent) if variance else "",
        "words": variance_words(line.judgement, measure, rule) if variance else "",
        "status": line.judgement.status.value,
    }
