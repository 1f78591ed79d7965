"""An indicator as the rules see it, and the situation of one of its figures against every dated target."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal

from webapp.domain.formats import Measure
from webapp.domain.overrides import Override
from webapp.domain.periods import Calendar, Frequency, Period
from webapp.domain.rag import Judgement, Polarity, Status
from webapp.domain.rag_rules import AnyRule, Yardstick, looks_back
from webapp.domain.rules_in_force import IndicatorRules
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
    rules: IndicatorRules

    @property
    def polarity(self) -> Polarity | None:
        """Which way is better; None where it is not decided."""
        return self.rules.polarity

    def rule_at(self, period: Period) -> AnyRule:
        """The rule that its figure of this period is judged by."""
        return self.rules.at(period)

    def yardstick(
        self, period: Period, target: Target | None, last_year: Decimal | None, calendar: Calendar
    ) -> Yardstick:
        """What its figure of this period is judged against, with the words for it."""
        rule = self.rule_at(period)
        before = calendar.year_before(period) if looks_back(rule) else None
        return Yardstick(target, rule, last_year, before, rule_name=self.rules.name_at(period))

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
    """One figure against every dated target of its plan; the status is that against the target in force.

    An officer's ``override`` takes the place of the rule's status, never of the judgements.
    """

    actual: Decimal | None
    judgement: Judgement
    yardstick: Yardstick
    lines: tuple[Line, ...]
    override: Override | None = None

    @property
    def status(self) -> Status:
        return self.judgement.status if self.override is None else self.override.status

    @property
    def in_force(self) -> Target | None:
        """The target in force."""
        return self.yardstick.target

    @property
    def rule(self) -> AnyRule:
        """The rule that it is judged by."""
        return self.yardstick.rule


def assess(
    actual: Decimal | None,
    targets: Iterable[Target],
    period: Period,
    indicator: IndicatorFacts,
    calendar: Calendar,
    *,
    last_year: Decimal | None = None,
    override: Override | None = None,
) -> Situation:
    """Judge ``actual`` at ``period`` against the target in force and every other dated target of the plan.

    ``last_year`` is the actual of the same period last year, for rules that compare with it.
    """
    known = tuple(targets)
    in_force = target_in_force(known, period, accumulates=indicator.accumulates)
    dated = dated_targets(known, period, in_force, calendar)
    yardstick = indicator.yardstick(period, in_force, last_year, calendar)
    lines = tuple(Line(target, replace(yardstick, target=target).judge(actual), target is in_force) for target in dated)
    return Situation(actual, yardstick.judge(actual), yardstick, lines, override)


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
