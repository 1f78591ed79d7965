"""Answers to what the forms of a batch do not say: for one form, for its code alone, or for all that have none."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from sqlalchemy import select, update

from webapp.domain.errors import Conflict, NotFound, Refusal
from webapp.domain.rights import Who
from webapp.domain.texts import ensure_storable
from webapp.models import FormBatch, FormItem
from webapp.services.audit.recording import record, record_all
from webapp.services.old_forms.batches import ASIDE, SAVED, WAITING, batch_subject, load_items, readable
from webapp.services.old_forms.given import Given
from webapp.services.old_forms.settling import held_item, item_subject
from webapp.services.periods.steps import ensure_runs_figures
from webapp.services.store import transaction


def answer_form(*, who: Who, batch_id: int, item_id: int, mark: str, given: Given, text: str) -> None:
    """Keep the answers about one form, and its text as corrected.

    Raises Conflict where somebody settled or answered it since ``mark``, Refusal for a text that is no form.
    """
    ensure_runs_figures(who)
    if fault := readable(text):
        raise Refusal(fault, field="text")
    with transaction() as session:
        row = held_item(session, batch_id, item_id)
        (item,) = load_items(FormItem.id == item_id)
        if row.state in {SAVED, ASIDE}:
            raise Conflict(f"{row.file_name} is {row.state} now: nothing was changed.")
        if item.mark != mark:
            raise Conflict(f"Somebody else answered about {row.file_name} meanwhile. Nothing of yours was saved yet.")
        subject = item_subject(row.id, row.file_name)
        if text != row.text:
            record(who=who, subject=subject, field="text", old="as it was read", new="corrected")
        record_all(who=who, subject=subject, before=item.given.to_keep(), after=_said(item.given, given))
        row.text, row.answers, row.trouble, row.state = text, given.to_keep(), "", WAITING


def give_codes(*, who: Who, batch_id: int, codes: Mapping[int, str]) -> int:
    """Keep the codes of new indicators, by the form that brings each; returns how many were changed."""
    ensure_runs_figures(who)
    for code in codes.values():
        ensure_storable(code)
    changed = 0
    with transaction() as session:
        query = select(FormItem).where(FormItem.batch_id == batch_id, FormItem.id.in_(codes), FormItem.state == WAITING)
        for row in session.execute(query.order_by(FormItem.id).with_for_update()).scalars():
            before = Given.kept(row.answers)
            after = replace(before, code=codes[row.id].strip())
            if after == before:
                continue
            subject = item_subject(row.id, row.file_name)
            record(who=who, subject=subject, field="code", old=before.code or None, new=after.code or None)
            row.answers, row.trouble = after.to_keep(), ""
            changed += 1
    return changed


def answer_all(*, who: Who, batch_id: int, given: Given) -> None:
    """Keep what goes for every form of the batch that has no answer of its own."""
    ensure_runs_figures(who)
    with transaction() as session:
        query = select(FormBatch).where(FormBatch.id == batch_id).with_for_update()
        batch = session.execute(query).scalar_one_or_none()
        if batch is None:
            raise NotFound("There is no such folder of old forms.")
        before = Given.kept(batch.answers)
        subject = batch_subject(batch.id, batch.file_name)
        record_all(who=who, subject=subject, before=before.to_keep(), after=_said(before, given))
        batch.answers = given.to_keep()
        session.execute(
            update(FormItem).where(FormItem.batch_id == batch_id, FormItem.state == WAITING).values(trouble="")
        )


def _said(before: Given, after: Given) -> dict[str, object]:
    """Every answer that is there now or was before; None where it was taken away."""
    kept = after.to_keep()
    return {name: kept.get(name) for name in (before.to_keep() | kept)}
