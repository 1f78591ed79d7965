"""What would change, asked before a rule is saved: a rule's new version, or another rule for one indicator."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import select

from webapp.domain.definitions import Definition
from webapp.domain.errors import Conflict, NotFound
from webapp.domain.indicators import IndicatorFacts
from webapp.domain.rights import Who
from webapp.domain.rules_in_force import IndicatorRules, NamedRule, RuleVersionFacts
from webapp.models import Indicator
from webapp.services.indicators.fact_rows import INDICATOR_COLUMNS, facts_of_definition, indicator_facts
from webapp.services.periods.steps import ensure_runs_figures
from webapp.services.rules.choosing import ensure_rules
from webapp.services.rules.consequences import Consequences, consequences
from webapp.services.rules.saving import CHANGED, ensure_goes_with, ensure_named, polarities
from webapp.services.rules.stored import StoredRules, named_rules
from webapp.services.rules.wishes import RuleWish
from webapp.services.store import read

_OF_THE_RULES = ("rules", "accumulation", "measure")


def preview_new(*, who: Who, name: str, wish: RuleWish) -> Consequences:
    """What a new rule would do: nothing yet. Raises as ``add_rule`` does for terms or a name that cannot be kept."""
    ensure_runs_figures(who)
    wish.checked(asks_why=False)
    ensure_named(name)
    return consequences([])


def preview_version(*, who: Who, rule_id: int, latest: int, wish: RuleWish) -> Consequences:
    """What another version of a rule would do. Raises as ``add_version`` does; nothing is saved."""
    ensure_runs_figures(who)
    kept = wish.checked(asks_why=True)
    rule = named_rules().get(rule_id)
    if rule is None:
        raise NotFound("There is no such rule.")
    if latest != len(rule.versions):
        raise Conflict(CHANGED)
    ensure_goes_with(rule, kept, polarities(rule_id))
    version = RuleVersionFacts(latest + 1, kept.effective_from, kept.terms)
    changed = NamedRule(rule.id, rule.name, (*rule.versions, version))
    query = select(*INDICATOR_COLUMNS).where(Indicator.rule_set_id == rule_id).order_by(Indicator.code)
    rules = StoredRules()
    present = [indicator_facts(row, rules) for row in read(query)]
    return consequences([(each, _with_rule(each, changed)) for each in present])


def preview_definition(*, who: Who, indicator_id: int, definition: Definition) -> Consequences | None:
    """What another definition of an indicator would do; None where nothing of it decides a colour.

    Raises NotFound, and Refusal for a named rule that it cannot refer to.
    """
    ensure_runs_figures(who)
    rules = StoredRules()
    row = read(select(*INDICATOR_COLUMNS).where(Indicator.id == indicator_id)).first()
    if row is None:
        raise NotFound("There is no such indicator.")
    ensure_rules([(definition.rule_set_id, row.rule_set_id, definition.polarity)])
    was = indicator_facts(row, rules)
    will = facts_of_definition(indicator_id, definition, rules.find(definition.rule_set_id))
    if all(getattr(was, name) == getattr(will, name) for name in _OF_THE_RULES):
        return None
    return consequences([(was, will)])


def _with_rule(facts: IndicatorFacts, rule: NamedRule) -> IndicatorFacts:
    return replace(facts, rules=IndicatorRules(facts.rules.own, rule))
