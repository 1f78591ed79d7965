"""How the demonstration's actions go, as their owners and the performance team said it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from webapp.domain.actions import ActionState
from webapp.domain.rights import Who
from webapp.services.actions.overdue import actions_of_plan
from webapp.services.actions.recording import record_progress
from webapp.services.actions.showing import show_action
from webapp.services.demonstration.people import People
from webapp.services.demonstration.story import Event, on
from webapp.services.plans.lists import list_plans

TRACK, RISK, DONE, DROPPED = ActionState.ON_TRACK, ActionState.AT_RISK, ActionState.DONE, ActionState.DROPPED


@dataclass(frozen=True, slots=True)
class Told:
    """What somebody said of one action, counted from 1, of a signed plan."""

    code: str
    period: str
    action: int
    at: str
    by: str
    state: ActionState
    note: str = ""


TOLD = (
    Told("FW03", "2014-07", 1, "2014-08-29 16:40", "lead", DONE, "All 31 were finished by 28 August."),
    Told("FW03", "2014-09", 1, "2014-10-31 09:15", "lead", TRACK, "The reviews on the 20th day began on 27 October."),
    Told("FW03", "2014-09", 1, "2014-11-12 16:45", "lead", RISK,
         "37 working days went into training in October, so fewer assessments were finished than planned. Overtime "
         "would make up for it."),
    Told("FW03", "2014-09", 2, "2014-11-10 11:20", "lead", TRACK, "Fourteen of the nineteen workers are trained."),
    Told("FW04", "2014-Q1", 1, "2014-10-02 10:20", "lead", RISK,
         "Four have started. The fifth waits for a childcare course that begins in January."),
    Told("FW10", "2014-Q2", 1, "2014-11-10 15:05", "lead", TRACK, "The third chair starts on 17 November."),
    Told("RE01", "2014-Q2", 2, "2014-11-12 10:30", "drummond", RISK,
         "Officers asked in two of the three cases. The third was on leave."),
    Told("TR04", "2014-Q2", 1, "2014-11-13 16:10", "lonsdale", RISK,
         "The board refused eleven posts, but two placements at £4,100 a week began in October."),
    Told("TR09", "2014-Q2", 1, "2014-11-06 09:20", "performance", DONE, "Switched on in the night of 5 November."),
    Told("TR09", "2014-Q2", 2, "2014-11-12 12:05", "lead", DROPPED,
         "The exchange has worked every night since 5 November, so a second person is no longer needed."),
    Told("TR11", "2014-09", 1, "2014-10-24 13:30", "performance", DONE, "The rounds are on the website."),
    Told("NH09", "2014-Q2", 1, "2014-11-11 14:50", "performance", TRACK, "Both patrols have begun."),
)  # fmt: skip


def progress_events(people: People) -> Iterator[Event]:
    """Everything that was said of actions."""
    for told in TOLD:
        yield Event(on(*told.at.split()), partial(_tell, people[told.by], told))


def _tell(who: Who, told: Told) -> None:
    plans = list_plans(who=who)
    plan_id = next(plan.id for plan in plans if (plan.code, plan.period_key) == (told.code, told.period))
    key = actions_of_plan(who=who, plan_id=plan_id).lines[told.action - 1].key
    record_progress(who=who, key=key, state=told.state, note=told.note, seen=show_action(who=who, key=key).seen)
