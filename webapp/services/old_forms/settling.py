"""Settling the forms of a batch: each is saved in a transaction of its own, put aside, or taken back."""

from __future__ import annotations

from dataclasses import dataclass, replace

from sqlalchemy import select
from sqlalchemy.orm import Session, scoped_session

from webapp.domain.errors import Conflict, NotFound, Refusal
from webapp.domain.rights import Who
from webapp.models import FormBatch, FormItem
from webapp.readers.old_form import OldForm
from webapp.services.audit.recording import Subject, record
from webapp.services.clock import now
from webapp.services.old_forms.batches import (
    ASIDE,
    SAVED,
    UNREADABLE,
    WAITING,
    get_batch,
    load_items,
    readable,
)
from webapp.services.old_forms.facts import load_facts, load_plans
from webapp.services.old_forms.given import Given
from webapp.services.old_forms.proposals import match_of, weigh
from webapp.services.old_forms.reading import read_old_form
from webapp.services.old_forms.saving import SavedForm, save_old_form
from webapp.services.old_forms.weighing import weigh_batch
from webapp.services.periods.steps import ensure_runs_figures
from webapp.services.store import together, transaction

AT_ONCE = 25
"""Forms that one step of saving all that are ready takes."""
LONGEST_SUBJECT = 400


@dataclass(frozen=True, slots=True)
class Settled:
    """Where a form went; ``before`` where it had been saved already. The notes are on figures that were rounded."""

    plan_id: int
    code: str = ""
    notes: tuple[str, ...] = ()
    before: bool = False


@dataclass(frozen=True, slots=True)
class Step:
    """What one step of saving all that are ready did, and how many are ready still.

    A form that somebody else saved in the meantime counts as neither saved nor refused.
    """

    saved: int
    refused: int
    left: int


def confirm(*, who: Who, batch_id: int, item_id: int) -> Settled:
    """Save one form, all of it or nothing; one that is saved already stays as it is.

    Raises Refusal with what hinders it; where only the saving found that out, it is kept with the form.
    """
    ensure_runs_figures(who)
    items = load_items(FormItem.batch_id == batch_id)
    item = next((each for each in items if each.id == item_id), None)
    if item is None:
        raise NotFound("There is no such form in this folder.")
    proposal = weigh_batch(get_batch(batch_id), items, closely={item_id}).get(item_id)
    if proposal is not None and proposal.hindrances:
        raise Refusal(" ".join(proposal.hindrances))
    return _settle(who, item_id, shared_code=proposal.code if proposal else "")


def confirm_ready(*, who: Who, batch_id: int) -> Step:
    """Save the next forms of those that are ready, AT_ONCE at most; what is refused says why on its row."""
    ensure_runs_figures(who)
    batch, items = get_batch(batch_id), load_items(FormItem.batch_id == batch_id)
    proposals = weigh_batch(batch, items)
    ready = [each for each in items if each.id in proposals and not each.trouble and proposals[each.id].answers]
    saved = refused = 0
    for item in ready[:AT_ONCE]:
        try:
            saved += not _settle(who, item.id, shared_code=proposals[item.id].code).before
        except Refusal:
            refused += 1
    return Step(saved=saved, refused=refused, left=max(0, len(ready) - AT_ONCE))


def set_aside(*, who: Who, batch_id: int, item_id: int) -> None:
    """Put a form aside: it is neither saved nor asked about until it is taken back."""
    ensure_runs_figures(who)
    with transaction() as session:
        row = held_item(session, batch_id, item_id)
        if row.state == SAVED:
            raise Conflict(f"{row.file_name} is saved already, as plan {row.plan_id}.")
        if row.state != ASIDE:
            _move(who, row, ASIDE)


def take_back(*, who: Who, batch_id: int, item_id: int) -> None:
    """Let a form that was put aside wait again, or be as unreadable as it was."""
    ensure_runs_figures(who)
    with transaction() as session:
        row = held_item(session, batch_id, item_id)
        if row.state == ASIDE:
            trouble = readable(row.text) if row.text else row.trouble
            _move(who, row, UNREADABLE if trouble else WAITING)
            row.trouble = trouble


def item_subject(item_id: int, file_name: str) -> Subject:
    """How the audit record names a form of a folder."""
    return Subject("old form", item_id, f"Old form {file_name}"[:LONGEST_SUBJECT])


def held_item(session: scoped_session[Session], batch_id: int | None, item_id: int) -> FormItem:
    """Inside a transaction: the row of a form, held against others until it ends; raises NotFound."""
    query = select(FormItem).where(FormItem.id == item_id).with_for_update()
    row = session.execute(query.execution_options(populate_existing=True)).scalar_one_or_none()
    if row is None or batch_id not in (None, row.batch_id):
        raise NotFound("There is no such form in this folder.")
    return row


def _settle(who: Who, item_id: int, *, shared_code: str) -> Settled:
    try:
        with together() as session:
            return _save(session, who, item_id, shared_code)
    except Refusal as refusal:
        with transaction() as session:
            row = held_item(session, None, item_id)
            if row.state == WAITING:
                row.trouble = refusal.sentence
        raise


def _save(session: scoped_session[Session], who: Who, item_id: int, shared_code: str) -> Settled:
    """Inside a transaction: weigh the form once more by itself, save it, and say where it went."""
    row = held_item(session, None, item_id)
    if row.state == SAVED and row.plan_id is not None:
        return Settled(row.plan_id, before=True)
    if row.state != WAITING:
        raise Conflict(f"{row.file_name} is {row.state}, so it is not saved.")
    for_all = Given.kept(session.get_one(FormBatch, row.batch_id).answers)
    given = Given.kept(row.answers).over(for_all)
    given = replace(given, code=given.code or shared_code)
    saved = save_weighed(who=who, form=read_old_form(row.text), text=row.text, given=given)
    row.plan_id, row.settled_at, row.trouble = saved.plan_id, now(), ""
    _move(who, row, SAVED, reason=f"As plan {saved.plan_id}")
    return Settled(saved.plan_id, saved.code, saved.rounded)


def save_weighed(*, who: Who, form: OldForm, text: str, given: Given) -> SavedForm:
    """Save a form with the answers there are; raises Refusal with every hindrance."""
    facts = load_facts()
    match = match_of(form, given, facts, closely=True)
    proposal = weigh(form, given, match, facts, load_plans({match.known.id} if match.known else ()))
    if proposal.answers is None:
        raise Refusal(" ".join(proposal.hindrances))
    return save_old_form(who=who, form=form, text=text, answers=proposal.answers)


def _move(who: Who, row: FormItem, state: str, *, reason: str = "") -> None:
    subject = item_subject(row.id, row.file_name)
    record(who=who, subject=subject, field="state", old=row.state, new=state, reason=reason)
    row.state = state
