"""*Your work*: what waits for one person, by what has to be done with it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, bindparam, select

from webapp.domain.plans import OPEN_STATES, PlanState
from webapp.domain.rag import Status
from webapp.domain.rights import Role, Who
from webapp.extensions import db
from webapp.models import Deputy, Indicator, PeriodRow, Plan
from webapp.services.clock import today
from webapp.services.figures.readings import Reading, readings
from webapp.services.figures.runs import ESCALATED, red_runs, run_key
from webapp.services.plans.lists import PlanLine, list_plans
from webapp.services.settings import CouncilSettings, council_settings

_STOOD_FOR = select(Deputy.director_id).where(
    Deputy.deputy_id == bindparam("deputy_id"),
    Deputy.starts_on <= bindparam("today"),
    Deputy.ends_on >= bindparam("today"),
)
SECTIONS = (
    ("to_sign", "Waiting for your signature"),
    ("returned", "Returned to you"),
    ("required", "Plans required of you"),
    ("drafts", "Your drafts"),
    ("submitted", "With the strategic director"),
    ("out_of_date", "Signed plans that are out of date"),
    ("to_close", "Back to green: plans to close"),
    ("red_again", "Red for at least the second period in a row"),
    ("unwritten", "Reds without a plan"),
)
"""What waits, in the order of the page, and what each is called there."""

_RETURNED = select(Plan.id).where(Plan.state == PlanState.DRAFT, Plan.returned_reason != "")


@dataclass(frozen=True, slots=True)
class Work:
    """What one person has to do, newest period first; a section that is not theirs at all is None."""

    day: date
    required: tuple[Reading, ...] | None = None  # red, nothing written
    returned: tuple[Reading, ...] | None = None  # sent back with a reason
    drafts: tuple[Reading, ...] | None = None  # begun and not yet submitted
    submitted: tuple[Reading, ...] | None = None  # with the director
    to_sign: tuple[Reading, ...] | None = None  # waiting for this person's signature
    out_of_date: tuple[Reading, ...] | None = None  # signed pages that wait for an answer
    to_close: tuple[Reading, ...] | None = None  # plans whose figure is back to green
    red_again: tuple[Reading, ...] | None = None  # a director’s figures, red once more
    unwritten: tuple[Reading, ...] | None = None  # a director's or the team's reds without a plan
    signed: tuple[PlanLine, ...] | None = None  # what a reader may read

    @property
    def sections(self) -> tuple[tuple[str, str, tuple[Reading, ...]], ...]:
        """The name, the title and the readings of each section that holds any."""
        found = ((name, title, getattr(self, name)) for name, title in SECTIONS)
        return tuple((name, title, rows) for name, title, rows in found if rows)


def your_work(*, who: Who) -> Work:
    """The plans required of, in draft with, and waiting for this person."""
    if not who.sees_everything:
        return Work(day=today(), signed=list_plans(who=who))
    council = council_settings()
    led = _readings(council, Indicator.departmental_lead_id == who.id)
    directed = _readings(council, Indicator.strategic_lead_id.in_(_directors(who)))
    leads = Role.LEAD in who.roles or bool(led)
    directs = Role.DIRECTOR in who.roles or bool(directed)
    returned = set(db.session.execute(_RETURNED).scalars())
    drafts = _in_state(led, PlanState.DRAFT)
    overseen = _readings(council) if who.runs_figures else directed
    return Work(
        day=today(),
        required=_lacking(led) if leads else None,
        returned=tuple(each for each in drafts if each.plan_id in returned) if leads else None,
        drafts=tuple(each for each in drafts if each.plan_id not in returned) if leads else None,
        submitted=_in_state(led, PlanState.SUBMITTED) if leads else None,
        to_sign=_in_state(directed, PlanState.SUBMITTED) if directs else None,
        out_of_date=_in_state(_once(led + directed), PlanState.OUT_OF_DATE) if leads or directs else None,
        to_close=_back_to_green(led) if leads else None,
        red_again=_red_again(directed) if directs else None,
        unwritten=_lacking(overseen) if directs or who.runs_figures else None,
        signed=None,
    )


def _directors(who: Who) -> tuple[int, ...]:
    """This person, and the directors they stand in for today."""
    return (who.id, *db.session.execute(_STOOD_FOR, {"deputy_id": who.id, "today": today()}).scalars())


def _readings(council: CouncilSettings, *conditions: ColumnElement[bool]) -> tuple[Reading, ...]:
    since = council.plans_required_from
    recent = (PeriodRow.end >= since,) if since else ()
    found = readings(*conditions, *recent, policy=council.policy, calendar=council.calendar)
    return tuple(sorted(found, key=lambda reading: reading.period.end, reverse=True))


def _once(found: tuple[Reading, ...]) -> tuple[Reading, ...]:
    """Each reading once: somebody may lead and direct the same indicator."""
    return tuple({run_key(reading): reading for reading in found}.values())


def _back_to_green(found: tuple[Reading, ...]) -> tuple[Reading, ...]:
    """Signed plans of indicators whose newest figure is green, and later than the plan."""
    newest = _newest(found)
    return tuple(
        reading
        for reading in found
        if reading.plan_state in OPEN_STATES
        and reading.indicator.id in newest
        and newest[reading.indicator.id].status is Status.GREEN
        and newest[reading.indicator.id].period != reading.period
    )


def _red_again(found: tuple[Reading, ...]) -> tuple[Reading, ...]:
    newest = _newest(found)
    runs = red_runs(newest.values())
    return tuple(reading for reading in newest.values() if runs.get(run_key(reading), 0) >= ESCALATED)


def _newest(found: tuple[Reading, ...]) -> dict[int, Reading]:
    """The newest figure of each indicator; the readings come newest first."""
    newest: dict[int, Reading] = {}
    for reading in found:
        if reading.actual is not None:
            newest.setdefault(reading.indicator.id, reading)
    return newest


def _lacking(found: tuple[Reading, ...]) -> tuple[Reading, ...]:
    return tuple(reading for reading in found if reading.lacks_plan)


def _in_state(found: tuple[Reading, ...], state: PlanState) -> tuple[Reading, ...]:
    return tuple(reading for reading in found if reading.plan_state is state)
