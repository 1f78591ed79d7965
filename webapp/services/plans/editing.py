"""What the plan's page and form show, and what its person may do there."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import bindparam, select

from webapp.domain.actions import Action
from webapp.domain.drift import Difference
from webapp.domain.plan_page import PlanPage
from webapp.domain.plans import SIGNED_STATES, PlanState
from webapp.domain.rights import Who, ensure_may_edit
from webapp.domain.variance import Target
from webapp.extensions import db
from webapp.models import Person, Plan, Signature
from webapp.services.clock import today
from webapp.services.plans.aftermath import Aftermath, aftermath, last_plan
from webapp.services.plans.drift import mark_of_differences, plan_differences
from webapp.services.plans.history import Event, plan_history
from webapp.services.plans.live import LivePanel, panel
from webapp.services.plans.pages import mark_of, page_of
from webapp.services.plans.possible import Possible, possible_for
from webapp.services.plans.records import PlanRecord, leads_of, load_actions, load_plan, load_readable
from webapp.services.plans.seals import signed_page
from webapp.services.plans.year_ahead import year_ahead
from webapp.services.settings import council_settings

_SAVED_BY = (
    select(Person.name).join_from(Plan, Person, Person.id == Plan.saved_by_id).where(Plan.id == bindparam("plan_id"))
)
_SETTLED_BY = (
    select(Person.name)
    .join_from(Signature, Person, Person.id == Signature.state_by_id)
    .where(Signature.id == bindparam("seal_id"))
)


@dataclass(frozen=True, slots=True)
class PlanShown:
    """One plan as on paper, with what this person may do to it."""

    record: PlanRecord
    state: PlanState  # as this person may know it
    page: PlanPage
    panel: LivePanel
    dated: tuple[Target, ...]  # the targets that the plan names, the one in force first
    actions: tuple[Action, ...]
    saved_by: str
    possible: Possible
    differing: tuple[Difference, ...]  # from the signed page that stands
    settled_by: str  # who withdrew, superseded or confirmed the signed page
    since: Aftermath | None  # what came of a signed plan
    last: Aftermath | None  # what came of the plan before
    promise_words: str  # when the final figure is due, or since when it is overdue; "" where none is promised
    content_mark: str  # what a signature must name to be of this very page
    history: tuple[Event, ...]  # empty for mere readers

    @property
    def differing_mark(self) -> str:
        """What "no change needed" must name to be about these very differences."""
        return mark_of_differences(self.differing)


def show_plan(*, who: Who, plan_id: int) -> PlanShown:
    """The plan for reading; raises NotFound where this person may not see it."""
    return _shown(who, load_readable(who, plan_id))


def edit_plan(*, who: Who, plan_id: int) -> PlanShown:
    """The plan for writing; raises NotAllowed for anybody but its lead and the performance team."""
    record = load_plan(plan_id)
    ensure_may_edit(who, leads_of(record))
    return _shown(who, record)


def _shown(who: Who, record: PlanRecord) -> PlanShown:
    council, actions = council_settings(), load_actions(record.id)
    situation = record.situation(council.calendar)
    page, state = page_of(record, actions, council), record.state_for(who)
    year = year_ahead(who=who, record=record, calendar=council.calendar) if who.sees_everything else None
    since = aftermath(record.id) if record.seal and who.sees_everything else None
    previous = last_plan(record) if who.sees_everything else None
    return PlanShown(
        record=record,
        state=state,
        page=(signed_page(record.id) if state in SIGNED_STATES else None) or page,
        panel=panel(situation, record.indicator, year),
        dated=tuple(line.target for line in situation.lines),
        actions=actions,
        saved_by=db.session.execute(_SAVED_BY, {"plan_id": record.id}).scalar_one(),
        possible=possible_for(who, record, back_to_green=since is not None and since.back_to_green),
        differing=plan_differences(record) if record.seal and record.seal.stands else (),
        settled_by=_settled_by(record),
        since=since,
        last=None if previous is None else aftermath(previous),
        promise_words=record.promise.words(today()),
        content_mark=mark_of(page),
        history=plan_history(record.id) if who.sees_everything else (),
    )


def _settled_by(record: PlanRecord) -> str:
    if record.seal is None:
        return ""
    return db.session.execute(_SETTLED_BY, {"seal_id": record.seal.id}).scalar_one_or_none() or ""
