"""What the plan's form shows, and what its person may do there."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import bindparam, select

from webapp.domain.actions import Action
from webapp.domain.plan_page import PlanPage
from webapp.domain.plans import PlanState, may
from webapp.domain.rights import Who, ensure_may_edit, is_director, may_edit, may_sign
from webapp.domain.variance import Target
from webapp.extensions import db
from webapp.models import Person, Plan
from webapp.services.plans.history import Event, plan_history
from webapp.services.plans.live import LivePanel, panel
from webapp.services.plans.pages import mark_of, page_of
from webapp.services.plans.records import PlanRecord, leads_of, load_actions, load_plan, load_readable, standing_of
from webapp.services.plans.signing import signed_page
from webapp.services.settings import council_settings

_SAVED_BY = (
    select(Person.name).join_from(Plan, Person, Person.id == Plan.saved_by_id).where(Plan.id == bindparam("plan_id"))
)


@dataclass(frozen=True, slots=True)
class PlanShown:
    """One plan as on paper, with what this person may do to it."""

    record: PlanRecord
    page: PlanPage
    panel: LivePanel
    dated: tuple[Target, ...]  # the targets that the plan names, the one in force first
    actions: tuple[Action, ...]
    saved_by: str
    may_edit: bool
    may_sign: bool
    may_return: bool
    must_not_sign: bool  # the director, but one who edited this plan
    content_mark: str  # what a signature must name to be of this very page
    history: tuple[Event, ...]  # empty for mere readers


def show_plan(*, who: Who, plan_id: int) -> PlanShown:
    """The plan for reading; raises NotFound where this person may not see it."""
    return _shown(who, load_readable(who, plan_id))


def edit_plan(*, who: Who, plan_id: int) -> PlanShown:
    """The plan for writing; raises NotAllowed for anybody but its lead and the performance team."""
    record = load_plan(plan_id)
    ensure_may_edit(who, leads_of(record))
    return _shown(who, record)


def _shown(who: Who, record: PlanRecord) -> PlanShown:
    council, standing, actions = council_settings(), standing_of(record), load_actions(record.id)
    waiting = record.state is PlanState.SUBMITTED
    director = waiting and is_director(who, standing)
    situation = record.situation(council.calendar)
    page = page_of(record, actions, council)
    return PlanShown(
        record=record,
        page=signed_page(record.id) or page,
        panel=panel(situation, record.indicator),
        dated=tuple(line.target for line in situation.lines),
        actions=actions,
        saved_by=db.session.execute(_SAVED_BY, {"plan_id": record.id}).scalar_one(),
        may_edit=may("save", record.state) and may_edit(who, standing),
        may_sign=waiting and may_sign(who, standing),
        may_return=director,
        must_not_sign=director and not may_sign(who, standing),
        content_mark=mark_of(page),
        history=plan_history(record.id) if who.sees_everything else (),
    )
