"""The figures of a period that need a plan, each with its plan and what is missing, as of one day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import bindparam, func, select

from webapp.domain.actions import is_overdue
from webapp.domain.coverage import Gap, PlanFacts, gap_words, gaps_of, is_covered
from webapp.domain.plans import WRITTEN, PlanState
from webapp.domain.rag import Status
from webapp.models import Actual, Indicator, PeriodRow, Plan
from webapp.services.actions.promises import promises
from webapp.services.figures.readings import Reading, readings
from webapp.services.figures.runs import red_runs, run_key
from webapp.services.indicators.expected import IS_EXPECTED
from webapp.services.periods.board import unopened_parts
from webapp.services.periods.opened import OpenedPeriod, parts_of
from webapp.services.settings import CouncilSettings
from webapp.services.store import read

RETURNED = "returned"
"""What a draft is called that came back with a reason."""

_RETURNED = select(Plan.id).where(
    Plan.id.in_(bindparam("ids", expanding=True)), Plan.state == PlanState.DRAFT, Plan.returned_reason != ""
)
_AWAITED = (
    select(func.count())
    .select_from(Indicator)
    .join(PeriodRow, PeriodRow.frequency == Indicator.frequency)
    .outerjoin(Actual, (Actual.indicator_id == Indicator.id) & (Actual.period_id == PeriodRow.id))
    .where(PeriodRow.key.in_(bindparam("keys", expanding=True)), IS_EXPECTED, Actual.id.is_(None))
)
"""How many figures of opened periods have not come in; one that is not applicable has."""


@dataclass(frozen=True, slots=True)
class Covered:
    """One figure that needs a plan, and what of that is missing."""

    reading: Reading
    facts: PlanFacts
    gaps: tuple[Gap, ...]

    @property
    def is_covered(self) -> bool:
        """A signed plan stands for it and agrees with it."""
        return is_covered(self.gaps)

    @property
    def is_rewritten(self) -> bool:
        """A new version is being written while the signed page stands."""
        return self.is_covered and self.reading.plan_state in WRITTEN

    @property
    def gap_words(self) -> tuple[str, ...]:
        """Each gap in words."""
        return tuple(gap_words(gap, self.facts) for gap in self.gaps)

    @property
    def plan_state(self) -> str:
        """The state of its plan, or that it is required or was returned."""
        if self.reading.plan_state is None:
            return PlanState.REQUIRED.value
        return RETURNED if self.facts.returned else self.reading.plan_state.value


@dataclass(frozen=True, slots=True)
class PeriodCoverage:
    """A period's figures that need a plan, by directorate and code; ``uncounted`` reds need none.

    ``awaited`` figures have not come in, so nobody knows yet whether they need one.
    """

    opened: OpenedPeriod
    lines: tuple[Covered, ...]
    uncounted: int
    awaited: int


def coverage_of(opened: OpenedPeriod, *, on: date, council: CouncilSettings) -> PeriodCoverage:
    """What the board of a period shows: also shorter periods that end with it. Actions count as of the day ``on``."""
    keys = [each.period.key for each in (opened, *parts_of(opened.period))]
    found = readings(
        PeriodRow.key.in_(keys),
        Actual.status.in_((Status.RED, Status.AMBER)),
        policy=council.policy,
        calendar=council.calendar,
    )
    required = sorted((reading for reading in found if reading.plan_required), key=_place)
    runs = red_runs(required)
    overdue = _overdue({reading.indicator.id for reading in required}, on)
    returned = set(read(_RETURNED, ids=[each.plan_id for each in required if each.plan_id]).scalars())
    return PeriodCoverage(
        opened=opened,
        lines=tuple(_line(reading, returned, overdue, runs.get(run_key(reading), 0)) for reading in required),
        uncounted=sum(reading.status is Status.RED and not reading.plan_required for reading in found),
        awaited=read(_AWAITED, keys=keys).scalar_one() + sum(each.indicators for each in unopened_parts(opened.period)),
    )


def _place(reading: Reading) -> tuple[str, str]:
    return reading.directorate, reading.indicator.code


def _line(reading: Reading, returned: Collection[int], overdue: Mapping[int, int], reds: int) -> Covered:
    facts = PlanFacts(
        state=reading.plan_state,
        seal=reading.seal,
        returned=reading.plan_id in returned,
        overdue=overdue.get(reading.indicator.id, 0),
        reds=reds,
    )
    return Covered(reading, facts, gaps_of(facts))


def _overdue(indicator_ids: Collection[int], on: date) -> Mapping[int, int]:
    """How many actions being carried out for each indicator, in whichever of its plans, are overdue on that day."""
    if not indicator_ids:
        return {}
    carried_out = promises(Indicator.id.in_(indicator_ids), carried_out=True)
    return Counter(line.indicator_id for line in carried_out if is_overdue(line.action.due, line.state, on))
