"""Indicators: added, changed, renamed without losing their old codes."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import Any

from sqlalchemy import delete, func, select
from sqlalchemy.orm import InstrumentedAttribute

from webapp.domain.definitions import Definition, checked
from webapp.domain.errors import Conflict, NotFound, Refusal
from webapp.domain.frequency import Frequency
from webapp.domain.rights import Role, Who
from webapp.extensions import db
from webapp.models import Actual, Directorate, FormerCode, Indicator, Person, Plan
from webapp.services.audit.recording import Subject, record_all
from webapp.services.indicators.differences import in_words
from webapp.services.indicators.tags import put_tags, tags_of
from webapp.services.people.accounts import grant
from webapp.services.periods.steps import ensure_runs_figures, hold_periods
from webapp.services.plans.requirements import hold_plans, review_indicator
from webapp.services.queueing import wait_for_names
from webapp.services.rules.choosing import ensure_rules
from webapp.services.store import transaction

__all__ = [
    "Definition",
    "change_indicator",
    "create_indicator",
    "definition_of",
    "ensure_code_free",
    "ensure_directorate",
    "ensure_frequency_may_change",
    "every_definition",
    "find_indicator",
    "get_indicator",
    "indicator_subject",
    "write_definition",
]

NAMES = tuple(field.name for field in fields(Definition) if field.name != "tags")
"""The fields of a definition that are columns of the indicator."""

_Column = InstrumentedAttribute[Any]
CHANGED = "Somebody else changed this indicator while you were writing. Nothing of yours was lost or saved yet."


def create_indicator(*, who: Who, definition: Definition) -> int:
    """Add an indicator; returns its id. Raises Refusals, each on its field."""
    ensure_runs_figures(who)
    with transaction():
        indicator = Indicator(version=1)
        write_definition(who, indicator, definition)
        return indicator.id


def change_indicator(*, who: Who, indicator_id: int, version: int, definition: Definition, reason: str = "") -> None:
    """Change what is decided about an indicator; another code keeps the old one as a way to it.

    Raises Conflict where somebody else changed it since ``version``, Refusals for what cannot be kept.
    """
    ensure_runs_figures(who)
    checked(definition)
    with transaction() as session:
        hold_plans(session, [indicator_id])
        indicator = get_indicator(indicator_id)
        if indicator.version != version:
            raise Conflict(CHANGED)
        ensure_frequency_may_change(indicator_id, indicator.frequency, definition.frequency)
        hold_periods(session)
        write_definition(who, indicator, definition, reason=reason)
        review_indicator(session, who, indicator_id)


def write_definition(
    who: Who | None,
    indicator: Indicator,
    definition: Definition,
    *,
    reason: str = "",
    upload_id: int | None = None,
) -> None:
    """Inside a transaction: check and set every field, record what differs, and give the named leads their rights."""
    kept = checked(definition)
    with db.session.no_autoflush:  # a new row has no code yet
        new = indicator.id is None
        tags = () if new else tags_of([indicator.id])[indicator.id]
        before = {} if new else in_words(_definition(indicator, tags))
        if kept.code != indicator.code:
            ensure_code_free(kept.code, except_id=indicator.id)
        ensure_directorate(kept.directorate_id, indicator.directorate_id)
        ensure_rules([(kept.rule_set_id, indicator.rule_set_id, kept.polarity)], hold=True)
        if not new and kept.code != indicator.code:
            _keep_former_code(indicator, kept.code)
    for name in NAMES:
        setattr(indicator, name, getattr(kept, name))
    db.session.add(indicator)
    db.session.flush()
    if kept.tags != tags:
        put_tags({indicator.id: kept.tags})
        kept = replace(kept, tags=tags_of([indicator.id])[indicator.id])
    subject = indicator_subject(indicator)
    changed = record_all(
        who=who, subject=subject, before=before, after=in_words(kept), reason=reason, upload_id=upload_id
    )
    if changed and not new:
        indicator.version += 1
    for person_id, role in (
        (indicator.departmental_lead_id, Role.LEAD),
        (indicator.strategic_lead_id, Role.DIRECTOR),
    ):
        person = db.session.get(Person, person_id) if person_id else None
        if person is not None:
            grant(who, person, role)


def ensure_code_free(code: str, *, except_id: int | None = None) -> None:
    """Inside a transaction: raises Refusal where another indicator has, or used to have, that code in any case."""
    wait_for_names(FormerCode)
    found = _by_code(Indicator.code, Indicator.id, code)
    if found is not None and found[0] != except_id:
        raise Refusal(f"The code {code} belongs to “{found[1]}” already: choose another.", field="code")
    found = _by_code(FormerCode.code, FormerCode.indicator_id, code)
    if found is not None and found[0] != except_id:
        raise Refusal(
            f"The code {code} used to be that of “{found[1]}”, and old files still use it: choose another.",
            field="code",
        )


def find_indicator(code: str) -> int | None:
    """The id of the indicator that has, or used to have, that code in any case; None if there is none."""
    wanted = code.strip()
    found = _by_code(Indicator.code, Indicator.id, wanted) or _by_code(FormerCode.code, FormerCode.indicator_id, wanted)
    return found[0] if found else None


def get_indicator(indicator_id: int, *, hold: bool = True) -> Indicator:
    """Inside a transaction: the row of an indicator; raises NotFound.

    Held against other writers until the transaction ends, unless periods are held after it: they come first. Whoever
    writes a figure of it need not wait: the figures' own rows are waited for.
    """
    query = select(Indicator).where(Indicator.id == indicator_id)
    indicator = db.session.execute(query.with_for_update(key_share=True) if hold else query).scalar_one_or_none()
    if indicator is None:
        raise NotFound("There is no such indicator.")
    return indicator


def definition_of(indicator_id: int) -> tuple[Definition, int]:
    """What is decided about an indicator now, and the version that is; raises NotFound."""
    columns = [getattr(Indicator, name) for name in NAMES]
    row = db.session.execute(select(Indicator.version, *columns).where(Indicator.id == indicator_id)).first()
    if row is None:
        raise NotFound("There is no such indicator.")
    return _definition(row, tags_of([indicator_id])[indicator_id]), row.version


def every_definition() -> dict[int, tuple[Definition, int]]:
    """What is decided about every indicator now, and the version that is, by their ids."""
    columns = [getattr(Indicator, name) for name in NAMES]
    rows = db.session.execute(select(Indicator.id, Indicator.version, *columns))
    tags = tags_of()
    return {row.id: (_definition(row, tags[row.id]), row.version) for row in rows}


def indicator_subject(indicator: Indicator) -> Subject:
    """How the audit record names an indicator."""
    return Subject("indicator", indicator.id, f"{indicator.code} {indicator.title}", indicator.id)


def _definition(row: Any, tags: tuple[str, ...]) -> Definition:
    """The definition that a row of every column of it holds, with the indicator's tags."""
    return Definition(**{name: getattr(row, name) for name in NAMES}, tags=tags)


def _by_code(code: _Column, indicator_id: _Column, wanted: str) -> tuple[int, str] | None:
    """Id and title of the indicator whose present or former code that is."""
    same = func.lower(code) == func.lower(wanted)
    query = select(Indicator.id, Indicator.title).where(same, indicator_id == Indicator.id)
    row = db.session.execute(query).first()
    return None if row is None else (row.id, row.title)


def _keep_former_code(indicator: Indicator, new: str) -> None:
    """The old code goes on finding the indicator; a code taken back is former no more."""
    same = func.lower(FormerCode.code) == func.lower(new)
    db.session.execute(delete(FormerCode).where(FormerCode.indicator_id == indicator.id, same))
    if new.lower() != indicator.code.lower():
        db.session.add(FormerCode(code=indicator.code, indicator_id=indicator.id))


def ensure_directorate(wanted: int | None, present: int | None) -> None:
    """Raises Refusal for a directorate that is no more, unless the indicator is in it already."""
    if wanted is None or wanted == present:
        return
    row = db.session.execute(select(Directorate.name, Directorate.retired_on).where(Directorate.id == wanted)).first()
    if row is None or row.retired_on is not None:
        raise Refusal(
            f"{row.name if row else 'This directorate'} is retired: choose another directorate.",
            field="directorate_id",
        )


def ensure_frequency_may_change(indicator_id: int, present: str, wanted: str) -> None:
    """Raises Refusal where figures of months would become figures of quarters: every page would lose them."""
    if wanted == present:
        return
    for table in (Actual, Plan):
        if db.session.execute(select(table.id).where(table.indicator_id == indicator_id).limit(1)).first():
            raise Refusal(
                f"This indicator has {Frequency(present).word} figures or plans, which another frequency "
                "would leave behind: retire it and add a new indicator.",
                field="frequency",
            )
