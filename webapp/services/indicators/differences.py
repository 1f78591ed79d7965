"""A definition in words: what the audit record keeps of it, and how two of them differ."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import select

from webapp.domain.definitions import Definition, checked, tolerance_words
from webapp.domain.figures import Measure
from webapp.domain.formats import long_date
from webapp.domain.rag import Tolerance, ToleranceKind
from webapp.domain.tags import joined
from webapp.extensions import db
from webapp.models import Directorate, Person, RuleSet
from webapp.services.plans.records import lead_text


@dataclass(frozen=True, slots=True)
class Difference:
    """One field of a definition as it is stored and as somebody wants it."""

    field: str
    stored: str
    wanted: str


Named = type[Directorate] | type[Person] | type[RuleSet]
NameOf = Callable[[Named, int | None], str | None]


def name_of(table: Named, row_id: int | None) -> str | None:
    """The name of a directorate, person or named rule; None for none."""
    if row_id is None:
        return None
    return db.session.execute(select(table.name).where(table.id == row_id)).scalar_one_or_none()


def in_words(definition: Definition, named: NameOf = name_of) -> dict[str, str | None]:
    """The fields as people read them: names for ids, words for choices, None for what is blank."""
    measure = Measure(definition.unit, definition.decimals)
    tolerance = Tolerance(definition.tolerance, ToleranceKind(definition.tolerance_kind))
    return {
        "code": definition.code,
        "title": definition.title,
        "definition": definition.definition or None,
        "unit": definition.unit or None,
        "decimals": str(definition.decimals),
        "polarity": definition.polarity or "not decided",
        "tolerance": tolerance_words(tolerance, measure),
        "rag rule": named(RuleSet, definition.rule_set_id),
        "frequency": definition.frequency,
        "accumulation": definition.accumulation,
        "directorate": named(Directorate, definition.directorate_id),
        "strategic director lead": lead_text(
            named(Person, definition.strategic_lead_id), acting=definition.strategic_lead_acting
        ),
        "departmental lead": lead_text(
            named(Person, definition.departmental_lead_id), acting=definition.departmental_lead_acting
        ),
        "reported from": long_date(definition.reported_from) if definition.reported_from else None,
        "tags": joined(definition.tags) or None,
    }


def differences(stored: Definition, wanted: Definition) -> tuple[Difference, ...]:
    """Where two definitions differ; ``wanted`` as it would be kept."""
    before, after = in_words(stored), in_words(checked(wanted))
    return tuple(
        Difference(field.capitalize(), before[field] or "blank", after[field] or "blank")
        for field in before
        if before[field] != after[field]
    )
