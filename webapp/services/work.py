"""*Your work*: the plans that wait for one person, by what has to be done with them."""

from __future__ import annotations

from dataclasses import dataclass

from webapp.domain.plans import PlanState
from webapp.domain.rights import Who
from webapp.models import Indicator
from webapp.services.readings import Reading, readings
from webapp.services.settings import council_settings


@dataclass(frozen=True, slots=True)
class Work:
    """What one person has to do."""

    required: tuple[Reading, ...]  # red, nothing written
    drafts: tuple[Reading, ...]  # theirs to finish, returned ones among them
    to_sign: tuple[Reading, ...]  # waiting for their signature


def your_work(*, who: Who) -> Work:
    """The plans required of, in draft with, and waiting for this person, newest period first."""
    council = council_settings()
    mine = readings(
        (Indicator.departmental_lead_id == who.id) | (Indicator.strategic_lead_id == who.id),
        policy=council.policy,
        calendar=council.calendar,
    )
    newest = sorted(mine, key=lambda reading: reading.period.end, reverse=True)
    written = [reading for reading in newest if reading.departmental_lead_id == who.id]
    return Work(
        required=tuple(reading for reading in written if reading.lacks_plan),
        drafts=tuple(reading for reading in written if reading.plan_state is PlanState.DRAFT),
        to_sign=tuple(
            reading
            for reading in newest
            if reading.strategic_lead_id == who.id and reading.plan_state is PlanState.SUBMITTED
        ),
    )
