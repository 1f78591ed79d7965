"""Which figures of a scorecard require a plan, as its statements ask for those that lack one."""

from __future__ import annotations

from dataclasses import dataclass

from webapp.domain.rag import Status
from webapp.domain.requirements import ForAmber, PlanPolicy, is_reported
from webapp.models import Actual, PeriodRow
from webapp.services.figures.readings import readings
from webapp.services.scorecard.grounds import Grounds
from webapp.services.settings import CouncilSettings


@dataclass(frozen=True, slots=True)
class Lacking:
    """The statuses and the periods that require a plan, and the indicators that do by worsening while amber."""

    statuses: tuple[str, ...] = ()
    period_ids: tuple[int, ...] = ()
    worsened: tuple[int, ...] = ()


def lacking(council: CouncilSettings, grounds: Grounds) -> Lacking:
    """What requires a plan by the council's policy."""
    policy = council.policy
    reported = [each for each in grounds.figures if is_reported(each.period, policy, council.calendar)]
    period_ids = tuple(each.id for each in reported)
    worsened = _worsened(council, policy, period_ids) if policy.for_amber is ForAmber.WORSENING else ()
    statuses = (Status.RED.value, *((Status.AMBER.value,) if policy.for_amber is ForAmber.YES else ()))
    return Lacking(statuses, period_ids, worsened)


def _worsened(council: CouncilSettings, policy: PlanPolicy, period_ids: tuple[int, ...]) -> tuple[int, ...]:
    amber = (PeriodRow.id.in_(period_ids), Actual.status == Status.AMBER)
    found = readings(*amber, policy=policy, calendar=council.calendar)
    return tuple(reading.indicator.id for reading in found if reading.plan_required)
