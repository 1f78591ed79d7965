"""The versions of a plan: what there are, which was read last, and going back to one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, func, select

from webapp.domain.actions import Action
from webapp.domain.errors import Conflict, NotFound, Refusal
from webapp.domain.plans import PlanState, after
from webapp.domain.rights import Who
from webapp.models import Person, Plan, PlanVersion, Signature
from webapp.services.plans.content import content_of
from webapp.services.plans.history import Event, plan_history
from webapp.services.plans.records import PlanRecord, load_plan
from webapp.services.plans.writing import Draft, close_sitting, plan_to_edit, write_draft
from webapp.services.store import read, transaction

_VERSIONS = (
    select(PlanVersion.number, PlanVersion.at, PlanVersion.auto, Person.name)
    .join_from(PlanVersion, Person, Person.id == PlanVersion.by_id)
    .where(PlanVersion.plan_id == bindparam("plan_id"))
    .order_by(PlanVersion.number.desc())
)
_SIGNED = (
    select(Signature.version, Signature.at, Person.name)
    .join_from(Signature, Person, Person.id == Signature.signer_id)
    .where(Signature.plan_id == bindparam("plan_id"))
)
_READ = select(
    select(func.max(Signature.version)).where(Signature.plan_id == bindparam("plan_id")).scalar_subquery(),
    select(func.max(PlanVersion.number))
    .join(Plan, Plan.id == PlanVersion.plan_id)
    .where(Plan.id == bindparam("plan_id"), PlanVersion.at <= Plan.returned_at)
    .scalar_subquery(),
)
SUBMITTING, COMING_BACK = (PlanState.DRAFT, PlanState.SUBMITTED), (PlanState.SUBMITTED, PlanState.DRAFT)


@dataclass(frozen=True, slots=True)
class Mark:
    """What happened to a version of a plan, when, and by whom."""

    words: str
    at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class VersionLine:
    """One version in the list; ``auto`` while its sitting lasts or where nobody saved it by hand."""

    number: int
    by: str
    at: datetime
    auto: bool
    marks: tuple[Mark, ...]


def list_versions(*, who: Who, plan_id: int) -> tuple[PlanRecord, tuple[VersionLine, ...]]:
    """A plan and every version of it, newest first; for everyone but mere readers. Raises NotFound."""
    record = load_plan(plan_id)
    if not who.sees_everything:
        raise NotFound("There is no plan with that number.")
    rows = read(_VERSIONS, plan_id=plan_id).all()
    marks: dict[int, list[Mark]] = {row.number: [] for row in rows}
    for event in reversed(plan_history(plan_id)):
        words = _step(event)
        number = next((row.number for row in rows if row.at <= event.at), None) if words else None
        if number is not None:
            marks[number].append(Mark(words, event.at, event.by))
    for signed in read(_SIGNED, plan_id=plan_id):
        marks.setdefault(signed.version, []).append(Mark("Signed off", signed.at, signed.name))
    return record, tuple(
        VersionLine(row.number, row.name, row.at, row.auto, tuple(sorted(marks[row.number], key=lambda mark: mark.at)))
        for row in rows
    )


def last_read_version(plan_id: int) -> int | None:
    """The version that was last signed or returned, or None where none ever was."""
    return max((number for number in read(_READ, plan_id=plan_id).one() if number is not None), default=None)


def restore_version(*, who: Who, plan_id: int, number: int, revision: int) -> int:
    """Make the text of an earlier version the plan's own again, as a new version; returns its number.

    Raises NotFound, Conflict where the plan is no draft or was saved after ``revision``, and Refusal where it says
    the same already.
    """
    with transaction() as session:
        plan = plan_to_edit(session, who, plan_id)
        after("save", PlanState(plan.state))
        if plan.revision != revision:
            raise Conflict("This plan was saved after you opened this page. Look at its newest version first.")
        query = select(PlanVersion.content).where(PlanVersion.plan_id == plan_id, PlanVersion.number == number)
        content = session.execute(query).scalar_one_or_none()
        if content is None:
            raise NotFound("There is no such version of this plan.")
        if content == content_of(plan):
            raise Refusal(f"The plan says what version {number} says already.")
        actions = tuple(Action.from_plain(row) for row in content["actions"])
        draft = Draft(revision, content["reason_source"], actions)
        close_sitting(session, plan)
        write_draft(session, who, plan, draft, reason=f"Back to version {number}")
        return plan.version


def _step(event: Event) -> str:
    """What was done with the version there was, or "" for any other event."""
    if (event.old, event.new) == SUBMITTING:
        return "Submitted"
    if (event.old, event.new) == COMING_BACK:
        return "Returned" if event.reason else "Taken back"
    return ""
