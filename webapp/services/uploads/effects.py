"""What changed figures of one indicator do: statuses that flip, plans that become due or not, signed pages that drift.

The same rules as ``services.plans.requirements`` and ``drift`` apply once the figures are saved.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from webapp.domain.drift import SealedFacts, named_targets
from webapp.domain.indicators import IndicatorFacts
from webapp.domain.periods import Calendar, Period
from webapp.domain.plans import SealState
from webapp.domain.rag import Status
from webapp.domain.rag_rules import Yardstick, looks_back
from webapp.domain.requirements import (
    NOT_REQUIRED,
    ForAmber,
    PlanPolicy,
    is_reported,
    requires_plan,
    step_of_plan,
    worsened,
)
from webapp.domain.variance import Target, TargetsInForce
from webapp.services.plans.drift import differences_from_seal
from webapp.services.uploads.history import History
from webapp.services.uploads.wanted import ActualValues, TargetValues

_UNRATED = Status.NOT_RATED, False
REQUIRED, CURRENT_AGAIN = "required", "current again"


@dataclass(frozen=True, slots=True)
class Effect:
    """What happens to one indicator at one period; ``plan`` and ``seal`` are "" where nothing does."""

    period_key: str
    before: Status
    after: Status
    plan: str = ""
    seal: str = ""
    plan_id: int | None = None


class Facts:
    """The figures of one indicator at one moment, before or after."""

    def __init__(
        self,
        indicator: IndicatorFacts,
        actuals: Mapping[str, ActualValues],
        targets: Mapping[str, TargetValues],
        period_of: Callable[[str], Period],
        overrides: Mapping[str, Status],
    ) -> None:
        self.indicator = indicator
        self.actuals = actuals
        self._overrides = overrides
        self._standings: dict[str, tuple[Status, bool]] = {}
        self.targets = tuple(target_of(period_of(key), each) for key, each in targets.items())
        self._is_rated = bool(self.targets or overrides or indicator.rules.named)
        self._in_force = TargetsInForce(self.targets, accumulates=indicator.accumulates)

    def value(self, key: str) -> ActualValues | None:
        """The actual of the period, if there is one."""
        return self.actuals.get(key)

    def standing(self, period: Period, policy: PlanPolicy, calendar: Calendar) -> tuple[Status, bool]:
        """The status at a period, and whether a plan is required for it."""
        if not self._is_rated:  # nothing to compare with: of a million new figures, most
            return _UNRATED
        known = self._standings.get(period.key)
        if known is None:
            known = self._standings[period.key] = self._standing(period, policy, calendar)
        return known

    def _standing(self, period: Period, policy: PlanPolicy, calendar: Calendar) -> tuple[Status, bool]:
        actual = self.actuals.get(period.key)
        rule = self.indicator.rule_at(period)
        then = self.last_year(period, calendar) if looks_back(rule) else None
        yardstick = Yardstick(self._in_force.at(period), rule, then)
        judgement = yardstick.judge(None if actual is None else actual.value)
        is_known = actual is not None and actual.value is not None
        status = self._overrides.get(period.key, judgement.status) if is_known else judgement.status
        if status not in (Status.RED, Status.AMBER) or not is_reported(period, policy, calendar):
            return status, False
        worse = False
        if policy.for_amber is ForAmber.WORSENING:
            earlier = self.actuals.get(calendar.previous(period).key)
            worse = worsened(earlier.value if earlier else None, judgement, yardstick, self.indicator)
        return status, requires_plan(status, policy, worsening=worse)

    def last_year(self, period: Period, calendar: Calendar) -> Decimal | None:
        """The actual of the same period last year."""
        found = self.actuals.get(calendar.year_before(period).key)
        return None if found is None else found.value


def target_of(period: Period, values: TargetValues) -> Target:
    """A target's columns as the rules see them."""
    return Target(period, values.value, values.lower, values.upper, values.estimated, values.unconfirmed)


def effects(
    before: Facts, after: Facts, affected: Iterable[Period], history: History, policy: PlanPolicy, calendar: Calendar
) -> Iterator[Effect]:
    """Everything that happens to one indicator, at the periods whose figures or targets change."""
    seals = dict(_seals(after, history, calendar))
    drifting = {key: calendar.from_key(key) for key in seals}
    for period in {**{period.key: period for period in affected}, **drifting}.values():
        was, was_required = before.standing(period, policy, calendar)
        status, required = after.standing(period, policy, calendar)
        plan = history.plans.get(period.key)
        if plan is None:
            step = "" if required == was_required else REQUIRED if required else NOT_REQUIRED
        else:
            step = step_of_plan(plan.state, plan.seal, status, policy, required=required) or ""
        seal = seals.get(period.key, "")
        if was is not status or step or seal:
            yield Effect(period.key, was, status, step, seal, plan.id if plan else None)


def _seals(after: Facts, history: History, calendar: Calendar) -> Iterator[tuple[str, str]]:
    """The signed pages that no longer, or again, agree with their facts, by the key of their period."""
    for seal in history.seals:
        period = calendar.from_key(seal.period_key)
        actual = after.value(period.key)
        today = SealedFacts(
            period=period,
            actual=actual.value if actual else None,
            quality=actual.quality if actual else "final",
            targets=named_targets(after.targets, period, after.indicator, calendar),
            rule=after.indicator.rule_at(period),
            unit=after.indicator.measure.unit,
            accumulation=after.indicator.accumulation,
            last_year=after.last_year(period, calendar) if looks_back(after.indicator.rule_at(period)) else None,
            override=history.override_words.get(period.key, "") if actual and actual.value is not None else "",
        )
        differing = differences_from_seal(
            seal.sealed, seal.accepted, today=today, indicator=after.indicator, year=calendar
        )
        if bool(differing) != (seal.state is SealState.OUT_OF_DATE):
            yield period.key, str(SealState.OUT_OF_DATE) if differing else CURRENT_AGAIN
