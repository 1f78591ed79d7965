"""Taking back the indicators of an upload: those it created are retired, definitions it changed are as before."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Integer, bindparam, func, select
from sqlalchemy.orm import Session, scoped_session

from webapp.domain.definitions import EARLIEST, Definition
from webapp.domain.errors import Refusal
from webapp.domain.rights import Who
from webapp.models import Actual, Change, Directorate, Indicator, Person, Plan, Revision, StagedIndicator, TargetRow
from webapp.services.indicators.defining import (
    definition_of,
    ensure_frequency_may_change,
    get_indicator,
    write_definition,
)
from webapp.services.indicators.retirement import set_retired
from webapp.services.plans.requirements import review_indicators
from webapp.services.rules.choosing import ensure_rules
from webapp.services.store import read
from webapp.services.uploads.definition_records import DEFINITION, definition_in
from webapp.services.uploads.definition_saving import hold_indicators

UNDONE = "undone"
"""The mark of an indicator that is as it was before the upload."""

_UPLOAD_ID = bindparam("upload_id", type_=Integer)
_OF_UPLOAD = (StagedIndicator.upload_id == _UPLOAD_ID, StagedIndicator.indicator_id.is_not(None))
_STAGED = select(StagedIndicator).where(*_OF_UPLOAD).order_by(StagedIndicator.line, StagedIndicator.number)
_IDS = select(StagedIndicator.indicator_id).where(*_OF_UPLOAD)


@dataclass(frozen=True, slots=True)
class KeptIndicator:
    """An indicator of the upload that stays as it is now: why, and who touched it last."""

    indicator_id: int
    code: str
    title: str
    why: str
    by: str
    at: datetime | None


def preview_definitions(upload_id: int) -> tuple[int, tuple[KeptIndicator, ...]]:
    """How many indicators would be as before the upload, and those that would not."""
    staged = read(_COLUMNS, upload_id=upload_id).all()
    used = _used(upload_id)
    told = [(each, why) for each in staged if (why := _why_kept(each, used))]
    return len(staged) - len(told), tuple(_kept(upload_id, each, why) for each, why in told)


def kept_indicators(upload_id: int) -> Iterator[KeptIndicator]:
    """Of an upload that was taken back: the indicators that stayed as they were."""
    used = _used(upload_id)
    for each in read(_COLUMNS, upload_id=upload_id).all():
        if not each.after.get(UNDONE):
            yield _kept(upload_id, each, _why_kept(each, used) or "It was changed since.")


def undo_definitions(session: scoped_session[Session], who: Who, upload_id: int, reason: str) -> tuple[int, int]:
    """Inside the transaction that takes an upload back, once its figures are; plans are held already.

    Returns how many indicators are as before, and how many stay as somebody has made them since.
    """
    staged = session.execute(_STAGED, {"upload_id": upload_id}).scalars().all()
    held = hold_indicators(session, [each.indicator_id for each in staged])
    used = _used(upload_id)
    why = f"Taken back with upload {upload_id}: {reason}"
    redefined, restored = [], 0
    for each in staged:
        if each.indicator_id is None or _why_kept(each, used):
            continue
        indicator = held[each.indicator_id]
        if DEFINITION in each.before:
            write_definition(who, indicator, definition_in(each.before), reason=why, upload_id=upload_id)
        if each.is_new:
            set_retired(who, indicator, EARLIEST, reason=why, upload_id=upload_id)
        else:
            redefined.append(indicator.id)
        each.after = {**each.after, UNDONE: True}
        restored += 1
    review_indicators(session, who, redefined)
    return restored, len(staged) - restored


def _used(upload_id: int) -> frozenset[int]:
    """The upload's indicators that have a plan, or figures that did not come with it."""
    tables: tuple[type[Any], ...] = (Actual, TargetRow)
    figures = (
        select(table.indicator_id).where(table.indicator_id.in_(_IDS), table.upload_id.is_distinct_from(_UPLOAD_ID))
        for table in tables
    )
    plans = select(Plan.indicator_id).where(Plan.indicator_id.in_(_IDS))
    found = (read(query.distinct(), upload_id=upload_id).scalars() for query in (*figures, plans))
    return frozenset(each for ids in found for each in ids)


def _why_kept(staged: Any, used: frozenset[int]) -> str:
    """Why an indicator cannot be as it was before; "" where it can."""
    now, _ = definition_of(staged.indicator_id)
    if now != definition_in(staged.after):
        return "What is decided about it was changed since."
    if not staged.is_new:
        return _why_not_before(staged.indicator_id, now, definition_in(staged.before))
    if get_indicator(staged.indicator_id, hold=False).retired_on is not None:
        return "It was retired since."
    return "It has a plan, or figures of later work." if staged.indicator_id in used else ""


def _why_not_before(indicator_id: int, now: Definition, before: Definition) -> str:
    """What of an earlier definition cannot be any more."""
    try:
        ensure_frequency_may_change(indicator_id, now.frequency, before.frequency)
        ensure_rules([(before.rule_set_id, now.rule_set_id, before.polarity)])
    except Refusal as refusal:
        return refusal.sentence
    for table, name, gone in (
        (Directorate, "directorate_id", "retired"),
        (Person, "strategic_lead_id", "left"),
        (Person, "departmental_lead_id", "left"),
    ):
        wanted = getattr(before, name)
        if wanted is None or wanted == getattr(now, name):
            continue
        row = read(select(table.name, getattr(table, f"{gone}_on").label("gone")).where(table.id == wanted)).one()
        if row.gone is not None:
            return f"{row.name} {'is retired' if gone == 'retired' else 'has left'}, so it cannot be as before."
    return ""


def _kept(upload_id: int, staged: Any, why: str) -> KeptIndicator:
    """With who touched the indicator or its figures last."""
    last = None
    for table in (Change, Revision):
        later = (table.indicator_id == staged.indicator_id, table.upload_id.is_distinct_from(upload_id))
        newest = select(func.max(table.id)).where(*later).scalar_subquery()
        query = select(table.at, Person.name).outerjoin(Person, Person.id == table.by_id).where(table.id == newest)
        row = read(query).first()
        if row is not None and (last is None or row.at > last.at):
            last = row
    by, at = ("", None) if last is None else (last.name or "The command line", last.at)
    code, title = read(select(Indicator.code, Indicator.title).where(Indicator.id == staged.indicator_id)).one()
    return KeptIndicator(staged.indicator_id, code, title, why, by, at)


_COLUMNS = (
    select(StagedIndicator.indicator_id, StagedIndicator.is_new, StagedIndicator.before, StagedIndicator.after)
    .where(*_OF_UPLOAD)
    .order_by(StagedIndicator.line, StagedIndicator.number)
)
