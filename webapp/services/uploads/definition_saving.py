"""Inside the transaction that saves an upload: the indicators that it creates, reinstates and defines anew."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Integer, bindparam, select, update
from sqlalchemy.orm import Session, scoped_session

from webapp.domain.definitions import Definition
from webapp.domain.errors import Refusal
from webapp.domain.rights import Who
from webapp.models import Indicator, Person, StagedFigure, StagedIndicator, UploadEffect
from webapp.services.indicators.creating import create_indicators
from webapp.services.indicators.defining import ensure_frequency_may_change, write_definition
from webapp.services.indicators.retirement import set_retired
from webapp.services.plans.requirements import review_indicators
from webapp.services.uploads.definition_records import VERSION, definition_in
from webapp.services.uploads.states import ChangedMeanwhile

Writing = scoped_session[Session]

_UPLOAD_ID = bindparam("upload_id", type_=Integer)
_STAGED = select(StagedIndicator).where(StagedIndicator.upload_id == _UPLOAD_ID).order_by(StagedIndicator.number)


def redefined_indicators(session: Writing, upload_id: int) -> set[int]:
    """Indicators that exist and that the upload defines anew: their plans are held with those of its figures."""
    query = select(StagedIndicator.indicator_id).where(StagedIndicator.upload_id == _UPLOAD_ID)
    return {each for each in session.execute(query, {"upload_id": upload_id}).scalars() if each is not None}


def save_definitions(session: Writing, who: Who, upload_id: int) -> tuple[int, ...]:
    """Create and change the staged indicators, and give their figures the new ones' numbers.

    Plans are held already; returns the numbers of the unsigned ones that moved. Raises ChangedMeanwhile where a code is
    taken, a definition changed or a named directorate or person is gone since the check.
    """
    staged = session.execute(_STAGED, {"upload_id": upload_id}).scalars().all()
    if not staged:
        return ()
    known = [each for each in staged if each.indicator_id is not None]
    held = hold_indicators(session, [each.indicator_id for each in known])
    try:
        for each in known:
            _write(session, who, each, held)
        _create(session, who, upload_id, [each for each in staged if each.indicator_id is None])
    except Refusal as refusal:
        raise ChangedMeanwhile from refusal
    session.flush()
    for table in (StagedFigure, UploadEffect):
        session.connection().execute(_RENUMBERED[table], {"of_upload": upload_id})
    redefined = [each.indicator_id for each in staged if not each.is_new and each.indicator_id is not None]
    return review_indicators(session, who, redefined)


def hold_indicators(session: Writing, indicator_ids: Collection[int | None]) -> dict[int, Indicator]:
    """Inside a transaction: the indicators by number, held in order; whoever writes a figure of one need not wait."""
    query = select(Indicator).where(Indicator.id.in_(indicator_ids)).order_by(Indicator.id)
    rows = session.execute(query.with_for_update(key_share=True).execution_options(populate_existing=True)).scalars()
    return {row.id: row for row in rows}


def _write(session: Writing, who: Who, staged: StagedIndicator, held: Mapping[int, Indicator]) -> None:
    """A known indicator, changed or reinstated."""
    assert staged.indicator_id is not None
    upload_id, reason = staged.upload_id, _reason(staged.upload_id)
    definition, indicator = definition_in(staged.after), held[staged.indicator_id]
    if indicator.version != staged.before[VERSION]:
        raise ChangedMeanwhile
    ensure_frequency_may_change(indicator.id, indicator.frequency, definition.frequency)
    if staged.is_new:
        set_retired(who, indicator, None, reason=reason, upload_id=upload_id)
    _ensure_leads_stay(session, [definition], {indicator.strategic_lead_id, indicator.departmental_lead_id})
    write_definition(who, indicator, definition, reason=reason, upload_id=upload_id)


def _create(session: Writing, who: Who, upload_id: int, staged: Sequence[StagedIndicator]) -> None:
    """The indicators that nobody knew."""
    if not staged:
        return
    definitions = [definition_in(each.after) for each in staged]
    _ensure_leads_stay(session, definitions, ())
    created = create_indicators(who, definitions, reason=_reason(upload_id), upload_id=upload_id)
    for each, indicator_id in zip(staged, created, strict=True):
        each.indicator_id = indicator_id


def _reason(upload_id: int) -> str:
    """Why, as the audit record says it."""
    return f"Upload {upload_id}"


def _ensure_leads_stay(session: Writing, definitions: Iterable[Definition], present: Collection[int | None]) -> None:
    """Nobody is named who has left since the check."""
    leads = {lead for each in definitions for lead in (each.strategic_lead_id, each.departmental_lead_id)}
    for person_id in leads.difference(present, {None}):
        person = session.get(Person, person_id)
        if person is None or person.left_on is not None or person.merged_into_id is not None:
            raise ChangedMeanwhile


def _renumbered(table: type[Any]) -> Any:
    """Figures or effects of an indicator that was to be created, moved to the number it has now."""
    created = (
        select(StagedIndicator.indicator_id)
        .where(StagedIndicator.upload_id == table.upload_id, StagedIndicator.number == -table.indicator_id)
        .scalar_subquery()
    )
    return (
        update(table.__table__)
        .values(indicator_id=created)
        .where(table.upload_id == bindparam("of_upload"), table.indicator_id < 0)
    )


_RENUMBERED = {table: _renumbered(table) for table in (StagedFigure, UploadEffect)}
