"""Saying how an action goes: a note is added, and nothing of its plan is touched."""

from __future__ import annotations

from sqlalchemy import bindparam, select

from webapp.domain.actions import ActionState, ensure_tellable
from webapp.domain.errors import Conflict
from webapp.domain.rights import Who, ensure_may_tell_progress
from webapp.models import ActionProgress, Person
from webapp.services.actions.promises import Promise
from webapp.services.actions.showing import current_promise, readable_promise, why_closed
from webapp.services.audit.recording import Subject, record
from webapp.services.clock import now
from webapp.services.plans.writing import lock_plan
from webapp.services.store import transaction

_NEWEST = (
    select(ActionProgress.id, ActionProgress.state, ActionProgress.note, ActionProgress.by_id, Person.name)
    .join(Person, Person.id == ActionProgress.by_id)
    .where(ActionProgress.key == bindparam("key"))
    .order_by(ActionProgress.id.desc())
    .limit(1)
)


def record_progress(*, who: Who, key: str, state: ActionState, note: str, seen: int) -> None:
    """Add how an action goes; ``seen`` is the number of the newest note that the person had read, 0 for none.

    The same sent twice is recorded once. Raises NotFound, NotAllowed, Refusal for an action dropped without a reason
    or nothing new, and Conflict where its plan is over or somebody else wrote meanwhile.
    """
    with transaction() as session:
        lock_plan(session, current_promise(key).plan_id)
        promise = readable_promise(who, key)
        ensure_may_tell_progress(who, promise.standing, promise.action.owner_id)
        if closed := why_closed(promise):
            raise Conflict(closed)
        kept = note if note.strip() else ""
        newest = session.execute(_NEWEST, {"key": key}).first()
        if newest is not None and newest.id != seen:
            if (newest.state, newest.note, newest.by_id) == (state, kept, who.id):
                return
            raise Conflict(
                f"{newest.name} recorded “{newest.state}” while you were writing. Nothing of yours was saved yet: "
                "read it below, then record yours if it is still right."
            )
        ensure_tellable(state, kept, promise.state)
        session.add(ActionProgress(key=key, plan_id=promise.plan_id, state=state, note=kept, by_id=who.id, at=now()))
        record(who=who, subject=_subject(promise), field="state", old=promise.state, new=state, reason=kept)


def _subject(promise: Promise) -> Subject:
    """How the audit record names an action: by its plan, and what it is."""
    what = " ".join(promise.action.what.split())
    short = what if len(what) <= 100 else f"{what[:99]}…"
    name = f"Action of plan {promise.plan_id}: {promise.code}, {promise.period}: {short}"
    return Subject("action", promise.plan_id, name, promise.indicator_id)
