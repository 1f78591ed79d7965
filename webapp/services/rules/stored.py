"""The named rules as they are stored, for whoever judges figures."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Row, select

from webapp.domain.rag import ToleranceKind
from webapp.domain.rules_in_force import NamedRule, RuleKind, RuleTerms, RuleVersionFacts
from webapp.models import RuleSet, RuleVersion
from webapp.services.store import read

RULE = "rule"
"""The kind of changes of named rules in the audit record."""

_TERMS = (
    RuleVersion.kind,
    RuleVersion.amber_above,
    RuleVersion.amber_below,
    RuleVersion.amber_kind,
    RuleVersion.green_above,
    RuleVersion.green_below,
    RuleVersion.green_kind,
    RuleVersion.last_year,
    RuleVersion.green_to,
    RuleVersion.amber_to,
    RuleVersion.green_from,
    RuleVersion.amber_from,
)
_VERSIONS = (
    select(RuleSet.id, RuleSet.name, RuleVersion.number, RuleVersion.effective_from, *_TERMS)
    .join_from(RuleSet, RuleVersion, RuleVersion.rule_set_id == RuleSet.id)
    .order_by(RuleSet.id, RuleVersion.number)
)


class StoredRules:
    """Every named rule, read once, when the first indicator that refers to one is met."""

    def __init__(self) -> None:
        self._found: Mapping[int, NamedRule] | None = None

    def find(self, rule_set_id: int | None) -> NamedRule | None:
        """The named rule of that number; None for an indicator without one."""
        if rule_set_id is None:
            return None
        if self._found is None:
            self._found = named_rules()
        return self._found.get(rule_set_id)


def named_rules() -> dict[int, NamedRule]:
    """Every named rule that says anything, by its number."""
    names: dict[int, str] = {}
    versions: dict[int, list[RuleVersionFacts]] = {}
    for row in read(_VERSIONS):
        names[row.id] = row.name
        versions.setdefault(row.id, []).append(RuleVersionFacts(row.number, row.effective_from, _terms(row)))
    return {number: NamedRule(number, name, tuple(versions[number])) for number, name in names.items()}


def _terms(row: Row[*tuple[Any, ...]]) -> RuleTerms:
    return RuleTerms(
        RuleKind(row.kind),
        row.amber_above,
        row.amber_below,
        ToleranceKind(row.amber_kind),
        row.green_above,
        row.green_below,
        ToleranceKind(row.green_kind),
        row.last_year,
        row.green_to,
        row.amber_to,
        row.green_from,
        row.amber_from,
    )
