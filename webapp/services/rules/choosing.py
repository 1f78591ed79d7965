"""Which named rule an indicator may refer to: one in use whose thresholds go with the way that is better."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import select

from webapp.domain.errors import Refusal
from webapp.domain.rag import Polarity
from webapp.domain.rules_in_force import NamedRule
from webapp.extensions import db
from webapp.models import RuleSet
from webapp.services.rules.stored import named_rules
from webapp.services.store import read

_SETS = select(RuleSet.id, RuleSet.name, RuleSet.retired_on).order_by(RuleSet.name)

Wish = tuple[int | None, int | None, str | None]
"""The named rule that is wanted, the one that the indicator has, and which way is better."""


@dataclass(frozen=True, slots=True)
class RuleOption:
    """A named rule to choose."""

    id: int
    name: str


def rule_options(present: int | None = None) -> tuple[RuleOption, ...]:
    """The named rules in use, and the one that an indicator has already."""
    return tuple(RuleOption(row.id, row.name) for row in read(_SETS) if row.retired_on is None or row.id == present)


def ensure_rules(wishes: Collection[Wish], *, hold: bool = False) -> None:
    """Raises Refusal for a named rule that is no more, unless it is there already, or that does not go with its
    indicator's polarity. ``hold``, inside a transaction: nobody changes these rules before it ends."""
    ids = sorted({wanted for wanted, _, _ in wishes if wanted})
    if not ids:
        return
    if hold:
        held = select(RuleSet.id).where(RuleSet.id.in_(ids)).order_by(RuleSet.id)
        db.session.execute(held.with_for_update(read=True)).all()
    rules, in_use = named_rules(), {option.id for option in rule_options()}
    for wanted, present, polarity in set(wishes):
        if wanted is None:
            continue
        rule = rules.get(wanted)
        if rule is None or (wanted not in in_use and wanted != present):
            name = rule.name if rule else "This rule"
            raise Refusal(f"{name} is retired: choose another rule.", field="rule_set_id")
        ensure_fits(rule, Polarity(polarity) if polarity else None)


def ensure_fits(rule: NamedRule, polarity: Polarity | None) -> None:
    """Raises Refusal where a version of the rule has thresholds that do not go with the polarity."""
    for version in rule.versions:
        try:
            version.terms.rule(polarity)
        except Refusal as refusal:
            sentence = f"The rule {rule.name} does not go with that. {refusal.sentence}"
            raise Refusal(sentence, field="rule_set_id") from None
