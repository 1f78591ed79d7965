"""Many new indicators at once, as ``create_indicator`` adds one: checked, recorded, their leads given rights."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import func, select

from webapp.domain.definitions import Definition, checked
from webapp.domain.rights import Role, Who
from webapp.extensions import db
from webapp.models import Directorate, FormerCode, Indicator, Person, RuleSet
from webapp.services.audit.recording import record_all
from webapp.services.indicators.defining import NAMES, ensure_code_free, ensure_directorate, indicator_subject
from webapp.services.indicators.differences import Named, in_words, name_of
from webapp.services.indicators.tags import put_tags
from webapp.services.people.accounts import grant
from webapp.services.queueing import wait_for_names
from webapp.services.rules.choosing import ensure_rules


def create_indicators(
    who: Who, definitions: Sequence[Definition], *, reason: str = "", upload_id: int | None = None
) -> list[int]:
    """Inside a transaction: add the indicators; returns their ids in order. Raises Refusal for a taken code."""
    kept = [checked(definition) for definition in definitions]
    _ensure_free([each.code for each in kept])
    for directorate_id in {each.directorate_id for each in kept}:
        ensure_directorate(directorate_id, None)
    ensure_rules([(each.rule_set_id, None, each.polarity) for each in kept], hold=True)
    indicators = [Indicator(version=1, **{name: getattr(each, name) for name in NAMES}) for each in kept]
    db.session.add_all(indicators)
    db.session.flush()
    put_tags({row.id: each.tags for row, each in zip(indicators, kept, strict=True) if each.tags})
    people = {lead for each in kept for lead in (each.strategic_lead_id, each.departmental_lead_id)}
    rules = {each.rule_set_id for each in kept}
    wanted: tuple[tuple[Named, set[int | None]], ...] = (
        (Directorate, {each.directorate_id for each in kept}),
        (Person, people),
        (RuleSet, rules),
    )
    names = {(table, row_id): name_of(table, row_id) for table, row_ids in wanted for row_id in row_ids}
    for indicator, definition in zip(indicators, kept, strict=True):
        after, subject = in_words(definition, lambda table, row_id: names[table, row_id]), indicator_subject(indicator)
        record_all(who=who, subject=subject, before={}, after=after, reason=reason, upload_id=upload_id)
    _grant(who, {each.departmental_lead_id for each in kept}, Role.LEAD)
    _grant(who, {each.strategic_lead_id for each in kept}, Role.DIRECTOR)
    db.session.flush()
    return [indicator.id for indicator in indicators]


def _ensure_free(codes: Sequence[str]) -> None:
    """No code belongs, or used to belong, to another indicator in any case."""
    wait_for_names(FormerCode)
    taken: set[str] = set()
    for column in (Indicator.code, FormerCode.code):
        taken.update(db.session.execute(select(func.lower(column))).scalars())
    for code in codes:
        if {code.lower(), code.casefold()} & taken:
            ensure_code_free(code)


def _grant(who: Who, person_ids: set[int | None], role: Role) -> None:
    for person_id in person_ids:
        person = db.session.get(Person, person_id) if person_id else None
        if person is not None:
            grant(who, person, role)
